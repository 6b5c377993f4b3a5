"""Projections: made, put into words, published beside the figures, and held against what came."""
