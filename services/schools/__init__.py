"""Schools: the census as it is counted, compared, mapped, described and published."""
