"""Maps: where a place lies on them, the outlines of countries behind other marks, and countries coloured by a value."""
