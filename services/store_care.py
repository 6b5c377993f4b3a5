"""The deeds for whoever looks after a store: making it, checking, repairing, acknowledging, copying, compacting.

They work on the folder, not on an open tracker: they are needed most when that cannot be had.
"""

import contextlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from data.store import Damage, Lost, Store
from data.store.backup import NoBackup, back_up, put_back
from data.store.health import examine_store
from data.store.mark import is_to_be_made
from data.store.repair import Step, acknowledge, carry_out, plan_repair
from data.store.terms import Clock
from data.store.upkeep import compact_store, sizes_of
from exhibits.origins import by_words, why_words
from i18n import format_date, format_plain, has_text, text
from i18n.problems import clean
from services.mappings import open_mappings
from services.misuse import Misuse, describe_damage, revision_names
from services.projecting.recording import open_record
from services.tracker import Tracker, open_tracker, store_place

Record = dict[str, Any]
WAIT_SECONDS = 30.0
MB = 1_000_000
MOST_SAID = 5


class OutOfReach(Misuse):
    """The object store of a backup cannot be used at this moment, or not by us; the text says why and what to do."""


def make_store(open_new: Callable[[], Tracker]) -> Record:
    """Make the store where there is none, and say whether it was made."""
    place = store_place()
    made = is_to_be_made(place)
    open_new()
    return {
        "place": str(place),
        "made": made,
        "message": text("care.made" if made else "care.made_before", place=place),
    }


def store_warnings(store: Store) -> list[str]:
    """Return what everybody has to know of a store: what is damaged, what was lost, what was set aside."""
    damages = store.damages()
    said = [describe_damage(one) for one in damages[:MOST_SAID]]
    said += [text("care.closed")] if damages else []
    named = {number for one in damages for number in one.revisions}
    said += [describe_loss(one) for one in unacknowledged(store) if (one.dataset, one.revision) not in named]
    return said + [text(f"notice.{one.code}", **one.details) for one in store.notices]


def unacknowledged(store: Store) -> list[Lost]:
    """Return the lost revisions that no administrator has acknowledged."""
    return [one for one in store.lost() if not one.acknowledged]


def describe_loss(lost: Lost, *, acknowledged: bool = False) -> str:
    """Return in words which revision is lost: its number, who made it, when, why and from which file; what to do."""
    key = f"dataset.{lost.dataset}"
    name = text(key) if has_text(key) else lost.dataset
    to_do = "" if acknowledged else text("care.acknowledge", revision=lost.revision, code=lost.dataset)
    made = lost.made
    if made is None:
        return f"{text('care.lost_unknown', revision=lost.revision, dataset=name)} {to_do}".strip()
    file = text("care.lost_file", file=clean(made.file, 100)) if made.file else ""
    words = {
        "by": clean(by_words(made), 100),
        "when": format_date(made.at.date()),
        "why": clean(why_words(made), 200),
        "file": file,
    }
    return f"{text('care.lost_known', revision=lost.revision, dataset=name, **words)} {to_do}".strip()


def check_store(clock: Clock, *, deep: bool) -> Record:
    """Return what is missing, damaged or lost in the store; nothing is changed.

    Raises:
        Misuse: If there is no store.
    """
    place = _there()
    damages = examine_store(place, {}, deep=deep)
    lost = [] if damages and damages[0].code == "not-a-store" else _lost(place, clock)
    whole = ", ".join(text("care.whole_table", table=name, revisions=size) for name, size in sizes_of(place).items())
    message = text("care.not_whole") if damages else text("care.lost_only") if lost else ""
    return {
        "place": str(place),
        "deep": deep,
        "whole": not damages,
        "damages": [_damage_record(one) for one in damages],
        "lost": [_lost_record(one) for one in lost],
        "message": message or text("care.whole", tables=whole),
    }


def _there() -> Path:
    place = store_place()
    if is_to_be_made(place):
        raise Misuse.of("no-store", place=place)
    return place


def _lost(place: Path, clock: Clock) -> list[Lost]:
    """Return the lost revisions of all tables that nobody has acknowledged."""
    return [one for store in _stores(place, clock) for one in unacknowledged(store)]


def _stores(place: Path, clock: Clock) -> list[Store]:
    """Return everything that is kept with revisions in the folder of the store."""
    store = open_tracker(place, clock).store
    return [store, open_record(store), open_mappings(store)]


def _damage_record(damage: Damage) -> Record:
    revisions = [{"dataset": dataset, "revision": number} for dataset, number in damage.revisions]
    return {"code": damage.code, "place": damage.place, "revisions": revisions, "message": describe_damage(damage)}


def _lost_record(lost: Lost) -> Record:
    made = lost.made
    about = (
        {"by": by_words(made), "why": why_words(made), "at": made.at.isoformat(timespec="seconds"), "file": made.file}
        if made
        else {}
    )
    return {"dataset": lost.dataset, "revision": lost.revision, **about, "message": describe_loss(lost)}


def repair_store(clock: Clock, *, do: bool) -> Record:
    """Return what a repair would do, step by step; carry it out where that is asked for.

    Raises:
        Misuse: If there is no store.
    """
    place = _there()
    steps = plan_repair(place)
    if do:
        carry_out(place, steps, clock, WAIT_SECONDS)
    said = [{"step": one.code, "place": one.place, "message": _describe_step(one)} for one in steps]
    key = "repair_nothing" if not steps else "repair_done" if do else "repair_would"
    left = [_damage_record(one) for one in examine_store(place, {})] if do else []
    return {"steps": said, "done": do and bool(steps), "left": left, "message": text(f"care.{key}")}


def _describe_step(step: Step) -> str:
    return text(f"care.step_{step.code}", place=step.place, revisions=revision_names(step.damage.revisions))


def acknowledge_loss(number: int, dataset: str | None, who: tuple[str, str], clock: Clock) -> Record:
    """Note that an administrator knows of a lost revision.

    Raises:
        Misuse: If no such revision is lost, or several datasets lost that number and none is named.
    """
    place = _there()
    found = [
        (store, one)
        for store in _stores(place, clock)
        for one in unacknowledged(store)
        if one.revision == number and dataset in (None, one.dataset)
    ]
    if not found:
        where = f" ({dataset})" if dataset else ""
        raise Misuse(text("care.nothing_to_acknowledge", revision=number, dataset=where))
    if len(found) > 1:
        names = ", ".join(one.dataset for _, one in found)
        raise Misuse(text("care.which_dataset", revision=number, names=names))
    store, lost = found[0]
    one = (lost.dataset, lost.revision)
    acknowledge(place, {store.table_name(lost.dataset): [one]}, who, clock().isoformat(), WAIT_SECONDS)
    return {
        "dataset": lost.dataset,
        "revision": number,
        "message": text("care.acknowledged", revisions=revision_names([one])),
    }


def compact(clock: Clock) -> Record:
    """Write summaries and digests and remove what no revision needs; every revision stays readable.

    Raises:
        Misuse: If there is no store.
    """
    done = compact_store(_there(), WAIT_SECONDS, clock().isoformat())
    counts = {"summaries": done.summaries, "digests": done.digests, "orphans": done.orphans}
    return counts | {"message": text("care.compacted", **counts)}


def backup_store(where: str) -> Record:
    """Copy the store to a folder or an address: what is new since the last time.

    Raises:
        Misuse: If it cannot be copied there.
        OutOfReach: If the object store under the address cannot be used.
    """
    place, shown = _there(), _without_query(where)
    with _no_backup_said(place=shown):
        done = back_up(place, where, WAIT_SECONDS)
    size = format_plain(done.size / MB, 1)
    message = text("care.backed_up", place=shown, files=done.files, size=size, same=done.same)
    return {"place": shown, "files": done.files, "bytes": done.size, "same": done.same, "message": message}


def restore_backup(where: str, clock: Clock, *, do: bool) -> Record:
    """Put a backup in the place of the store; what is there now is moved aside where that is agreed to.

    Raises:
        Misuse: If the backup is not whole, or a store is there and nobody agreed to move it.
        OutOfReach: If the object store under the address cannot be used.
    """
    place = store_place().absolute()
    aside = place.with_name(f"{place.name}.before-{clock().strftime('%Y%m%dT%H%M%SZ')}")
    there = place.exists() and any(place.iterdir())
    with _no_backup_said(place=_without_query(where), store=place, aside=aside):
        files = put_back(where, place, aside if do else None, WAIT_SECONDS)
    said = [text("care.restored", place=place, files=files)]
    said += [text("care.restored_aside", aside=aside)] if there else []
    return {"place": str(place), "files": files, "aside": str(aside) if there else "", "message": " ".join(said)}


@contextlib.contextmanager
def _no_backup_said(**words: object) -> Iterator[None]:
    """Say in words why a backup was not taken or put back."""
    try:
        yield
    except NoBackup as error:
        first = describe_damage(error.damages[0]) if error.damages else ""
        said = text(f"care.{error.code}", first=first, detail=clean(error.detail, 300), **words)
        raise (OutOfReach if error.is_of_the_address else Misuse)(said) from error


def _without_query(where: str) -> str:
    """Return an address without what only tells how to reach it, which may be a secret."""
    return re.sub(r"//[^/@]*@", "//", where.split("?", maxsplit=1)[0]) if "://" in where else where
