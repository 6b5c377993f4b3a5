"""Taking turns: of many commands that publish at once, as many work as there are processors; the others sleep.

Each then ends as soon as it can, and half of eight have their answer while the others still wait, where all would end
together, and late, if all worked at once. It loads nothing but the system's own, because loading the libraries is most
of the work. Nothing depends on it: who waits too long goes ahead, and the store keeps its own order.
"""

import fcntl
import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path

TRIES, PAUSE = 1500, 0.02
"""How often one looks for its turn before it goes ahead without, and the seconds in between."""
_HELD: list[int] = []


def take_turn(arguments: list[str], processors: int | None = None) -> None:
    """Wait until one of the processors is free for a command that publishes; any other goes ahead."""
    if arguments[:1] != ["publish"]:
        return
    with suppress(OSError):  # no room for the files: everybody goes ahead
        folder = _folder()
        _wait([folder / str(number) for number in range(processors or os.cpu_count() or 1)])


def _folder() -> Path:
    folder = Path(tempfile.gettempdir()) / f"connect2030-turns-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _wait(turns: list[Path]) -> None:
    for _ in range(TRIES):
        for turn in turns:
            descriptor = os.open(turn, os.O_RDWR | os.O_CREAT, 0o600)
            with suppress(BlockingIOError):
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                _HELD.append(descriptor)
                return
            os.close(descriptor)
        time.sleep(PAUSE)


def take_the_last_turn() -> None:
    """Let the next one begin, and wait until no other command still does what nobody waits for."""
    while _HELD:
        os.close(_HELD.pop())
    with suppress(OSError):
        _wait([_folder() / "last"])
