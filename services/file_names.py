"""The names of files that are downloaded: what they hold, in letters that every system takes."""

import re
import unicodedata

LONGEST = 100


def file_name(*parts: str) -> str:
    """Return the name of a file without its ending: its parts in small letters, digits and hyphens, no longer than 100.

    Empty parts are left out; accents are dropped, and what has no Latin letter becomes nothing.
    """
    plain = (unicodedata.normalize("NFKD", one).encode("ascii", "ignore").decode() for one in parts)
    words = (re.sub(r"[^a-z0-9]+", "-", one.lower()).strip("-") for one in plain)
    return "-".join(one for one in words if one)[:LONGEST].strip("-")
