"""What to do with a newest commit that is not whole: after a power cut its entry may have lost its content.

Such a commit was never acknowledged, or the journal would have it (see `journal`). A network drive may show an entry
before its content, though, so it must be seen torn twice, a minute apart, with the same content: the first time a
note is made and nothing is written; the second time it is moved out of the log into `set_aside/`, kept under its name
with a time stamp, and reported. The minute is told by the clock of the disk, as the age of any file is: a writer's own
clock may be set to another day. That is done with the newest entry alone, and only where all below it is whole: with
anything else a person has to look.
"""

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from data.store.durability import flush_folder, make_folder
from data.store.index import CommitIndex
from data.store.journal import note_line
from data.store.log import ENTRY_DIGITS, LOG, entry_path, log_sizes
from data.store.terms import JOURNAL, SET_ASIDE, Damage, Notice, StoreBusy, StoreUnreadable

SETTLED_SECONDS = 60
TORN = "The newest entry of {table} is not whole. It is looked at again in a minute."


def settle_torn(index: CommitIndex, damages: Sequence[Damage]) -> list[Notice]:
    """Set a torn newest commit aside if it was seen before; return a notice of it.

    Args:
        index: The table.
        damages: All that is wrong with the table.

    Raises:
        StoreBusy: If it was not seen torn before, or less than a minute ago.
        StoreUnreadable: If there is other damage.
    """
    version = damages[0].version
    newest = max(log_sizes(index.table), default=0)
    if version != newest or not newest or any(one.version != version for one in damages) or index.kept(newest):
        raise StoreUnreadable(damages)
    note = index.table.parent / JOURNAL / f"{index.table.name}.torn"
    seen = _mark(index, newest)
    if _read(note) != seen:
        make_folder(note.parent)
        note.write_text(seen, encoding="utf-8")
        raise StoreBusy(TORN.format(table=index.table.name))
    now = _time_of_files(note.parent)
    if abs(now - note.stat().st_mtime) < SETTLED_SECONDS:  # a time in the future comes from a clock set wrong
        raise StoreBusy(TORN.format(table=index.table.name))
    notice = _move_away(index, newest, damages[0], datetime.fromtimestamp(now, UTC))
    note.unlink(missing_ok=True)
    return [notice]


def _read(note: Path) -> str:
    with contextlib.suppress(OSError, ValueError):
        return note.read_text(encoding="utf-8")
    return ""


def _time_of_files(folder: Path) -> float:
    """Return the time that a file written there now is given."""
    with tempfile.TemporaryFile(dir=folder) as probe:
        return os.fstat(probe.fileno()).st_mtime


def _mark(index: CommitIndex, version: int) -> str:
    """Return what tells one torn entry from another, or from the same one as it fills."""
    content = entry_path(index.table, version).read_bytes()
    return f"{version} {hashlib.sha256(content).hexdigest()}"


def _move_away(index: CommitIndex, version: int, damage: Damage, now: datetime) -> Notice:
    root, name, log = index.table.parent, index.table.name, index.table / LOG
    aside = root / SET_ASIDE
    make_folder(aside)
    stamp = now.strftime("%Y%m%dT%H%M%S.%fZ")
    if damage.revisions:  # whether somebody was told of them cannot be known, so their numbers are not used again
        index.journal.append([*index.lines_below(version), lost_line(index, version, damage.revisions)])
    remove_checkpoints(log, version, aside / f"{name}-{{}}.{stamp}")
    kept_as = f"{name}-{entry_path(index.table, version).name}.{stamp}"
    entry_path(index.table, version).rename(aside / kept_as)
    flush_folder(aside)
    flush_folder(log)
    details: dict[str, str | int] = {"table": name, "version": version, "kept_as": kept_as, "damage": damage.code}
    return Notice("log-entry-set-aside", details)


def lost_line(index: CommitIndex, version: int, revisions: Sequence[tuple[str, int]]) -> bytes:
    """Return the line that notes revisions of a commit as lost, with what is known of them."""
    made = next((one for one in index.commits() if one.version == version), None)
    return note_line("lost", revisions=list(revisions), version=version, info=dict(made.info) if made else None)


def remove_checkpoints(log: Path, version: int, named: Path) -> None:
    """Move summaries of a version and of later ones out of a log: they are made from the entries, and made again."""
    for path in log.glob("*.*"):
        digits = path.name[:ENTRY_DIGITS]
        if path.suffix in {".parquet", ".crc"} and digits.isdigit() and int(digits) >= version:
            path.rename(str(named).format(path.name))
    hint = log / "_last_checkpoint"
    if hint.exists() and _hinted(hint) >= version:
        hint.rename(str(named).format(hint.name))


def _hinted(hint: Path) -> int:
    with contextlib.suppress(OSError, ValueError, LookupError, TypeError):
        return int(json.loads(hint.read_text(encoding="utf-8"))["version"])
    return 1 << 62
