"""The column of reasons is taken off again, and only ours: no other file loses its first column."""

import pytest

from data.readers.opened import Opened
from data.readers.opening import without_reasons


@pytest.mark.parametrize(
    ("content", "left"),
    [
        pytest.param("reason,a,b\nwrong,1,2\n", "a,b\r\n1,2\r\n", id="plain"),
        pytest.param("Reason;a;b\n;1;2,5\n", "a;b\r\n1;2,5\r\n", id="semicolons-as-a-spreadsheet-saves"),
        pytest.param('"reason","a"\n"it, too",1\n', "a\r\n1\r\n", id="quoted"),
        pytest.param(",Title,\n\n,x,\nreason,a,b\n,1,2\n", "Title,\r\n\r\nx,\r\na,b\r\n1,2\r\n", id="rows-above"),
        pytest.param('reason,a\n"two\nlines","also\ntwo"\n', 'a\r\n"also\ntwo"\r\n', id="rows-of-several-lines"),
        pytest.param("reason,a\n,1,2\n,\n", 'a\r\n1,2\r\n""\r\n', id="ragged-rows-stay-so"),
        pytest.param("reason,a\n,'=1+1\n,''=1+1\n,'plain\n", "a\r\n=1+1\r\n'=1+1\r\n'plain\r\n", id="our-apostrophe"),
    ],
)
def test_our_column_is_taken_off_and_everything_else_stays(content: str, left: str) -> None:
    found = without_reasons(Opened(content.encode()))

    assert bytes(found.content[:]).decode() == left
    assert found.given_back


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("a,reason\n1,2\n", id="not-first"),
        pytest.param("reasons,a\n1,2\n", id="another-name"),
        pytest.param("Title,x\nreason,a\n1,2\n", id="something-above-it"),
        pytest.param("", id="empty"),
        pytest.param("\n" * 30 + "reason,a\n", id="too-far-below"),
    ],
)
def test_any_other_file_stays_as_it_is(content: str) -> None:
    opened = Opened(content.encode())

    assert without_reasons(opened) is opened


@pytest.mark.parametrize(
    ("content", "edition", "left"),
    [
        pytest.param("edition,Survey 2026\nreason,a\nx,1\n", "Survey 2026", "\r\na\r\n1\r\n", id="plain"),
        pytest.param("Edition;'=1;\n;Title;\nreason;a;b\n;1;2\n", "=1", "\r\nTitle;\r\na;b\r\n1;2\r\n", id="guarded"),
        pytest.param("edition\nreason,a\nx,1\n", None, "", id="without-a-cell-it-is-no-row-of-ours"),
        pytest.param(",Title\nedition,Survey\nreason,a\n", None, "", id="not-the-first-row"),
    ],
)
def test_edition_of_the_rows_stands_before_all_others(content: str, edition: str | None, left: str) -> None:
    opened = Opened(content.encode())
    found = without_reasons(opened)

    if edition is None:
        assert found is opened
    else:
        assert (found.said.get("edition", ""), bytes(found.content[:]).decode()) == (edition, left)
