"""Pure calculators: observations and targets in, progress, paces, verdicts and aggregates out.

Nothing here knows a file, a page, a chart or a clock; the date comes in.
"""
