"""Invented example data, marked in every row, and the scripts that make it."""
