"""Two indicators against each other, in every country."""
