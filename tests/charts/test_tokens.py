"""The look is said once: the framework's theme repeats the tokens of `charts/theme.py`, and type has five sizes."""

import re
import tomllib
from pathlib import Path

from charts.html import style_rules
from charts.theme import FONT, PALETTES, SIZES

ROOT = Path(__file__).resolve().parents[2]
THEME = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]


def test_the_frameworks_theme_has_our_typeface_and_sizes() -> None:
    assert THEME["font"] == FONT
    assert {int(size.removesuffix("px")) for size in THEME["headingFontSizes"]} <= set(SIZES.values())
    assert THEME["baseFontSize"] == SIZES["text"]


def test_the_typeface_comes_with_the_product() -> None:
    for face in THEME["fontFaces"]:
        assert face["family"] == "Inter"
        assert (ROOT / face["url"].removeprefix("app/")).is_file()
    assert "SIL Open Font License" in (ROOT / "static" / "fonts" / "LICENSE").read_text(encoding="utf-8")


def test_the_frameworks_surfaces_are_ours() -> None:
    assert THEME["light"]["backgroundColor"].lower() == PALETTES["light"].page
    assert THEME["light"]["primaryColor"].lower() == PALETTES["light"].accent


def test_our_rules_have_no_size_of_type_of_their_own() -> None:
    rules = (ROOT / "charts" / "style.css").read_text(encoding="utf-8")

    assert re.findall(r"font-size: (?!var\()[^;]+", rules) == []
    assert all(f"--c2030-size-{name}:{size}px" in style_rules() for name, size in SIZES.items())
