"""A command that opens a file, in a process with limits: what the file makes it do ends there, and is said in words."""

import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from commands.turns import take_the_last_turn
from i18n import text
from services.jobs.bounds import OUT_OF_MEMORY, Bounds, Why, hold, why_it_ended

OPENING = frozenset({"check", "publish"})
BLOCKED = 1
SIGNALLED = 128
ERRORS = 2
STREAMS = (0, 1, 2)
LAST = 19
_CHILDREN: dict[int, int] = {}
"""The process that runs a command apart, in that process itself, with what it tells its exit status through."""


def run_apart(run: Callable[[], int], arguments: Sequence[str], bounds: Bounds) -> int:
    """Run a command, and return its exit status; one that opens a file runs in a child of this process.

    The child is a copy of this process with everything loaded, so that it costs next to nothing. What a library writes
    where it ends for want of memory is kept from the screen.
    """
    if not OPENING.intersection(arguments[:1]):
        return run()
    sys.stdout.flush()
    sys.stderr.flush()
    _words_of("memory", bounds)  # loads the texts while there is memory: the child may have none left to say so
    answer, told = os.pipe()
    child = os.fork()
    if child:
        os.close(told)
        return _status_of(child, answer, bounds)
    os.close(answer)
    hold(bounds, leaves_one=False)
    _CHILDREN[os.getpid()] = told
    _silence_libraries()
    try:
        return run()
    except OUT_OF_MEMORY:
        return _refused("memory", bounds)


def stand_back(status: int) -> None:
    """Give the answer, and go on alone behind everybody else with what is left to do; a child of ours only.

    Whoever gave the command need not wait for that: the process they started ends with the status.
    """
    told = _CHILDREN.get(os.getpid())
    if told is None:
        return
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (*STREAMS, sys.stderr.fileno()):  # who reads what is said is not kept waiting for more
        os.dup2(nowhere, stream)
    os.setsid()
    os.nice(LAST)
    with suppress(OSError):  # Linux weighs sessions against one another, and only then the processes of each
        Path("/proc/self/autogroup").write_text(str(LAST), encoding="ascii")
    os.write(told, bytes([status]))
    os.close(told)
    take_the_last_turn()


def leave(status: int) -> None:
    """End this process with a status once all is written: taking the libraries down would cost a fifth of a second."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(BrokenPipeError):  # whoever read it has had enough
            stream.flush()
    os._exit(status)


def _status_of(child: int, answer: int, bounds: Bounds) -> int:
    """Return the exit status of the child, once it has answered or ended; whoever interrupts us interrupts both."""
    while True:
        with suppress(KeyboardInterrupt):
            if said := os.read(answer, 1):
                return said[0]
            status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            break
    why = why_it_ended(status)
    if why:
        return _refused(why, bounds)
    return status if status >= 0 else SIGNALLED - status


def _refused(why: Why, bounds: Bounds) -> int:
    print(_words_of(why, bounds), file=sys.stderr)  # noqa: T201 - said to whoever gave the command
    return BLOCKED


def _words_of(why: Why, bounds: Bounds) -> str:
    limit = bounds.memory_mb if why == "memory" else bounds.seconds
    words = text(f"problems.file-too-demanding.{why}", limit=limit)
    return words[:1].upper() + words[1:]


def _silence_libraries() -> None:
    """Send what is not written by Python itself to nowhere, and what is to where it went."""
    ours = os.dup(ERRORS)
    with tempfile.TemporaryFile() as nowhere:
        os.dup2(nowhere.fileno(), ERRORS)
    sys.stderr = os.fdopen(ours, "w", buffering=1, errors="backslashreplace", closefd=False)
