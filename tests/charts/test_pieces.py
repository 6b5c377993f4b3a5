"""Keys, facts and tables around a chart: every kind is explained, and data never becomes markup."""

from charts.facts import draw_table
from charts.key import SHAPES, draw_key
from charts.marks import kinds_shown, mix
from charts.pieces import write, write_table
from exhibits.exhibit import (
    Block,
    Caption,
    Chip,
    Entries,
    Entry,
    Explained,
    Fact,
    Facts,
    Lead,
    Link,
    Member,
    Members,
    Mode,
    Modes,
    Note,
    Plain,
    Remark,
    Small,
    Standing,
    Standings,
    Table,
    Tools,
    WayOn,
    Ways,
)
from exhibits.scorecard import FrameworkTitle, TargetHead
from exhibits.trend import TrendLine
from i18n import has_text
from metrics.series import Series, make_point

BAD = "<img src=x>"


def test_key_explains_only_what_the_chart_shows() -> None:
    points = (make_point("2018", 1, "A"), make_point("2019", 2, "E"), make_point("2020", 3, "B"))
    series = Series("individuals_online", "WLD", "A", "2025-01", "ITU", "PT_POP", points, (make_point("2030", 4, "F"),))

    assert kinds_shown([TrendLine("World", "World", series)]) == ["measured", "estimated", "forecast", "break"]


def test_every_kind_of_mark_has_its_words() -> None:
    assert all(has_text(f"charts.key.{kind}") for kind in SHAPES)
    assert draw_key(["measured"]).count("<li>") == 1
    assert draw_key([]) == ""


def test_mixed_colour_lies_between_the_two() -> None:
    assert mix("#000000", "#ffffff", 0.5) == "#808080"


def test_data_never_becomes_markup() -> None:
    pieces = [
        draw_table(BAD, [BAD, BAD], [[BAD, BAD]]),
        write([Facts([Fact(BAD, BAD, BAD)]), Standings([Standing(BAD, BAD, "on_track", BAD, BAD)])]),
        write([Lead(BAD, BAD), Plain(BAD, BAD), Small(BAD, [Link(BAD, BAD)]), Explained([(BAD, [BAD])])]),
        write([Note(BAD, BAD), TargetHead(BAD, BAD, "on_track", BAD, BAD, BAD)]),
        write(
            [Block([Remark(BAD), WayOn(BAD, Link(BAD, BAD))]), Members([Member(Link(BAD, BAD), BAD, BAD, BAD)], BAD)]
        ),
        write([Entries([Entry(BAD, [BAD, Link(BAD, BAD)], BAD)]), Ways([Link(BAD, BAD)]), Caption(BAD, 1)]),
    ]

    assert all("<img" not in piece for piece in pieces)


def test_note_leads_on_from_its_words() -> None:
    html = write([Note(BAD, BAD, [Link(BAD, "upload")])])

    assert html.endswith('<a href="upload" target="_self">&lt;img src=x&gt;</a></span></div>')
    assert "<img" not in html
    assert "c2030-links" not in write([Note("Title", "words")])


def test_heading_of_a_section_stands_alone_or_over_a_sentence() -> None:
    assert write([FrameworkTitle("Where <they> are")]) == '<h2 class="c2030-framework">Where &lt;they&gt; are</h2>'
    assert write([FrameworkTitle("Goals", "What they are")]).endswith('<p class="c2030-about">What they are</p>')


def test_table_names_its_columns_for_narrow_screens_and_carries_a_status() -> None:
    html = draw_table("Editions", ["Edition", "Status"], [["WDI", Chip("met_late", "Met late")]])

    assert 'data-label="Status"' in html
    assert "Met late" in html
    assert 'aria-label="Editions"' in html


def table_of(*rows: tuple[str, str, str]) -> Table:
    return Table("t", "Figures", ("Area", "Value", "Edition"), rows, (1,), (), ())


def test_column_that_says_the_same_in_every_row_is_left_out_and_said_once() -> None:
    html = write_table(table_of(("World", "1", "A 2025"), ("Kenya", "2", "A 2025")))

    assert '<th scope="col">Edition</th>' not in html
    assert html.count("A 2025") == 1
    assert "In every row: Edition: A 2025." in html
    assert '<th scope="col" class="c2030-figure">Value</th>' in html


def test_first_column_that_differs_names_the_rows() -> None:
    html = write_table(table_of(("World", "1", "A"), ("World", "2", "B")))

    assert '<th scope="row">1</th>' in html
    assert "In every row: Area: World." in html


def test_single_row_keeps_every_column() -> None:
    assert write_table(table_of(("World", "1", "A"))).count('scope="col"') == 3


def test_ways_to_look_at_an_indicator_mark_the_one_shown() -> None:
    html = write(
        [Modes("Internet access", "Ways", [Mode(Link("Chart", "a?area=KEN")), Mode(Link("Map", "b"), here=True)])]
    )

    assert '<a href="a?area=KEN" target="_self">Chart</a>' in html
    assert '<a href="b" target="_self" aria-current="page">Map</a>' in html
    assert "<nav" not in write([Modes("Internet access", "Ways", [Mode(Link("Chart", "a"), here=True)])])


def test_tools_of_two_pictures_are_called_differently() -> None:
    html = write([Tools("Internet use", ["Table"], "online", "file", "Link", "Copied")])

    assert html.count('<span class="c2030-spoken">, Internet use</span>') == 4  # the table, PNG, SVG and the link
    assert 'data-at="online"' in html
