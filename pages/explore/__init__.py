"""Pages that put indicators, areas and money side by side."""
