"""Pages that show how far the indicators are."""
