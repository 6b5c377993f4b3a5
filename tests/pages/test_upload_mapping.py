"""Upload of a file of unknown form: its columns are said once, kept, and proposed; unknown names are decided once."""

import re
from collections.abc import Callable

import pytest

from services.mappings import kept_mappings
from services.tracker import Tracker
from tests.pages.sessions import Session

OpenPage = Callable[..., Session]
CENSUS = "Code_ETAB;Nom \u00e9cole;INTERNET;Effectif\n1;A;1;120\n2;B;0;80\n3;<b>C</b>;;\n4;D;9;5\n".encode("cp1252")
YEARS = "Pays,2019,2020\nKenya,20.5,25\nNarnia,1,2\n"
UNKNOWN = (
    "indicator,ref_area,time_period,obs_value\n"
    "individuals_online,Kenya,2023,36\nindividuals_online,Kenya,2024,37\nindividuals_online,Narnia,2024,1\n"
)


def choose(session: Session, end: str, value: str) -> None:
    """Choose in the list whose key ends so."""
    next(one for one in session.app.selectbox if str(one.key).endswith(end)).set_value(value)


def map_census(session: Session) -> None:
    """Say what the columns of the census are, as far as they are not guessed right."""
    choose(session, "fixed_ref_area", "CIV")
    choose(session, "answer_connectivity_INTERNET_9", "unknown")
    session.app.run()


def test_census_is_mapped_used_kept_and_proposed_for_the_next_file(open_page: OpenPage, tracker: Tracker) -> None:
    session = open_page("upload").upload(CENSUS, "census.csv")

    words = session.words
    assert "The form of this file is not known" in words
    assert "Still needed: ref_area." in words
    assert "An empty cell is unknown, never 'no'" in words
    assert session.app.button(key="mapping_use").disabled

    map_census(session)
    assert "<b>C</b>" not in session.pieces["mapping_preview"]
    session.app.checkbox(key="mapping_keep").check().run()
    session.app.text_input(key="mapping_name").set_value("Ministry census")
    session.app.text_input(key="mapping_by").set_value("Ana").run()
    session.press("mapping_use")

    assert "census.csv was read as a census of schools, by the mapping of its columns" in session.words
    assert "4 rows: 4 accepted, 0 refused" in session.words
    assert session.has_button("publish_pressed")
    kept = kept_mappings(tracker)
    assert [(one.name, one.by) for one in kept] == [("Ministry census", "Ana")]
    assert kept[0].mapping.values["connectivity"] == {"1": "yes", "0": "no", "9": "unknown"}

    other = open_page("upload").upload(CENSUS + b"5;E;1;7\n", "census2.csv")
    assert "This file looks like 'Ministry census'" in other.words.replace("\\", "")
    other.press("mapping_proposed")
    assert "5 rows: 5 accepted" in other.words


def test_years_are_guessed_and_names_of_areas_decided_once(open_page: OpenPage, tracker: Tracker) -> None:
    session = open_page("upload").upload(YEARS, "years.csv")
    choose(session, "fixed_indicator", "individuals_online")
    session.app.run()
    preview = " ".join(re.sub(r"<[^>]*>", " ", session.pieces["mapping_preview"]).split())
    assert "individuals_online KEN 2019 20.5 individuals_online KEN 2020 25" in preview
    session.press("mapping_use")

    assert "Read 1 name as the area that is called exactly so" in [one.label for one in session.app.checkbox]
    session.app.selectbox(key="mapping_decide_ref_area_Narnia").set_value("skip")
    next(one for one in session.app.button if one.label == "Use these decisions").click().run()

    assert "2 accepted, 0 refused, 2 left out" in session.words
    session.publish()
    rows = tracker.store.read("internet_access").to_pylist()
    assert 20.5 in [row["obs_value"] for row in rows if row["ref_area"] == "KEN" and row["time_period"] == "2019"]


BACK = "reason,Pays,2019,2020\n'x' is no number,Kenya,20.5,25\n"


def test_mended_rows_of_a_mapped_file_are_read_by_its_mapping_without_asking(open_page: OpenPage) -> None:
    session = open_page("upload").upload(YEARS, "years.csv")
    choose(session, "fixed_indicator", "individuals_online")
    session.app.run()
    session.press("mapping_use")
    session.upload(BACK, "mended.csv")

    assert "mended.csv was read as figures, by the mapping of its columns" in session.words
    session.press("mapping_stop")
    assert "The form of this file is not known" in session.words

    session.upload(YEARS.replace("Narnia", "Uganda"), "years2.csv")
    assert "The form of this file is not known" in session.words


def test_list_of_own_indicators_under_other_headings_is_mapped(open_page: OpenPage, tracker: Tracker) -> None:
    session = open_page("upload").upload(
        "Code;Intitul\u00e9;Unit\u00e9;Sens\nken_fibre_km;Fibre;PT;hausse\n", "own.csv"
    )
    assert "ken_fibre_km" in session.words
    session.press("mapping_use")
    session.app.selectbox(key="mapping_decide_direction_hausse").set_value("up")
    next(one for one in session.app.button if one.label == "Use these decisions").click().run()
    assert "own.csv was read as a list of indicators of your own, by the mapping of its columns" in session.words
    session.publish()

    rows = tracker.store.read("indicators").to_pylist()
    assert [(row["indicator"], row["direction"]) for row in rows] == [("ken_fibre_km", "up")]


def test_unknown_names_of_the_template_are_decided_and_can_be_taken_back(open_page: OpenPage) -> None:
    session = open_page("upload").upload(UNKNOWN)
    assert "'Narnia' (ref_area, 1 row)" in session.words
    session.app.selectbox(key="mapping_decide_ref_area_Narnia").set_value("UGA")
    next(one for one in session.app.button if one.label == "Use these decisions").click().run()

    assert "3 accepted, 0 refused" in session.words
    assert "'Kenya' was read as KEN in 2 rows" in session.words
    session.press("mapping_undo")
    assert "0 accepted, 3 refused" in session.words


def test_columns_of_a_known_form_can_be_mapped_instead(open_page: OpenPage) -> None:
    session = open_page("upload").upload(UNKNOWN.replace("Kenya", "KEN").replace("Narnia", "UGA"))
    session.press("mapping_begin")

    assert "Say which columns of this file are which of ours" in session.words
    session.press("mapping_leave")
    assert "was read as our template" in session.words


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"kind": "schools", "columns": {"school_id": "a"}}', "Nothing says which columns are ref_area"),
        (b"a;b;c", "it is not a JSON file"),
    ],
    ids=["lacks-a-column", "no-json"],
)
def test_bad_mapping_file_is_explained_and_nothing_is_used(open_page: OpenPage, content: bytes, said: str) -> None:
    session = open_page("upload").upload(YEARS, "years.csv")
    session.app.file_uploader[1].set_value(("m.json", content, "application/json")).run()

    assert said in session.words.replace("\\", "")
    assert "The form of this file is not known" in session.words


def test_mapping_of_another_file_says_what_is_missing(open_page: OpenPage) -> None:
    session = open_page("upload").upload(YEARS, "years.csv")
    mapping = b'{"kind": "schools", "name": "X", "columns": {"school_id": "Code", "ref_area": "Pays"}}'
    session.app.file_uploader[1].set_value(("m.json", mapping, "application/json")).run()

    assert "the file has not the columns 'Code' that the mapping 'X' takes" in session.words.replace(
        "The file", "the file"
    )
    assert not session.has_button("publish_pressed")
    session.press("mapping_stop")
    assert "The form of this file is not known" in session.words
