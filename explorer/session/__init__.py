"""What is happening now: one document, one selection, one view, one history. QtCore and QtGui, no widgets."""
