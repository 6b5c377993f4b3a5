"""The reader of pledge lists."""
