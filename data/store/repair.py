"""Putting a store back in order: what would be done is said first, as steps, and done only when it is asked for.

What a whole copy is kept of is put back as it was. What cannot be had any more is given up by name: such a revision
stays in the history as lost. Nothing is thrown away: what is replaced goes to `set_aside/`.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from data.store.durability import flush_file, flush_folder, held_alone, make_folder
from data.store.founding import begin_mark
from data.store.health import Indexes, examine_store, known_tables, revisions_of
from data.store.index import CommitIndex
from data.store.journal import journal_path, journaled_tables, note_line, read_line, rewrite_journal
from data.store.log import LOG, Commit, Entry, entry_path, log_sizes
from data.store.mark import MARK, Mark, write_mark
from data.store.recovery import lost_line, settle_torn
from data.store.terms import DATASET_COLUMN, SET_ASIDE, Clock, Damage, UnreadableEntry

StepCode = Literal["write-mark", "write-journal", "put-back", "set-aside", "replace", "give-up", "cannot"]
CODES: dict[str, StepCode] = {
    "mark-missing": "write-mark",
    "mark-unreadable": "write-mark",
    "journal-missing": "write-journal",
    "journal-damaged": "write-journal",
    "entry-torn": "set-aside",
    "file-missing": "give-up",
    "file-damaged": "give-up",
}


@dataclass(frozen=True)
class Step:
    """One thing that a repair does: what it is, at which place, because of which damage."""

    code: StepCode
    damage: Damage

    @property
    def place(self) -> str:
        """The table or file it is about, within the store's folder."""
        return self.damage.place


def plan_repair(root: Path) -> list[Step]:
    """Return what a repair would do, in the order in which it would; nothing is changed."""
    indexes: Indexes = {}
    steps = [Step(_code(one, indexes), one) for one in examine_store(root, indexes, deep=True)]
    order = ("write-journal", "put-back", "set-aside", "replace", "give-up", "write-mark", "cannot")
    return sorted(steps, key=lambda one: order.index(one.code))


def _code(damage: Damage, indexes: Indexes) -> StepCode:
    if damage.code in CODES:
        return CODES[damage.code]
    if damage.mends:
        return "put-back"
    if damage.code in ("entry-missing", "entry-damaged") and damage.version:
        index = indexes[damage.table]
        newest = max(log_sizes(index.table), default=0)
        return "replace" if damage.version < newest and index.commits() else "cannot"
    return "cannot"


def carry_out(root: Path, steps: Sequence[Step], clock: Clock, wait: float) -> list[Step]:
    """Carry out the steps while nobody else writes, and return those that were done.

    Raises:
        StoreHeld: If somebody else holds the store too long.
        StoreBusy: If a torn entry has to be looked at again later.
    """
    with held_alone(root, wait):
        if not journaled_tables(root) and not any(one.code == "write-mark" for one in steps):
            begin_mark(root, clock().isoformat())
        for step in steps:
            if step.code != "cannot":
                _do(root, step, steps, clock)
    return [one for one in steps if one.code != "cannot"]


def _do(root: Path, step: Step, steps: Sequence[Step], clock: Clock) -> None:
    damage, index = step.damage, CommitIndex(root, step.damage.table)
    if step.code == "write-mark":
        _write_mark(root, clock())
    elif step.code == "write-journal":
        _write_journal(root, index)
    elif step.code == "put-back":
        _put_back(index, damage, clock())
    elif step.code == "set-aside":
        settle_torn(index, [one.damage for one in steps if one.damage.table == damage.table])
    elif step.code == "replace":
        _replace(index, damage.version or 0, clock())
    else:
        index.commits()
        index.journal.append([*index.lines_to_come(), lost_line(index, damage.version or 0, damage.revisions)])


def _write_mark(root: Path, now: datetime) -> None:
    tables: dict[str, str] = {}
    made = now.isoformat()
    for name in known_tables(root):
        index = CommitIndex(root, name)
        index.commits()
        entry = index.entry(0)
        tables[name] = entry.table_id
        made = min(made, str(entry.info.get("at", made)))
    if (root / MARK).exists():
        _set_aside(root, root / MARK, now)
    write_mark(root, Mark(made, tables))


def _write_journal(root: Path, index: CommitIndex) -> None:
    """Write a journal of the whole lines of the old one, and of the commits that it lacks."""
    index.verify()
    path, forgotten = journal_path(root, index.table.name), index.forgotten()
    lines: dict[int, bytes] = {}
    others: list[bytes] = []
    for line in path.read_bytes().split(b"\n") if path.exists() else []:
        try:
            about, _ = read_line(line)
        except (ValueError, LookupError):
            continue
        if about["kind"] == "commit":
            lines[int(about["version"])] = line + b"\n"
        else:
            others.append(line + b"\n")
    for version in log_sizes(index.table):
        if version not in lines:
            try:
                lines[version] = index.line(version)
            except (OSError, UnreadableEntry):
                continue  # told as damage of the entry
    if forgotten:
        others.append(note_line("lost", revisions=forgotten, version=-1, info=None))
    rewrite_journal(path, [*(line for _, line in sorted(lines.items())), *others])


def _put_back(index: CommitIndex, damage: Damage, now: datetime) -> None:
    """Write entries of the log as they were, from the copies in the journal."""
    index.commits()
    log = index.table / LOG
    make_folder(log)
    versions = index.journal.kept if damage.version is None else [damage.version]
    for version in versions:
        content = index.content(version)
        path = entry_path(index.table, version)
        if path.exists():
            _set_aside(index.table.parent, path, now)
        path.write_bytes(content)
        flush_file(path)
    flush_folder(log)


def _set_aside(root: Path, path: Path, now: datetime) -> None:
    aside = root / SET_ASIDE
    make_folder(aside)
    stamp = now.strftime("%Y%m%dT%H%M%S.%fZ")
    above = "" if path.parent == root else f"{path.parent.parent.name}-"
    path.rename(aside / f"{above}{path.name}.{stamp}")
    flush_folder(path.parent)


def _replace(index: CommitIndex, version: int, now: datetime) -> None:
    """Put an entry in the place of one that nothing is known of, so that Delta can follow the log over it.

    It adds nothing. It removes the files that the other entries leave in force though no newest revision has them.
    """
    commits = index.commits()
    path = entry_path(index.table, version)
    if path.exists():
        _set_aside(index.table.parent, path, now)
    stale = _left_in_force(index, commits, version)
    lines: list[dict[str, object]] = [{"commitInfo": {"timestamp": int(now.timestamp() * 1000), "operation": "REPAIR"}}]
    for name, dataset, part in stale:
        values = {"dataset": dataset} | part
        lines.append({"remove": {"path": name, "dataChange": True, "partitionValues": values}})
    path.write_text("".join(json.dumps(one) + "\n" for one in lines), encoding="utf-8")
    flush_file(path)
    flush_folder(path.parent)
    numbers = _numbers_missing(commits)
    fresh = [index.line(one) for one in sorted(log_sizes(index.table)) if one not in index.journal.kept]
    lost = [note_line("lost", revisions=numbers, version=version, info=None)] if numbers else []
    index.journal.append([*fresh, *lost])


def _left_in_force(
    index: CommitIndex, commits: Sequence[Commit], version: int
) -> list[tuple[str, str, dict[str, str]]]:
    """Return the files below a version that the other entries leave in force and no newest revision lists."""
    live: dict[str, tuple[str, dict[str, str]]] = {}
    first = _readable(index, 0)
    by = next((name for name in (first.partitions if first else ()) if name != DATASET_COLUMN), "")
    for one in sorted(log_sizes(index.table)):
        entry = _readable(index, one)
        for action in entry.removed if entry else ():
            live.pop(action.file.path, None)
        for action in entry.added if entry and one < version else ():
            live[action.file.path] = (action.dataset, {by: action.file.part} if by else {})
    for dataset in {name for commit in commits for name in commit.datasets}:
        newest = next(one for one in reversed(commits) if dataset in one.datasets)
        for file in index.files(newest, dataset):
            live.pop(file.path, None)
    return [(path, dataset, part) for path, (dataset, part) in live.items()]


def _readable(index: CommitIndex, version: int) -> Entry | None:
    try:
        return index.entry(version)
    except UnreadableEntry:
        return None


def _numbers_missing(commits: Sequence[Commit]) -> list[tuple[str, int]]:
    """Return the revisions whose numbers are skipped between those that are known."""
    numbers: dict[str, set[int]] = {}
    for commit in commits:
        for dataset, number in revisions_of(commit):
            numbers.setdefault(dataset, set()).add(number)
    return [(name, one) for name, known in numbers.items() for one in range(1, max(known)) if one not in known]


def acknowledge(
    root: Path, revisions: Mapping[str, Sequence[tuple[str, int]]], who: tuple[str, str], now: str, wait: float
) -> None:
    """Note that an administrator knows that revisions of tables are lost; by that they are given up.

    Raises:
        StoreHeld: If somebody else holds the store too long.
    """
    with held_alone(root, wait):
        for table, lost in revisions.items():
            _acknowledge(root, table, lost, (*who, now))


def _acknowledge(root: Path, table: str, revisions: Sequence[tuple[str, int]], who: tuple[str, str, str]) -> None:
    by, why, now = who
    if not journaled_tables(root):
        begin_mark(root, now)
    index = CommitIndex(root, table)
    commits = {number: one for one in index.commits() for number in revisions_of(one)}
    lines = index.lines_to_come()
    for one in revisions:
        if one not in index.journal.lost:
            lines.append(lost_line(index, commits[one].version if one in commits else -1, [one]))
    lines.append(note_line("acknowledged", revisions=list(revisions), by=by, why=why, at=now))
    index.journal.append(lines)
