"""The tests, in the same rooms as the package, and the command that runs every check."""
