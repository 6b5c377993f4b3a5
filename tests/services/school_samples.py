"""Small censuses, written straight into a store."""

from typing import Any

import pyarrow as pa

from data.store import Deed
from data.tables import SCHOOL_SCHEMA
from services.schools.census import get_census
from services.schools.cube import Census
from services.tracker import Tracker

PLACES = {"KEN": (-0.5, 37.0), "UGA": (1.0, 32.5), "NRU": (-0.53, 166.93)}
NUMBERS = ("latitude", "longitude", "speed_mbps", "students")


def school(number: int, **more: object) -> dict[str, Any]:
    """Return a school at a place of its own in its country (Kenya, if none is given), with what is given."""
    area = str(more.get("ref_area", "KEN"))
    lat, lon = PLACES[area]
    texts = {name: "" for name in SCHOOL_SCHEMA.names if name not in (*NUMBERS, "example")}
    return (
        texts
        | dict.fromkeys(NUMBERS)
        | {"school_id": f"{area}-{number}", "ref_area": area, "school_name": f"School {number}", "example": False}
        | {"latitude": lat + number * 0.012347, "longitude": lon + number * 0.013571}
        | {"connectivity": "unknown", "electricity": "unknown", "admin1": "North", "checked_on": "2026-02"}
        | more
    )


def census(*rows: dict[str, Any]) -> pa.Table:
    """Return schools as a table of the dataset."""
    return pa.Table.from_pylist(list(rows), schema=SCHOOL_SCHEMA)


def publish_census(tracker: Tracker, *rows: dict[str, Any]) -> None:
    """Write schools into the store of a tracker as its newest revision."""
    revision = tracker.store.history("schools")[0].revision
    invented = {"example": "Y"} if any(row["example"] for row in rows) else {}
    deed = Deed(by="Ana", why="a census", file="census.csv", facts={"schools": invented})
    tracker.store.commit({"schools": census(*rows)}, {"schools": revision}, deed)


SMALL = (
    school(1, connectivity="yes", connection_type="Fiber", speed_mbps=25.0, students=400.0, admin1="North"),
    school(2, connectivity="yes", connection_type="satellite", speed_mbps=3.0, students=200.0, admin1="South"),
    school(3, connectivity="no", students=100.0, electricity="yes", network_coverage="4G", admin1="South"),
    school(4, connectivity="no", electricity="no", latitude=None, longitude=None),
    school(5, students=50.0, education_level="primary"),
    school(1, ref_area="UGA", connectivity="no", education_level="Kindergarten", checked_on="2025"),
)
"""Kenya 2 yes, 2 no, 1 unknown; Uganda 1 no."""


def counted(tracker: Tracker) -> Census:
    """Return what is counted of the schools of a tracker."""
    found = get_census(tracker.store.location, tracker.store.snapshot())
    assert found is not None
    return found
