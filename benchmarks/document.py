"""Put computed tables into a document, between the marks that name them, so that no number in it is typed."""

import re
from collections.abc import Mapping

PLACE = re.compile(r"(?P<first><!-- backtest: (?P<name>[\w-]+) -->\n).*?(?P<last><!-- end -->)", re.DOTALL)


def fill_document(document: str, tables: Mapping[str, str]) -> str:
    """Return a document with every place filled with its table.

    Raises:
        KeyError: If the document names a table that there is not, or a table has no place in it.
    """
    named = [found["name"] for found in PLACE.finditer(document)]
    without = set(tables) ^ set(named)
    if without:
        raise KeyError(f"tables without a place, or places without a table: {sorted(without)}")
    return PLACE.sub(lambda found: f"{found['first']}\n{tables[found['name']].strip()}\n\n{found['last']}", document)
