"""What is true: entities, relations, the evidence under them, and how to change them and take a change back."""
