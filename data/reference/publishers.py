"""Publishers' forms, and their own codes of areas."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from data.reference import FOLDER, load_reference
from data.reference.reading import broken, made_of, read_keyed, read_rows
from data.schemas.publisher import Publisher, PublisherArea

FORMS, AREAS = "publishers.toml", "publisher_areas.csv"


@cache
def load_publishers() -> Mapping[str, Publisher]:
    """Return the publishers' forms by their names, in the order in which they are looked for.

    Raises:
        BrokenReferenceError: If a form does not fit its model.
    """
    return read_keyed(FOLDER / FORMS, Publisher, "form")


@cache
def load_publisher_areas() -> Mapping[tuple[str, str], PublisherArea]:
    """Return the areas that publishers have under codes of their own, by list and code.

    Raises:
        BrokenReferenceError: If a row does not fit its model, stands there twice, or leads to no area of ours.
    """
    return read_publisher_areas(FOLDER / AREAS)


def read_publisher_areas(path: Path) -> Mapping[tuple[str, str], PublisherArea]:
    """Return the areas of a file with publishers' codes, by list and code.

    Raises:
        BrokenReferenceError: If a row does not fit its model, stands there twice, or leads to no area of ours.
    """
    known = load_reference().areas
    found: dict[tuple[str, str], PublisherArea] = {}
    for place, row in read_rows(path):
        area = made_of(path, place, PublisherArea, row)
        key = (area.areas, area.code)
        if key in found or (area.ref_area and area.ref_area not in known):
            raise broken(path, place, f"{area.code} stands there twice, or {area.ref_area} is no area")
        found[key] = area
    return found


@cache
def load_m49() -> Mapping[int, str]:
    """Return our code for each M49 number of the UN."""
    return {int(area.m49): code for code, area in load_reference().areas.items() if area.m49}
