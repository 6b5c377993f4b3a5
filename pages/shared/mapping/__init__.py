"""The screen on which the columns of an unknown table are mapped."""
