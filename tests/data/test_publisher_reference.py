"""Codes of areas that are not ours: read by the one door of the reference data, refused where broken."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from data.reference import BrokenReferenceError, read_toml_as
from data.reference.publishers import read_publisher_areas
from data.reference.words import PledgeWords, read_area_codes

CODES = "other_code,ref_area\nKE,KEN\n"
AREAS = "areas,code,ref_area,name,kind,note\nitu,KSO,XKX,Kosovo,country,\n"


@pytest.mark.parametrize(
    ("read", "text", "said"),
    [
        pytest.param(read_area_codes, CODES + "KE,UGA\n", "row 3: other_code: 'KE'", id="code-twice"),
        pytest.param(read_area_codes, CODES + "ug,UGA\n", "row 3: other_code: 'ug'", id="small-letters"),
        pytest.param(read_area_codes, CODES + ",UGA\n", "row 3: other_code: ''", id="no-code"),
        pytest.param(read_area_codes, CODES + "UG,UGX\n", "row 3: ref_area: UGX is no area", id="code-of-no-area"),
        pytest.param(read_publisher_areas, AREAS + "itu,KSO,XKX,Kosovo,country,\n", "row 3: KSO", id="area-twice"),
        pytest.param(read_publisher_areas, AREAS + "itu,QQQ,ZZZ,Nowhere,country,\n", "ZZZ is no area", id="no-area"),
        pytest.param(read_publisher_areas, AREAS + "itu,QQQ,,Nowhere,city,\n", "row 3: kind", id="does-not-fit"),
    ],
)
def test_broken_list_of_codes_is_named_with_its_row(
    tmp_path: Path, read: Callable[[Path], Mapping[object, object]], text: str, said: str
) -> None:
    path = tmp_path / "codes.csv"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(BrokenReferenceError, match=r"codes\.csv") as raised:
        read(path)
    assert said in str(raised.value)


def test_whole_list_of_codes_is_read(tmp_path: Path) -> None:
    path = tmp_path / "codes.csv"
    path.write_text(CODES, encoding="utf-8")

    assert read_area_codes(path) == {"KE": "KEN"}


def test_broken_words_of_pledges_are_named_with_their_field(tmp_path: Path) -> None:
    path = tmp_path / "words.toml"
    path.write_text("columns = 3\n", encoding="utf-8")

    with pytest.raises(BrokenReferenceError, match=r"words\.toml: columns"):
        read_toml_as(path, PledgeWords)
