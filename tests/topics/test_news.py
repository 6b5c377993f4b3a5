"""What changed in words that can be read out: the answer, its table, the few lines of a first screen, and its file."""

import re

import pytest

from charts.pieces import write
from exhibits.changes import MovedLine, MovedLines
from exhibits.exhibit import Exhibit, Passage
from services.tracker import Tracker
from services.view import look_at
from tests.services.conftest import TODAY
from tests.topics.conftest import EDITION, Publish
from topics.moved import Comparison, MovedMembers, Since, TwoEditions, YearBefore, since_revision
from topics.news import answer_words, file_parts, short_news, show_changes

ONLINE = "individuals_online"


def last_revision(tracker: Tracker) -> Since:
    return since_revision(tracker, look_at(tracker, TODAY), tracker.store.history("internet_access")[0])


def answer(comparison: Comparison, area: str) -> str:
    return " ".join(answer_words(comparison, comparison.find(area)))


def lines_of(exhibit: Exhibit) -> list[MovedLine]:
    texts = [one for part in exhibit.parts if isinstance(part, Passage) for one in part.texts]
    (table,) = [one for one in texts if isinstance(one, MovedLines)]
    return list(table.lines)


def short(tracker: Tracker, area: str) -> list[str]:
    news = short_news(tracker, tracker.store.snapshot(), look_at(tracker, TODAY), TODAY, area)
    return [f"{one.link.words} ({one.note})" for one in news.lines]


def test_answer_counts_what_moved_and_names_the_largest(own: Tracker, publish: Publish) -> None:
    publish(f"{ONLINE},KEN,2025,96,{EDITION}\n")

    assert answer(last_revision(own), "KEN") == (
        "Since before revision 1 of Internet access, in Kenya: one status turned and one figure moved. "
        "Internet use went from off track to achieved. Internet use rose by 61 points to 96 % (2025 against 2024)."
    )
    assert answer(last_revision(own), "GHA") == (
        "Since before revision 1 of Internet access, in Ghana: no figure, status or chance moved."
    )


def test_answer_of_a_year_names_both_years(own: Tracker) -> None:
    view = look_at(own, TODAY)
    words = answer(YearBefore(view), "LDC")

    assert words.startswith("From one year to the next, in the least developed countries: ")
    assert "(2024 against 2023)." in words


def test_answer_of_two_editions_says_what_was_restated(own: Tracker) -> None:
    """Facts and Figures 2024 had the world at 68 % online in 2024, that of 2025 has it at 71 %; 5G 51 and 55 %."""
    found = TwoEditions(look_at(own, TODAY), "Facts and Figures 2025", "Facts and Figures 2024")

    assert answer(found, "WLD") == (
        "Facts and Figures 2025 against Facts and Figures 2024, in the world: 3 of 4 figures of the same years were "
        "restated and one year is new. Coverage by 5G came out as 55 %, not 51 % as said before (2024)."
    )


def test_line_says_where_the_newer_edition_puts_the_year_before(own: Tracker, publish: Publish) -> None:
    publish(f"{ONLINE},KEN,2024,36,{EDITION}\n{ONLINE},KEN,2025,41,{EDITION}\n")
    found = last_revision(own)
    (line,) = lines_of(show_changes(found, found.find("KEN")))

    assert (line.before, line.before_when, line.after, line.after_when) == ("35 %", "2024", "41 %", "2025")
    assert (line.way, line.change, line.share) == ("up", "up 6 points", 1.0)
    assert line.change_note == "This edition has 36 % for 2024: up 5 points from there."
    assert line.link.address == "internet_access?indicator=individuals_online&area=KEN"


def test_bars_are_as_long_as_the_order_says(own: Tracker) -> None:
    found = YearBefore(look_at(own, TODAY))
    shares = [one.share for one in lines_of(show_changes(found, found.find("WLD")))]

    assert shares[0] == 1.0
    assert shares == sorted(shares, reverse=True)


def test_what_is_drawn_is_escaped(own: Tracker, publish: Publish) -> None:
    publish(f"{ONLINE},KEN,2025,41,<b>Own</b> 2026\n")
    found = last_revision(own)
    html = "".join(write(one.texts) for one in show_changes(found, found.find("KEN")).parts if isinstance(one, Passage))

    assert "<b>Own" not in html
    assert "&lt;b&gt;Own" in html


def test_first_screen_has_four_lines_one_of_each_kind(own: Tracker, publish: Publish) -> None:
    before = short(own, "WLD")

    assert "Internet use rose by 2.4 points to 73.6 % (2025 against 2024)" in before
    assert before[-1] == "Coverage by 5G came out as 55 %, not 51 % as said before (2024, Facts and Figures 2025)"
    assert any(line.endswith("(since 22 November 2025)") for line in before)
    publish(f"{ONLINE},KEN,2025,41,{EDITION}\n")

    after = short(own, "WLD")
    assert len(after) == 4
    assert re.fullmatch(r"Last revision of Internet access: one new row \(Ana, .* [0-9]{4}\)", after[-1])
    assert short(own, "KEN")[-1].startswith("Last revision: Internet use rose by 6 points to 41 % (Ana, ")


def test_file_has_both_sides_and_what_it_is_compared_with(own: Tracker, publish: Publish) -> None:
    publish(f"{ONLINE},KEN,2025,96,{EDITION}\n")
    found = last_revision(own)
    parts, about = file_parts(found, found.find("KEN"), MovedMembers(), [])
    (row,), (status,) = parts["figures"], parts["statuses and chances"]

    assert (row["time_period_before"], row["time_period_after"], row["obs_value_after"]) == ("2024", "2025", 96)
    assert (row["change"], row["kind"], row["edition_after"]) == (pytest.approx(61.024, abs=0.001), "newer", EDITION)
    assert (status["status_before"], status["status_after"]) == ("off_track", "achieved")
    assert about["Compared"] == "Since before revision 1 of Internet access"
