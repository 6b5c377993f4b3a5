"""Indicators of one's own: what a file or a way back may not do to one that has figures or targets."""

from collections.abc import Callable, Iterator, Mapping, Sequence

import pandas as pd
import pyarrow as pa
from pydantic import ValidationError

from data.datasets import INDICATORS, KINDS, TARGETS
from data.schemas.own_indicator import NATIONAL, OwnIndicator
from data.schemas.problem import Problem
from data.store import Snapshot
from services.difference import Difference, merge_rows
from services.misuse import Misuse
from services.tracker import Tracker, read_own_indicators, to_frame, to_table

UNIT_IN_USE, RANGE_IN_USE = "indicator-unit-in-use", "indicator-range-in-use"


def own_problems(tracker: Tracker, own: Sequence[OwnIndicator], rows: Sequence[int]) -> Iterator[Problem]:
    """Yield a problem for each indicator whose published figures would contradict what a file now says of it."""
    if not any(one.indicator in tracker.reference.own for one in own):
        return
    figures = to_frame(tracker.store.read(NATIONAL))
    published = {one.indicator: one for one in read_own_indicators(tracker.store.read(INDICATORS))}
    for said, row in zip(own, rows, strict=True):
        try:
            one = _together(published.get(said.indicator), said)
        except ValidationError as error:
            found = error.errors(include_url=False)[0]
            yield _problem(found["type"], row, "maximum", None, found.get("ctx", {}))
        else:
            yield from _against_figures(one, row, figures.loc[figures["indicator"] == one.indicator])


def _together(published: OwnIndicator | None, said: OwnIndicator) -> OwnIndicator:
    """Return what an indicator becomes: what a file leaves open stays as it is published.

    Raises:
        ValidationError: If the two do not go together, such as a new maximum below the published minimum.
    """
    before = published.model_dump() if published else {}
    return OwnIndicator.model_validate(before | said.model_dump(exclude_unset=True))


def _against_figures(one: OwnIndicator, row: int, figures: pd.DataFrame) -> Iterator[Problem]:
    units = sorted(set(figures["unit_measure"]) - {one.unit_measure})
    low, high = one.limits
    least, most = (float("-inf") if low is None else low, float("inf") if high is None else high)
    outside = int((figures["obs_value"].notna() & ~figures["obs_value"].between(least, most)).sum())
    if units:
        yield _problem(UNIT_IN_USE, row, "unit_measure", one.unit_measure, {"expected": units[0]})
    elif outside:
        yield _problem(RANGE_IN_USE, row, "maximum", None, {"count": outside, "name": one.name})


def _problem(code: str, row: int, column: str, value: str | None, details: Mapping[str, str | int | float]) -> Problem:
    return Problem(code=code, severity="blocks", row=row, column=column, value=value, details=details)


def merge_own(snapshot: Snapshot, rows: pd.DataFrame, given: pd.DataFrame | None, *, replace: bool) -> Difference:
    """Return what the indicators of a file change.

    A file that replaces the list takes out only what nothing rests on: an indicator with figures or a target stays as
    it is, whether the file names it or not.
    """
    before = to_frame(snapshot.read(INDICATORS))
    if not replace:
        return merge_rows(before, rows, KINDS[INDICATORS], given, replace=False)
    stays = before["indicator"].isin(_used(snapshot.read)) & ~before["indicator"].isin(rows["indicator"])
    whole = pd.concat([rows, before.loc[stays]], ignore_index=True)
    return merge_rows(before, whole, KINDS[INDICATORS], None, replace=True)


def refuse_contradiction(tracker: Tracker, dataset: str, after: pd.DataFrame) -> None:
    """Refuse a way back, or a removal, after which figures or targets would have no indicator.

    Raises:
        Misuse: `own-indicators-in-use`, `own-unit-in-use` or `own-indicators-unknown`.
    """
    if dataset == INDICATORS:
        _refuse_loss(tracker, after)
    elif dataset in (NATIONAL, TARGETS):
        unknown = sorted(set(after["indicator"]) - set(tracker.reference.indicators))
        if unknown:
            raise Misuse.of("own-indicators-unknown", names=", ".join(unknown))


def _refuse_loss(tracker: Tracker, after: pd.DataFrame) -> None:
    known = set(after["indicator"]) | (set(tracker.reference.indicators) - tracker.reference.own)
    lost = sorted(_used(tracker.store.read) - known)
    if lost:
        raise Misuse.of("own-indicators-in-use", names=", ".join(lost))
    own = read_own_indicators(to_table(after, KINDS[INDICATORS].schema))
    for one in own_problems(tracker, own, range(len(own))):
        raise Misuse.of("own-unit-in-use", name=own[one.row or 0].name)


def _used(read: Callable[[str], pa.Table]) -> set[str]:
    """Return the indicators that figures of the dataset `national` or targets are about."""
    found: set[str] = set()
    for dataset in (NATIONAL, TARGETS):
        found |= set(to_frame(read(dataset))["indicator"])
    return found
