"""How much memory and time it takes to read files, each in a process of its own that ends: `python -m` this module.

Their folder and the limits come as a pickle on standard input, what was measured goes back as one: the first problem,
megabytes on top of what reading a small good file takes, seconds of a processor, and how the process ended.
"""

import os
import pickle
import sys
import time
from datetime import date
from pathlib import Path
from typing import NamedTuple

from data.readers import read_file
from data.readers.content import map_file
from data.reference import load_reference
from services.jobs.bounds import Bounds, hold

RULES = load_reference().rules(date(2026, 11, 25))


class Weighed(NamedTuple):
    """What reading a file took."""

    code: str
    megabytes: float
    seconds: float
    status: int


def weigh(path: Path, bounds: Bounds) -> Weighed:
    """Return what it takes to read a file."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            hold(bounds)
            began = time.process_time()
            problems = read_file(map_file(path), "x", RULES).problems
            said = (problems[0].code if problems else "", time.process_time() - began)
            os.write(writing, pickle.dumps(said))
            status = 0
        except MemoryError:
            status = 2
        finally:
            os._exit(status)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        answer = told.read()
    _, ended, used = os.wait4(child, 0)
    code, seconds = pickle.loads(answer) if answer else ("", used.ru_utime)  # noqa: S301 - from our own child
    return Weighed(code, used.ru_maxrss / 1000, seconds, os.waitstatus_to_exitcode(ended))


def main() -> None:
    """Weigh what comes in."""
    bounds, folder, good = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the test that started this
    bare = weigh(good, bounds).megabytes
    found = {path.name: weigh(path, bounds) for path in sorted(folder.iterdir())}
    less = {name: one._replace(megabytes=max(0.0, one.megabytes - bare)) for name, one in found.items()}
    pickle.dump({name: tuple(one) for name, one in less.items()}, sys.stdout.buffer)


if __name__ == "__main__":
    main()
