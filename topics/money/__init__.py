"""Money beside need: the pledges that concern an area, next to the gap that they should help to close."""
