"""How far the census of an area can be trusted: what the checks of each family find, and the schools concerned."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from threading import Lock

import pyarrow as pa

from data.datasets import SCHOOLS
from data.reference.limits import load_school_checks, load_school_lines
from data.store import Snapshot
from exhibits.exhibit import Grid, Lead, Passage, Remark, Table, said
from i18n import counted, format_plain, share_words, text
from services.groups import area_name
from services.schools.census import census_key
from services.schools.counting import closed_lists, settle
from services.schools.cube import Census, QualityCount
from services.schools.quality import FAMILIES, FAMILY_OF, QUALITY_COLUMNS, RULES, Family, schools_found
from topics.schools.breakdowns import Record
from topics.schools.view import SchoolView
from topics.schools.words import heading_of, word_of
from topics.sentences import area_phrase

FOUND_COLUMNS = (
    *("school_id", "school_name", "ref_area", "admin1", "latitude", "longitude", "education_level", "connectivity"),
    *("connection_type", "speed_mbps", "students", "network_coverage", "checked_on", "example"),
)
TABLE_COLUMNS = ("ref_area", "area", "family", "rule", "schools", "of", "share", "example")
MOST_LINES, SHOWN = 400, 50
"""Lines of the table of findings, and schools of a finding, on the page; the files have all."""
MOST_FOUND = 8
_FOUND: OrderedDict[tuple[str, str, str], pa.Table] = OrderedDict()
_LOCK = Lock()
Counts = Mapping[str, QualityCount]
"""What each rule finds."""


@dataclass(frozen=True)
class FamilyFindings:
    """What the checks of a family find: its name, how many of them find something, and what it means, with a table."""

    name: str
    words: str
    passages: Sequence[Passage]


def introduction(view: SchoolView) -> list[Passage]:
    """Return what the checks are, and that they cover all schools of the area where only some are looked at."""
    words = text("schools.quality_lead")
    if view.choice.is_narrowed or view.choice.answers:
        area = area_phrase(view.choice.area, view.reference)
        words = f"{words} {text('schools.quality_all', area=area)}"
    return [said("schools_quality", heading_of("quality"), Remark(words))]


def family_findings(counts: Counts) -> list[FamilyFindings]:
    """Return what the checks of each family find."""
    return [_family(family, counts) for family in FAMILIES]


def _family(family: Family, counts: Counts) -> FamilyFindings:
    rules = [rule.code for rule in RULES if rule.family == family]
    rows = [_cells(code, counts[code]) for code in rules if counts[code].of]
    found = sum(counts[code].schools > 0 for code in rules)
    name = text(f"schools.family.{family}.name")
    heads = [text(f"schools.column.{column}") for column in ("rule", "found", "of", "share", "do")]
    means = Remark(text(f"schools.family.{family}.means"))
    passage = said(f"schools_quality_{family}", means, Grid(name, heads, rows, (1, 2, 3)))
    return FamilyFindings(name, counted("schools.rules_found", found, of=len(rows)), [passage])


def findings_table(census: Census, view: SchoolView) -> Table:
    """Return what every check finds in every country, as a table with its files."""
    records, names = quality_records(census, view), {code: rule_name(code) for code in FAMILY_OF}
    found = [row for row in records if row["schools"]]
    cells = [
        [
            row["area"],
            names[row["rule"]],
            format_plain(row["schools"], 0),
            format_plain(row["of"], 0),
            share_words(row["share"]),
        ]
        for row in found[:MOST_LINES]
    ]
    heads = [text(f"schools.column.{name}") for name in ("place", "rule", "found", "of", "share")]
    title = text("schools.quality_title")
    return Table("schools-quality", title, heads, cells, (2, 3, 4), TABLE_COLUMNS, records)


def quality_records(census: Census, view: SchoolView) -> list[Record]:
    """Return what each rule finds in each country: how many schools, of how many."""
    found = []
    invented = {
        country for country, example in census.areas.sums(("ref_area", "example"), ("schools",)) if example == "Y"
    }
    for country in view.holding:
        for rule, family in FAMILY_OF.items():
            counts = census.quality[country][rule]
            found.append(
                {"ref_area": country, "area": area_name(country, view.reference), "family": family, "rule": rule}
                | {
                    "schools": counts.schools,
                    "of": counts.of,
                    "share": counts.schools / counts.of if counts.of else None,
                }
                | {"example": country in invented}
            )
    return found


def add_counts(census: Census, countries: Sequence[str]) -> dict[str, QualityCount]:
    """Return what each rule finds in several countries together."""
    found = {}
    for rule in FAMILY_OF:
        parts = [census.quality[one][rule] for one in countries]
        found[rule] = QualityCount(sum(one.schools for one in parts), sum(one.of for one in parts))
    return found


def _limits() -> dict[str, str]:
    """Return the limits of the rules as they stand in their words."""
    checks, lines = load_school_checks().limits, load_school_lines()
    return {
        "slowest": format_plain(checks.speed_low_mbps.value),
        "fastest": format_plain(checks.speed_high_mbps.value),
        "most": format_plain(checks.students_high.value),
        "decimals": format_plain(checks.coordinate_decimals.value),
        "metres": format_plain(lines.namesake_metres.value),
        "km": format_plain(lines.outside_border_km.value),
    }


def _cells(code: str, count: QualityCount) -> list[str]:
    return [
        rule_name(code),
        format_plain(count.schools, 0),
        format_plain(count.of, 0),
        share_words(count.schools / count.of if count.of else None),
        text(f"schools.rule.{code}.do"),
    ]


def rule_name(code: str) -> str:
    """Return the name of a rule with its limits."""
    return text(f"schools.rule.{code}.name", **_limits())


# ------------------------------------------------------------------------------------------------ the schools concerned


def find_schools(snapshot: Snapshot, country: str, rule: str) -> pa.Table:
    """Return the schools of a country that a rule finds, by name and id, with the words of the census as they are."""
    key = (census_key(snapshot), country, rule)
    with _LOCK:
        if key in _FOUND:
            _FOUND.move_to_end(key)
            return _FOUND[key]
    columns = list(dict.fromkeys((*FOUND_COLUMNS, *QUALITY_COLUMNS)))
    rows = snapshot.read(SCHOOLS, parts=[country], columns=columns)
    found = rows.filter(pa.array(schools_found(settle(rows, closed_lists()), rule)))
    found = found.select(list(FOUND_COLUMNS)).sort_by([("school_name", "ascending"), ("school_id", "ascending")])
    with _LOCK:
        _FOUND[key] = found
        while len(_FOUND) > MOST_FOUND:
            _FOUND.popitem(last=False)
    return found


def first_found(found: pa.Table, country: str, view: SchoolView) -> list[Passage]:
    """Return how many schools of a country a check finds, and the first of them with what they state."""
    first = found.slice(0, SHOWN)
    name, shown = area_name(country, view.reference), format_plain(first.num_rows, 0)
    words = counted("schools.found", found.num_rows, area=name, shown=shown)
    heads = [text(f"schools.found_column.{one}") for one in FOUND_COLUMNS]
    rows = [[_plain(column, cell) for column, cell in row.items()] for row in first.to_pylist()]
    lead = said("schools_found_lead", Lead(words))
    return [lead, said("schools_found", Grid(words, heads, rows, scroll=True))]


def _plain(column: str, cell: object) -> str:
    """Return a cell of a school in words; coordinates keep all their decimals, because those are what is checked."""
    if cell is None or cell == "":
        return ""
    if isinstance(cell, bool):
        return text(f"schools.power_word.{'yes' if cell else 'no'}")
    if column in ("connectivity", "connection_type"):
        answer = column == "connectivity"
        return text(f"schools.answer_word.{cell}") if answer else word_of("type", str(cell))
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
