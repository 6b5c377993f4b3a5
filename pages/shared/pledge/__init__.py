"""The parts of the page of pledges."""
