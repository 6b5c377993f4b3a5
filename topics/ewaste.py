"""E-waste: masses and rates of an area in one edition, the gap in tonnes, the regions, and the count of laws."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from data.reference import Reference
from data.schemas.target import Target
from exhibits.bars import Bar, Bars
from exhibits.bars import Part as BarPart
from exhibits.exhibit import Exhibit, Fact, Facts, Heading, Lead, Notice, Part, Picture, Remark, Table, said
from exhibits.origins import edition_words
from exhibits.trend import AimLine
from i18n import format_period, format_plain, format_value, format_when, text
from metrics.aim import HUNDRED
from metrics.ewaste import EwasteGap, ewaste_gap
from metrics.series import Point
from services.groups import area_name
from services.tracker import State
from services.view import View
from topics.indicator import Extras, show_indicators, targets_passage, who_has
from topics.scorecard import ScorecardRow, judge_row
from topics.sentences import area_phrase, plain_aim, short_area
from topics.target import target_trends
from topics.trend_chart import figures_table, make_chart, subject_of, trend_picture
from topics.trends import Choice, Trend, find_trends
from topics.wording import target_unit

PERCENT, TONNES = "PT", "MT"
WORLD = "WLD"
RATE, GENERATED, RECYCLED = "ewaste_recycling_rate", "ewaste_generated", "ewaste_recycled"
PER_HEAD, LEGISLATION = "ewaste_per_capita", "ewaste_legislation_countries"
MASSES = (GENERATED, RECYCLED)
INDICATORS = (RATE, *MASSES, PER_HEAD)
REGIONS = "m49"


@dataclass(frozen=True)
class RegionRow:
    """What one edition says of an area in one year; `own` where it is our own aggregate of country figures."""

    ref_area: str
    year: int
    edition: str
    rate: float | None
    generated: float | None
    gap: EwasteGap | None
    own: bool = False


def rate_line(state: State) -> Target | None:
    """Return the target that states a recycling rate for the world, the one that ends last."""
    found = [one for one in state.targets if one.indicator == RATE and one.kind == "level" and one.target_value]
    return max(found, key=lambda one: (one.ref_area == WORLD, one.target_year), default=None)


def legislation_target(state: State) -> Target | None:
    """Return the target that turns the count of countries with legislation into a share, the one that ends last."""
    found = [one for one in state.targets if one.indicator == LEGISLATION and one.kind == "country_share"]
    return max(found, key=lambda one: one.target_year, default=None)


def find_gap(state: State, choice: Choice) -> tuple[EwasteGap, str] | None:
    """Return the newest masses of the first area of a choice, with their edition; None where none can be compared.

    What was generated and what was recycled are of one edition and one year. Sums of our own are compared only where
    they add up the same countries.
    """
    row = region_row(state, choice.areas[0], choice.editions)
    return (row.gap, row.edition) if row and row.gap else None


def region_row(state: State, ref_area: str, editions: Sequence[str]) -> RegionRow | None:
    """Return what the edition in use, or the first chosen one, says of an area in its newest year with a figure."""
    choice = Choice((ref_area,), tuple(editions)[:1])
    found = {name: find_trends(state, name, choice)[:1] for name in (GENERATED, RECYCLED, RATE)}
    trends = {name: lines[0] for name, lines in found.items() if lines and not lines[0].later}
    first = trends.get(RATE) or trends.get(GENERATED)
    if first is None:
        return None
    same = {name: one for name, one in trends.items() if one.series.edition == first.series.edition}
    year = first.series.points[-1].year
    points = {name: _in_year(one, year) for name, one in same.items()}
    values = {name: point.value for name, point in points.items() if point}
    generated, rate = values.get(GENERATED), values.get(RATE)
    comparable = generated is not None and _add_up_the_same(same, year)
    gap = ewaste_gap(year, generated or 0.0, values.get(RECYCLED), rate) if comparable else None
    rate = gap.rate if gap and rate is None else rate
    return RegionRow(ref_area, year, first.series.edition, rate, generated, gap, first.own)


def _in_year(trend: Trend, year: int) -> Point | None:
    return next((point for point in trend.series.points if point.year == year), None)


def _add_up_the_same(trends: dict[str, Trend], year: int) -> bool:
    """Return whether the masses may be compared: published ones may, sums of our own only over the same countries."""
    if not any(one.own for one in trends.values()):
        return True
    sums = [trends[name].aggregates.get(year) if name in trends else None for name in MASSES]
    held = {(one.countries, one.coverage) for one in sums if one}
    return None not in sums and len(held) == 1


def regions(reference: Reference) -> list[str]:
    """Return the M49 regions in the order of their names."""
    found = [one for one in reference.areas.values() if one.scheme == REGIONS and one.kind == "group"]
    return [one.ref_area for one in sorted(found, key=lambda one: one.name)]


def region_rows(state: State, reference: Reference, editions: Sequence[str]) -> list[RegionRow]:
    """Return the regions side by side, all of one edition: the first chosen, else the newest that has most of them."""
    areas = regions(reference)
    edition = next(iter(editions), None) or _fullest_edition(state, areas)
    found = (region_row(state, area, (edition,) if edition else ()) for area in [*areas, WORLD])
    return [one for one in found if one is not None]


def _fullest_edition(state: State, areas: Iterable[str]) -> str | None:
    """Return the newest of the editions that have figures of most regions; none where all are our own aggregates."""
    held = {
        (area, one.released, one.edition)
        for area in areas
        for name in (RATE, GENERATED)
        for one in state.world.book.of(name, area)
        if one.points
    }
    counts = Counter((released, edition) for _, released, edition in held)
    best = max(counts, key=lambda entry: (counts[entry], entry), default=None)
    return best[1] if best else None


# ------------------------------------------------------------------------------------------------------------- one area


def rate_extras(choice: Choice, view: View) -> Extras:
    """Return the line to reach for areas that no target names, and what the publisher projects."""
    target = rate_line(view.state)
    aims = []
    if target is not None and target.target_value is not None:
        words = text(
            "ewaste.line",
            value=format_value(target.target_value, PERCENT),
            framework=target.framework,
            number=target.number,
            year=target.target_year,
        )
        aims = [AimLine(words, target.target_value, target.target_year, live=target.target_year >= view.day.year)]
    return Extras(aims=tuple(aims), said=projections(view.state, (RATE,), choice))


def projections(state: State, indicators: Sequence[str], choice: Choice) -> tuple[str, ...]:
    """Return a sentence for every projection of the publisher that a chart draws."""
    trends = [one for name in indicators for one in find_trends(state, name, choice)]
    return tuple(
        text(
            "ewaste.projection",
            year=point.year,
            value=format_value(point.value, one.series.unit_measure),
            edition=edition_words(one.series.edition),
        )
        for one in trends
        for point in one.series.forecasts
    )


def show_gap(choice: Choice, view: View) -> Exhibit | None:
    """Return what was generated, what was recycled, what is not documented, and what is missing to the line."""
    found = find_gap(view.state, choice)
    if found is None:
        return None
    gap, edition = found
    target = rate_line(view.state)
    facts = [*_facts(gap, target.target_value if target else None), *_per_head(view.state, choice)]
    about = text("ewaste.gap.name", area=view.name_of(choice.areas[0]), year=gap.year, edition=edition)
    heading = Heading(text("ewaste.gap.heading"))
    return Exhibit("ewaste_gap", [heading, said("ewaste_gap", Remark(about), Facts(facts))])


def _facts(gap: EwasteGap, line: float | None) -> list[Fact]:
    rate = format_value(gap.rate, PERCENT)
    note = text(f"ewaste.gap.{'worked_out' if gap.worked_out else 'recycled_note'}", rate=rate)
    over = gap.undocumented < 0
    facts = [
        Fact(text("ewaste.gap.generated"), format_value(gap.generated, TONNES)),
        Fact(text("ewaste.gap.recycled"), format_value(gap.recycled, TONNES), note),
        Fact(
            text(f"ewaste.gap.{'above' if over else 'undocumented'}"),
            format_value(abs(gap.undocumented), TONNES),
            "" if over else text("ewaste.gap.undocumented_note"),
        ),
    ]
    if line is not None:
        aim, missing = format_value(line, PERCENT), gap.to_reach(line)
        key = "to_line_note" if missing else "reached"
        value = format_value(missing, TONNES) if missing else text("ewaste.gap.nothing")
        facts.append(Fact(text("ewaste.gap.to_line", rate=aim), value, text(f"ewaste.gap.{key}", rate=aim)))
    return facts


def _per_head(state: State, choice: Choice) -> list[Fact]:
    found = find_trends(state, PER_HEAD, choice)[:1]
    return [
        Fact(
            text("ewaste.gap.per_head"),
            format_value(one.series.points[-1].value, one.series.unit_measure),
            f"{format_period(one.series.points[-1].period)} [{edition_words(one.series.edition)}]",
        )
        for one in found
    ]


def show_legislation(view: View) -> Exhibit | None:
    """Return how many countries have legislation, as a share of those that the target counts."""
    target, heading = legislation_target(view.state), Heading(text("ewaste.legislation.heading"))
    world = Choice((WORLD,))
    if target is None:
        if not find_trends(view.state, LEGISLATION, world):
            return None
        return Exhibit("legislation", [heading, *show_indicators((LEGISLATION,), world, view).parts])
    row = judge_row(view, target)
    trends, latest = target_trends(view.state, row), row.judgement.latest
    if not trends or latest is None:
        return None
    unit = target_unit(target, view.reference)
    shown = [replace(one, series=replace(one.series, unit_measure=unit)) for one in trends]
    chart = make_chart(subject_of(LEGISLATION, view, unit), shown, [row], view)
    parts: list[Part] = [
        heading,
        said("legislation_lead", Lead(_law_words(row, view.reference))),
        trend_picture("legislation", chart),
        figures_table(shown, chart.title, "legislation", view.reference),
    ]
    return Exhibit("legislation", [*parts, *targets_passage("legislation_targets", [row], view)])


def _law_words(row: ScorecardRow, reference: Reference) -> str:
    target, latest = row.target, row.judgement.latest
    share, whole = (latest.value if latest else 0.0), target.denominator or 0
    return text(
        "ewaste.legislation.lead",
        count=format_plain(share * whole / HUNDRED, 0),
        all=format_plain(whole, 0),
        period=format_when(latest.period) if latest else "",
        share=format_value(share, target_unit(target, reference)),
        aim=plain_aim(row, reference),
        year=target.target_year,
        edition=edition_words(row.judgement.edition or ""),
    )


def show_nothing(choice: Choice, view: View) -> Exhibit:
    """Return that an area has no figures and who has some, or why a group has no aggregate of ours."""
    area = choice.areas[0]
    thin = [name for name in INDICATORS if view.state.groups.thin(name, area) is not None]
    if thin:
        return show_indicators((thin[0],), choice, view)
    words = text("ewaste.no_area", area=area_phrase(area, view.reference))
    return Exhibit("ewaste_nothing", [Notice(f"{words} {who_has(RATE, choice, view)}")])


def is_line(indicator: str, choice: Choice, view: View) -> bool:
    """Return whether the figures make a line; a single one is said beside the masses and needs no picture."""
    return any(len(one.series.points) > 1 for one in find_trends(view.state, indicator, choice))


# --------------------------------------------------------------------------------------------- the regions side by side


NAME = "regions"
COLUMNS = ("ref_area", "area", "time_period", "rate_percent", "generated_mt", "recycled_mt", "not_documented_mt")
FILE_COLUMNS = (*COLUMNS, "missing_to_line_mt", "line_percent", "remark", "edition")


@dataclass(frozen=True)
class Regions:
    """What is shown: the rows of one edition, the line to reach, and the names."""

    rows: Sequence[RegionRow]
    target: Target | None
    reference: Reference

    @property
    def line(self) -> float | None:
        """Return the rate to reach, in per cent."""
        return self.target.target_value if self.target else None

    @property
    def years(self) -> str:
        """Return the years of the figures, which mostly are one."""
        return ", ".join(str(year) for year in sorted({one.year for one in self.rows}))

    def phrase(self, one: RegionRow) -> str:
        """Return a region as it is named in a title."""
        return short_area(one.ref_area, self.reference)


def show_regions(editions: Sequence[str], view: View) -> Exhibit | None:
    """Return the rates and the masses of all regions, each as a bar with its value in words."""
    rows = region_rows(view.state, view.reference, editions)
    found = Regions(rows, rate_line(view.state), view.reference)
    areas = [one for one in rows if one.ref_area != WORLD]
    if not areas:
        return None
    rates = [one for one in rows if one.rate is not None]
    masses = [one for one in rows if one.generated is not None]
    parts: list[Part] = [Heading(text("ewaste.regions.heading"))]
    if rates:
        chart = _rate_chart(sorted(rates, key=lambda one: -(one.rate or 0.0)), found)
        parts.append(_picture(f"{NAME}_rate", chart, _remarks(areas, found), view))
    if masses:
        chart = _mass_chart([one for one in masses if one.ref_area != WORLD] or masses, found)
        worked_out = any(one.gap and one.gap.worked_out for one in masses)
        remarks = [text("ewaste.regions.worked_out")] if worked_out else []
        parts.append(_picture(f"{NAME}_mass", chart, remarks, view))
    return Exhibit(NAME, [*parts, _table(found)])


def _picture(name: str, chart: Bars, remarks: Sequence[str], view: View) -> Picture:
    lines = ". ".join(f"{bar.name}: {bar.words[0]}" for bar in chart.bars)
    alt = text("ewaste.regions.alt", title=chart.title, lines=lines)
    return Picture(name, chart, alt, [*remarks, text("charts.revision", revision=view.revision_of(RATE))])


def _remarks(areas: Sequence[RegionRow], found: Regions) -> list[str]:
    said = [text("ewaste.regions.editions", edition=edition_words(areas[0].edition))]
    every = len(regions(found.reference))
    if len(areas) < every:
        said.append(text("ewaste.regions.fewer", count=len(areas), all=every))
    return said


def _title(kind: str, ordered: Sequence[RegionRow], values: Sequence[str], found: Regions) -> str:
    plain = [at for at, one in enumerate(ordered) if one.ref_area != WORLD] or [0]
    first, last = plain[0], plain[-1]
    return text(
        f"ewaste.regions.{kind}_title{'' if last > first else '_one'}",
        high_area=found.phrase(ordered[first]),
        high=values[first],
        low_area=found.phrase(ordered[last]),
        low=values[last],
    )


def _rate_chart(ordered: Sequence[RegionRow], found: Regions) -> Bars:
    values = [format_value(one.rate, PERCENT) for one in ordered]
    words = [
        text("ewaste.regions.rate_words", rate=value, year=one.year, edition=edition_words(one.edition))
        for one, value in zip(ordered, values, strict=True)
    ]
    bars = [
        Bar(short_area(one.ref_area, found.reference), value, (one.rate or 0.0,), (said,), one.ref_area == WORLD)
        for one, value, said in zip(ordered, values, words, strict=True)
    ]
    line = (found.line, format_value(found.line, PERCENT)) if found.line is not None else None
    about = text("ewaste.regions.rate_about", year=found.years)
    return Bars(_title("rate", ordered, values, found), about, "", bars, line=line)


def _mass_chart(masses: Sequence[RegionRow], found: Regions) -> Bars:
    ordered = sorted(masses, key=lambda one: -(one.generated or 0.0))
    values = [format_value(one.generated, TONNES) for one in ordered]
    bars = [_mass_bar(one, value, found) for one, value in zip(ordered, values, strict=True)]
    about = text("ewaste.regions.mass_about", year=found.years)
    parts = [BarPart("plain", text("ewaste.regions.recycled")), BarPart("rest", text("ewaste.regions.rest"))]
    return Bars(_title("mass", ordered, values, found), about, "", bars, parts=parts)


def _mass_bar(one: RegionRow, value: str, found: Regions) -> Bar:
    name, gap = short_area(one.ref_area, found.reference), one.gap
    if gap is None:
        words = text(
            "ewaste.regions.mass_words_plain", generated=value, year=one.year, edition=edition_words(one.edition)
        )
        return Bar(name, value, (0.0, one.generated or 0.0), (words,))
    recycled = format_value(gap.recycled, TONNES)
    words = text(
        "ewaste.regions.mass_words",
        generated=value,
        recycled=recycled,
        rest=format_value(gap.undocumented, TONNES),
        year=one.year,
        edition=edition_words(one.edition),
    )
    return Bar(name, value, (gap.recycled, max(0.0, gap.undocumented)), (words,))


def _table(found: Regions) -> Table:
    names = ("region", "year", "rate", "generated", "recycled_mass", "undocumented", "to_line", "remark", "edition")
    heads = [text(f"ewaste.regions.{name}") for name in names]
    cells = [_cells(one, found) for one in found.rows]
    return Table(
        NAME, heads[0], heads, cells, (2, 3, 4, 5, 6), FILE_COLUMNS, [_record(one, found) for one in found.rows]
    )


def _masses(one: RegionRow, found: Regions) -> list[float | None]:
    """Return what was generated, recycled, not documented, and what is missing to the line; None is not stated."""
    gap, line = one.gap, found.line
    if gap is None:
        return [one.generated, None, None, None]
    return [one.generated, gap.recycled, gap.undocumented, gap.to_reach(line) if line is not None else None]


def _remark(one: RegionRow) -> str:
    if one.own:
        return text("ewaste.regions.own")
    return text("ewaste.regions.worked_out") if one.gap and one.gap.worked_out else ""


def _cells(one: RegionRow, found: Regions) -> list[str]:
    stated = [(one.rate, PERCENT), *((mass, TONNES) for mass in _masses(one, found))]
    values = [
        text("ewaste.regions.not_stated") if value is None else format_value(value, unit) for value, unit in stated
    ]
    return [area_name(one.ref_area, found.reference), str(one.year), *values, _remark(one), edition_words(one.edition)]


def _record(one: RegionRow, found: Regions) -> dict[str, object]:
    head = (one.ref_area, area_name(one.ref_area, found.reference), one.year, one.rate)
    values = (*head, *_masses(one, found), found.line, _remark(one), edition_words(one.edition))
    return dict(zip(FILE_COLUMNS, values, strict=True))
