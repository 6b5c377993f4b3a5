"""Whatever somebody writes into a file shows as text on every page: no markup, link, outside request or script."""

import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Protocol

import pytest
import streamlit as st

from clock import moment_now
from data.readers import ReadOptions
from reports.tables import to_csv
from services.checking import check_file
from services.publishing import Who, publish_file
from services.tracker import STORE_SETTING, Tracker, open_tracker
from tests.data.readers.wrappings import archive, xlsx
from tests.pages.sessions import LONG_AFTER_THE_TEST, Session, _elements, forget_everything

TODAY = date(2026, 11, 22)
EVIL = '"><img src=//evil.example/a onerror=x><script>x</script>![x](//evil.example/b)[y](http://evil.example)'
INDICATOR = {
    "indicator": "evil",
    "name": EVIL,
    "unit_measure": "EVIL",
    "unit_words": EVIL[:40],
    "direction": "up",
    "source": EVIL,
}
SHARE = {"indicator": "evil_share", "name": EVIL, "unit_measure": "PT", "direction": "up", "source": EVIL}
FIGURES = [
    {"indicator": "evil", "ref_area": "KEN", "time_period": year, "obs_value": year - 2000, "edition": EVIL[:100]}
    | {"source": EVIL, "breakdown": ""}
    for year in range(2015, 2026)
]
SHARES = [
    {"indicator": "evil_share", "ref_area": "KEN", "time_period": year, "obs_value": 3 * (year - 2000)}
    | {"edition": EVIL[:100], "source": EVIL, "breakdown": ""}
    for year in range(2005, 2026)
]
EDITIONS = [
    {"indicator": "individuals_online", "ref_area": "KEN", "time_period": 2025, "obs_value": 40}
    | {"edition": EVIL[:100], "source": EVIL}
]
SCHOOLS = [
    {"school_id": f"{number}{EVIL}"[:90], "ref_area": "KEN", "school_name": EVIL, "admin1": EVIL, "admin2": EVIL}
    | {"connectivity": ("yes", "no", "unknown")[number % 3], "latitude": -1.2345 + number / 9, "longitude": 36.8125}
    | {"connection_type": EVIL[:60], "education_level": EVIL[:60], "source": EVIL, "students": 100 + number}
    for number in range(9)
]
TARGETS = [
    {"target_id": EVIL[:60], "framework": EVIL[:60], "goal": EVIL, "number": EVIL, "wording": EVIL, "indicator": "evil"}
    | {"ref_area": "KEN", "kind": "level", "direction": "up", "unit_measure": "EVIL", "target_value": 40}
    | {"target_year": 2030, "how_measured": EVIL, "source": EVIL, "note": EVIL}
]
PLEDGES = [
    {"pledge_id": f"P{number}{EVIL}"[:90], "pledger": EVIL, "title": EVIL, "amount": 1000 + number, "currency": "USD"}
    | {"pledged_on": "2024-05-01", "source": EVIL, "beneficiaries": "KEN", "reported_by": EVIL}
    for number in range(3)
]
FILES: dict[str, list[dict[str, Any]]] = {
    "indicators": [INDICATOR, SHARE],
    "figures": FIGURES,
    "shares": SHARES,
    "editions": EDITIONS,
    "targets": TARGETS,
    "schools": SCHOOLS,
    "pledges": PLEDGES,
}
PAGES: dict[str, dict[str, str]] = {
    "overview": {"area": "KEN"},
    "internet_access": {"area": "KEN"},
    "schools": {"area": "KEN"},
    "pledges": {},
    "country": {"area": "KEN"},
    "maps": {"indicator": "evil"},
    "compare": {"indicator": "evil", "area": "KEN"},
    "gap": {"area": "KEN"},
    "target": {"target": EVIL[:60]},
    "ewaste": {"area": "KEN"},
    "affordability": {"area": "KEN"},
    "money": {"area": "KEN"},
    "scenario": {"indicator": "evil", "area": "KEN"},
    "revisions": {},
    "targets": {},
    "methods": {},
    "record": {},
    "sources": {},
}
PROJECTED = [("record", "KEN"), ("record", "UGA"), ("scenario", "KEN")]
"""Pages of an indicator of which a future is said, with an area; of one of the areas nothing is known."""
MARKUP = re.compile(r"(?<!\\)<(img|script)|(?<!\\)\]\(|(?<!\\)!\[|(?<![\\:/\w])https?://evil", re.IGNORECASE)
TAG = re.compile(r"<(img|script|a )", re.IGNORECASE)
IN_MARKDOWN = ("body", "label", "help", "text", "caption", "captions")
"""The fields of Streamlit's elements that are Markdown."""
MORE = {"radio": ("options",), "button_group": ("content",), "tab": ("label",)}
NO_MARKDOWN = ("plotly_chart", "bidi_component", "arrow_data_frame", "html")


class _Marks(HTMLParser):
    """The elements of a piece of HTML that could load, run or lead outside."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("img", "script", "iframe", "object", "embed", "link"):
            self.found.append(tag)
        for name, value in attrs:
            outside = name in ("href", "src") and re.match("(https?:)?//evil|javascript:", value or "")
            if name.startswith("on") or outside:
                self.found.append(f"{tag} {name}={value}")


def marks_in(html: str) -> list[str]:
    """Return what in a piece of HTML could load, run or lead outside."""
    parser = _Marks()
    parser.feed(html)
    return parser.found


class _Message(Protocol):
    """What Streamlit sends to the browser for an element."""

    def ListFields(self) -> Iterable[tuple[Any, Any]]: ...  # noqa: N802 - the name that the library gave it


def markdown_of(message: _Message, fields: Sequence[str]) -> Iterator[str]:
    """Yield the texts in some fields of an element."""
    for field, value in message.ListFields():
        for one in value if isinstance(value, Iterable) and not isinstance(value, str | bytes) else [value]:
            if hasattr(one, "ListFields"):
                yield from markdown_of(one, fields)
            elif field.name in fields:
                yield str(one)


def texts_of(figure: object, place: str = "") -> Iterator[str]:
    """Yield every text in a figure, with its place."""
    if isinstance(figure, str):
        yield f"{place}: {figure}"
    elif isinstance(figure, dict):
        for name, value in figure.items():
            yield from texts_of(value, f"{place}.{name}")
    elif isinstance(figure, list):
        for value in figure:
            yield from texts_of(value, f"{place}[]")


def hold_plain(session: Session) -> int:
    """Hold that nothing on a page is markup of the data; return how many texts were looked at."""
    assert not session.app.exception
    seen = 0
    for block in (session.app.main, session.app.sidebar):
        for element in _elements(block):
            if element.type == "html":
                assert marks_in(element.proto.body) == []
            fields = (*IN_MARKDOWN, *MORE.get(element.type, ()))
            if element.type in NO_MARKDOWN or element.proto is None:
                continue
            for words in markdown_of(element.proto, fields):
                assert not MARKUP.search(words), (element.type, words)
                seen += 1
    for key, html in session.pieces.items():
        assert marks_in(html) == [], key
        seen += 1
    for _, figure in session.charts:
        assert [one for one in texts_of(figure) if TAG.search(one)] == []
        seen += 1
    return seen


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store in which every text that anybody may publish is hostile."""
    place: Path = tmp_path_factory.mktemp("hostile") / "store"
    tracker = open_tracker(place, moment_now)
    for name, rows in FILES.items():
        publish(open_tracker(place, moment_now), name, rows)
    assert tracker.store.read("schools").num_rows == len(SCHOOLS)
    return place


def publish(tracker: Tracker, name: str, rows: list[dict[str, Any]]) -> None:
    """Publish rows as a file of a hostile name, by somebody of a hostile name."""
    columns = list(dict.fromkeys(key for row in rows for key in row))
    check = check_file(tracker, to_csv(columns, rows), f"{EVIL}.csv", ReadOptions(), TODAY)
    assert check.publishable, (name, check.problems)
    publish_file(tracker, check, Who(EVIL[:100], EVIL), TODAY)


@pytest.fixture(scope="module", autouse=True)
def hostile_dashboard(hostile: Path) -> Iterator[None]:
    """Let the dashboard show that store."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(STORE_SETTING, str(hostile))
        patch.setattr("pages.widgets.access.AFTER_PUBLISHING", LONG_AFTER_THE_TEST)
        forget_everything()
        yield
        forget_everything()


@pytest.fixture
def session() -> Session:
    return Session()


@pytest.fixture
def publisher(hostile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    """Give a session on a copy of the store, for a test that publishes."""
    monkeypatch.setenv(STORE_SETTING, str(shutil.copytree(hostile, tmp_path / "store")))
    forget_everything()
    yield Session()
    forget_everything()


@pytest.mark.parametrize(("page", "query"), PAGES.items(), ids=PAGES)
def test_published_text_is_text_on_every_page(session: Session, page: str, query: dict[str, str]) -> None:
    assert hold_plain(session.open(page, **query))


@pytest.mark.parametrize(("page", "area"), PROJECTED)
def test_text_of_an_indicator_that_is_projected_is_text(session: Session, page: str, area: str) -> None:
    session.open(page, indicator="evil_share", area=area)

    assert hold_plain(session)
    assert "evil" in session.words


HEADER = ("indicator", "ref_area", "time_period", "obs_value", EVIL)
BAD = (HEADER, ("individuals_online", EVIL, 2025, 40, EVIL), (EVIL, "KEN", 2025, EVIL, EVIL))
UPLOADS = {
    "csv": to_csv(HEADER, [dict(zip(HEADER, row, strict=True)) for row in BAD[1:]]),
    "zip": archive({f"{EVIL}.csv": to_csv(HEADER, [dict(zip(HEADER, BAD[1], strict=True))]), f"{EVIL}.txt": b"x"}),
    "several files": archive({f"{number}{EVIL}.csv": b"a,b\n1,2\n" for number in range(3)}),
    "unknown columns": to_csv([EVIL, f"2{EVIL}"], [{EVIL: EVIL, f"2{EVIL}": EVIL}] * 3),
}


@pytest.mark.parametrize("content", UPLOADS.values(), ids=UPLOADS)
def test_text_of_an_uploaded_file_is_text(session: Session, content: bytes) -> None:
    session.open("upload").upload(content, f"{EVIL}.csv")

    assert hold_plain(session)
    assert "evil" in session.words


def test_name_of_a_file_published_in_part_is_text(publisher: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    spun: list[str] = []
    spin = st.spinner

    def hear(words: str, **named: bool) -> AbstractContextManager[None]:
        spun.append(words)
        return spin(words, **named)

    monkeypatch.setattr(st, "spinner", hear)
    good = dict(zip(HEADER, ("individuals_online", "UGA", 2025, 44, "x"), strict=True))
    rows = [good, *(dict(zip(HEADER, row, strict=True)) for row in BAD[1:])]
    publisher.open("upload").upload(to_csv(HEADER, rows), f"{EVIL}.csv")
    assert hold_plain(publisher)

    (box,) = (one for one in publisher.app.checkbox if str(one.key).startswith("accepted_only_"))
    box.check().run()
    publisher.publish()

    assert hold_plain(publisher)
    assert "2 rows of" in publisher.words and "were refused and are not published" in publisher.words
    assert {one.split('"')[0] for one in spun if "evil" in one} == {
        "Reading and checking ",
        "Setting the good rows of ",
    }
    assert [one for one in spun if MARKUP.search(one)] == []


@pytest.mark.parametrize("names", [("<img src=x>",), ("<script>x<", "!(x)(http)")], ids=["one sheet", "which sheet"])
def test_name_of_a_sheet_is_text(session: Session, names: tuple[str, ...]) -> None:
    session.open("upload").upload(xlsx(dict.fromkeys(names, BAD)), "x.xlsx")

    assert hold_plain(session)
