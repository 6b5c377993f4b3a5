"""The reader of school censuses."""
