"""The lines of a difference among rows that are no figures, as people read them."""

from collections.abc import Mapping
from typing import Any

from data.reference import Reference
from data.schemas.fields import is_absent
from exhibits.changes import ChangeLine
from i18n import format_period, format_plain, text, unit_words
from services.difference import KIND
from services.listing import NEW, OLD
from services.wording import area_name, name_list

Line = Mapping[str, Any]


def school_line(line: Line, note: str, reference: Reference) -> ChangeLine:
    """Return a school that is new, changed or gone: its name, where it is, and whether it is connected."""
    side = _side(line)
    return ChangeLine(
        kind=str(line[KIND]),
        word=text(f"publish.{line[KIND]}"),
        name=str(line[f"{side}school_name"] or line["school_id"]),
        area=" · ".join(part for part in (area_name(str(line["ref_area"]), reference), line[f"{side}admin1"]) if part),
        period=_period(line[f"{side}checked_on"]),
        edition=str(line["school_id"]),
        before=_answer(line, OLD),
        after=_answer(line, NEW),
        note=note,
    )


def pledge_line(line: Line, note: str, reference: Reference) -> ChangeLine:
    """Return a pledge that is new, changed or gone: who, for whom, and how much."""
    side = _side(line)
    areas = [area_name(code, reference) for code in str(line[f"{side}beneficiaries"] or "").split(";") if code]
    return ChangeLine(
        kind=str(line[KIND]),
        word=text(f"publish.{line[KIND]}"),
        name=str(line[f"{side}pledger"]),
        area=name_list(areas),
        period=_period(line[f"{side}pledged_on"]),
        edition=str(line["pledge_id"]),
        before=_amount(line, OLD),
        after=_amount(line, NEW),
        note=note,
    )


def indicator_line(line: Line, note: str, reference: Reference) -> ChangeLine:
    """Return an indicator of one's own that is new, changed or gone: its name, code and unit."""
    del reference
    sides = {side: "" if line[KIND] == absent else _unit(line, side) for side, absent in ((OLD, "new"), (NEW, "gone"))}
    return ChangeLine(
        kind=str(line[KIND]),
        word=text(f"publish.{line[KIND]}"),
        name=str(line[f"{_side(line)}name"]),
        area="",
        period="",
        edition=str(line["indicator"]),
        before=sides[OLD],
        after=sides[NEW],
        note=note,
    )


def row_line(line: Line, note: str, reference: Reference) -> ChangeLine:
    """Return a row of a kind without words of its own: the cells that identify it."""
    key = {name: str(cell) for name, cell in line.items() if name != KIND and not name.startswith((OLD, NEW))}
    area = key.pop("ref_area", "")
    return ChangeLine(
        kind=str(line[KIND]),
        word=text(f"publish.{line[KIND]}"),
        name=" · ".join(key.values()),
        area=area_name(area, reference) if area else "",
        period="",
        edition="",
        before="",
        after="",
        note=note,
    )


def _unit(line: Line, side: str) -> str:
    unit = str(line[f"{side}unit_measure"])
    words = unit_words(unit)
    return str(line[f"{side}unit_words"] or unit) if words == unit else words


def _side(line: Line) -> str:
    return OLD if line[KIND] == "gone" else NEW


def _period(value: object) -> str:
    return format_period(str(value)) if value else ""


def _answer(line: Line, side: str) -> str:
    answer = line[f"{side}connectivity"]
    absent = line[KIND] == ("new" if side == OLD else "gone")
    return "" if absent or not answer else text(f"publish.connected_{answer}")


def _amount(line: Line, side: str) -> str:
    amount = line[f"{side}amount"]
    if line[KIND] == ("new" if side == OLD else "gone"):
        return ""
    if is_absent(amount):
        return text("publish.no_amount")
    return f"{line[f'{side}currency']} {format_plain(float(amount), 0)}"
