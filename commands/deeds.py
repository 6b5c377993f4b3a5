"""The deeds as the command line asks for them: plain values in, plain records out."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

import pyarrow as pa

from data.datasets import PLEDGES, SCHOOLS, all_datasets, kind_of
from data.readers import ReadOptions
from data.readers.content import Content
from data.schemas.origins import coded_edition
from data.schemas.revision import DeedKind
from exhibits.origins import edition_words
from i18n import counted, speak_of_units, text
from metrics.editions import edition_in_use, newest_figure
from metrics.schools import add_schools, schools_record
from services.checking import Check, check_file, with_late_pledges
from services.difference import change_records, row_keys
from services.groups import is_known
from services.misuse import Misuse
from services.pledges import pledges_record
from services.previewing import MERGE, Mode, Preview, preview_file
from services.publishing import (
    MovedOnError,
    Published,
    make_who,
    preview_removal,
    preview_restore,
    publish_file,
    remove_rows,
    restore_revision,
    revisions_between,
)
from services.refused_rows import Split, split_file
from services.registers import holds_examples
from services.reverting import StandsAgainstError, agreed_preview, publication_names, publication_of, revert_revision
from services.schools.counting import COUNTED, count_schools
from services.store_care import store_warnings
from services.tracker import Tracker, to_frame
from services.view import View, look_at
from topics.records import (
    Record,
    along_lines,
    along_record,
    check_record,
    figure_record,
    history_records,
    no_series_record,
    published_record,
    scorecard_record,
    series_record,
)
from topics.scorecard import make_scorecard

Result = tuple[Record, bool]


@dataclass(frozen=True)
class Looked:
    """A file that was checked, and where that was wanted with its good and its refused rows apart."""

    check: Check
    split: Split | None = None


class Deeds:
    """The deeds on one tracker, judged by one day; each raises `Misuse` where what it is asked for does not exist."""

    def __init__(self, tracker: Tracker, today: date, *, dry_run: bool = False) -> None:
        """Keep the tracker and the day; with `dry_run` a deed that writes only says what it would do."""
        self.tracker = tracker
        self.today = today
        self.dry_run = dry_run

    @property
    def now(self) -> View:
        """Return the newest data, on the day to judge by."""
        return self._look_at(None)

    def _look_at(self, as_of: datetime | None) -> View:
        """Return the data at a moment; units are called from here on as they were then."""
        found = look_at(self.tracker, self.today, as_of)
        speak_of_units(found.reference.unit_words)
        return found

    def warnings(self) -> list[str]:
        """Return what everybody has to know of the store, in words: what is damaged, what was lost."""
        return store_warnings(self.tracker.store)

    def look(self, content: Content, file: str, said: ReadOptions, *, apart: bool = False) -> Looked:
        """Return what a file holds and every problem with it, read as is said of it; nothing is stored.

        Args:
            content: The bytes of the file.
            file: Its name.
            said: What is said of it.
            apart: Whether what goes back of it, and what can be published alone, is wanted too: from the same reading.
        """
        if said.dataset is not None:
            self._known_dataset(said.dataset)
        if said.indicator is not None and said.indicator not in self.now.reference.indicators:
            raise Misuse.of("unknown-indicator", value=said.indicator)
        speak_of_units(self.tracker.reference_of(self.tracker.store.snapshot()).unit_words)
        split = split_file(self.tracker, content, file, said, self.today) if apart else None
        if split and len(split.check.problems) <= said.problems_limit:
            return Looked(split.check, split)
        return Looked(check_file(self.tracker, content, file, said, self.today), split)

    def publish(self, looked: Looked, who: tuple[str, str], mode: Mode) -> Result:
        """Publish a file; return what it did, or the check with its problems where it does not qualify."""
        person = make_who(*who)
        found = check = looked.check
        if mode.accepted_only and not check.publishable and looked.split:
            check = looked.split.accepted or check
        if not check.publishable:
            return check_record(check) | {"published": False}, False
        self._fits(mode, check)
        record, done = self._told(
            "publish",
            lambda: preview_file(self.tracker, check, self.today, mode),
            lambda: publish_file(self.tracker, check, person, self.today, mode),
        )
        if check.refused:
            record["message"] += " " + counted("refused.left_out", check.refused)
        more = {"rows": asdict(check.reading.rows), "refused": check.refused}
        return check_record(with_late_pledges(found, mode.complete_on)) | record | more, done

    def restore(self, dataset: str, revision: int, who: tuple[str, str]) -> Result:
        """Take a dataset back to an earlier revision, and all later ones with it."""
        person = make_who(*who)
        self._known_revision(dataset, revision)
        return self._told(
            "restore",
            lambda: preview_restore(self.tracker, dataset, revision, self.today),
            lambda: restore_revision(self.tracker, dataset, revision, person, self.today),
        )

    def taken_along(self, dataset: str, revision: int) -> list[str]:
        """Return in words which later revisions going back to an earlier one takes along."""
        self._known_revision(dataset, revision)
        newest = self.tracker.store.history(dataset)[0].revision
        return along_lines(
            [along_record(one) for one in revisions_between(self.tracker.store, dataset, revision, newest)]
        )

    def revert(self, dataset: str, revision: int, who: tuple[str, str], *, the_rest: bool) -> Result:
        """Take back one publication, and nothing that came later.

        Where later revisions changed some of its rows nothing is done, unless the rest is asked for.
        """
        person = make_who(*who)
        self._known_dataset(dataset)

        asked = (self.tracker, dataset, revision)
        try:
            record, done = self._told(
                "revert",
                lambda: agreed_preview(*asked, self.today, the_rest=the_rest),
                lambda: revert_revision(*asked, person, self.today, the_rest=the_rest),
            )
        except StandsAgainstError as against:
            record = published_record(Published(against.preview, ()))
            return record | {"dry_run": self.dry_run, "message": _against_words(against.preview)}, False
        if len(record["datasets"]) > 1:
            others = publication_names(publication_of(self.tracker, dataset, revision)[1:])
            record["message"] += " " + text("revert.together", what=others)
        return record, done

    def remove(self, which: tuple[str, str, str, str | None], who: tuple[str, str]) -> Result:
        """Remove the observation (total and breakdowns) of an indicator, area and period in one edition.

        Raises:
            Misuse: If there is no such indicator, area or observation, or who or why is empty.
        """
        indicator, area, period, edition = which[0].lower(), which[1].upper(), which[2], which[3]
        person = make_who(*who)
        now = self.now
        now.refuse_unknown(indicator, area)
        dataset = now.reference.indicators[indicator].dataset
        world = now.state.world
        series = edition_in_use(world.book.of(indicator, area), world.limits.fewest_periods_of_an_edition)
        used = coded_edition(edition) if edition else (series.edition if series else None)
        frame = to_frame(self.tracker.store.read(dataset))
        wanted = {"indicator": indicator, "ref_area": area, "time_period": period, "edition": used}
        found = frame.loc[(frame[list(wanted)] == list(wanted.values())).all(axis=1)]
        if found.empty:
            raise Misuse.of("no-such-observation", **wanted)
        keys = set(row_keys(found, kind_of(dataset).key))
        return self._told(
            "remove",
            lambda: preview_removal(self.tracker, dataset, keys, self.today),
            lambda: remove_rows(self.tracker, dataset, keys, person, self.today),
        )

    def history(self, dataset: str) -> list[Record]:
        """Return the revisions of a dataset, newest first, lost ones among them."""
        self._known_dataset(dataset)
        return history_records(self.tracker.store, dataset)

    def scorecard(
        self, area: str | None, framework: str | None, as_of: datetime | None, *, today_given: bool
    ) -> list[Record]:
        """Return every target with its judgement; as of a date it is judged by that date.

        Raises:
            Misuse: If the area or the framework is not known.
        """
        view = self._look_at(as_of)
        reference, state = view.reference, view.state
        if area is not None and not is_known(area.upper(), reference):
            raise Misuse.of("unknown-area", value=area)
        known = {one.framework for one in state.targets}
        if framework is not None and framework not in known:
            raise Misuse.of("unknown-framework", value=framework, known=", ".join(sorted(known)))
        day = self.today if today_given else view.day
        rows = make_scorecard(View(state, reference, day), area.upper() if area else None, framework)
        return [scorecard_record(row, reference) for row in rows]

    def series(self, indicator: str, area: str, edition: str | None, as_of: datetime | None) -> Record:
        """Return the observations of the edition in use (or the one asked for), with the other editions' names.

        Raises:
            Misuse: If the indicator, the area or the edition is not known.
        """
        view = self._look_at(as_of)
        indicator, area, state = indicator.lower(), area.upper(), view.state
        view.refuse_unknown(indicator, area)
        found = state.world.book.of(indicator, area)
        used = edition_in_use(found, state.world.limits.fewest_periods_of_an_edition)
        chosen = next((one for one in found if one.edition == coded_edition(edition or "")), None) if edition else used
        if edition and chosen is None:
            raise Misuse.of(
                "unknown-edition", value=edition, known=", ".join(edition_words(one.edition) for one in found) or "-"
            )
        editions = [{"edition": edition_words(one.edition), "released": one.released} for one in found]
        beside = {"editions": editions, "figure": figure_record(newest_figure(found))}
        if chosen is None:
            return no_series_record(indicator, area) | beside
        return series_record(chosen, in_use=chosen is used) | beside

    def schools(self, country: str | None) -> Record:
        """Return how many of the published schools are connected, in all countries, in one, or in those of a group.

        Raises:
            Misuse: If the country or group is not known.
        """
        code = country.upper() if country else None
        if code and not is_known(code, self.now.reference):
            raise Misuse.of("unknown-area", value=country)
        members = (self.now.members_of(code) or (code,)) if code else None
        table = self.tracker.store.snapshot().read(SCHOOLS, members, COUNTED)
        return schools_record(add_schools(count_schools(table).values())) | {"example": holds_examples(table)}

    def pledges(self) -> Record:
        """Return how many pledges are published, and what they are worth."""
        held = self.now.state.pledges
        return pledges_record(held) | {"example": any(one.example for one in held)}

    def table(self, dataset: str, revision: int | None) -> pa.Table:
        """Return the rows of a dataset, of the newest revision or an earlier one."""
        self._known_dataset(dataset)
        if revision is not None:
            self._known_revision(dataset, revision)
        return self.tracker.store.read(dataset, revision)

    def _fits(self, mode: Mode, check: Check) -> None:
        """Refuse what was said about a file of another kind, and a day that is still to come."""
        fed = ", ".join(check.datasets)
        if mode.complete_on and check.datasets != (PLEDGES,):
            raise Misuse.of("option-of-other-dataset", option="--complete-on", dataset=PLEDGES, found=fed)
        if mode.by_id and check.datasets != (SCHOOLS,):
            raise Misuse.of("option-of-other-dataset", option="--merge-by-id", dataset=SCHOOLS, found=fed)
        if check.refused and (mode.replace or mode.complete_on):
            raise Misuse.of("part-cannot-replace", option="--replace-series" if mode.replace else "--complete-on")
        if check.reading.recognised.given_back and mode != replace(MERGE, accepted_only=mode.accepted_only):
            raise Misuse.of("given-back-is-merged")
        if mode.complete_on > self.today.isoformat():
            raise Misuse.of("complete-on-to-come", value=mode.complete_on, today=self.today.isoformat())

    def _told(self, deed: DeedKind, look: Callable[[], Preview], do: Callable[[], Published]) -> Result:
        """Return the record of a deed and whether it was done; on a dry run, of what it would do."""
        if self.dry_run:
            preview = look()
            told = "dry_run" if preview.changes_something else f"told_{deed}_nothing"
            return published_record(Published(preview, ())) | {
                "dry_run": True,
                "message": text(f"publish.{told}"),
            }, True
        try:
            published = do()
        except MovedOnError as moved:
            theirs = change_records(moved.theirs)
            record = published_record(Published(moved.preview, ())) | {"moved_on": True, "theirs": theirs}
            return record | {"message": text("publish.moved_on" if theirs else "publish.crowded")}, False
        told = f"told_{deed}" if published.preview.changes_something else f"told_{deed}_nothing"
        said = {"certain": not published.doubt, "message": published.doubt or text(f"publish.{told}")}
        return published_record(published) | said, True

    def _known_dataset(self, dataset: str) -> None:
        if dataset not in all_datasets():
            raise Misuse.of("unknown-dataset", value=dataset, known=", ".join(all_datasets()))

    def _known_revision(self, dataset: str, revision: int) -> None:
        self._known_dataset(dataset)
        found = {row["revision"]: row["state"] for row in history_records(self.tracker.store, dataset)}
        if revision not in found:
            raise Misuse.of("unknown-revision", value=revision, dataset=dataset, newest=max(found))
        if found[revision] != "kept":
            raise Misuse.of("revision-lost", value=revision, dataset=dataset)


def _against_words(preview: Preview) -> str:
    """Return that rows stand against it, and whether there is a rest to take back."""
    against = counted("revert.against", sum(one.count for one in preview.standing))
    left = sum(preview.total(count) for count in ("new", "changed", "gone"))
    if left:
        return f"{against} {counted('revert.offered', left)}"
    return f"{against} {text('revert.day_offered' if preview.changes_something else 'revert.no_rest')}"
