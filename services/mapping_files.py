"""A mapping as a JSON file: written as a person can read and change it, read with every fault told in words."""

import json

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from data.schemas.mapping import ColumnMapping
from i18n import has_text, text
from i18n.problems import clean
from services.misuse import Misuse

MOST_BYTES = 1_000_000
MOST_TOLD = 5


def write_mapping(mapping: ColumnMapping) -> bytes:
    """Return a mapping as a JSON file, without what it leaves open."""
    said = mapping.model_dump(mode="json", exclude_defaults=True)
    return (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode()


def read_mapping(content: bytes, file: str) -> ColumnMapping:
    """Return the mapping in a JSON file.

    Raises:
        Misuse: If the file is no mapping; the text says what is wrong and what to do.
    """
    try:
        found = json.loads(content[:MOST_BYTES].decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise Misuse.of("mapping-no-json", file=clean(file)) from None
    if not isinstance(found, dict) or "kind" not in found:
        raise Misuse.of("mapping-none", file=clean(file))
    try:
        return ColumnMapping.model_validate(found)
    except ValidationError as error:
        raise Misuse.of("mapping-not-valid", file=clean(file), reasons=" ".join(describe_faults(error))) from None


def describe_faults(error: ValidationError) -> list[str]:
    """Return in sentences what is wrong with a mapping, the first few faults."""
    faults = error.errors(include_url=False)
    words = [_describe(one) for one in faults[:MOST_TOLD]]
    more = len(faults) - MOST_TOLD
    return [*words, text("mapping.wrong.more", count=more)] if more > 0 else words


def _describe(fault: ErrorDetails) -> str:
    key = f"mapping.wrong.{fault['type']}"
    details = {name: clean(str(value)) for name, value in fault.get("ctx", {}).items()}
    where = clean(" / ".join(str(one) for one in fault["loc"]))
    if fault["type"] == "extra_forbidden":
        return text("mapping.wrong.not-a-part", place=where)
    return text(key, **details) if has_text(key) else text("mapping.wrong.value", place=where)
