"""The tables behind the schools page, as rows to download; each says whether it rests on invented schools."""

from collections.abc import Mapping, Sequence
from typing import Any

from data.reference import Reference
from metrics.schools import ANSWERS, CountrySchools, schools_record
from services.schools.counting import UNLISTED
from services.schools.cube import Census
from services.schools.quality import FAMILY_OF
from services.schools.view import SchoolView
from services.schools.words import place_name
from services.wording import area_name

Record = dict[str, Any]
HEAD = ("ref_area", "area", "admin1")
COUNTS = ("total", "connected", "not_connected", "unknown", "share_low", "share_high", "students", "students_known_of")
PLACE_COLUMNS = (*HEAD, *COUNTS, "example")
ANSWER_COLUMNS = (*HEAD, "connectivity", "schools", "share", "students", "students_known_of", "example")
TYPE_COLUMNS = (*HEAD, "connection_type", "connected", "share", "example")
SPEED_COLUMNS = (*HEAD, "speed", "schools", "share", "connected", "example")
POWER_COLUMNS = (*HEAD, "electricity", "network_coverage", "not_connected", "example")
QUALITY_COLUMNS = ("ref_area", "area", "family", "rule", "schools", "of", "share", "example")


def place_records(view: SchoolView, reference: Reference, places: Sequence[str]) -> list[Record]:
    """Return the schools of each place: a country of the group, or a part of the country."""
    return [_head(view, reference, place) | _counts(view.places[place]) | {"example": view.example} for place in places]


def _head(view: SchoolView, reference: Reference, place: str | None = None) -> Record:
    if place is not None and view.by_country:
        return {"ref_area": place, "area": area_name(place, reference), "admin1": ""}
    area, part = view.choice.area, view.choice.admin1 if place is None else place_name(view, place, reference)
    return {"ref_area": area, "area": area_name(area, reference), "admin1": part}


def _counts(schools: CountrySchools) -> Record:
    return schools_record(schools) | {"students_known_of": schools.students.schools}


def answer_records(view: SchoolView, reference: Reference) -> list[Record]:
    """Return the schools by answer: connected, unknown, not connected, with the students behind each."""
    total = view.whole.connectivity.total
    made = []
    for answer in ANSWERS:
        schools = view.answers.get(answer, CountrySchools())
        count = schools.connectivity.total
        made.append(
            _head(view, reference)
            | {"connectivity": answer, "schools": count, "share": count / total if total else None}
            | {"students": schools.students.number, "students_known_of": schools.students.schools}
            | {"example": view.example}
        )
    return made


def type_records(view: SchoolView, reference: Reference) -> list[Record]:
    """Return the connected schools by connection type, the most first; the share is of all connected ones."""
    whole = sum(one.connectivity.yes for one in view.types.values())
    connected = {name: one.connectivity.yes for name, one in view.types.items() if one.connectivity.yes}
    return [
        _head(view, reference)
        | {"connection_type": name, "connected": count, "share": count / whole, "example": view.example}
        for name, count in sorted(connected.items(), key=lambda one: (one[0] in ("", UNLISTED), -one[1], one[0]))
    ]


def speed_records(view: SchoolView, reference: Reference) -> list[Record]:
    """Return the schools by band of speed; the share is of all, `connected` counts those known to be."""
    whole = view.speeds.total
    return [
        _head(view, reference)
        | {"speed": band, "schools": count, "share": count / whole if whole else None}
        | {"connected": view.speeds.connected[band], "example": view.example}
        for band, count in view.speeds.bands.items()
    ]


def power_records(view: SchoolView, left: Mapping[tuple[str, str], int], reference: Reference) -> list[Record]:
    """Return the schools known not to be connected by electricity and mobile network, the most first."""
    return [
        _head(view, reference)
        | {"electricity": power, "network_coverage": network, "not_connected": count, "example": view.example}
        for (power, network), count in sorted(left.items(), key=lambda one: (-one[1], one[0]))
    ]


def quality_records(census: Census, countries: Sequence[str], reference: Reference) -> list[Record]:
    """Return what each rule finds in each country: how many schools, of how many."""
    found = []
    invented = {
        country for country, example in census.areas.sums(("ref_area", "example"), ("schools",)) if example == "Y"
    }
    for country in countries:
        for rule, family in FAMILY_OF.items():
            counts = census.quality[country][rule]
            found.append(
                {"ref_area": country, "area": area_name(country, reference), "family": family, "rule": rule}
                | {
                    "schools": counts.schools,
                    "of": counts.of,
                    "share": counts.schools / counts.of if counts.of else None,
                }
                | {"example": country in invented}
            )
    return found
