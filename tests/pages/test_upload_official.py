"""Upload of a publisher's file: each series with its code and what it became, and the right file beside a wrong one."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from services.tracker import Tracker
from tests.pages.sessions import Session

OpenPage = Callable[..., Session]
SAMPLES = Path(__file__).parents[1] / "samples" / "forms"
PRICES = (SAMPLES / "itu_datahub_prices.csv").read_text(encoding="utf-8-sig")
MANY = (
    '"Country Name","Country Code","Indicator Name","Indicator Code","2022","2023",\n'
    '"Kenya","KEN","Individuals using the Internet (% of population)","IT.NET.USER.ZS","32","33",\n'
) + "".join(f'"Kenya","KEN","Invented <b>series</b> {one}","XX.YY.{one:03}","1","",\n' for one in range(250))


def plain(piece: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", piece).split())


def test_each_series_is_shown_with_its_code_and_what_became_of_it(open_page: OpenPage) -> None:
    session = open_page("upload").upload(PRICES, "prices.csv")
    words, table = session.words, plain(session.pieces["found_series"])

    assert "by their codes: i154_FBB5_GNI became Price of the fixed-broadband basket (5 GB) (2 areas, 2023" in words
    assert "2 areas, 2023\N{EN DASH}2024)" in words
    assert "It does not say its edition and is taken as ITU DataHub 2026-11." in words
    assert "3 values left out (series: i154_FBB5$, i154_FBB5_PPP, i154_FBB_ts_GNI)" in words
    assert "i154_FBB5_PPP: Fixed-broadband basket left out: no indicator of this tracker" in table
    assert session.pieces["found_series"].count("<tr>") == 1 + 4


def test_long_list_of_series_is_folded_away_cut_and_can_be_downloaded(open_page: OpenPage) -> None:
    session = open_page("upload").upload(MANY, "many.csv")
    table = session.pieces["found_series"]

    assert "What each of the 251 series of the file became" in [one.label for one in session.app.expander]
    assert table.count("<tr>") == 1 + 200
    assert plain(table).index("IT.NET.USER.ZS") < plain(table).index("XX.YY.000")
    assert "Invented &lt;b&gt;series&lt;/b&gt; 0" in table
    assert "and 51 more series" in session.words
    assert {"found_series_file_csv", "found_series_file_xlsx"} <= {one.key for one in session.app.download_button}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Metadata_Country_API_SP.POP.TOTL_DS2_en_csv_v2_1.csv", "in the file API_SP.POP.TOTL_DS2_en_csv_v2_1.csv of"),
        ("", "called like this: API_\u2026_DS2_en_csv_v2_\u2026.csv. Upload that one."),
    ],
    ids=["telling-name", "no-name"],
)
def test_file_beside_the_data_is_called_so_and_names_the_right_one(open_page: OpenPage, name: str, said: str) -> None:
    content = (SAMPLES / "worldbank_metadata_country.csv").read_bytes()
    session = open_page("upload").upload(content, name or "x")

    assert "belongs to a World Bank download of World Development Indicators, but it is not the file" in session.words
    assert "Another file is meant" in session.words
    assert said in session.words
    assert not session.has_button("publish_pressed")


def test_a_file_that_does_not_say_its_edition_is_asked_for_it_with_what_each_answer_would_change(
    open_page: OpenPage,
) -> None:
    session = open_page("upload").upload(PRICES, "prices.csv")
    asked = session.app.radio(key="upload_edition_choice")
    captions = asked.proto.captions

    assert asked.label == "Which edition is this file?"
    assert asked.options[0] == "ITU DataHub 2026-11, as if it had come out this month"
    assert asked.options[1] == "ITU ICT Price Baskets 2025-12"
    assert asked.value == "ITU DataHub 2026-11"
    assert list(captions[:2]) == [
        "2 new values, 0 changed; nothing that is shown today is displaced",
        "1 new value, 1 changed; nothing that is shown today is displaced",
    ]

    asked.set_value("ITU ICT Price Baskets 2025-12").run()
    assert session.app.text_input(key="upload_edition").value == "ITU ICT Price Baskets 2025-12"
    assert "Its edition is ITU ICT Price Baskets 2025-12." in session.words
    assert session.app.radio(key="upload_edition_choice").value == "ITU ICT Price Baskets 2025-12"

    session.app.radio(key="upload_edition_choice").set_value("ITU DataHub 2026-11").run()
    assert session.app.text_input(key="upload_edition").value == ""


ROWS = "indicator,ref_area,time_period,obs_value\nindividuals_online,KEN,2024,41\n"


def test_rows_that_name_no_edition_may_be_one_of_their_own_and_then_change_no_figure_of_a_publisher(
    open_page: OpenPage, tracker: Tracker
) -> None:
    session = open_page("upload").upload(ROWS)
    asked = session.app.radio(key="upload_edition_choice")
    assert asked.options == [
        "It goes on from WDI 2026-07-13: later years are added, figures of the same year are corrected",
        "Upload 2026-11: an edition of its own, beside those of publishers",
    ]
    assert asked.proto.captions[0] == "0 new values, 1 changed; 1 latest value or status would be another"
    assert asked.proto.captions[1].startswith("1 new value, 0 changed; ")

    asked.set_value("Upload 2026-11").run()
    session.publish()

    rows = [
        (row["edition"], row["obs_value"])
        for row in tracker.store.read("internet_access").to_pylist()
        if (row["indicator"], row["ref_area"], row["time_period"]) == ("individuals_online", "KEN", "2024")
    ]
    assert ("Upload 2026-11", 41.0) in rows
    assert [value for edition, value in rows if edition == "WDI 2026-07-13"] == [pytest.approx(35, abs=0.1)]


@pytest.mark.parametrize(
    "content", [ROWS.replace("41", "141"), ROWS.replace("value\n", "value,edition\n", 1).replace("41", "41,X 1")]
)
def test_a_file_that_is_blocked_or_says_its_edition_is_not_asked(open_page: OpenPage, content: str) -> None:
    session = open_page("upload").upload(content)

    assert not [one for one in session.app.radio if one.key == "upload_edition_choice"]
