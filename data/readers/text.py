"""Whether the bytes of a file are text that can be read: one problem for the file where they are not."""

from data.readers.codes import problem
from data.readers.content import Content, pieces, survey_of
from data.readers.encodings import BOM, HEAD, UTF_16, Encoding, find_encoding, row_at, utf_16_of
from data.reference.limits import load_upload_limits
from data.schemas.problem import Problem
from data.schemas.thresholds import MB

LINE_LIMIT = load_upload_limits().line_bytes.value
MAGIC = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0", "xls"),
    (b"%PDF", "pdf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"\x1f\x8b", "gzip"),
    (b"Rar!", "other_archive"),
    (b"7z\xbc\xaf", "other_archive"),
    (b"PAR1", "parquet"),
    (b"{\\rtf", "word"),
    (b"<!doctype", "web_page"),
    (b"<html", "web_page"),
    (b"<?xml", "xml"),
)
PROTECTED = "EncryptedPackage".encode("utf-16-le")
CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b")) + b"\x7f"
UNPRINTABLE_SHARE = 0.1


def check_size(content: Content, max_bytes: int) -> Problem | None:
    """Return the problem of a file that is too large or empty."""
    if len(content) > max_bytes:
        details = {"limit_mb": max_bytes // MB, "size_mb": -(-len(content) // MB)}
        return problem("file-too-large", details=details)
    head = content[:HEAD].removeprefix(BOM)
    if not head.strip() and not any(piece.removeprefix(BOM).strip() for piece in pieces(content)):
        return problem("file-empty")
    return None


def check_text(content: Content, said: str | None = None) -> Encoding | Problem:
    """Return how the text is encoded, or the one problem that keeps the file from being read.

    Args:
        content: The bytes, neither empty nor an archive.
        said: The encoding that the sender names.
    """
    kind = kind_by_magic(content)
    if kind:
        return problem("file-not-text", details={"advice": kind})
    wide = find_encoding(content, said) if said else utf_16_of(content)
    if isinstance(wide, Problem) or (wide and wide.name == UTF_16):
        return wide
    return check_plain(content) or wide or find_encoding(content)


def check_plain(content: Content) -> Problem | None:
    """Return the problem of bytes that are no text of lines: control characters, or a line that never ends."""
    head = content[:HEAD]
    unprintable = len(head) - len(head.translate(None, CONTROLS))
    if unprintable > UNPRINTABLE_SHARE * len(head) or survey_of(content).zeros:
        return problem("file-not-text", details={"advice": "binary"})
    return _too_long_line(content)


def kind_by_magic(content: Content) -> str | None:
    """Return what the first bytes say that a file is, None where they say nothing."""
    head = content[:HEAD].removeprefix(BOM).lstrip()[:16].lower()
    kind = next((name for magic, name in MAGIC if head.startswith(magic.lower())), None)
    return "protected" if kind == "xls" and content.find(PROTECTED) >= 0 else kind


def _too_long_line(content: Content) -> Problem | None:
    position = 0
    while len(content) - position > LINE_LIMIT:
        stop = position + LINE_LIMIT + 1
        end = content.rfind(b"\n", position, stop)
        end = content.rfind(b"\r", position, stop) if end < 0 else end
        if end < 0:
            row = row_at(content, position)
            return problem("line-too-long", row=row, details={"limit": LINE_LIMIT})
        position = end + 1
    return None
