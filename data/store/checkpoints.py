"""Delta's own summaries of a table's log, so that opening it does not take longer with each revision.

They hold nothing that the entries do not say, so one that is torn is moved aside and the entries are read.
"""

from pathlib import Path

from deltalake import DeltaTable
from deltalake.exceptions import DeltaError

from data.store.durability import flush_file, flush_folder, make_folder
from data.store.log import ENTRY_DIGITS, LOG
from data.store.recovery import remove_checkpoints
from data.store.terms import SET_ASIDE

EVERY = 100
"""How many commits lie between two checkpoints: reading these costs some milliseconds, writing one some kilobytes."""
KEPT = 2
"""How many checkpoints stay: each holds all that the one before it does, but the newest may be torn."""


def newest_checkpoint(table: Path) -> int:
    """Return the version of the newest checkpoint, -1 if there is none."""
    found = (path.name[:ENTRY_DIGITS] for path in (table / LOG).glob("*.checkpoint.parquet"))
    return max((int(digits) for digits in found if digits.isdigit()), default=-1)


def keep_checkpoint(table: Path, version: int, *, always: bool = False) -> bool:
    """Write a checkpoint where the last one is long ago, and return once it is on disk; say whether one was written."""
    due = version % EVERY == 0 if not always else newest_checkpoint(table) < version
    if not due:
        return False
    DeltaTable(table).create_checkpoint()
    log = table / LOG
    found = sorted(log.glob("*.checkpoint.parquet"))
    for path in (found[-1], log / "_last_checkpoint"):
        flush_file(path)
    flush_folder(log)
    for path in found[:-KEPT]:
        path.unlink(missing_ok=True)
    return True


def open_delta(table: Path) -> DeltaTable:
    """Return a table as Delta sees it; without its checkpoints where these cannot be read."""
    try:
        return DeltaTable(table)
    except (DeltaError, OSError):
        if newest_checkpoint(table) < 0 and not (table / LOG / "_last_checkpoint").exists():
            raise
    aside = table.parent / SET_ASIDE
    make_folder(aside)
    remove_checkpoints(table / LOG, 0, aside / f"{table.name}-{{}}")
    flush_folder(table / LOG)
    return DeltaTable(table)
