"""Who makes up the gap: which countries hold what is missing to a target, and what if some of them reached it."""
