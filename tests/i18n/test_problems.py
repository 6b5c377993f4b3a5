"""The texts of problems: each code has its own, and no value can break out of the sentence."""

import re
import tomllib
from pathlib import Path

import pytest

import i18n
from data.readers.codes import SEVERITY
from i18n.problems import clean, problem_text, problem_title, skipped_text

TEXTS = tomllib.loads((Path(i18n.__file__).parent / "en" / "problems.toml").read_text(encoding="utf-8"))
ROOT = Path(i18n.__file__).parents[1]
NOT_CODES = {"place", "skipped", "unit"}


@pytest.mark.parametrize("code", SEVERITY)
def test_every_code_has_a_message_and_a_title(code: str) -> None:
    assert TEXTS[code]["message"].endswith((".", "?"))
    assert problem_title(code)[0].isupper()


def test_no_text_belongs_to_a_code_that_cannot_occur() -> None:
    others = set(TEXTS) - NOT_CODES - set(SEVERITY)
    services = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "services").rglob("*.py"))

    assert {code for code in others if f'"{code}"' not in services} == set()


def test_no_message_speaks_of_our_machinery() -> None:
    words = r"pydantic|pyarrow|codec|exception|traceback|byte|string|float|null|validat|NaN"
    found = [text for code in SEVERITY for text in TEXTS[code].values() if re.search(words, text)]

    assert not found


def test_message_gives_place_value_fault_and_remedy() -> None:
    details = {"advice": "decimal_comma", "example": "31.5"}
    message = problem_text("obs-value-not-a-number", 14, "obs_value", "31,5", details)

    assert message == (
        "Row 14, column obs_value: '31,5' is not a number. Use a point as the decimal mark, for example 31.5."
    )


def test_value_is_cut_and_stripped_of_control_characters() -> None:
    message = problem_text("unknown-area", 2, "ref_area", "a\x00\x1b[31m\u202e{value}\n" + "b" * 500, {})

    assert message.startswith("Row 2, column ref_area: 'a[31m{value}bbb")
    assert "\N{HORIZONTAL ELLIPSIS}' is not the code of an area." in message
    assert len(clean("b" * 500)) == 80


def test_skipped_rows_are_put_in_words() -> None:
    what, reason = skipped_text("rows-without-value", "obs-value-missing")

    assert what == "rows without a value"
    assert reason.startswith("the cell obs_value is empty")
