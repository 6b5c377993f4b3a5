"""A census of schools such as a world of them would make: 2.1 million invented rows, the same for the same seed."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
from numpy.typing import NDArray

from data.builtin import load_builtin
from data.geometry import bounds_of
from data.reference import load_reference

BARE = pyarrow.csv.WriteOptions(quoting_style="none")
SCHOOLS = 2_100_000
COUNTRIES = 140
SEED = 2030
HEX = np.frombuffer(b"0123456789abcdef", dtype=np.uint8)
DASHES = (8, 13, 18, 23)
LATIN = (
    ("École primaire", "Collège", "Lycée", "Escuela Básica", "Colégio", "Primary School", "Secondary School"),
    ("Saint-Étienne", "San José", "Nossa Senhora", "Green Valley", "Río Bravo", "Mbalé", "Tân Phú", "São João"),
)
SCRIPTS = {
    "arabic": (("مدرسة", "ثانوية", "معهد", "مدرسة ابتدائية"), ("النور", "السلام", "الأمل", "ابن خلدون", "الفرقان")),
    "bengali": (
        ("প্রাথমিক বিদ্যালয়", "উচ্চ বিদ্যালয়", "মাধ্যমিক বিদ্যালয়"),
        ("শাপলা", "বঙ্গবন্ধু", "রাজশাহী", "সোনারগাঁও", "পদ্মা"),
    ),
    "chinese": (("小学", "中学", "第一小学", "实验学校"), ("阳光", "朝阳", "长江", "东风", "育才")),
    "cyrillic": (("Школа", "Гимназия", "Лицей", "Средняя школа"), ("Заречная", "Берёзка", "Родник", "Победа")),
    "devanagari": (("प्राथमिक विद्यालय", "उच्च विद्यालय", "विद्या मंदिर"), ("सरस्वती", "गंगा", "आदर्श", "नवोदय", "शांति")),
    "ethiopic": (("ትምህርት ቤት", "አንደኛ ደረጃ ትምህርት ቤት"), ("አዲስ ዘመን", "ፀሐይ", "ሰላም", "ብርሃን")),
}
SCRIPT_OF = {
    **dict.fromkeys(("EGY", "SDN", "DZA", "MAR", "IRQ", "SAU", "YEM", "SYR", "TUN", "JOR", "LBY", "OMN"), "arabic"),
    **dict.fromkeys(("RUS", "UKR", "KAZ", "UZB", "BLR", "KGZ", "TJK", "BGR", "SRB"), "cyrillic"),
    "BGD": "bengali",
    "CHN": "chinese",
    "IND": "devanagari",
    "NPL": "devanagari",
    "ETH": "ethiopic",
}
LEVELS = ("Primary", "Secondary", "Pre-Primary and Primary", "Primary And Secondary", "Pre-Primary", "")
TYPES = ("fiber", "cellular", "satellite", "xdsl", "p2p wireless", "wired", "copper", "")
BAD_CELLS = {"latitude": "north", "connectivity": "perhaps", "students": "-4", "ref_area": "Atlantis"}
DAYS = tuple(f"{year}-{month:02}-{day:02}" for year in (2024, 2025) for month in range(1, 13) for day in range(1, 29))


@dataclass(frozen=True)
class _Country:
    ref_area: str
    schools: int


def countries(schools: int = SCHOOLS) -> list[_Country]:
    """Return the most populous countries, with so many schools together, shared out nearly as people are."""
    population = load_builtin("population")
    latest = population.filter(pc.equal(population["time_period"], "2024"))
    areas = load_reference().areas.values()
    known = {one.ref_area for one in areas if one.kind == "country" and bounds_of(one.ref_area)}
    people = dict(zip(latest["ref_area"].to_pylist(), latest["obs_value"].to_pylist(), strict=True))
    largest = sorted((code for code in people if code in known), key=lambda code: -people[code])[:COUNTRIES]
    weights = np.array([people[code] for code in largest]) ** 0.85
    counts = np.floor(weights / weights.sum() * schools).astype(int)
    counts[0] += schools - counts.sum()
    return [_Country(code, int(count)) for code, count in zip(largest, counts, strict=True)]


def write_census(path: Path, schools: int = SCHOOLS, bad: float = 0) -> None:
    """Write a census of so many schools as CSV; a share of the rows (0 to 1) has a cell that blocks."""
    writer, chance = None, np.random.default_rng(SEED)
    for table in (_spoilt(one, bad, chance) if bad else one for one in census_tables(schools)):
        writer = writer or pyarrow.csv.CSVWriter(path, table.schema, write_options=BARE)
        writer.write_table(table)
    if writer:
        writer.close()


def _spoilt(table: pa.Table, bad: float, chance: np.random.Generator) -> pa.Table:
    for name, cell in BAD_CELLS.items():
        spoilt = chance.random(table.num_rows) < bad / len(BAD_CELLS)
        place = table.column_names.index(name)
        table = table.set_column(place, name, pc.if_else(pa.array(spoilt), cell, table[name]))
    return table


def census_tables(schools: int = SCHOOLS) -> Iterator[pa.Table]:
    """Yield the schools of one country after another, all columns as texts."""
    chance = np.random.default_rng(SEED)
    for country in countries(schools):
        yield _census_of(country, chance)


def _census_of(country: _Country, chance: np.random.Generator) -> pa.Table:
    rows = country.schools
    connected = chance.random(rows) < chance.uniform(0.2, 0.9)
    asked = chance.random(rows) < chance.uniform(0.5, 1.0)
    measured = asked & connected & (chance.random(rows) < 0.6)
    speeds = np.round(np.exp(chance.normal(2.5, 1.0, rows)).clip(0.3, 480), 1)
    columns = {
        "school_id": _ids(rows, chance),
        "ref_area": pa.repeat(country.ref_area, rows),
        "school_name": _names(country.ref_area, rows, chance),
        **_regions(rows, chance),
        **_points(country.ref_area, rows, chance),
        "education_level": _drawn(LEVELS, (0.55, 0.2, 0.1, 0.05, 0.05, 0.05), rows, chance),
        "connectivity": pc.if_else(pa.array(asked), pc.if_else(pa.array(connected), "yes", "no"), ""),
        "connection_type": _where(asked & connected, _drawn(TYPES, None, rows, chance)),
        "speed_mbps": _where(measured, pa.array(speeds).cast(pa.string())),
        "students": _where(
            chance.random(rows) < 0.85, pa.array(np.exp(chance.normal(5.4, 0.8, rows)).astype(int)).cast(pa.string())
        ),
        "electricity": _drawn(("yes", "no", ""), (0.7, 0.1, 0.2), rows, chance),
        "network_coverage": _drawn(("4G", "3G", "2G", "5G", ""), None, rows, chance),
        "checked_on": _where(asked, _drawn(DAYS, None, rows, chance)),
        "source": pa.repeat("EMIS 2025", rows),
    }
    return pa.table(columns)


def _drawn(
    words: tuple[str, ...], shares: tuple[float, ...] | None, rows: int, chance: np.random.Generator
) -> pa.StringArray:
    return pa.array(words, pa.string()).take(pa.array(chance.choice(len(words), rows, p=shares)))


def _where(mask: NDArray[np.bool_], cells: pa.StringArray) -> pa.StringArray:
    return pc.if_else(pa.array(mask), cells, "")


def _ids(rows: int, chance: np.random.Generator) -> pa.StringArray:
    letters = HEX[chance.integers(0, 16, (rows, 36))]
    letters[:, DASHES] = ord("-")
    offsets = np.arange(rows + 1, dtype=np.int32) * 36
    return pa.StringArray.from_buffers(rows, pa.py_buffer(offsets), pa.py_buffer(letters.tobytes()))


def _names(ref_area: str, rows: int, chance: np.random.Generator) -> pa.StringArray:
    kinds, places = SCRIPTS[SCRIPT_OF[ref_area]] if ref_area in SCRIPT_OF else LATIN
    number = pa.array(chance.integers(1, 2000, rows)).cast(pa.string())
    drawn = [_drawn(words, None, rows, chance) for words in (kinds, places)]
    return pc.binary_join_element_wise(*drawn, number, " ")


def _regions(rows: int, chance: np.random.Generator) -> dict[str, pa.StringArray]:
    """Return two levels of regions: up to 40 regions of up to 30 districts."""
    regions, districts = max(1, min(40, rows // 200)), 30
    drawn = chance.integers(0, regions * districts, rows)
    first = pa.array([f"Région {one + 1:02}" for one in range(regions)])
    second = pa.array([f"Zone {one + 1:04}" for one in range(regions * districts)])
    return {"admin1": first.take(pa.array(drawn // districts)), "admin2": second.take(pa.array(drawn))}


def _points(ref_area: str, rows: int, chance: np.random.Generator) -> dict[str, pa.StringArray]:
    """Return points in the box of the country, with 5 to 7 decimals; one in twelve is missing."""
    box = bounds_of(ref_area)
    assert box is not None
    decimals = 10.0 ** chance.integers(5, 8, rows)
    known = chance.random(rows) > 1 / 12
    found = {}
    for name, low, high in (("latitude", box.south, box.north), ("longitude", box.west, box.east)):
        degrees = (chance.uniform(low, high, rows) + 180) % 360 - 180
        found[name] = _where(known, pa.array(np.round(degrees * decimals) / decimals).cast(pa.string()))
    return found
