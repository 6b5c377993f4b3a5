"""How far a long deed has come: told by whoever does a part of it, heard by whoever asked for it.

Nobody has to hand a listener through ten calls: it is set around the whole deed, for its thread alone.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Literal, TypeVar

Stage = Literal["waiting", "starting", "reading", "checking", "comparing", "writing"]
Hear = Callable[[Stage, float], object]
Item = TypeVar("Item")
STEP = 2_000
"""After so many items it is said again how far they have come."""


def _nobody(stage: Stage, share: float) -> None:
    del stage, share


_HEAR: ContextVar[Hear] = ContextVar("hear", default=_nobody)


def tell(stage: Stage, share: float) -> None:
    """Say which part of a deed is being done, and which share of that part is done (0 to 1)."""
    _HEAR.get()(stage, share)


def told(items: Iterable[Item], stage: Stage, of: int, within: tuple[float, float] = (0, 1)) -> Iterator[Item]:
    """Yield each of so many items, and say from time to time how many were taken: a share within these two."""
    first, last = within
    for done, item in enumerate(items):
        if done % STEP == 0:
            tell(stage, first + (last - first) * done / max(1, of))
        yield item


def listener() -> Hear:
    """Return whom to tell from another thread, which knows of no listener of its own."""
    return _HEAR.get()


@contextmanager
def heard_by(hear: Hear) -> Iterator[None]:
    """Let somebody hear how far the deeds inside have come."""
    before = _HEAR.set(hear)
    try:
        yield
    finally:
        _HEAR.reset(before)
