"""Make the example pledge list: about 120 invented pledges, the same ones every time.

Run it from the folder of the project: `python -m data.examples.make_pledges`.
"""

import csv
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from data.schemas.pledge import FOCUS_AREAS, PLEDGE_COLUMNS, PLEDGE_TYPES

NAME = "pledges"
FILE = Path(__file__).parent / f"{NAME}.csv"
COUNT, SEED = 120, 2030
SOURCE = "Example, invented"
FIRST, LAST = date(2022, 3, 1), date(2026, 9, 30)
KINDS = ("government", "private_sector", "un_igo", "civil_society", "academia", "youth", "other")
WEIGHTS = (38, 26, 12, 12, 7, 4, 1)
TYPICAL_MILLIONS = {"government": 60, "private_sector": 260, "un_igo": 90, "civil_society": 4, "academia": 2}
RATES = {
    "EUR": (1.08, "2023-12-06"),
    "GBP": (1.26, "2023-12-06"),
    "JPY": (0.0068, "2023-12-06"),
    "KES": (0.0065, "2023-12-06"),
}
UNCONVERTED = ("BRL", "CHF")
AREAS = (
    *("KEN", "UGA", "TZA", "RWA", "ETH", "NGA", "GHA", "SEN", "MLI", "NER", "COD", "MOZ", "MDG", "ZMB", "MWI", "EGY"),
    *("BGD", "IND", "NPL", "PAK", "IDN", "PHL", "VNM", "KHM", "FJI", "VUT", "PNG", "WSM", "MNG", "KGZ", "UZB", "TJK"),
    *("BRA", "COL", "PER", "BOL", "GTM", "HTI", "JAM", "DOM", "YEM", "JOR", "TUN", "MRT", "MDA", "GEO"),
)
GROUPS = ("LDC", "LLDC", "SIDS", "AFR", "WLD")
TOPICS = {
    "access": (
        "Fibre to rural districts",
        "4G coverage along roads",
        "Community networks",
        "Satellite links to islands",
    ),
    "adoption": ("Skills for teachers", "Affordable devices", "Girls learn to code", "Content in local languages"),
    "value_creation": ("Digital public services", "Start-up incubators", "Open data for farmers"),
    "accelerate": ("Spectrum policy reform", "A fund for universal service", "Blended finance"),
}


def make_rows() -> Iterator[dict[str, object]]:
    """Yield the rows, each invented and marked as such."""
    chance = random.Random(SEED)  # noqa: S311 - the same rows every time, nothing secret
    for number in range(1, COUNT + 1):
        kind = chance.choices(KINDS, WEIGHTS)[0]
        focus = chance.choice(FOCUS_AREAS)
        row: dict[str, object] = {
            "pledge_id": f"EX-{number:03d}",
            "pledger": f"Example entity {chance.randint(1, 70):02d}",
            "pledger_kind": kind,
            "title": chance.choice(TOPICS[focus]),
            "focus_area": focus,
            "pledge_type": chance.choices(PLEDGE_TYPES, (35, 15, 10, 40))[0],
            "beneficiaries": ";".join(_areas(chance)),
            "ldc_focus": chance.choice("YNN"),
            "lldc_focus": chance.choice("YNNNN"),
            "sids_focus": chance.choice("YNNNN"),
            "source": SOURCE,
            "example": "Y",
        }
        yield row | _dates(chance) | _money(chance, kind)


def _areas(chance: random.Random) -> list[str]:
    if chance.random() < 0.15:
        return [chance.choice(GROUPS)]
    return chance.sample(AREAS, chance.choices((1, 2, 3, 6), (60, 20, 15, 5))[0])


def _dates(chance: random.Random) -> dict[str, object]:
    pledged = FIRST + timedelta(days=chance.randint(0, (LAST - FIRST).days))
    due = pledged + timedelta(days=chance.randint(300, 2200))
    status = chance.choices(("planned", "ongoing", "completed", "withdrawn"), (20, 55, 20, 5))[0]
    return {
        "pledged_on": pledged.isoformat(),
        "due_on": due.isoformat() if chance.random() < 0.8 else "",
        "status": status,
    }


def _money(chance: random.Random, kind: str) -> dict[str, object]:
    """Return amount, currency and rate: most in US dollars, some in others, a few of those without a rate."""
    if kind not in TYPICAL_MILLIONS or chance.random() < 0.3:
        return {}
    millions = TYPICAL_MILLIONS[kind] * chance.lognormvariate(0, 1.4)
    draw = chance.random()
    currency = "USD" if draw < 0.72 else chance.choice(UNCONVERTED if draw > 0.95 else tuple(RATES))
    rate, day = RATES.get(currency, ("", ""))
    amount = round(millions / (float(rate) if rate else 1.0), 1) * 1e6
    found: dict[str, object] = {"currency": currency, "amount": int(amount), "usd_rate": rate, "rate_date": day}
    if chance.random() < 0.4:
        found |= {"reported_amount": int(amount * chance.uniform(0.05, 1.0)), "reported_on": "2026-06-30"}
    return found


def main() -> None:
    """Write the list."""
    with FILE.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, PLEDGE_COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(make_rows())


if __name__ == "__main__":
    main()
