"""A file of this computer as the deeds take it: a small one read, a large one mapped, so that it takes no memory."""

from pathlib import Path

from data.readers.content import Content, map_file

__all__ = ["Content", "read_local"]
MAPPED_FROM = 8_000_000


def read_local(path: Path) -> Content:
    """Return the bytes of a file; what is no plain file, a pipe say, is read as well.

    Raises:
        OSError: If it cannot be read.
    """
    if path.is_file() and path.stat().st_size >= MAPPED_FROM:
        return map_file(path)
    return path.read_bytes()
