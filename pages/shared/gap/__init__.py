"""The parts of the page on who makes up the gap."""
