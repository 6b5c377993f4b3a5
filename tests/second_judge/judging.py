"""The judgement on every pair of target and area for a given day."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from tests.second_judge.figures import Book, Edition, Figure, Target, years_at
from tests.second_judge.measuring import (
    Baseline,
    Line,
    actual_pace,
    baseline_of,
    editions_for,
    line_of,
    progress_of,
    required_pace,
)
from tests.second_judge.money import expected_by, is_stale
from tests.second_judge.official import Official, official_methods
from tests.second_judge.past import Indication, indication_of, past_verdict
from tests.second_judge.projection import (
    FEWEST_POINTS,
    OLDEST_YEARS,
    Course,
    Errors,
    Scale,
    course_edition,
    economy_errors,
    scale_of,
)

GROUP_KINDS = ("world", "group")
CHANCES = ((0.8, "on_track"), (0.5, "within_reach"), (0.2, "at_risk"))
COUNTED = {"sum", "country_count"}


@dataclass
class Judgement:
    """What the second judge says of one target for one area; unknown parts are none."""

    target_id: str
    area: str
    status: str
    reason: str = ""
    figure: Figure | None = None
    points: int = 0
    """Figures of the edition that holds the figure."""
    moves: str = ""
    """Up, down or level over the last five years; empty where there is no trend, as between two equal figures."""
    course_edition: str | None = None
    baseline: Baseline | None = None
    line: float | None = None
    line_upper: float | None = None
    gap: float | None = None
    """To the level that counts as met."""
    gap_to_target: float | None = None
    """To the target itself."""
    progress: float | None = None
    required_pace: float | None = None
    actual_pace: float | None = None
    chance: float | None = None
    held_chance: float | None = None
    """Of those that met the line once, the share that still met it as many years later."""
    expected: float | None = None
    """Counts and money: the value at the target date at the pace of the last 24 months."""
    expected_errors: tuple[float, ...] = ()
    verdict_figure: Figure | None = None
    verdict_edition: str | None = None
    year_met: int | None = None
    at_line: bool = False
    editions_disagree: list[str] = field(default_factory=list)
    indication: Indication | None = None
    stale: bool = False
    official: Official = field(default_factory=Official)
    official_disagrees: bool = False


@dataclass
class Judge:
    """Judges the targets of a book on one day; keeps the errors of an indicator once they are counted."""

    book: Book
    day: date
    _errors: dict[tuple[str, str], Errors] = field(default_factory=dict)

    def all(self) -> Iterator[Judgement]:
        """Judge every pair of target and area."""
        for target in self.book.targets:
            for area in self.areas_of(target):
                yield self.judge(target, area)

    def areas_of(self, target: Target) -> list[str]:
        """Return the areas a target is judged for: its own, and all others if it applies to each country."""
        others = [a for a, kind in self.book.kinds.items() if kind in (*GROUP_KINDS, "country")]
        return [target.area, *(a for a in others if a != target.area)] if target.each_country else [target.area]

    def judge(self, target: Target, area: str) -> Judgement:
        """Return the judgement on one target for one area."""
        editions = [cut for e in editions_for(self.book, target, area) if (cut := until(e, self.day)) is not None]
        judgement = Judgement(target.target_id, area, "insufficient_data", reason="no_figures")
        latest = latest_edition(editions)
        if latest is not None:
            self._describe(judgement, target, editions, latest)
        if target.kind == "qualitative" or target.value is None:
            judgement.status, judgement.reason = "qualitative", "no_number"
        elif self.day > date(target.year, 12, 31):
            self._judge_past(judgement, target, editions)
        elif latest is not None and judgement.figure is not None:
            self._judge_live(judgement, target, editions, latest)
        return judgement

    def _describe(self, judgement: Judgement, target: Target, editions: list[Edition], latest: Edition) -> None:
        figure = latest.last
        judgement.figure = figure
        baseline = baseline_of(target, judgement.area, latest, before=figure.when)
        judgement.baseline = baseline
        line = line_of(target, baseline)
        if line is None:
            return
        long = course_edition(editions, self.day)
        judgement.course_edition = long.name if long else None
        judgement.line, judgement.line_upper = line.level, target.upper
        judgement.gap, judgement.gap_to_target = line.missing(figure.value), line.missing(figure.value, full=True)
        judgement.progress = progress_of(line, baseline, figure.value)
        judgement.required_pace = required_pace(line, figure, end_of(target, figure))
        judgement.actual_pace = actual_pace(line, long or latest)
        judgement.at_line = line.at_line(figure.value)
        judgement.points, judgement.moves = len(latest.figures), moves_of(judgement.actual_pace, target)

    def _judge_past(self, judgement: Judgement, target: Target, editions: list[Edition]) -> None:
        verdict, others = past_verdict(target, judgement.area, editions)
        judgement.status, judgement.reason = verdict.status, verdict.reason
        judgement.verdict_figure, judgement.year_met = verdict.figure, verdict.year_met
        judgement.verdict_edition, judgement.at_line = verdict.edition or None, verdict.at_line
        judgement.editions_disagree = others
        judgement.required_pace = None
        if verdict.line is not None:
            judgement.line, judgement.baseline = verdict.line.level, judgement.baseline or verdict.baseline
        if verdict.status == "not_assessable" and self.book.kinds.get(judgement.area) in GROUP_KINDS:
            judgement.indication = indication_of(self.book, target, judgement.area)

    def _judge_live(self, judgement: Judgement, target: Target, editions: list[Edition], latest: Edition) -> None:
        line, figure = line_of(target, judgement.baseline), latest.last
        if line is None:
            judgement.reason = "no_comparable_baseline"
            return
        if self.day.year - figure.year > OLDEST_YEARS:
            judgement.reason = "too_old"
            return
        if line.meets(figure.value):
            judgement.status, judgement.reason = "achieved", "figure_meets"
            judgement.year_met = next(f.year for f in latest.figures if line.meets(f.value))
            judgement.held_chance = self._held(line, target.year - figure.year)
        elif target.kind in COUNTED:
            self._judge_counted(judgement, line, latest)
        else:
            self._judge_course(judgement, line, figure, course_edition(editions, self.day))
        judgement.stale = figure.dated and is_stale(latest, target.year, self.day)
        judgement.official = official_methods(line, figure, judgement.baseline, end_of(target, figure))
        judgement.official_disagrees = judgement.official.disagrees_with(judgement.status)

    def _judge_counted(self, judgement: Judgement, line: Line, latest: Edition) -> None:
        expected = expected_by(latest, line.level, end_of(line.target, latest.last))
        if expected is None:
            judgement.reason = "no_24_months"
            return
        judgement.status, judgement.reason = expected.status, "pace_of_24_months"
        judgement.expected, judgement.expected_errors = expected.value, expected.errors

    def _judge_course(self, judgement: Judgement, line: Line, figure: Figure, long: Edition | None) -> None:
        scale = scale_of(line.target)
        if scale is None:
            judgement.reason = "no_course_for_this_kind"
            return
        if long is None:
            judgement.reason = f"fewer_than_{FEWEST_POINTS}_points"
            return
        errors = self._errors_of(line.target, scale)
        course = Course.of(long, scale, errors, group=self.book.kinds.get(judgement.area) in GROUP_KINDS)
        if course is None:
            judgement.reason = "no_trend"
            return
        if course.contradicted_by(figure):
            judgement.reason, judgement.course_edition = "figure_contradicts_course", None
            return
        judgement.chance = course.chance(line.level, line.target.year - long.last.year)
        judgement.reason = "chance"
        judgement.status = next((word for edge, word in CHANCES if judgement.chance >= edge), "off_track")

    def _errors_of(self, target: Target, scale: Scale) -> Errors:
        key = (target.indicator, scale.name)
        if key not in self._errors:
            self._errors[key] = economy_errors(self.book, target.indicator, scale, self.day)
        return self._errors[key]

    def _held(self, line: Line, years: int) -> float | None:
        kept = []
        for area in self.book.areas_with(line.target.indicator, "country"):
            edition = self.book.editions(line.target.indicator, area)[0]
            for figure in edition.figures:
                later = edition.at(figure.year + years)
                if line.meets(figure.value) and later is not None:
                    kept.append(line.meets(later.value))
        return sum(kept) / len(kept) if kept else None


def until(edition: Edition, day: date) -> Edition | None:
    """Return an edition without figures of years after the day, or none if nothing is left."""
    figures = tuple(figure for figure in edition.figures if figure.year <= day.year)
    return Edition(edition.name, edition.released, figures) if figures else None


def latest_edition(editions: list[Edition]) -> Edition | None:
    """Return the edition that holds the figure: the latest period of all, and for one period the later release."""
    return max(editions, key=lambda edition: (edition.last.when, edition.rank), default=None)


def moves_of(pace: float | None, target: Target) -> str:
    """Return the direction of a pace in a word; the pace of parity is that of coming nearer."""
    if pace is None:
        return ""
    words = ("nearer", "farther") if target.kind == "parity" else ("up", "down")
    return "level" if pace == 0 else words[pace < 0]


def end_of(target: Target, figure: Figure) -> float:
    """Return the target year as annual figures count it, or its 31 December for dated ones."""
    return years_at(date(target.year, 12, 31)) if figure.dated else float(target.year)
