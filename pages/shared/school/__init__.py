"""The parts of the page of schools."""
