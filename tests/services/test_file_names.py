"""Names of downloaded files say what the files hold, in letters that every system takes."""

import pytest

from services.file_names import LONGEST, file_name


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        pytest.param(
            ("schools-places", "KEN", "", "Primary"), "schools-places-ken-primary", id="empty parts are left out"
        ),
        pytest.param(("pledges_focus", "KEN+TZA"), "pledges-focus-ken-tza", id="signs become hyphens"),
        pytest.param(("schools", "Région Côtière"), "schools-region-cotiere", id="accents are dropped"),
        pytest.param(("schools", "../../etc"), "schools-etc", id="no way into another folder"),
        pytest.param(("schools", "مدرسة"), "schools", id="no Latin letter"),
    ],
)
def test_name_holds_what_was_chosen(parts: tuple[str, ...], name: str) -> None:
    assert file_name(*parts) == name


def test_name_is_never_too_long_for_a_system() -> None:
    assert len(file_name("schools", *["primary"] * 40)) <= LONGEST
