"""Topics: what the tracker knows and says. A topic takes a view and returns exhibits; it knows no session."""
