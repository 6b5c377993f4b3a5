"""The parts of a workbook, which are XML: read element by element, never unfolded and never kept as a whole."""

from collections.abc import Callable, Iterator, Mapping
from xml.parsers import expat

from data.readers.containers import BROKEN, CHUNK, Archive

Names = Mapping[str, str]
Start = Callable[[str, Names], None]
End = Callable[[str], None]


class BrokenSheetError(Exception):
    """A part of a workbook is no XML, or declares entities."""


def parse_part(
    archive: Archive, name: str, start: Start, end: End | None = None, text: Callable[[str], None] | None = None
) -> None:
    """Read one part of a workbook; elements and attributes come without their prefixes.

    Raises:
        BrokenSheetError: If there is no such part, or it is no XML or declares entities.
    """
    if not archive.holds(name):
        raise BrokenSheetError(name)
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def begin(element: str, attributes: dict[str, str]) -> None:
        if ":" in "".join(attributes):
            attributes = {key.rpartition(":")[2]: cell for key, cell in attributes.items()}
        start(element.rpartition(":")[2], attributes)

    parser.EntityDeclHandler = _refuse_entity
    parser.StartElementHandler = begin
    if end is not None:
        parser.EndElementHandler = lambda element: end(element.rpartition(":")[2])
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        with archive.book.open(name) as file:
            while piece := file.read(CHUNK):  # large pieces: one tag as long as the part is read anew with each
                parser.Parse(piece)
            parser.Parse(b"", True)  # noqa: FBT003 - a C function without names
    except (expat.ExpatError, *BROKEN) as error:
        raise BrokenSheetError(name) from error


def _refuse_entity(*declaration: object) -> None:
    """Raise `BrokenSheetError`: unfolded, entities may fill all memory, or read what lies elsewhere."""
    raise BrokenSheetError(str(declaration[0]))


def elements(archive: Archive, name: str, wanted: str) -> Iterator[Names]:
    """Yield the attributes of all elements of one name in a part; the others are never kept."""
    found: list[Names] = []

    def start(element: str, attributes: Names) -> None:
        if element == wanted:
            found.append(attributes)

    parse_part(archive, name, start)
    yield from found


def whole_number(written: str | None) -> int:
    """Return a whole number as it is written, -1 where it is none."""
    return int(written) if written and written.isascii() and written.isdigit() and len(written) < 20 else -1
