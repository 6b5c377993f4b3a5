"""Schools (Giga): how many are connected, where, how fast, and how far the census can be trusted."""
