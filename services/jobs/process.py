"""The process in which a file is opened, checked, compared and published: `python -m services.jobs.process`.

It is asked by one pickle on its standard input, which also says what time it is, and answers by pickles on its
standard output: how far it has come, what is known so far, and at last what it found. When its standard input ends,
whoever asked is gone, and so is it.
"""

import os
import pickle
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock, Thread
from typing import BinaryIO

import pyarrow as pa

from data.progress import Stage, heard_by
from data.store import Clock
from services.jobs.bounds import OUT_OF_MEMORY, Bounds, Outgrown, hold, large_bounds
from services.jobs.deeds import Answer, Asked, do
from services.tracker import open_tracker

PAUSE_S = 0.1
ENDED = 1
PIECE = 1024


class Teller:
    """Says how far the deed has come: every new stage, and now and then the share of it."""

    def __init__(self, out: BinaryIO) -> None:
        self._out, self._lock = out, Lock()
        self._stage, self._at = "", 0.0

    def hear(self, stage: Stage, share: float) -> None:
        """Pass on what is heard, unless something was passed on just before."""
        now = time.monotonic()
        if stage != self._stage or now - self._at > PAUSE_S:
            self._stage, self._at = stage, now
            self.send((stage, share))

    def send(self, said: object) -> None:
        """Send one pickle."""
        with self._lock:
            pickle.dump(said, self._out)
            self._out.flush()


def main() -> None:
    """Do what is asked."""
    out = sys.stdout.buffer
    sys.stdout = sys.stderr
    pa.set_cpu_count(1)
    asked = _asked()
    if asked is None:
        return
    store, folder, wanted, bounds, moment = asked
    clock = run_on(moment)
    Thread(target=_end_with_parent, daemon=True).start()
    tracker = open_tracker(store, clock)
    hold(bounds, large_bounds())
    teller = Teller(out)
    try:
        with heard_by(teller.hear):
            answer: Answer | Outgrown = do(tracker, folder, wanted, teller.send)
    except OUT_OF_MEMORY:
        answer = Outgrown("memory")
    teller.send(answer)


def run_on(moment: datetime) -> Clock:
    """Return a clock that stands at the moment now and runs on from there."""
    begun = time.monotonic()
    return lambda: moment + timedelta(seconds=time.monotonic() - begun)


def _asked() -> tuple[Path, Path, Asked, Bounds, datetime] | None:
    """Return what is asked, None where whoever started this process ends without asking anything."""
    try:
        found: tuple[Path, Path, Asked, Bounds, datetime] = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our starter
    except EOFError:
        return None
    return found


def _end_with_parent() -> None:
    """End at once when the other end of the standard input is closed: nobody waits for the answer any more."""
    while os.read(0, PIECE):  # not through sys.stdin, which Python could not close while it is being read
        pass
    os._exit(ENDED)


if __name__ == "__main__":
    main()
