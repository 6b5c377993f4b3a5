"""The list of one's own indicators: what is refused, what is filled in, and how its header is told from others."""

import pytest

from data.readers import Reading, read_file
from data.readers.header import known_kind
from data.schemas.own_indicator import OwnIndicator
from tests.data.readers.small_rules import RULES

HEADER = "indicator,name,unit_measure,unit_words,direction,minimum,maximum,zero_means,frequency,aggregate"


def read(*lines: str) -> Reading:
    return read_file("\n".join((HEADER, *lines)).encode(), "own.csv", RULES)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("fibre_km,Fibre,KM,km,up,0,,value,annual,sum", None),
        ("FIBRE_KM,Fibre,km,km,UP,0,,,,", ("direction-not-in-list", "direction")),
        ("9_km,Fibre,KM,km,up,,,,,", ("own-code-not-valid", "indicator")),
        ("fibre km,Fibre,KM,km,up,,,,,", ("own-code-not-valid", "indicator")),
        (",Fibre,KM,km,up,,,,,", ("own-code-not-valid", "indicator")),
        ("population,People,PS,,up,,,,,", ("indicator-built-in", "indicator")),
        ("fibre_km,,KM,km,up,,,,,", ("text-missing", "name")),
        ("fibre_km,Fibre,KM,,up,,,,,", ("unit-words-missing", "unit_words")),
        ("fibre_km,Fibre,k m,km,up,,,,,", ("unit-not-valid", "unit_measure")),
        ("fibre_km,Fibre,PT_ROADS,% of roads,up,,,,,", ("unit-not-valid", "unit_measure")),
        ("fibre_km,Fibre,KM,km,up,10,5,,,", ("range-upside-down", "maximum")),
        ("fibre_km,Fibre,KM,km,up,10,10,,,", ("range-upside-down", "maximum")),
        ("share,Share,PT,,up,-5,,,,", ("range-not-of-unit", "maximum")),
        ("share,Share,PT,,up,0,120,,,", ("range-not-of-unit", "maximum")),
        ("fibre_km,Fibre,KM,km,up,ten,,,,", ("not-a-number", "minimum")),
        ("fibre_km,Fibre,KM,km,up,,,nothing,,", ("zero-means-not-in-list", "zero_means")),
        ("fibre_km,Fibre,KM,km,up,,,,monthly,", ("frequency-not-in-list", "frequency")),
        ("fibre_km,Fibre,KM,km,up,,,,,mean", ("aggregate-not-in-list", "aggregate")),
        ("share,Share,PT,per cent,up,,,,,", ("unit-words-not-used", "unit_words")),
    ],
)
def test_each_fault_has_its_code_and_column(line: str, found: tuple[str, str] | None) -> None:
    reading = read(line)

    assert [(one.code, one.column) for one in reading.problems] == ([found] if found else [])
    assert reading.kind == "indicators"


def test_the_same_code_twice_is_refused() -> None:
    reading = read("fibre_km,Fibre,KM,km,up,,,,,", "Fibre_KM,Fibre again,KM,km,up,,,,,")

    assert [(one.code, one.row, one.details["first_row"]) for one in reading.problems] == [("duplicate-key", 3, 2)]
    assert (reading.rows.accepted, reading.rows.refused) == (1, 1)


@pytest.mark.parametrize(
    ("unit", "limits", "aggregate", "weight", "people"),
    [
        ("PT_POP", (0.0, 100.0), "weighted_mean", "population", True),
        ("PT", (0.0, 100.0), "none", "none", False),
        ("USD", (None, None), "none", "none", False),
    ],
)
def test_what_is_left_open_follows_from_the_unit(
    unit: str, limits: tuple[float | None, float | None], aggregate: str, weight: str, people: bool
) -> None:
    one = OwnIndicator(indicator="a_share", name="A share", unit_measure=unit, direction="up").as_indicator()

    assert (one.minimum, one.maximum) == limits
    assert (one.aggregate, one.weight, one.people) == (aggregate, weight, people)
    assert (one.short_name, one.dataset, one.zero_means, one.frequency) == ("A share", "national", "value", "annual")


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        (HEADER, "indicators"),
        ("Indicator,Name,Unit_measure,Direction", "indicators"),
        ("indicatr,name,unit_measure,direction", "indicators"),
        ("indicator,ref_area,time_period,obs_value,name,minimum", "observations"),
        ("target_id,indicator,direction,name,minimum", "targets"),
        ("name,minimum,maximum", None),
        ("indicator,name,unit_measure", None),
    ],
)
def test_header_tells_a_list_of_indicators_from_other_files(header: str, kind: str | None) -> None:
    assert known_kind(header.split(",")) == kind
