"""Files that lie beside a publisher's data and hold none: known by their columns, and the right file is named.

Which columns such a file has and how the file with the data is called is reference data.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from data.readers.codes import problem
from data.readers.forms.page import Found, plain
from data.readers.head import Head
from data.readers.opened import Opened
from data.readers.reading import Reading
from data.reference.publishers import load_publishers
from data.schemas.problem import Problem
from data.schemas.publisher import Publisher

CODE = "not-the-data-file"
COPY = re.compile(r"( ?\([0-9]+\)| - [Cc]opy)+$")
"""What a browser or a desktop adds to the name of a file that is there already."""


def find_side_car(head: Head, publisher: Publisher) -> Found | None:
    """Return a header as that of a file without data, None where it is none of those of the publisher."""
    names = {plain(name) for name in head.names}
    if not any(names.issuperset(one.columns) for one in publisher.beside):
        return None
    return Found(head, problems=(problem(CODE, details={"expected": publisher.name_of_file}),))


def with_right_file(reading: Reading, opened: Opened, file_name: str) -> Reading:
    """Return a reading that names the very file with the data, as far as names say which one it is."""
    publisher = load_publishers().get(reading.form or "")
    if publisher is None or not any(one.code == CODE for one in reading.problem_counts):
        return reading
    found = _right_one(publisher, opened, file_name)
    problems = [_named(one, found) if one.code == CODE and found else one for one in reading.problems]
    return replace(reading, problems=tuple(problems))


def _named(found: Problem, right: tuple[str, str]) -> Problem:
    advice, name = right
    return replace(found, details={**found.details, "advice": advice, "expected": name})


def _right_one(publisher: Publisher, opened: Opened, file_name: str) -> tuple[str, str] | None:
    """Return where the data are - a sheet, a member of the archive, another file - and how that is called."""
    others = [one for one in opened.sheets if one != opened.sheet and not one.casefold().startswith("metadata")]
    if opened.sheet and len(others) == 1:
        return "sheet", others[0]
    name = data_file_of(opened.member or file_name, publisher)
    inside = _member(name, opened.members, opened.member, publisher)
    if inside:
        return "member", inside
    return ("named", name) if name else None


def _member(name: str, members: Sequence[str], taken: str, publisher: Publisher) -> str:
    """Return the member of an archive that holds the data: the one so called, else the only one that may."""
    called = [one for one in members if _last(one).casefold() == name.casefold()]
    others = [one for one in members if one != taken and not data_file_of(one, publisher)]
    found = called or others
    return found[0] if len(found) == 1 else ""


def data_file_of(name: str, publisher: Publisher) -> str:
    """Return how the file with the data is called that a file lies beside, an empty text where its name does not say.

    `Metadata_Country_API_IT.NET.USER.ZS_DS2_en_csv_v2_33086 (1).csv` lies beside
    `API_IT.NET.USER.ZS_DS2_en_csv_v2_33086.csv`.
    """
    stem = COPY.sub("", _last(name).rpartition(".")[0])
    for one in publisher.beside:
        match = re.fullmatch(one.name, stem, re.IGNORECASE)
        if match:
            return f"{match.expand(one.data)}.csv"
    return ""


def _last(name: str) -> str:
    return re.split(r"[/\\]", name)[-1].strip()
