"""Data: the schemas, the readers that fill them, the store that keeps them, and the facts that rule them."""
