"""Pledges (P2C): what was promised and what delivered, by whom, for whom and for what."""
