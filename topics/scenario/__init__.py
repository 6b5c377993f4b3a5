"""Scenarios: another pace, start, target or level, and what it would change."""
