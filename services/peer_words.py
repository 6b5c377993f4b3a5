"""Ranks in words: sets of peers by name, places among them, medians with their years."""

from data.reference import Reference
from i18n import counted, format_value, text
from i18n.numbers import format_place
from metrics.ranking import Rank
from services.peers import MEMBERS, PeerRow, Standing
from services.profile import WORLD, scheme_of
from services.sentences import area_phrase, topic_of
from services.wording import area_name


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
