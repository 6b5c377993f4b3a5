"""Publishers' forms, and their own codes of areas."""

import csv
import tomllib
from collections.abc import Mapping
from functools import cache

from pydantic import ValidationError

from data.reference import FOLDER, BrokenReferenceError, load_reference
from data.schemas.publisher import Publisher, PublisherArea

FORMS, AREAS = "publishers.toml", "publisher_areas.csv"


@cache
def load_publishers() -> Mapping[str, Publisher]:
    """Return the publishers' forms by their names, in the order in which they are looked for.

    Raises:
        BrokenReferenceError: If a form does not fit its model.
    """
    with (FOLDER / FORMS).open("rb") as file:
        tables = tomllib.load(file)
    try:
        return {name: Publisher.model_validate({"form": name, **table}) for name, table in tables.items()}
    except ValidationError as error:
        raise BrokenReferenceError(f"{FORMS}: {error.errors()[0]['loc']}: {error.errors()[0]['msg']}") from error


@cache
def load_publisher_areas() -> Mapping[tuple[str, str], PublisherArea]:
    """Return the areas that publishers have under codes of their own, by list and code.

    Raises:
        BrokenReferenceError: If a row does not fit its model, stands there twice, or leads to no area of ours.
    """
    known = load_reference().areas
    found: dict[tuple[str, str], PublisherArea] = {}
    with (FOLDER / AREAS).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            try:
                area = PublisherArea.model_validate(row)
            except ValidationError as error:
                raise BrokenReferenceError(f"{AREAS}: {row['code']}: {error.errors()[0]['msg']}") from error
            key = (area.areas, area.code)
            if key in found or (area.ref_area and area.ref_area not in known):
                raise BrokenReferenceError(f"{AREAS}: {area.code} stands there twice, or {area.ref_area} is no area")
            found[key] = area
    return found


@cache
def load_m49() -> Mapping[int, str]:
    """Return our code for each M49 number of the UN."""
    return {int(area.m49): code for code, area in load_reference().areas.items() if area.m49}
