"""Numbers, units, places in an order and dates as people say them: 73.6 %, 2.2 billion people, 23rd, USD 82 bn."""

from collections.abc import Callable
from datetime import date

from i18n.catalogue import has_text, text
from i18n.units import own_unit_words

ENDINGS = {1: "st", 2: "nd", 3: "rd"}
TEENS = range(11, 14)


def format_place(place: int) -> str:
    """Return a place in an order: 1st, 12th, 22nd."""
    ending = "th" if place % 100 in TEENS else ENDINGS.get(place % 10, "th")
    return text(f"ordinals.{ending}", place=f"{place:,}")


MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
PERCENT_UNITS = frozenset({"PT", "PT_POP", "PT_HH", "PT_GNIPC"})
SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
NEARLY_WHOLE = 0.05
LEAST_MILLION_TONNES = 0.1
LEAST_SHARE = 0.001
SMALL_SHARE, NEARLY_ALL = 0.1, 0.995
WHOLE_FROM, WHOLE_TO = 10.0, 95.0
WHOLE_TIMES, MOST_TIMES = 10.0, 100.0
MINUS = "\N{MINUS SIGN}"

LONGEST_PLAIN = 10_000
"""From here on a round value has marks between its thousands."""


def format_plain(value: float, decimals: int = 1) -> str:
    """Return a number with thousands separated, a minus sign, and at most so many decimals, zeros dropped."""
    rounded = round(value, decimals)
    if rounded == 0:
        rounded = 0.0
    written = f"{rounded:,.{decimals}f}".replace("-", MINUS)
    return written.rstrip("0").rstrip(".") if "." in written else written


def format_count(value: float) -> str:
    """Return a count in words of its size: 845, 13,400, 2.1 million, 8.2 billion."""
    for size, word in SCALES:
        if abs(value) >= size:
            return f"{format_plain(value / size, 1 if abs(value) < 1e2 * size else 0)} {text(f'numbers.{word}')}"
    return format_plain(value, 0)


def format_people(value: float) -> str:
    """Return a number of people with the word: 15.6 million people."""
    return text("numbers.people", count=format_count(round(value)))


def format_money(value: float, decimals: int = 2) -> str:
    """Return US dollars: USD 82 bn, USD 18.55 bn, USD 950 million; billions with at most so many decimals."""
    if abs(value) >= SCALES[1][0]:
        return text("numbers.usd_bn", amount=format_plain(value / SCALES[1][0], decimals))
    return text("numbers.usd", amount=format_count(value))


def format_share(share: float, decimals: int = 0) -> str:
    """Return a share of 1 in per cent: 0.44 -> 44 %."""
    return f"{format_plain(share * 100, decimals)} %"


def share_words(share: float | None) -> str:
    """Return a share of 1 in per cent that never claims all or nothing falsely: 6.1 %, 38 %, 99.6 %, <0.1 %, >99.9 %.

    Small shares and those that are nearly all keep a decimal; what is not quite none or all never reads 0 % or 100 %.
    """
    if share is None:
        return text("numbers.missing")
    if 0 < share < LEAST_SHARE / 2:
        return text("numbers.below", value=format_share(LEAST_SHARE, 1))
    if 1 - LEAST_SHARE / 2 <= share < 1:
        return text("numbers.above", value=format_share(1 - LEAST_SHARE, 1))
    return format_share(share, 0 if SMALL_SHARE <= share < NEARLY_ALL else 1)


def format_mass(million_tonnes: float) -> str:
    """Return a mass: 62 million tonnes, 51,000 tonnes; a small one with at most three figures that mean something."""
    if million_tonnes == 0 or abs(million_tonnes) >= LEAST_MILLION_TONNES:
        return text("numbers.million_tonnes", value=format_plain(million_tonnes, 1))
    tonnes = float(f"{million_tonnes * SCALES[2][0]:.3g}")
    return text("numbers.tonnes", value=format_plain(tonnes, 1))


def format_value(value: float | None, unit_measure: str) -> str:
    """Return a value with its unit in words; a missing one says so."""
    if value is None:
        return text("numbers.missing")
    if unit_measure in PERCENT_UNITS:
        return f"{format_plain(value, 1)} %"
    if unit_measure in WRITERS:
        return WRITERS[unit_measure](value)
    key = f"numbers.with_unit.{unit_measure}"
    if has_text(key):
        return text(key, value=format_plain(value, 1))
    return _with_own_unit(value, own_unit_words(unit_measure))


def _with_own_unit(value: float, words: str) -> str:
    """Return a value with the words that somebody gave its unit; a plain count where there are none."""
    number = format_plain(value, 1) if words and abs(value) < SCALES[2][0] else format_count(value)
    return text("numbers.with_own_unit", value=number, unit=words) if words else number


WRITERS: dict[str, Callable[[float], str]] = {
    "RATIO": lambda value: f"{value:.2f}",
    "USD": format_money,
    "PS": format_people,
    "MN": lambda value: format_count(value * 1e6),
    "MT": format_mass,
}


def format_projected(value: float, unit_measure: str) -> str:
    """Return a projected value: a share without decimals from 10 to 95 %, where they would pretend to be certain."""
    whole = unit_measure in PERCENT_UNITS and WHOLE_FROM <= value <= WHOLE_TO
    return format_value(float(round(value)) if whole else value, unit_measure)


def format_tick(value: float, unit_measure: str) -> str:
    """Return a round value with its unit where that is short, as at a tick of an axis: 95 %, 0.98, 20,000."""
    if unit_measure in PERCENT_UNITS:
        return f"{format_plain(value, 2)} %"
    if unit_measure == "RATIO":
        return f"{value:.2f}"
    if unit_measure == "USD":
        return format_money(value)
    if unit_measure == "MN":
        return format_count(value * 1e6)
    return format_count(value) if abs(value) >= LONGEST_PLAIN else format_plain(value, 2)


def format_change(value: float, unit_measure: str) -> str:
    """Return the size of a difference with its unit: 3.1 points, USD 18 bn, 0.04, 16.2 million tonnes."""
    size = abs(value)
    if unit_measure in PERCENT_UNITS:
        shown = format_plain(size, 1 if size >= NEARLY_WHOLE else 2)
        return text("numbers.point" if shown == "1" else "numbers.points", value=shown)
    return format_value(size, unit_measure)


def format_pace(value: float, unit_measure: str) -> str:
    """Return a yearly change with its sign and unit: +2.4 points a year."""
    sign = "+" if value > 0 else MINUS if value < 0 else "±"
    if unit_measure == "RATIO":
        return text("numbers.a_year", change=f"{sign}{abs(value):.3f}")
    if unit_measure == "USD":  # a pace is worked out, not stated, so a second decimal would be false precision
        return text("numbers.a_year", change=f"{sign}{format_money(abs(value), 1)}")
    return text("numbers.a_year", change=f"{sign}{format_change(value, unit_measure)}")


def format_times(ratio: float) -> str:
    """Return how many times a pace is another one: 0.85, 1.6, 23, more than 100, which says no more than is known."""
    if abs(ratio) > MOST_TIMES:
        return text("numbers.times_more" if ratio > 0 else "numbers.times_less", most=format_plain(MOST_TIMES, 0))
    return format_plain(ratio, 0 if abs(ratio) >= WHOLE_TIMES else 1 if abs(ratio) >= 1 else 2)


def format_date(day: date) -> str:
    """Return a date as 4 March 2026."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def format_period(period: str) -> str:
    """Return a period as people write it: 2024, September 2024, 4 March 2026."""
    parts = period.split("-")
    if len(parts) == len(("year", "month")):
        return f"{MONTHS[int(parts[1]) - 1]} {parts[0]}"
    if len(parts) == len(("year", "month", "day")):
        return format_date(date.fromisoformat(period))
    return period


def format_when(period: str) -> str:
    """Return when a figure is of: in 2024, in September 2024, on 4 March 2026."""
    dated = len(period) == len("2024-01-01")
    return text("numbers.on" if dated else "numbers.in", period=format_period(period))


def unit_words(unit_measure: str, indicator: str = "") -> str:
    """Return what a unit is called under a chart: % of population; of a count what the indicator counts: schools."""
    key = f"numbers.counts.{indicator}"
    if unit_measure != "COUNT" or not has_text(key):
        key = f"numbers.unit.{unit_measure}"
    return text(key) if has_text(key) else own_unit_words(unit_measure) or unit_measure


def counted(key: str, count: int, **details: object) -> str:
    """Return the text of a key with its count written out; its form `_one` where there is one and the text has it."""
    chosen = f"{key}_one" if count == 1 and has_text(f"{key}_one") else key
    return text(chosen, count=format_plain(count, 0), **details)
