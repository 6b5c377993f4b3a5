"""How many readers one process serves: sessions that open page after page, with time to think in between.

Each is a small client of the protocol by which the framework's own page talks to its server: it asks for a page with an
area and waits until the script has finished, so that what is measured is what a reader waits for, less the painting.
The clients share the two cores with the server, as nothing else does.
"""

import asyncio
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from tests.browser.server import ROOT, serve

PAGES = (
    *("overview", "targets", "changes", "country", "internet_access", "affordability", "ewaste", "gap", "maps"),
    *("compare", "scenario", "target", "schools", "pledges", "sources"),
)
AREAS = ("WLD", "KEN", "LDC", "NGA", "IND", "EUR", "ALB", "BRA")
READERS, THINKING, LASTING = 50, 5.0, 45.0
"""How many read at once, the seconds they think on average, and the seconds of one measurement."""
LONGEST = 1.0
"""Seconds: what 95 of 100 answers may take."""
MORE = (10, 25, 50, 75, 100)
FINISHED_EARLY = 2


@dataclass
class Waits:
    """The seconds that answers took, page by page; `failed` counts the pages that raised a fault."""

    by_page: dict[str, list[float]] = field(default_factory=dict)
    failed: int = 0

    def note(self, page: str, seconds: float) -> None:
        """Note an answer."""
        self.by_page.setdefault(page, []).append(seconds)

    @property
    def all(self) -> list[float]:
        """Return all of them."""
        return [one for some in self.by_page.values() for one in some]


def late(waits: Sequence[float]) -> float:
    """Return what 95 of 100 answers take at most, in seconds."""
    return statistics.quantiles(waits, n=20)[-1] if len(waits) > 1 else sum(waits)


async def ask(line: ClientConnection, page: str, area: str) -> bool:
    """Ask for a page and wait until it is whole; return whether it was drawn without a fault."""
    message = BackMsg()
    message.rerun_script.query_string = f"area={area}"
    message.rerun_script.page_name = page
    await line.send(message.SerializeToString())
    sound = True
    while True:
        found = ForwardMsg.FromString(await line.recv(decode=False))
        if found.WhichOneof("type") == "delta":
            sound = sound and found.delta.new_element.WhichOneof("type") != "exception"
        if found.WhichOneof("type") == "script_finished" and found.script_finished != FINISHED_EARLY:
            return sound


async def read(address: str, waits: Waits, until: float, chance: random.Random) -> None:
    """Read page after page until a moment."""
    async with AsyncExitStack() as stack:
        line = await stack.enter_async_context(
            connect(f"{address}/_stcore/stream", subprotocols=["streamlit"], max_size=None)  # type: ignore[list-item]
        )
        while time.monotonic() < until:
            await asyncio.sleep(chance.uniform(0.2, 1.8) * THINKING)
            page = chance.choice(PAGES)
            before = time.monotonic()
            sound = await ask(line, page, chance.choice(AREAS))
            waits.note(page, time.monotonic() - before)
            waits.failed += not sound


async def read_together(address: str, readers: int, lasting: float) -> Waits:
    """Let so many read at once for so many seconds; return what they waited."""
    waits, until = Waits(), time.monotonic() + lasting
    await asyncio.gather(*(read(address, waits, until, random.Random(number)) for number in range(readers)))  # noqa: S311 - no secret
    return waits


def measure_sessions(counts: Sequence[int] = MORE) -> Iterator[str]:
    """Yield lines: what each page takes with fifty readers at once, and with how many 95 of 100 answers are in time."""
    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder)
        with serve(ROOT / "dashboard.py", room / "store", room / "log") as dashboard:
            address = dashboard.url.replace("http", "ws", 1)
            asyncio.run(read_together(address, 3, LASTING / 3))
            found: dict[int, Waits] = {}
            for count in counts:
                found[count] = asyncio.run(read_together(address, count, LASTING))
                yield _line(f"{count} readers", found[count].all, found[count].failed)
                if late(found[count].all) > 2 * LONGEST:
                    break
    yield from _pages(found)


def _pages(found: Mapping[int, Waits]) -> Iterator[str]:
    if READERS in found:
        yield from (_line(f"  {page}", waits, 0) for page, waits in sorted(found[READERS].by_page.items()))
    held = [count for count, waits in found.items() if late(waits.all) < LONGEST]
    yield f"sessions that one process holds with 95 of 100 answers under {LONGEST:g} s: at least {max(held, default=0)}"


def _line(what: str, waits: Sequence[float], failed: int) -> str:
    half = statistics.median(waits)
    words = f"{what}: {len(waits)} answers, half under {half:.2f} s, 95 of 100 under {late(waits):.2f} s"
    return f"{words}, {failed} faults" if failed else words


if __name__ == "__main__":
    for one in measure_sessions([int(count) for count in sys.argv[1:]] or MORE):
        print(one, flush=True)
