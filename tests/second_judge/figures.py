"""Figures, editions, targets and memberships as the second judge reads them, from CSV files alone."""

import csv
import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path

EVIDENCE_ONLY = {"second hand", "proxy", "own count"}
"""What a row's certainty says when it is shown but decides nothing."""

EVIDENCE_FILES = {"second_hand_": "second hand", "proxy_": "proxy", "derived_": "own count"}
"""The same, said by the name of a file that has no column for it."""

COVERAGE_OF_2025_IS_2024 = "Facts and Figures 2025"
"""Its coverage of 2025 is headed "end-2024 estimates" by its methodology: the year is 2024."""

PREFERRED = "ITU ICT Price Baskets 2025-12"
"""Of two editions of one month this one wins: it revised prices that the other still holds as before."""

RATIO_OF_SEXES = {"individuals_online": "gender_parity_online", "mobile_ownership": "gender_parity_mobile"}
"""Parity scores that are the women's rate divided by the men's, where an edition gives both rates and no score."""

SUMS = {"broadband_subscriptions": ("fixed_broadband_subscriptions", "mobile_broadband_subscriptions")}
"""Indicators that no publisher states, and the parts that make them up (both from one edition and one period)."""

ZERO_IS_MISSING = "_basket"
"""A price basket of 0 has no price; any other 0 is a true value."""


@dataclass(frozen=True)
class Figure:
    """One observation that may decide something: a total, measured or estimated, of a named edition."""

    indicator: str
    area: str
    period: str
    value: float
    unit: str
    edition: str
    released: str
    sex: str = "_T"
    derived: bool = False

    @property
    def year(self) -> int:
        """Return the year observed."""
        return int(self.period[:4])

    @property
    def dated(self) -> bool:
        """Return whether the period is a month or a day: such figures count by date."""
        return len(self.period) > 4

    @cached_property
    def date(self) -> date:
        """Return the day the figure stands for: the last of its month, or of its year, if none is named."""
        parts = [int(part) for part in self.period.split("-")]
        year, month = parts[0], parts[1] if len(parts) > 1 else 12
        return date(year, month, parts[2] if len(parts) > 2 else monthrange(year, month)[1])

    @property
    def when(self) -> float:
        """Return the time in years: whole for an annual figure, by date for a dated one."""
        return years_at(self.date) if self.dated else float(self.year)


def years_at(day: date) -> float:
    """Return a date as years: the end of 2026 is 2027.0, give or take a day."""
    return day.year + (day.timetuple().tm_yday / (366 if day.year % 4 == 0 else 365))


@dataclass(frozen=True)
class Edition:
    """One publisher's edition of one series, in order of time; never joined to another."""

    name: str
    released: str
    figures: tuple[Figure, ...]

    @property
    def last(self) -> Figure:
        """Return the figure of the latest period."""
        return self.figures[-1]

    @property
    def rank(self) -> tuple[str, bool, bool, int]:
        """Return what orders editions: release month (undated ones last), published before derived, longer first."""
        return self.released, self.name == PREFERRED, not self.last.derived, len(self.figures)

    def at(self, year: int) -> Figure | None:
        """Return the annual figure of a year, or none."""
        return next((figure for figure in self.figures if figure.year == year), None)


@dataclass(frozen=True)
class Target:
    """One row of the list of targets; numbers are none where the list has none."""

    target_id: str
    framework: str
    indicator: str
    unit: str
    area: str
    each_country: bool
    kind: str
    direction: str
    baseline_period: str
    baseline_value: float | None
    target_text: str
    upper: float | None
    met_at: float | None
    strict: bool
    year: int
    denominator: float | None

    @property
    def value(self) -> float | None:
        """Return the target value as stated."""
        return float(self.target_text) if self.target_text else None

    @property
    def level(self) -> float | None:
        """Return the level that counts as met: `met_at` where given, else the target value."""
        return self.value if self.met_at is None else self.met_at

    @property
    def decimals(self) -> int:
        """Return the decimals in which the level that counts is stated."""
        text = self.target_text if self.met_at is None else f"{self.met_at:g}"
        return len(text.partition(".")[2])

    @property
    def baseline_year(self) -> int | None:
        """Return the baseline year, or none."""
        return int(self.baseline_period[:4]) if self.baseline_period else None


@dataclass(frozen=True)
class Membership:
    """One country's time in a group; an open end is none."""

    area: str
    since: date | None
    until: date | None

    def holds_on(self, day: date) -> bool:
        """Return whether the country belongs to the group on that day; on the day of leaving it no longer does."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


@dataclass
class Book:
    """Everything that the second judge knows."""

    figures: list[Figure]
    targets: list[Target] = field(default_factory=list)
    kinds: Mapping[str, str] = field(default_factory=dict)
    members: Mapping[str, list[Membership]] = field(default_factory=dict)

    @cached_property
    def _series(self) -> dict[tuple[str, str], list[Edition]]:
        found: dict[tuple[str, str, str, str], dict[str, Figure]] = defaultdict(dict)
        for figure in with_derived(self.figures):
            if figure.sex == "_T":
                key = (figure.indicator, figure.area, figure.edition, figure.released)
                found[key][figure.period] = figure
        series: dict[tuple[str, str], list[Edition]] = defaultdict(list)
        for (indicator, area, name, released), by_period in found.items():
            figures = tuple(sorted(by_period.values(), key=lambda figure: figure.when))
            series[indicator, area].append(Edition(name, released, figures))
        for editions in series.values():
            editions.sort(key=lambda edition: edition.rank, reverse=True)
        return series

    def editions(self, indicator: str, area: str) -> list[Edition]:
        """Return the editions of a series, the newest release first."""
        return self._series.get((indicator, area), [])

    def areas_with(self, indicator: str, kind: str) -> list[str]:
        """Return the areas of a kind that have figures of an indicator."""
        return sorted(area for name, area in self._series if name == indicator and self.kinds.get(area) == kind)

    def members_on(self, group: str, day: date) -> list[str]:
        """Return the countries of a group on a day."""
        return [membership.area for membership in self.members.get(group, []) if membership.holds_on(day)]

    def target(self, target_id: str) -> Target:
        """Return a target by its id."""
        return next(target for target in self.targets if target.target_id == target_id)


def with_derived(figures: list[Figure]) -> list[Figure]:
    """Return the figures and what follows from them: parity from the rates of both sexes, sums from parts."""
    known = {(f.indicator, f.area, f.period, f.edition, f.sex): f for f in figures}
    return [*figures, *_ratios(known), *_sums(known)]


_Known = Mapping[tuple[str, str, str, str, str], Figure]


def _ratios(known: _Known) -> Iterator[Figure]:
    for (indicator, area, period, edition, sex), women in known.items():
        score, men = RATIO_OF_SEXES.get(indicator), known.get((indicator, area, period, edition, "M"))
        if score is None or sex != "F" or men is None or men.value == 0:
            continue
        if (score, area, period, edition, "_T") not in known:
            ratio = women.value / men.value
            yield replace(women, indicator=score, sex="_T", unit="RATIO", value=ratio, derived=True)


def _sums(known: _Known) -> Iterator[Figure]:
    for total, (first, second) in SUMS.items():
        for (indicator, area, period, edition, sex), one in known.items():
            other = known.get((second, area, period, edition, sex))
            if indicator == first and other is not None:
                yield replace(one, indicator=total, value=one.value + other.value, derived=True)


def read_figures(paths: Iterable[Path]) -> list[Figure]:
    """Return the figures of CSV files that may decide something: totals that are no evidence or projection."""
    return [figure for path in paths for row in _rows(path) if (figure := figure_of(row, path.name)) is not None]


def figure_of(row: Mapping[str, str], file_name: str = "") -> Figure | None:
    """Return a row as a figure, or none if it decides nothing."""
    certainty = row.get("certainty") or next((c for p, c in EVIDENCE_FILES.items() if file_name.startswith(p)), "")
    parts = {row.get(name) or "_T" for name in ("age", "urbanisation", "breakdown")}
    if certainty in EVIDENCE_ONLY or row["obs_status"] in {"F", "M"} or parts != {"_T"} or not row["obs_value"]:
        return None
    indicator, value, period = row["indicator"], float(row["obs_value"]), row["time_period"]
    if value == 0 and ZERO_IS_MISSING in indicator:
        return None
    if row["edition"] == COVERAGE_OF_2025_IS_2024 and indicator.startswith("coverage_") and period == "2025":
        period = "2024"
    return Figure(
        indicator=indicator,
        area=row["ref_area"],
        period=period,
        value=value,
        unit=row["unit_measure"],
        edition=row["edition"],
        released=row["released"] or month_named_in(row["edition"]),
        sex=row["sex"] or "_T",
    )


def month_named_in(edition: str) -> str:
    """Return the month an edition names ("WDI 2024-12"), or nothing; without one it ranks behind all dated editions."""
    named = re.search(r"\b(\d{4}-\d{2})\b", edition)
    return named[1] if named else ""


def read_targets(path: Path) -> list[Target]:
    """Return the targets of the list."""
    return [_target(row) for row in _rows(path)]


def _target(row: Mapping[str, str]) -> Target:
    return Target(
        target_id=row["target_id"],
        framework=row["framework"],
        indicator=row["indicator"],
        unit=row["unit_measure"],
        area=row["ref_area"],
        each_country="each country" in row["applies_to"],
        kind=row["kind"],
        direction=row["direction"],
        baseline_period=row["baseline_year"],
        baseline_value=_number(row["baseline_value"]),
        target_text=row["target_value"],
        upper=_number(row["target_upper"]),
        met_at=_number(row["met_at"]),
        strict=row["strict"] == "Y",
        year=int(row["target_year"]),
        denominator=_number(row["denominator"]),
    )


def read_members(path: Path) -> dict[str, list[Membership]]:
    """Return the members of every group with the dates of their time in it."""
    members: dict[str, list[Membership]] = defaultdict(list)
    for row in _rows(path):
        members[row["group"]].append(Membership(row["ref_area"], _day(row.get("since")), _day(row["until"])))
    return members


def load_book(root: Path, more: Path | None = None) -> Book:
    """Return what a checkout has built in, with further files of figures if a folder is named."""
    paths = [path for path in sorted(root.glob("data/builtin/*/*.csv")) if path.name != "targets.csv"]
    further = sorted(more.glob("*.csv")) if more else []
    return Book(
        figures=read_figures([*paths, *(path for path in further if _has_figures(path))]),
        targets=read_targets(root / "data/builtin/facts/targets.csv"),
        kinds={row["ref_area"]: row["kind"] for row in _rows(root / "data/reference/areas.csv")},
        members=read_members(root / "data/reference/memberships.csv"),
    )


def _has_figures(path: Path) -> bool:
    with path.open(encoding="utf-8", newline="") as file:
        return "obs_value" in next(csv.reader(file))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _number(text: str) -> float | None:
    return float(text) if text else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
