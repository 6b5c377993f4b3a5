"""The parts of the forecast record."""
