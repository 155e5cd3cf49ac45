"""From a file to a frozen text. Readers say what they found and what they could not; they change no graph."""
