"""The parts of the page that sets two indicators against each other."""
