"""The parts of the page of a country or group."""
