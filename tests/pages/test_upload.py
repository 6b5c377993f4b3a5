"""Upload: a file is looked at, explained, previewed, and published only when somebody says so."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from data.builtin import load_builtin
from pages.widgets import history as renewals
from reports.exports import export_dataset
from reports.tables import to_csv
from services.renewing import find_renewals, newest_digest, preview_renewal
from services.tracker import Tracker
from tests.days import TODAY
from tests.pages.sessions import Session

OpenPage = Callable[..., Session]
HEADER = "indicator,ref_area,time_period,obs_value\n"
GOOD = f"{HEADER}individuals_online,KEN,2023,36.1\nindividuals_online,KEN,2025,44.2\nindividuals_online,WLD,2025,94.2\n"
ONE = f"{HEADER}individuals_online,KEN,2024,36.5\n"
BAD = (
    f'{HEADER}individuals_online,KEN,2023,"31,5x"\nindividuals_online,Kenya,2023,35\n'
    "individuals_online,KEN,2031,50\nindividuals_online,<b>x</b>,2021,12\n"
)
MANY_BAD = HEADER + "".join(f"individuals_online,KEN,{year},abc\n" for year in range(2000, 2025))


def newest(tracker: Tracker, dataset: str = "internet_access") -> int:
    """Return the newest revision of a dataset."""
    return tracker.store.history(dataset)[0].revision


def publish_beside(tracker: Tracker, content: str, why: str) -> None:
    """Publish a file as somebody else does, in another session."""
    other = Session().open("upload").upload(content, "other.csv")
    other.publish("Ben", why)

    assert tracker.store.history("internet_access")[0].why == why


def test_page_starts_with_templates_and_nothing_to_publish(open_page: OpenPage) -> None:
    session = open_page("upload")

    assert [one.key for one in session.app.download_button] == [
        "template_observations_csv",
        "template_observations_xlsx",
        "template_targets_csv",
        "template_targets_xlsx",
        "template_schools_csv",
        "template_schools_xlsx",
        "template_pledges_csv",
        "template_pledges_xlsx",
        "template_indicators_csv",
        "template_indicators_xlsx",
    ]
    assert "Only four columns are needed for figures" in session.words
    assert not session.has_button("publish_pressed")


def test_good_file_is_recognised_and_previewed_and_nothing_is_stored(open_page: OpenPage, tracker: Tracker) -> None:
    session = open_page("upload").upload(GOOD)

    words = session.words
    assert "figures.csv was read as our template for figures (UTF-8, columns separated by commas)" in words
    assert "3 rows: 3 accepted, 0 refused, 0 left out" in words
    assert "Individuals using the Internet % of population WDI 2026-07-13 2 2023\N{EN DASH}2025 3" in words
    assert "Every row was checked" in words
    assert "1 New 2 Changed 0 Unchanged 0 Gone" in words
    assert newest(tracker) == 0


def test_how_a_file_was_opened_is_said_and_can_be_corrected(open_page: OpenPage) -> None:
    rows = "indicator;ref_area;time_period;obs_value\nindividuals_online;KEN;2025;44,2\n"
    session = open_page("upload").upload(rows)

    assert "(UTF-8, columns separated by semicolons, decimal comma)" in session.words
    assert {"upload_encoding", "upload_delimiter", "upload_decimal"} <= {one.key for one in session.app.selectbox}

    session.app.selectbox(key="upload_decimal").select(".").run()

    assert "Not publishable yet" in session.words


def test_what_a_file_is_can_be_said_where_it_was_not_recognised_right(open_page: OpenPage) -> None:
    session = open_page("upload").upload(GOOD)
    session.app.selectbox(key="upload_form").select("owid").run()

    assert "Not publishable yet" in session.words
    assert "file is not of the form owid" in session.words

    session.app.selectbox(key="upload_form").select("template").run()

    assert "Every row was checked" in session.words


def test_preview_shows_old_and_new_values_the_biggest_change_first(open_page: OpenPage) -> None:
    session = open_page("upload").upload(GOOD)

    words = session.words
    table = words[words.index("Before → after") :]
    places = [table.index(part) for part in ("73.6 % → 94.2 %", "32.1 % → 36.1 %", "44.2 %")]
    assert places == sorted(places)


def test_preview_shows_which_targets_change_their_status(open_page: OpenPage) -> None:
    session = open_page("upload").upload(GOOD)

    assert "judgements change their status" in session.words
    assert 'style="color:var(--c2030-off_track)"' in session.pieces["effects_publish"]
    assert "73.6 % (2025) → 94.2 % (2025)" in session.words


def test_publishing_makes_a_revision_and_says_what_was_read(open_page: OpenPage, tracker: Tracker) -> None:
    session = open_page("upload").upload(GOOD).publish("Ana Wanjiru", "Household survey")

    made = tracker.store.history("internet_access")[0]
    assert (made.revision, made.by, made.why, made.file) == (1, "Ana Wanjiru", "Household survey", "figures.csv")
    assert (made.new, made.changed, made.gone) == (1, 2, 0)
    assert "figures.csv: 1 new, 2 changed, 0 unchanged, 0 gone." in session.words
    assert "Individuals using the Internet (2 areas, 2023\N{EN DASH}2025)" in session.words
    assert "Internet access is now at revision 1." in session.words
    assert not session.has_button("publish_pressed")


@pytest.mark.usefixtures("store")
def test_name_is_remembered_within_the_session_and_the_reason_is_not(open_page: OpenPage) -> None:
    session = open_page("upload").upload(GOOD).publish("Ana Wanjiru", "Household survey")
    session.upload(ONE)

    assert session.app.text_input(key="publish_by").value == "Ana Wanjiru"
    assert session.app.text_input(key="publish_why_publish").value == ""


@pytest.mark.parametrize(
    ("by", "why", "said"),
    [("", "a survey", "Enter your name"), ("Ana", "  ", "Enter a reason")],
    ids=["no-name", "no-reason"],
)
def test_nothing_is_published_without_name_and_reason(
    open_page: OpenPage, tracker: Tracker, by: str, why: str, said: str
) -> None:
    session = open_page("upload").upload(GOOD).publish(by, why)

    assert said in session.words
    assert newest(tracker) == 0


def test_bad_file_shows_every_kind_of_problem_and_cannot_be_published(open_page: OpenPage, tracker: Tracker) -> None:
    session = open_page("upload").upload(BAD)

    words = session.words
    assert "4 places have to be put right" in words
    assert "'31,5x' is not a number" in words
    assert "Did you mean KEN (Kenya)?" in words
    assert "'2031' has not begun yet" in words
    assert not session.has_button("publish_pressed")
    assert newest(tracker) == 0


def test_markup_in_a_bad_file_is_shown_as_text(open_page: OpenPage) -> None:
    session = open_page("upload").upload(BAD)

    assert "&lt;b&gt;x&lt;/b&gt;" in session.pieces["problems"]
    assert "<b>x</b>" not in session.pieces["problems"]


def test_long_list_of_problems_says_how_many_more_there_are(open_page: OpenPage) -> None:
    session = open_page("upload").upload(MANY_BAD)

    assert session.pieces["problems"].count("<tr>") == 1 + 5
    assert "and 20 more of this kind" in session.words
    assert any("Download all findings (25)" in one.label for one in session.app.download_button)


def test_file_that_is_no_csv_is_explained(open_page: OpenPage) -> None:
    session = open_page("upload").upload(b"PK\x03\x04" + bytes(100), "book.xlsx")

    assert "book.xlsx could not be read as our template" in session.words
    assert not session.has_button("publish_pressed")


def test_file_that_changes_nothing_says_so_and_offers_no_publishing(open_page: OpenPage, tracker: Tracker) -> None:
    session = open_page("upload").upload(export_dataset(tracker.store.read("ewaste"), "csv"))

    assert "This file changes nothing" in session.words
    assert not session.has_button("publish_pressed")
    assert newest(tracker, "ewaste") == 0


def test_replacing_spells_out_every_row_that_goes(open_page: OpenPage, tracker: Tracker) -> None:
    session = open_page("upload").upload(ONE)
    assert "0 Gone" in session.words

    session.app.radio(key="upload_mode").set_value(True).run()

    assert "24 published rows are not there afterwards" in session.words
    assert "Individuals online, Kenya, WDI 2026-07-13 2000\N{EN DASH}2023 (24)" in session.words
    session.publish()
    assert tracker.store.history("internet_access")[0].gone == 24


def test_dropping_a_file_clears_everything(open_page: OpenPage, tracker: Tracker) -> None:
    session = open_page("upload").upload(GOOD).press("publish_drop")

    assert "What was recognised" not in session.words
    assert newest(tracker) == 0


def test_file_is_still_there_after_a_visit_to_another_page(open_page: OpenPage) -> None:
    session = open_page("upload").upload(GOOD)
    session.app.switch_page("pages/progress/targets.py").run()
    session.app.switch_page("pages/manage/upload.py").run()

    assert "You are looking at figures" in session.words
    assert session.has_button("publish_pressed")


def test_indicator_and_edition_can_be_said_for_a_file_without_them(open_page: OpenPage, tracker: Tracker) -> None:
    session = open_page("upload").upload("ref_area,time_period,obs_value\nKEN,2025,44.2\n")
    assert "this column is missing" in session.words.lower()

    session.app.selectbox(key="upload_indicator").set_value("households_online")
    session.app.text_input(key="upload_edition").set_value("Census 2025").run()
    session.publish()

    rows = tracker.store.read("internet_access").to_pylist()
    assert [row["obs_value"] for row in rows if row["edition"] == "Census 2025"] == [44.2]


def test_somebody_elses_publication_is_shown_and_nothing_is_overwritten(open_page: OpenPage, tracker: Tracker) -> None:
    session = open_page("upload").upload(ONE)
    publish_beside(tracker, f"{HEADER}individuals_online,KEN,2024,20.0\n", "Quick fix")
    session.publish()

    assert newest(tracker) == 1
    assert "Internet access, revision 1, by Ben (Quick fix)" in session.words
    assert "35 % → 20 %" in session.words
    assert "20 % → 36.5 %" in session.words

    session.publish("Ana", "decided again")
    assert tracker.store.history("internet_access")[0].why == "decided again"


def test_preview_is_worked_out_anew_when_the_data_changed_meanwhile(open_page: OpenPage, tracker: Tracker) -> None:
    session = open_page("upload").upload(ONE)
    publish_beside(tracker, f"{HEADER}individuals_online,KEN,2024,20.0\n", "Quick fix")
    session.app.run()

    assert "has changed since you opened this" in session.words
    assert "20 % → 36.5 %" in session.words


def test_nothing_can_be_published_while_an_earlier_day_is_looked_at(open_page: OpenPage, tracker: Tracker) -> None:
    earlier = TODAY - timedelta(days=2)
    session = open_page("upload", as_of=earlier.isoformat()).upload(GOOD)

    assert "nothing can be published from here" in session.words
    assert not session.has_button("publish_pressed")

    session.press("back_to_today_publish")
    assert session.has_button("publish_pressed")
    assert newest(tracker) == 0


def test_own_targets_replace_the_built_in_ones(open_page: OpenPage, tracker: Tracker) -> None:
    own = (
        "target_id,framework,wording,indicator,ref_area,kind,direction,target_value,target_year\n"
        "KE-1,KE2030,80 % online,individuals_online,KEN,level,up,80,2030\n"
    )
    session = open_page("upload").upload(own, "targets.csv")
    session.app.radio(key="upload_mode").set_value(True).run()

    assert "53 published rows are not there afterwards" in session.words
    session.publish()
    assert [row["target_id"] for row in tracker.store.read("targets").to_pylist()] == ["KE-1"]


def test_newer_built_in_figures_are_offered_and_taken_over_only_on_request(
    open_page: OpenPage, tracker: Tracker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = load_builtin("ewaste").to_pylist()[0] | {"obs_value": 99.5}
    (tmp_path / "itu").mkdir()
    (tmp_path / "itu" / "ewaste.csv").write_bytes(to_csv(list(row), [row]))
    monkeypatch.setattr(renewals, "find_renewals", lambda found: find_renewals(found, tmp_path))
    monkeypatch.setattr(
        renewals, "preview_renewal", lambda found, dataset, today: preview_renewal(found, dataset, today, tmp_path)
    )
    monkeypatch.setattr(renewals, "newest_digest", lambda dataset: newest_digest(dataset, tmp_path))
    session = open_page("upload")
    assert "brings newer built-in figures for E-waste" in session.words

    session.press("renewal_ewaste")
    assert "0 New 1 Changed" in session.words
    assert newest(tracker, "ewaste") == 0

    session.publish("Ana", "new edition of the program")
    made = tracker.store.history("ewaste")[0]
    assert (made.deed, made.changed, made.sha256) == ("built-in", 1, newest_digest("ewaste", tmp_path))
    assert "brings newer" not in session.words


def test_who_has_brought_a_file_sees_what_was_found_and_not_the_templates(open_page: OpenPage) -> None:
    session = open_page("upload")
    assert "Get the template" in [one.value for one in session.app.header]

    session.upload(ONE)
    assert "Get the template" not in [one.value for one in session.app.header]
    assert "Get the template" in [one.label for one in session.app.expander]


def test_notes_are_folded_and_what_blocks_stands_before_them(open_page: OpenPage) -> None:
    rows = "school_id,ref_area,connectivity,latitude,longitude\ns1,KEN,yes,1,36\ns2,KENYA,no,2.1234,36.1234\n"
    found = open_page("upload").upload(rows, "schools.csv").pieces["problems"]

    before, folded = found.split("<details")
    assert "is not the code of an area" in before and "Note" not in before
    assert "nothing to decide" in folded and "Note" in folded


@pytest.mark.usefixtures("store")
def test_after_publishing_figures_of_one_country_the_way_leads_to_that_country(open_page: OpenPage) -> None:
    session = open_page("upload").upload(ONE).publish()
    links = {one.proto.label: one.proto.query_string for one in session.app.get("page_link")}

    assert links["See it: Kenya"] == "area=KEN"
