"""What it looks like: facts become a Frame of plain arrays, and one painter draws it everywhere."""
