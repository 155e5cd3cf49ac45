"""A person does something through the window."""
