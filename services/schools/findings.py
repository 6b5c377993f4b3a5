"""The schools of a country that a rule of quality finds: worked out when they are asked for, and kept for a while."""

from collections import OrderedDict
from threading import Lock

import pyarrow as pa

from data.store import Snapshot
from services.schools.census import census_key
from services.schools.counting import closed_lists, settle
from services.schools.quality import QUALITY_COLUMNS, schools_found
from services.shapes import SCHOOLS

FOUND_COLUMNS = (
    *("school_id", "school_name", "ref_area", "admin1", "latitude", "longitude", "education_level", "connectivity"),
    *("connection_type", "speed_mbps", "students", "network_coverage", "checked_on", "example"),
)
KEPT = 8
_KEPT: OrderedDict[tuple[str, str, str], pa.Table] = OrderedDict()
_LOCK = Lock()


def find_schools(snapshot: Snapshot, country: str, rule: str) -> pa.Table:
    """Return the schools of a country that a rule finds, by name and id, with the words of the census as they are."""
    key = (census_key(snapshot), country, rule)
    with _LOCK:
        if key in _KEPT:
            _KEPT.move_to_end(key)
            return _KEPT[key]
    columns = list(dict.fromkeys((*FOUND_COLUMNS, *QUALITY_COLUMNS)))
    rows = snapshot.read(SCHOOLS, parts=[country], columns=columns)
    found = rows.filter(pa.array(schools_found(settle(rows, closed_lists()), rule)))
    found = found.select(list(FOUND_COLUMNS)).sort_by([("school_name", "ascending"), ("school_id", "ascending")])
    with _LOCK:
        _KEPT[key] = found
        while len(_KEPT) > KEPT:
            _KEPT.popitem(last=False)
    return found
