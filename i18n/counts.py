"""Texts with a count: one thing is said otherwise than several."""

from i18n.catalogue import has_text, text
from i18n.numbers import format_plain


def counted(key: str, count: int, **details: object) -> str:
    """Return the text of a key with its count written out; its form `_one` where there is one and the text has it."""
    chosen = f"{key}_one" if count == 1 and has_text(f"{key}_one") else key
    return text(chosen, count=format_plain(count, 0), **details)
