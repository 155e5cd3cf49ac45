"""Where a graph lives: opened from there, saved there, nothing lost on the way."""
