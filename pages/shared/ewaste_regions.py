"""The regions side by side: recycling rates and masses of one edition, with the table behind both pictures."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st

from charts.bars import BarChart, PartBar, draw_bars, draw_part_key
from charts.key import draw_source
from data.reference import Reference
from data.schemas.target import Target
from i18n import format_value, text
from pages.shared.access import get_revision
from pages.shared.chart import Picture, draw_picture
from pages.shared.twins import Twin, draw_twin
from services.ewaste import RATE, WORLD, RegionRow, rate_line, region_rows, regions
from services.sentences import short_area
from services.tracker import State
from services.wording import area_name

NAME = "regions"
PERCENT, TONNES = "PT", "MT"
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


def draw_regions(editions: Sequence[str], state: State, reference: Reference) -> None:
    """Draw the rates and the masses of all regions, each as a bar with its value in words."""
    rows = region_rows(state, reference, editions)
    found = Regions(rows, rate_line(state), reference)
    areas = [one for one in rows if one.ref_area != WORLD]
    if not areas:
        return
    st.header(text("ewaste.regions.heading"), anchor=False)
    rates = [one for one in rows if one.rate is not None]
    masses = [one for one in rows if one.generated is not None]
    if rates:
        chart = _rate_chart(sorted(rates, key=lambda one: -(one.rate or 0.0)), found)
        _draw(chart, f"{NAME}_rate", "", _remarks(areas, found))
    if masses:
        chart = _mass_chart([one for one in masses if one.ref_area != WORLD] or masses, found)
        key = draw_part_key([text("ewaste.regions.recycled"), text("ewaste.regions.rest")])
        worked_out = any(one.gap and one.gap.worked_out for one in masses)
        _draw(chart, f"{NAME}_mass", key, [text("ewaste.regions.worked_out")] if worked_out else [])
    draw_twin(_twin(found))


def _draw(chart: BarChart, name: str, key: str, remarks: Sequence[str]) -> None:
    lines = ". ".join(f"{bar.name}: {bar.words}" for bar in chart.bars)
    alt = text("ewaste.regions.alt", title=chart.title, lines=lines)
    revision = text("charts.revision", revision=get_revision(RATE))
    under = key + draw_source([*remarks, revision])
    draw_picture(Picture(chart.title, chart.about, alt, partial(draw_bars, chart), under), name)


def _remarks(areas: Sequence[RegionRow], found: Regions) -> list[str]:
    said = [text("ewaste.regions.editions", edition=areas[0].edition)]
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


def _rate_chart(ordered: Sequence[RegionRow], found: Regions) -> BarChart:
    values = [format_value(one.rate, PERCENT) for one in ordered]
    words = [
        text("ewaste.regions.rate_words", rate=value, year=one.year, edition=one.edition)
        for one, value in zip(ordered, values, strict=True)
    ]
    bars = [
        PartBar(short_area(one.ref_area, found.reference), value, (one.rate or 0.0,), said, one.ref_area == WORLD)
        for one, value, said in zip(ordered, values, words, strict=True)
    ]
    line = (found.line, format_value(found.line, PERCENT)) if found.line is not None else None
    about = text("ewaste.regions.rate_about", year=found.years)
    return BarChart(_title("rate", ordered, values, found), about, "", bars, line)


def _mass_chart(masses: Sequence[RegionRow], found: Regions) -> BarChart:
    ordered = sorted(masses, key=lambda one: -(one.generated or 0.0))
    values = [format_value(one.generated, TONNES) for one in ordered]
    bars = [_mass_bar(one, value, found) for one, value in zip(ordered, values, strict=True)]
    about = text("ewaste.regions.mass_about", year=found.years)
    return BarChart(_title("mass", ordered, values, found), about, "", bars)


def _mass_bar(one: RegionRow, value: str, found: Regions) -> PartBar:
    name, gap = short_area(one.ref_area, found.reference), one.gap
    if gap is None:
        words = text("ewaste.regions.mass_words_plain", generated=value, year=one.year, edition=one.edition)
        return PartBar(name, value, (0.0, one.generated or 0.0), words)
    recycled = format_value(gap.recycled, TONNES)
    words = text(
        "ewaste.regions.mass_words",
        generated=value,
        recycled=recycled,
        rest=format_value(gap.undocumented, TONNES),
        year=one.year,
        edition=one.edition,
    )
    return PartBar(name, value, (gap.recycled, max(0.0, gap.undocumented)), words)


def _twin(found: Regions) -> Twin:
    names = ("region", "year", "rate", "generated", "recycled_mass", "undocumented", "to_line", "remark", "edition")
    heads = [text(f"ewaste.regions.{name}") for name in names]
    cells = [_cells(one, found) for one in found.rows]
    return Twin(
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
    return [area_name(one.ref_area, found.reference), str(one.year), *values, _remark(one), one.edition]


def _record(one: RegionRow, found: Regions) -> dict[str, object]:
    head = (one.ref_area, area_name(one.ref_area, found.reference), one.year, one.rate)
    values = (*head, *_masses(one, found), found.line, _remark(one), one.edition)
    return dict(zip(FILE_COLUMNS, values, strict=True))
