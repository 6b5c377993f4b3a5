"""An area among its peers, indicator by indicator: only figures recent enough to stand side by side."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from data.reference import Reference
from data.schemas.indicator import Indicator
from exhibits.exhibit import Exhibit, Fold, Grid, Heading, Notice, Picture, Remark, Table, said
from exhibits.plots import Dot, Row, Strip
from i18n import counted, format_value, text, unit_words
from i18n.numbers import format_place
from metrics.ranking import PARITY, Rank, rank_all, rank_of
from services.groups import area_name, kind_of
from services.tracker import State
from services.view import View
from topics.overview import WORLD
from topics.profile import SPECIAL, Profile, figure_record, rankable, scheme_of
from topics.scorecard import Figure, is_figure_old, latest_figure
from topics.sentences import area_phrase, short_area, topic_of
from topics.trend_chart import source_words

PEER_SCHEMES = ("itu-region", "income", SPECIAL)
MEMBERS = "members"
FEWEST, LONGEST_NAME = 2, 40
PEER_COLUMNS = ("indicator", "ref_area", "area", "obs_value", "unit_measure", "time_period", "edition", "source")


@dataclass(frozen=True)
class PeerRow:
    """One set of peers: its code (`members` for the countries of a group), their figures, and the rank among them.

    No rank where the area is not one of them: the countries of a group, beside the group's own figure.
    """

    group: str
    figures: Mapping[str, Figure]
    rank: Rank | None

    @property
    def median(self) -> float:
        """Return the median of the figures compared."""
        return float(median(figure.value for figure in self.figures.values()))

    @property
    def years(self) -> tuple[int, int]:
        """Return the first and the last year of the figures compared."""
        found = [one.year for one in self.figures.values()]
        return min(found), max(found)


@dataclass(frozen=True)
class Standing:
    """An indicator's figure of an area among its peers; `too_old` where the figure is too old to be compared.

    `band` is where all values count as equally good, for parity.
    """

    indicator: Indicator
    own: Figure
    rows: tuple[PeerRow, ...]
    band: tuple[float, float] = PARITY
    too_old: bool = False


def find_standings(view: View, profile: Profile) -> list[Standing]:
    """Return how an area stands among its peers for every indicator that has a figure of it and of any of them."""
    sets = peer_sets(view, profile)
    found = (_standing(view, one, profile.ref_area, sets) for one in rankable(view))
    return [one for one in found if one is not None and (one.rows or one.too_old)]


def peer_sets(view: View, profile: Profile) -> dict[str, tuple[str, ...]]:
    """Return the sets of peers of an area on the day looked at, by the code of the group.

    A country has all countries, then those of its ITU region, its income group, the LDCs, LLDCs and SIDS. A group has
    the groups of its scheme that share no country with it (under its own code), and its members.
    """
    if profile.kind == "country":
        groups = [WORLD, *_closest(profile)]
        return {group: view.members_of(group) for group in groups}
    others = {profile.ref_area: _other_groups(view, profile)} if profile.ref_area in view.reference.areas else {}
    others = {group: peers for group, peers in others.items() if len(peers) >= FEWEST}
    return others | {MEMBERS: profile.members}


def _closest(profile: Profile) -> list[str]:
    """Return the narrowest group of each scheme; of LDCs, LLDCs and SIDS every one."""
    found = {scheme: profile.groups.get(scheme, ()) for scheme in PEER_SCHEMES}
    return [group for scheme, groups in found.items() for group in (groups if scheme == SPECIAL else groups[:1])]


def _other_groups(view: View, profile: Profile) -> tuple[str, ...]:
    reference, members = view.reference, set(profile.members)
    scheme = scheme_of(profile.ref_area, reference)
    groups = [code for code in reference.areas if code != profile.ref_area and scheme_of(code, reference) == scheme]
    apart = [code for code in groups if kind_of(code, reference) == "group"]
    return (profile.ref_area, *(code for code in apart if not members & set(view.members_of(code))))


def _standing(view: View, indicator: Indicator, ref_area: str, sets: Mapping[str, tuple[str, ...]]) -> Standing | None:
    own = latest_figure(view.state, indicator.indicator, ref_area)
    if own is None:
        return None
    if is_figure_old(own, view.state, view.day):
        return Standing(indicator, own, (), too_old=True)
    band = band_of(view.state, indicator)
    rows = [_row(_fresh(view, indicator, areas), group, own, indicator, band) for group, areas in sets.items()]
    return Standing(indicator, own, tuple(one for one in rows if len(one.figures) >= FEWEST), band)


def _fresh(view: View, indicator: Indicator, areas: Iterable[str]) -> dict[str, Figure]:
    found = {area: latest_figure(view.state, indicator.indicator, area) for area in areas}
    return {
        area: one for area, one in found.items() if one is not None and not is_figure_old(one, view.state, view.day)
    }


def _row(
    figures: Mapping[str, Figure], group: str, own: Figure, indicator: Indicator, band: tuple[float, float]
) -> PeerRow:
    if own.ref_area not in figures:
        return PeerRow(group, figures, None)
    values = {area: one.value for area, one in figures.items()}
    return PeerRow(group, figures, rank_of(own.ref_area, values, indicator.direction, band))


def band_of(state: State, indicator: Indicator) -> tuple[float, float]:
    """Return the band of the target for parity, which counts as equally good all over; parity itself without one."""
    for target in state.targets:
        if target.indicator == indicator.indicator and target.target_value is not None and target.target_upper:
            return target.target_value, target.target_upper
    return PARITY


# ----------------------------------------------------------------------------------------------------------- in words


def peers_name(group: str, ref_area: str, reference: Reference) -> str:
    """Return what a set of peers is called: all countries, Africa (ITU region), ITU regions, countries of Africa."""
    if group == MEMBERS:
        return text("country.peers_all" if ref_area == WORLD else "country.peers_members")
    if group == ref_area:
        return text(f"country.peers_scheme.{scheme_of(group, reference)}")
    return text("country.peers_all") if group == WORLD else area_name(group, reference)


def place_words(rank: Rank) -> str:
    """Return a place among peers: 17th of 54; one that is shared says so."""
    words = text("country.place", place=format_place(rank.place), of=f"{rank.of:,}")
    return text("country.place_shared", place=words) if rank.tied else words


def row_words(row: PeerRow, standing: Standing) -> str:
    """Return the place in a set of peers with the median: 17th of 54, median 38.1 %; without a place their number."""
    middle = text("country.median", value=format_value(row.median, standing.own.series.unit_measure))
    if row.rank is None:
        return f"{counted('numbers.countries', len(row.figures))}, {middle}"
    return f"{place_words(row.rank)}, {middle}"


def years_words(row: PeerRow) -> str:
    """Return the years of the figures compared: 2024, or 2022 to 2025."""
    first, last = row.years
    return str(last) if first == last else text("country.years", first=first, last=last)


def standing_title(standing: Standing, reference: Reference) -> str:
    """Return an indicator's standing as a title in words.

    The place in the first set of peers that is not the whole world: Internet use: Kenya is 23rd of 42 in Africa (ITU
    region). Without a place, the lowest and the highest of the peers.
    """
    topic, own = topic_of(standing.indicator.indicator, reference), standing.own.ref_area
    placed = sorted((row for row in standing.rows if row.rank), key=lambda row: row.group == WORLD)
    if not placed or placed[0].rank is None:
        return _range_title(topic, standing.rows[0], reference)
    peers, place = peers_name(placed[0].group, own, reference), place_words(placed[0].rank)
    return text("country.strip_title", topic=topic, area=area_phrase(own, reference), place=place, peers=peers)


def _range_title(topic: str, row: PeerRow, reference: Reference) -> str:
    ends = {
        "low": min(row.figures.values(), key=lambda one: one.value),
        "high": max(row.figures.values(), key=lambda one: one.value),
    }
    details = {}
    for name, one in ends.items():
        details[name] = format_value(one.value, one.series.unit_measure)
        details[f"{name}_area"], details[f"{name}_year"] = area_phrase(one.ref_area, reference), str(one.year)
    return text("charts.title.areas", topic=topic, **details)


# -------------------------------------------------------------------------------------------------------- as exhibits


def show_ranks(standings: Sequence[Standing], profile: Profile, view: View) -> Exhibit:
    """Return the places among peers in every indicator, and which figures are too old to be compared."""
    found = compared(standings)
    ranked = any(row.rank for one in found for row in one.rows) or not profile.members
    heading = Heading(text("country.peers" if ranked else "country.peers_countries"))
    if not found:
        area = area_phrase(profile.ref_area, view.reference)
        return Exhibit("country_ranks", [heading, Notice(text("country.no_peers", area=area))])
    years = int(view.state.world.limits.oldest_last_value_years)
    about = text("country.peers_about", years=years, day=view.day.year)
    about = f"{text('country.peers_places')} {about}" if ranked else about
    texts = [Remark(about), _rank_grid(found, profile, view), *_left_out(standings)]
    return Exhibit("country_ranks", [heading, said("country_ranks", Fold(text("country.ranks_caption"), texts))])


def compared(standings: Sequence[Standing]) -> list[Standing]:
    """Return the indicators in which an area can be compared with any peers."""
    return [one for one in standings if one.rows]


def _rank_grid(found: Sequence[Standing], profile: Profile, view: View) -> Grid:
    groups = list(dict.fromkeys(row.group for one in found for row in one.rows))
    names = [peers_name(group, profile.ref_area, view.reference) for group in groups]
    heads = [text("country.column_indicator"), text("country.column_latest"), *names]
    return Grid(text("country.ranks_caption"), heads, [_rank_cells(one, groups) for one in found])


def _rank_cells(standing: Standing, groups: Sequence[str]) -> list[str]:
    rows = {row.group: row for row in standing.rows}
    own = standing.own
    latest = text("publish.value_in", value=format_value(own.value, own.series.unit_measure), period=own.year)
    cells = [row_words(rows[group], standing) if group in rows else "" for group in groups]
    return [standing.indicator.short_name, latest, *cells]


def _left_out(standings: Sequence[Standing]) -> list[Remark]:
    """Say which figures of the area are too old to stand beside those of others."""
    old = [one for one in standings if one.too_old]
    names = ", ".join(text("country.old_one", name=one.indicator.short_name, year=one.own.year) for one in old)
    return [Remark(text("country.too_old", names=names))] if old else []


def show_standing(standing: Standing, view: View) -> Exhibit:
    """Return one indicator of an area among its peers as a picture, with the table of every area compared."""
    code, unit = standing.indicator.indicator, standing.own.series.unit_measure
    title = standing_title(standing, view.reference)
    rows = [_strip_row(row, standing, view) for row in standing.rows]
    better = text(f"target.direction_{standing.indicator.direction}")
    about = text("country.strip_about", unit=unit_words(unit), better=better)
    strip = Strip(title[:1].upper() + title[1:], about, unit, rows)
    lines = "; ".join(f"{row.name}: {row.words}" for row in rows)
    alt = text("country.strip_alt", title=strip.title, unit=unit_words(unit), rows=lines)
    series = [figure.series for row in standing.rows for figure in row.figures.values()]
    remarks = [text("country.strip_key"), source_words(series, view.revision_of(code))]
    picture = Picture(f"peers-{code}", strip, alt, remarks)
    return Exhibit(f"peers-{code}", [picture, _peer_table(standing, view, strip.title)])


def _strip_row(row: PeerRow, standing: Standing, view: View) -> Row:
    own, unit = standing.own, standing.own.series.unit_measure
    others = [figure for area, figure in row.figures.items() if area != own.ref_area]
    name = peers_name(row.group, own.ref_area, view.reference)
    return Row(
        name=name,
        words=text("country.strip_row", words=row_words(row, standing), years=years_words(row)),
        dots=[Dot(one.value, _dot_words(one, view)) for one in others],
        median=row.median,
        median_words=text("country.strip_median_words", name=name, value=format_value(row.median, unit)),
        own=Dot(own.value, _dot_words(own, view)),
        own_label=f"{short_area(own.ref_area, view.reference)} {format_value(own.value, unit)}",
    )


def _dot_words(figure: Figure, view: View) -> str:
    value = format_value(figure.value, figure.series.unit_measure)
    return text("country.dot", name=view.name_of(figure.ref_area), value=value, year=figure.year)


def _peer_table(standing: Standing, view: View, title: str) -> Table:
    records, ref_area = peer_records(standing, view), standing.own.ref_area
    placed = [row.group for row in standing.rows if row.rank and row.group != MEMBERS]
    names = [peers_name(group, ref_area, view.reference) for group in placed]
    cells = [
        [
            str(one["area"]),
            format_value(one["obs_value"], one["unit_measure"]),
            str(one["time_period"]),
            str(one["edition"]),
            *(str(one["places"].get(group, "")) for group in placed),
        ]
        for one in records
    ]
    heads = [*(text(f"charts.table.{name}") for name in ("area", "value", "period", "edition")), *names]
    numeric = [1, 2, *range(4, 4 + len(placed))]
    columns = [*PEER_COLUMNS, *(f"place_{group}" for group in placed)]
    rows = [{**one, **{f"place_{group}": one["places"].get(group) for group in placed}} for one in records]
    file = ref_area.replace("+", "-").replace("_", "-").lower()[:LONGEST_NAME]
    return Table(f"peers-{standing.indicator.indicator}-{file}", title, heads, cells, numeric, columns, rows)


# --------------------------------------------------------------------------------------------------- as rows of files


def peer_records(standing: Standing, view: View) -> list[dict[str, Any]]:
    """Return every area compared with its figure and its place in each set, the area asked for first, then the best.

    `places` holds the places by the code of the set; areas with the same value share a place.
    """
    direction = standing.indicator.direction
    figures: dict[str, Figure] = {standing.own.ref_area: standing.own}
    places: dict[str, dict[str, int]] = {}
    for row in standing.rows:
        figures |= row.figures
        if row.rank is not None:
            values = {area: figure.value for area, figure in row.figures.items()}
            places[row.group] = rank_all(values, direction, standing.band)
    order = rank_all({area: figure.value for area, figure in figures.items()}, direction, standing.band)
    own = standing.own.ref_area
    return [
        figure_record(figures[area], view)
        | {"places": {group: found[area] for group, found in places.items() if area in found}}
        for area in sorted(figures, key=lambda one: (one != own, order[one], one))
    ]


def rank_rows(standings: Sequence[Standing]) -> list[dict[str, Any]]:
    """Return the place of the area in every indicator and set of peers."""
    return [
        {
            "indicator": one.indicator.indicator,
            "ref_area": one.own.ref_area,
            "obs_value": one.own.value,
            "time_period": one.own.year,
            "peers": row.group,
            "place": row.rank.place if row.rank else None,
            "of": len(row.figures),
            "shared_with": row.rank.tied if row.rank else None,
            "median": row.median,
            "first_year": row.years[0],
            "last_year": row.years[1],
        }
        for one in standings
        for row in one.rows
    ]
