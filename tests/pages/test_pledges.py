"""The pledges page: the headline until a list is there, then the list in every view of it."""

from collections.abc import Callable

import pytest

from data.readers import ReadOptions
from services.checking import check_file
from services.previewing import Mode
from services.publishing import Who, publish_file
from services.tracker import Tracker
from tests.days import TODAY
from tests.pages.sessions import Session

Open = Callable[..., Session]
WHO = Who("Ana", "a test")
LIST = """\
pledge_id,pledger,pledger_kind,focus_area,currency,amount,reported_amount,beneficiaries,pledged_on,due_on,status
R-1,Example Telecom,private_sector,access,USD,80 000 000 000,5000000000,KEN;UGA,2022-06-09,2024,ongoing
R-2,Ministry,government,adoption,USD,21000000000,,LDC,2023-12-31,,ongoing
R-3,Ministry,government,,,,,,,,planned
R-4,Example Bank,private_sector,access,CHF,7000000,,FRA,2024,,planned
"""


def publish(tracker: Tracker, complete_on: str = "") -> None:
    check = check_file(tracker, LIST.encode(), "pledges.csv", ReadOptions(), TODAY)
    assert check.publishable
    publish_file(tracker, check, WHO, TODAY, Mode(complete_on=complete_on))


def test_page_without_a_list_shows_the_headline_and_invites(open_page: Open) -> None:
    page = open_page("pledges")

    assert "No list of pledges is published yet." in page.words
    assert "Partner2Connect pledges were worth more than USD 82 bn on 4 March 2026" in page.words
    assert 'href="upload"' in page.pieces["pledges_invite"]
    assert page.has_button("load_example_pledges")
    names = [alt for alt, _ in page.charts]
    assert any("Pledger: private sector: USD 24.46 bn, 67 % of all." in name for name in names)
    assert any("All pledges: USD 36.78 bn." in name for name in names)
    assert "they are never added up" in page.words


@pytest.mark.usefixtures("store")
def test_example_is_loaded_and_taken_out_again(open_page: Open) -> None:
    page = open_page("pledges").press("load_example_pledges")

    assert "111 pledges promise USD 18.58 bn, and USD 6.91 bn is reported as delivered." in page.words
    assert "This list is invented and shows how the page works: target P2C-1 is judged from the" in page.words
    assert "9 withdrawn pledges" in page.words
    assert "111 pledges, and 9 withdrawn" in page.words
    assert "CHF 2.8 billion" in page.words
    assert len(page.charts) == 7

    page.press("remove_example_pledges")
    assert "No list of pledges is published yet." in page.words


def test_partial_list_stands_beside_the_headline(open_page: Open, tracker: Tracker) -> None:
    publish(tracker)
    page = open_page("pledges")

    assert "4 pledges promise USD 101 bn, and USD 5 bn is reported as delivered." in page.words
    assert "This list is partial: target P2C-1 is judged from the newest headline, of 4 March 2026." in page.words
    assert any("CHF 7 million not converted" in alt for alt, _ in page.charts)
    assert "1 pledge is overdue" in page.words
    assert "the target is not judged by this list" in page.words
    target = next(alt for alt, _ in page.charts if alt.startswith("This list holds"))
    assert "Headline of all pledges: more than USD 82 bn, 4 March 2026." in target
    assert "Target: USD 100 bn by 31 December 2026." in target
    assert not page.has_button("remove_example_pledges")


def test_complete_list_says_that_it_decides(open_page: Open, tracker: Tracker) -> None:
    publish(tracker, "2026-10-01")
    page = open_page("pledges")

    assert "This list is complete on 1 October 2026: target P2C-1 is judged from it." in page.words
    assert "since 31 December 2022, as on the scorecard" in page.words


def test_list_complete_before_its_first_pledge_says_one_thing_about_the_target(
    open_page: Open, tracker: Tracker
) -> None:
    publish(tracker, "2022-01-01")
    page = open_page("pledges")

    assert (
        "none of its pledges with a value in US dollars was made by then: target P2C-1 is judged from the" in page.words
    )
    assert "judged from it" not in page.words
    assert "the target is not judged by this list" in page.words
    assert "c2030-scroll c2030-wide" in page.pieces["pledges-overdue_table"]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"focus": "access"}, "2 pledges (Access) promise USD 80 bn"),
        ({"kind": ["government"]}, "2 pledges (Governments) promise USD 21 bn"),
        ({"area": "LDC"}, "2 pledges concerning the least developed countries promise USD 101 bn"),
        ({"area": "ATA"}, "No pledge of this list concerns Antarctica. It names"),
        ({"area": "ATA", "focus": "access"}, "No pledge fits this choice."),
        ({"focus": "nonsense"}, "'nonsense', which is not known here"),
    ],
)
def test_link_chooses_pledges(open_page: Open, tracker: Tracker, query: dict[str, str], words: str) -> None:
    publish(tracker)

    assert words in open_page("pledges", **query).words.replace("\\", "")
