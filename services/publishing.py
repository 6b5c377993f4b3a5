"""The deeds that write: publish a file, restore a revision, remove observations. Each is all or nothing."""

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import pandas as pd

from data.datasets import SCHOOLS, kind_of
from data.schemas.revision import DeedKind, Revision
from data.store import Counts, DatasetMoved, Deed, NotCertain, Store
from services.checking import Check
from services.difference import Difference, compare_tables, row_keys
from services.misuse import Misuse, describe_trouble
from services.previewing import (
    MERGE,
    Mode,
    Preview,
    compare_file,
    judge_preview,
    preview_differences,
    preview_state,
)
from services.schools.deeds import compare_school_revisions, restored_schools
from services.tracker import Tracker, to_frame, to_table

TRIES = 8


@dataclass(frozen=True)
class Published:
    """What a deed did: the preview it carried out and the revisions it made (none where nothing changed).

    `doubt` says in words why the revisions may not survive a power cut, empty where they will.
    """

    preview: Preview
    revisions: tuple[Revision, ...]
    doubt: str = ""


class MovedOnError(Exception):
    """Somebody else changed the same rows in between; `preview` shows the deed against the newest revision.

    `theirs` is what the other publication changed, by dataset.
    """

    def __init__(self, preview: Preview, theirs: dict[str, Difference]) -> None:
        """Keep what the reader needs to decide anew."""
        super().__init__("the dataset has moved on")
        self.preview = preview
        self.theirs = theirs


@dataclass(frozen=True)
class Who:
    """Who does a deed and why, kept with the revision; `cause` is what the product says of it itself, in codes."""

    by: str
    why: str
    cause: Mapping[str, str] = field(default_factory=dict)


def make_who(by: str, why: str) -> Who:
    """Return who does a deed and why.

    Raises:
        Misuse: If one of the two is empty.
    """
    if not by.strip() or not why.strip():
        raise Misuse.of("who-and-why")
    return Who(by.strip(), why.strip())


def publish_preview(
    tracker: Tracker, preview: Preview, who: Who, deed: DeedKind, file: str = "", sha256: str = ""
) -> Published:
    """Carry out a preview exactly as it was shown, or not at all.

    Datasets that it would not change get no revision.

    Raises:
        DatasetMoved: If a dataset has a newer revision than the preview is based on.
    """
    wanted = {name: one for name, one in preview.differences.items() if one.changes_something}
    if not wanted:
        return Published(preview, ())
    refused = preview.refused
    counts = {name: Counts(one.new, one.changed, one.unchanged, one.gone, refused) for name, one in wanted.items()}
    facts = {name: one.facts for name, one in wanted.items() if one.facts}
    try:
        revisions = tracker.store.commit(
            {name: to_table(one.state, kind_of(name).schema) for name, one in wanted.items()},
            {name: preview.based_on[name] for name in wanted},
            Deed(
                by=who.by, why=who.why, deed=deed, file=file, sha256=sha256, counts=counts, facts=facts, cause=who.cause
            ),
            {name: one.parts for name, one in wanted.items() if one.parts is not None},
        )
    except NotCertain as doubt:
        return Published(preview, doubt.revisions, describe_trouble(doubt))
    return Published(preview, tuple(revisions))


def publish_shown(
    tracker: Tracker,
    preview: Preview,
    who: Who,
    deed: DeedKind,
    look: Callable[[], Preview],
    origin: tuple[str, str] = ("", ""),
) -> Published:
    """Carry out the preview that somebody has looked at and agreed to, exactly, or not at all.

    Args:
        tracker: The tracker to publish to.
        preview: What was looked at.
        who: Who does it and why.
        deed: What kind of deed it is.
        look: Returns the preview anew, against what is published by then.
        origin: The name of the original file and its SHA-256.

    Raises:
        MovedOnError: If anybody published to these datasets since, whatever rows that was about.
    """
    try:
        return publish_preview(tracker, preview, who, deed, *origin)
    except DatasetMoved:
        raise MovedOnError(*_look_again(tracker, preview, look)) from None


def publish_file(tracker: Tracker, check: Check, who: Who, today: date, mode: Mode = MERGE) -> Published:
    """Publish a checked file, merged into the newest revision, also when another publication got in first.

    Raises:
        MovedOnError: If that other publication changed rows that this file holds too.
    """
    snapshot = tracker.store.snapshot()

    def look() -> Preview:
        nonlocal snapshot
        snapshot = tracker.store.snapshot()
        return compare_file(snapshot, check, today, mode)

    mine = {name: set(row_keys(rows, kind_of(name).key)) for name, rows in check.rows.items()}
    if check.schools is not None:
        mine = {SCHOOLS: set(check.schools["ref_area"].unique().to_pylist())}
    try:
        done = publish_newest(tracker, look, who, "publish", (check.file, check.sha256), lambda _: mine)
    except MovedOnError as moved:
        raise MovedOnError(judge_preview(tracker, snapshot, moved.preview, today), moved.theirs) from None
    # nobody needs to wait for what it means: that is found once the store is free for others
    return replace(done, preview=judge_preview(tracker, snapshot, done.preview, today))


def restore_revision(tracker: Tracker, dataset: str, revision: int, who: Who, today: date) -> Published:
    """Take a dataset back to an earlier revision, as a new revision that names the file of the earlier one.

    Raises:
        KeyError: If the dataset has no such revision.
        MovedOnError: If another publication got in between.
    """

    def look() -> Preview:
        return preview_restore(tracker, dataset, revision, today)

    return publish_newest(tracker, look, who, "restore", origin_of(tracker, dataset, revision), None)


def origin_of(tracker: Tracker, dataset: str, revision: int) -> tuple[str, str]:
    """Return the name and the SHA-256 of the file that a revision came from, both empty where there was none."""
    made = next(one for one in tracker.store.newest_first(dataset) if one.revision == revision)
    return made.file, made.sha256


def preview_restore(tracker: Tracker, dataset: str, revision: int, today: date) -> Preview:
    """Return what taking a dataset back to an earlier revision would change, and which later ones it takes along.

    Raises:
        KeyError: If the dataset has no such revision.
    """
    snapshot = tracker.store.snapshot()
    facts = next(one.facts for one in tracker.store.newest_first(dataset) if one.revision == revision)
    if dataset == SCHOOLS:
        difference = replace(restored_schools(tracker.store, snapshot, revision), facts=facts)
        preview = preview_differences(tracker, snapshot, {SCHOOLS: difference}, today)
    else:
        rows = to_frame(tracker.store.read(dataset, revision))
        preview = preview_state(tracker, snapshot, dataset, rows, today, facts)
    if not preview.changes_something:  # all that was published since was taken back already: nothing goes along
        return preview
    newest = snapshot.revision(dataset).revision
    return replace(preview, along=revisions_between(tracker.store, dataset, revision, newest))


def revisions_between(store: Store, dataset: str, first: int, last: int) -> tuple[Revision, ...]:
    """Return the revisions of a dataset after one and up to another, newest first, without lost ones."""
    return tuple(one for one in store.history(dataset) if first < one.revision <= last)


def preview_removal(tracker: Tracker, dataset: str, keys: set[str], today: date) -> Preview:
    """Return what removing the rows with those keys (as `row_keys` makes them) would change."""
    snapshot = tracker.store.snapshot()
    before = to_frame(snapshot.read(dataset))
    after = before.loc[~row_keys(before, kind_of(dataset).key).isin(keys).to_numpy()].reset_index(drop=True)
    return preview_state(tracker, snapshot, dataset, after, today, snapshot.revision(dataset).facts)


def remove_rows(tracker: Tracker, dataset: str, keys: set[str], who: Who, today: date) -> Published:
    """Remove the rows with those keys, as a new revision; the others are not touched.

    Raises:
        MovedOnError: If another publication changed those rows in between.
    """

    def look() -> Preview:
        return preview_removal(tracker, dataset, keys, today)

    return publish_newest(tracker, look, who, "remove", ("", ""), lambda _: {dataset: keys})


def changes_since(tracker: Tracker, dataset: str, revision: int, until: int | None = None) -> Difference:
    """Return what changed in a dataset from one revision to another (the newest by default)."""
    if dataset == SCHOOLS:
        return compare_school_revisions(tracker.store, revision, until)
    before, after = (tracker.store.read(dataset, number) for number in (revision, until))
    return compare_tables(before, after, kind_of(dataset), to_frame)


def publish_newest(
    tracker: Tracker,
    look: Callable[[], Preview],
    who: Who,
    deed: DeedKind,
    origin: tuple[str, str],
    mine: Callable[[Preview], dict[str, set[str]]] | None,
) -> Published:
    """Publish what `look` previews; where others got in first without touching our rows, look again and publish.

    `mine` returns the keys of our rows by dataset (of the schools: the countries); without it every other publication
    is one of the same rows.

    The second look is taken while the store is held, so that of many who publish at once each looks twice at most. A
    census is too large for others to wait for the look: it takes its chance again and again.
    """
    preview = look()
    with contextlib.suppress(DatasetMoved):
        return publish_preview(tracker, preview, who, deed, *origin)
    with contextlib.nullcontext() if SCHOOLS in preview.based_on else tracker.store.turn():
        for _ in range(TRIES):
            shown = preview
            preview, theirs = _look_again(tracker, shown, look)
            if mine is None or _touches(theirs, mine(shown)):
                raise MovedOnError(preview, theirs)
            with contextlib.suppress(DatasetMoved):
                return publish_preview(tracker, preview, who, deed, *origin)
    raise MovedOnError(preview, {})


def _look_again(tracker: Tracker, shown: Preview, look: Callable[[], Preview]) -> tuple[Preview, dict[str, Difference]]:
    """Return a preview anew, and all that others changed between the two: nothing that the new one is based on lacks.

    A publication that comes after the look is not among the changes; it is met when the new preview is published.
    """
    preview = look()
    spans = {name: (before, preview.based_on.get(name, before)) for name, before in shown.based_on.items()}
    return preview, {name: changes_since(tracker, name, *span) for name, span in spans.items()}


def _touches(theirs: dict[str, Difference], mine: dict[str, set[str]]) -> bool:
    def keys(name: str) -> pd.Series:
        if name == SCHOOLS:
            return pd.Series(theirs[name].parts or (), dtype="object")
        return row_keys(theirs[name].rows, kind_of(name).key)

    return any(bool(keys(name).isin(mine.get(name, set())).any()) for name in theirs)
