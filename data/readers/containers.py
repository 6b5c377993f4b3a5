"""Archives (ZIP): what is in them, and one file of them unpacked; bombs are refused before and while unpacking.

Nothing is ever written to a disk and no name of a member is used as a path, so names can do no harm. Workbooks are
archives too and go through the same limits before a library sees them.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from data.readers.codes import problem
from data.readers.content import count_sign
from data.reference.limits import load_upload_limits
from data.schemas.problem import Problem
from data.schemas.thresholds import MB

CHUNK = 1 << 20
HEAD = 1 << 17
ENTRY = b"PK\x01\x02"
LOCAL_HEADER = 30
TAG = b"<"
NAME_LENGTHS = slice(26, 30)
ENCRYPTED = 0x1
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
JUNK = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)
"""What the standard library raises for archives that are damaged or made to do harm."""


@dataclass(frozen=True, eq=False)
class Archive:
    """An archive within the limits, and its files that may be data, by name."""

    book: zipfile.ZipFile
    members: tuple[zipfile.ZipInfo, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the files, in their order."""
        return tuple(one.filename for one in self.members)

    def holds(self, name: str) -> bool:
        """Return whether the archive holds a file of this name."""
        return any(one.filename == name for one in self.members)

    def size(self, name: str) -> int:
        """Return how many bytes the files of this name say that they have."""
        return sum(one.file_size for one in self.members if one.filename == name)

    def head(self, member: zipfile.ZipInfo) -> bytes:
        """Return the first bytes of a file, none where it cannot be unpacked."""
        try:
            with self.book.open(member) as file:
                return file.read(HEAD)
        except BROKEN:
            return b""


def open_archive(content: bytes) -> Archive | Problem:
    """Return the archive, or the problem that keeps it from being opened: what it says of itself is checked."""
    limits = load_upload_limits()
    if content.count(ENTRY) > limits.members.value:
        return problem("archive-too-large", details={"advice": "members", "limit": limits.members.value})
    try:
        book = zipfile.ZipFile(io.BytesIO(content))
        entries = book.infolist()
    except BROKEN:
        return problem("archive-broken")
    if any(one.flag_bits & ENCRYPTED for one in entries):
        return problem("archive-protected")
    if any(one.compress_type not in METHODS for one in entries):
        return problem("archive-broken", details={"advice": "method"})
    members = tuple(one for one in entries if not one.is_dir() and not _is_junk(one.filename))
    return _too_large(sum(one.file_size for one in entries), len(content)) or Archive(book, members)


def _is_junk(name: str) -> bool:
    return name.startswith(JUNK[0]) or name.rpartition("/")[2] in JUNK


def _too_large(unpacked: int, packed: int) -> Problem | None:
    """Return the problem of so many bytes unpacked from so many."""
    limits = load_upload_limits()
    if unpacked > limits.unpacked_mb.value * MB:
        details = {"limit_mb": limits.unpacked_mb.value, "size_mb": -(-unpacked // MB)}
        return problem("archive-too-large", details=details)
    if unpacked > limits.expansion_free_mb.value * MB and unpacked > limits.expansion.value * packed:
        times = unpacked // max(packed, 1)
        return problem("archive-too-large", details={"advice": "ratio", "times": times})
    return None


def unpack(archive: Archive, member: zipfile.ZipInfo, max_bytes: int) -> bytes | Problem:
    """Return the bytes of a file in an archive, counted while they are unpacked."""
    too_large = problem(
        "archive-too-large",
        value=member.filename,
        details={"advice": "member", "limit_mb": max_bytes // MB, "size_mb": -(-member.file_size // MB)},
    )
    if member.file_size > max_bytes:
        return too_large
    target = io.BytesIO()
    try:
        with archive.book.open(member) as file:
            while chunk := file.read(CHUNK):
                target.write(chunk)
                if target.tell() > max_bytes:
                    return too_large
    except BROKEN:
        return problem("archive-broken", value=member.filename)
    return target.getvalue()


def check_true_sizes(content: bytes, archive: Archive) -> Problem | None:
    """Return the problem of an archive that holds more than it says: a library that trusts it must not see it.

    Two parts of one name are as bad: the library might read the other one.
    """
    names = [one.filename for one in archive.book.infolist()]
    if len(set(names)) < len(names):
        return problem("archive-broken")
    tags = 0
    for one in archive.book.infolist():
        if one.compress_type != zipfile.ZIP_DEFLATED:
            continue
        try:
            true, more = _true_size(content, one)
        except BROKEN:
            return problem("archive-broken", value=one.filename)
        if true != one.file_size:
            return problem("archive-broken", value=one.filename)
        tags += more
    return _too_many_tags(tags, len(content))


def _too_many_tags(tags: int, packed: int) -> Problem | None:
    """Return the problem of more tags than a workbook of its size has: each takes time, however well packed."""
    limits = load_upload_limits()
    if tags > limits.tags_free.value and tags > limits.tags_a_byte.value * packed:
        return problem("workbook-too-large", details={"advice": "tags", "found": tags})
    return None


def _true_size(content: bytes, member: zipfile.ZipInfo) -> tuple[int, int]:
    """Return how many bytes and tags of XML a member gives, counted no further than just beyond what it says."""
    lengths = content[member.header_offset : member.header_offset + LOCAL_HEADER][NAME_LENGTHS]
    start = member.header_offset + LOCAL_HEADER + sum(int.from_bytes(lengths[at : at + 2], "little") for at in (0, 2))
    size = tags = 0
    for piece in _inflated(memoryview(content)[start : start + member.compress_size]):
        size += len(piece)
        tags += count_sign(piece, TAG)
        if size > member.file_size:
            break
    return size, tags


def _inflated(packed: memoryview) -> Iterator[bytes]:
    """Yield each piece that is unpacked."""
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    for position in range(0, len(packed), CHUNK):
        yield inflater.decompress(packed[position : position + CHUNK], CHUNK)
        while inflater.unconsumed_tail:
            yield inflater.decompress(inflater.unconsumed_tail, CHUNK)
    yield inflater.flush(CHUNK)
