"""The menu: every page stands in it once, and every link of ours finds the file of its page."""

from pathlib import Path

import pytest

from pages.widgets.menu import FOLDERS, SECTIONS, page_at, page_file

ROOT = Path(__file__).resolve().parents[2]


def test_every_page_stands_in_the_menu_once() -> None:
    written = sorted(name for names in SECTIONS.values() for name in names)
    found = sorted(path.stem for section in SECTIONS for path in (ROOT / "pages" / section).glob("[!_]*.py"))

    assert written == found


@pytest.mark.parametrize("name", FOLDERS)
def test_link_to_a_page_finds_its_file(name: str) -> None:
    assert (ROOT / page_at(name)).is_file()


def test_link_without_a_name_opens_the_first_page() -> None:
    assert page_at("./") == page_file("overview")
