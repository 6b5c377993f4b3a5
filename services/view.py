"""What is looked at: one state of the data, the reference data of the same moment, and the day to judge by."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from data.datasets import PLEDGES, SCHOOLS, TARGETS
from data.reference import Reference
from data.store import Snapshot
from i18n import counted, format_date, text
from metrics.registers import SCHOOLS_ONLINE
from services.groups import area_name
from services.misuse import Misuse
from services.registers import PLEDGED
from services.tracker import State, Tracker


def parse_as_of(written: str | None) -> datetime | None:
    """Return the moment that "as of" means: the end of a day (UTC), or the moment itself where a time is given.

    Raises:
        Misuse: If it is neither a date nor a moment.
    """
    if not written:
        return None
    with suppress(ValueError):
        return end_of_day(date.fromisoformat(written))
    try:
        found = datetime.fromisoformat(written)
    except ValueError as error:
        raise Misuse.of("not-a-date", value=written) from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def end_of_day(day: date) -> datetime:
    """Return the last moment of a day, UTC."""
    return datetime.combine(day, time.max, tzinfo=UTC)


def as_of_note(tracker: Tracker, as_of: datetime | None) -> str | None:
    """Return what is shown of the built-in figures, where a moment lies before the store began or some were not out.

    None otherwise, and for no moment at all.
    """
    if as_of is None:
        return None
    began = tracker.store.history(TARGETS)[-1].at
    left_out = sum(tracker.state(as_of).left_out.values())
    if as_of >= began:
        return counted("frame.known_part", left_out) if left_out else None
    day = format_date(began.date())
    return counted("frame.before_store_part", left_out, day=day) if left_out else text("frame.before_store", day=day)


@dataclass(frozen=True)
class View:
    """One state of the data with the reference data of the same moment, seen on one day.

    Whoever has a view needs neither the tracker nor the clock: looking back, nothing of today comes in. Links on what
    is shown of an earlier day lead to that day, `as_of`.
    """

    state: State
    reference: Reference
    day: date
    as_of: date | None = None

    def members_of(self, group: str) -> tuple[str, ...]:
        """Return the countries of a group on the day that is looked at; none for a country."""
        return self.state.members_of(group, self.day)

    def name_of(self, ref_area: str) -> str:
        """Return the name of an area, or of a group that a reader put together."""
        return area_name(ref_area, self.reference)

    def unit_of(self, indicator: str) -> str:
        """Return the code of the unit of an indicator."""
        return self.reference.indicators[indicator].unit_measure

    def revision_of(self, indicator: str) -> str:
        """Return the number of the revision that an indicator is shown from; of a register, where it is counted."""
        dataset, registers = self.reference.indicators[indicator].dataset, self.state.registers
        if indicator == SCHOOLS_ONLINE and registers.census:
            dataset = SCHOOLS
        elif indicator == PLEDGED and registers.complete_on:
            dataset = PLEDGES
        return str(self.state.revisions.get(dataset, 0))

    def refuse_unknown(self, indicator: str, area: str) -> None:
        """Make sure that the reference data looked at has an indicator and an area.

        Raises:
            Misuse: If one of them is not known.
        """
        if indicator not in self.reference.indicators:
            raise Misuse.of("unknown-indicator", value=indicator)
        if area not in self.reference.areas:
            raise Misuse.of("unknown-area", value=area)


def look_at(tracker: Tracker, today: date, as_of: datetime | None = None) -> View:
    """Return the newest data on a day, or what was published and known at an earlier moment, judged by its day."""
    day = min(as_of.date(), today) if as_of else today
    return view_of(tracker, tracker.store.snapshot(as_of), day, looks_back=as_of is not None)


def view_of(tracker: Tracker, snapshot: Snapshot, day: date, *, looks_back: bool) -> View:
    """Return a snapshot seen on a day; looking back, without what was not known then."""
    state = tracker.state_of(snapshot, day if looks_back else None)
    return View(state, tracker.reference_of(snapshot), day, day if looks_back else None)
