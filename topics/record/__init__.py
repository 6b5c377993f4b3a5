"""The forecast record: what the method would have said, what was published, and what came in."""
