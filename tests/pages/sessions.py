"""One reader's session of the dashboard without a browser: what is written on a page, and the deeds on it."""

import json
import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any, Self

import streamlit as st
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from pages.widgets.menu import page_file

ROOT = Path(__file__).resolve().parents[2]
COMPONENTS_ONCE = (manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
"""What to patch, so that the framework looks through the installed packages once, as a server does."""
LONG_AFTER_THE_TEST = 3600.0
"""Seconds: what is said of the years ahead is not written down while a test looks at the store."""


class Session:
    """A session on the dashboard, as a reader has it."""

    def __init__(self) -> None:
        self.app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=120)

    def open(self, page: str, **query: str | list[str]) -> Self:
        """Open a page by its name in the menu, with the choices of a link."""
        for name, value in query.items():
            self.app.query_params[name] = value
        self.app.switch_page(page_file(page))
        self.app.run()
        return self

    def upload(self, content: str | bytes, name: str = "figures.csv") -> Self:
        """Drop a file."""
        data = content.encode() if isinstance(content, str) else content
        self.app.file_uploader[0].set_value((name, data, "text/csv")).run()
        return self

    def publish(self, by: str = "Ana", why: str = "a survey") -> Self:
        """Fill in who and why, and press the button."""
        self.app.text_input(key="publish_by").set_value(by)
        reason = next(one for one in self.app.text_input if str(one.key).startswith("publish_why"))
        reason.set_value(why)
        self.press("publish_pressed")
        return self

    def press(self, key: str) -> Self:
        """Press a button."""
        self.app.button(key=key).click().run()
        return self

    def has_button(self, key: str) -> bool:
        """Return whether the page has a button."""
        return any(one.key == key for one in self.app.button)

    @property
    def pieces(self) -> dict[str, str]:
        """Return the HTML of our own pieces by their key."""
        found = {}
        for element in _elements(self.app.main):
            if element.type == "bidi_component" and element.proto.component_name == "connect2030_piece":
                found[element.proto.id.split("-", 2)[2]] = str(json.loads(element.proto.json)["html"])
        return found

    @property
    def components(self) -> list[Any]:
        """Return the components of our own."""
        return [element for element in _elements(self.app.main) if element.type == "bidi_component"]

    @property
    def charts(self) -> list[tuple[str, dict[str, Any]]]:
        """Return every chart with its name for assistive technology and its figure."""
        return [(one.proto.alt, json.loads(one.proto.spec)) for one in self.app.get("plotly_chart")]

    @property
    def words(self) -> str:
        """Return everything that is written on the page, without markup, every blank a single space."""
        kinds = (self.app.title, self.app.header, self.app.subheader, self.app.markdown, self.app.caption)
        messages = (self.app.info, self.app.warning, self.app.error)
        plain = [one.value for kind in (*kinds, *messages) for one in kind]
        raw = [element.proto.body for element in _elements(self.app.main) if element.type == "html"]
        stripped = [re.sub(r"<[^>]*>", " ", body) for body in (*self.pieces.values(), *raw)]
        return " ".join(unescape(" ".join([*plain, *stripped])).split())


def forget_everything() -> None:
    """Make the dashboard forget the store that it has open."""
    st.cache_resource.clear()
    st.cache_data.clear()


def _elements(block: object) -> Iterator[Any]:
    for child in getattr(block, "children", {}).values():
        yield child
        yield from _elements(child)
