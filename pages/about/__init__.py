"""Pages that say how and from what everything is made."""
