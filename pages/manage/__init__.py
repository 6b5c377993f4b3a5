"""Pages that bring figures in, and take them back."""
