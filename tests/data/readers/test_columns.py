"""The checks by column give exactly what judging row by row gives: the same problems, the same rows."""

import csv
import io
import math
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.readers import ReadOptions, read_file
from data.readers.codes import problem
from data.readers.findings import Findings
from data.readers.reading import ProblemCount
from data.readers.rows import judge_observation
from data.reference.limits import load_upload_limits
from data.schemas.observation import COLUMNS, Observation
from data.schemas.problem import Problem
from data.schemas.thresholds import Limit
from tests.data.readers.plainly import plain_rows
from tests.data.readers.small_rules import RULES

Row = dict[str, str]
Result = tuple[list[tuple[object, ...]], tuple[Problem, ...], tuple[ProblemCount, ...]]

GOOD: dict[str, list[str]] = {
    "indicator": ["individuals_online", "mobile_basket", "ewaste_rate", "population", "pledged"],
    "ref_area": ["KEN", "CIV", "WLD"],
    "time_period": ["2020", "2023", "2024-05-17"],
    "sex": ["", "_T", "F", "M"],
    "age": ["", "_T", "Y15T24", "Y_GE75"],
    "urbanisation": ["", "U"],
    "breakdown": ["", "primary"],
    "obs_value": ["0", "35", "31.5", "99.99", "1e2", "-0.0", ".5", "7.", "120"],
    "unit_measure": ["", "PT_POP", "PS"],
    "obs_status": ["", "A", "F", "M"],
    "qualifier": ["", "about"],
    "source": ["", "a source"],
    "edition": ["", "2024-06"],
    "released": ["", "2024-06"],
    "certainty": ["", "second hand"],
}
ODD_PERIODS = ["2024- 1-05", "2024-13", "2024-02-30", "2031", "1850", "0000", "2018-19", "20244"]
ODD_NUMBERS = [
    *("+5", "-5", " 35 ", "\t35", "3\n5", "1 234", "1,5", "1,234", "24%", "'35", '"35"'),
    *("00035", "9" * 40, "9" * 400),
    *("1e5", "1e400", "1E-300", "1e0001", "0e5", "0.0", "-0", "--1", ".", "1.2.3", "100.0000001"),
    *("inf", "-inf", "nan", "NaN", "0x1F", "1_000", "1__0", "..", "n/a", "-", "None"),
]
ODD_LETTERS = [
    "\N{MINUS SIGN}5",
    "\N{FULLWIDTH DIGIT TWO}\N{FULLWIDTH DIGIT ZERO}22",
    "\N{ARABIC-INDIC DIGIT THREE}\N{ARABIC-INDIC DIGIT FIVE}",
    "\N{NO-BREAK SPACE}",
    "35\N{NO-BREAK SPACE}",
    "1\N{THIN SPACE}000",
    "\N{ZERO WIDTH SPACE}35",
    "\N{LATIN SMALL LETTER DOTLESS I}ndividuals_online",
    "\N{KELVIN SIGN}EN",
    "\N{LATIN SMALL LETTER SHARP S}",
    *("\x07", "a\x1cb", "\x1f35", "\u00e9" * 501),
]
ODD_CODES = ["", " ", "x", "ken", "Kenya", "KEN ", "pt_pop", "individuals_Online", "m", "f", "y15t24"]
ODD = [*ODD_PERIODS, *ODD_NUMBERS, *ODD_LETTERS, *ODD_CODES]


def agrees(rows: list[Row], limit: int) -> bool:
    """Return whether both ways give the same for rows whose numbers are in plain digits, as they are made first."""
    plain = plain_rows(rows, "observations", RULES)
    return plain is None or by_columns(plain, limit) == one_by_one(plain, limit)


def one_by_one(rows: list[Row], limit: int) -> Result:
    """Return what comes out when every row is judged by the model alone, and a set holds the keys seen."""
    findings, seen, kept = Findings(limit), dict[tuple[str, ...], int](), []
    for row, raw in enumerate(rows, start=2):
        found, problems = judge_observation(raw, row, RULES)
        findings.add(problems)
        if found is None:
            continue
        first_row = seen.setdefault(found.key, row)
        if first_row != row:
            details = {"first_row": first_row} | {name: getattr(found, name) for name in list(GOOD)[:3]}
            findings.add([problem("duplicate-key", row=row, details=details)])
        else:
            kept.append((*values_of(found), row))
    return kept, findings.listed(), findings.counts()


def values_of(found: Observation) -> list[object]:
    return [None if cell is None else cell for cell in (getattr(found, name) for name in COLUMNS)]


@pytest.fixture(autouse=True, scope="module")
def something_near_is_looked_for_always() -> Iterator[None]:
    """Lift the limit of suggestions, which the model asked alone does not know."""
    limits = load_upload_limits().model_copy(update={"suggestions": Limit(value=1_000_000, reason="all")})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("data.readers.recognise.load_upload_limits", lambda: limits)
        yield


def by_columns(rows: list[Row], limit: int) -> Result:
    names = list(rows[0])
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, names, quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    reading = read_file(text.getvalue().encode(), "x.csv", RULES, ReadOptions(problems_limit=limit))
    kept = [
        tuple(None if isinstance(cell, float) and math.isnan(cell) else cell for cell in row)
        for row in reading.observations.itertuples(index=False)
    ]
    return kept, reading.problems, reading.problem_counts


ANY_TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=4)


@st.composite
def sheets(draw: st.DrawFn) -> list[Row]:
    """Draw rows that are mostly good, with some cells replaced by odd ones; columns may be absent."""
    optional = [name for name in GOOD if name not in ("indicator", "ref_area", "time_period", "obs_value")]
    absent = draw(st.sets(st.sampled_from(optional), max_size=11))
    names = [name for name in GOOD if name not in absent]
    rows = []
    for _ in range(draw(st.integers(1, 12))):
        row = {name: draw(st.sampled_from(GOOD[name])) for name in names}
        for name in draw(st.lists(st.sampled_from(names), max_size=2)):
            row[name] = draw(st.sampled_from(ODD) | ANY_TEXT)
        rows.append(row)
    return [row for row in rows if any(cell.strip() for cell in row.values())] or [dict(rows[0], indicator="x")]


@settings(max_examples=300, deadline=None)
@given(sheets())
def test_columns_and_rows_agree(rows: list[Row]) -> None:
    assert agrees(rows, 10_000)


@settings(max_examples=60, deadline=None)
@given(sheets(), st.integers(0, 5))
def test_columns_and_rows_agree_on_a_list_that_is_cut(rows: list[Row], limit: int) -> None:
    assert agrees(rows, limit)


@pytest.mark.parametrize("name", GOOD)
def test_each_odd_cell_in_each_column_is_judged_alike(name: str) -> None:
    base = {column: cells[0] for column, cells in GOOD.items()} | {"indicator": "population", "obs_value": "35"}
    sheets_of = {cell: [base, {**base, "ref_area": "CIV", name: cell}, {**base, "time_period": "2022"}] for cell in ODD}

    assert [ascii(cell) for cell, rows in sheets_of.items() if not agrees(rows, 10)] == []
