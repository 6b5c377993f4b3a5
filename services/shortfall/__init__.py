"""Shortfalls: which countries hold what is missing to a target."""
