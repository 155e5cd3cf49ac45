"""What one sees and touches: QtWidgets that show the session and write back to it."""
