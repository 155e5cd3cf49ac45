"""From an article to suggestions: whatever reads proposes, one gate refuses, a person decides."""
