"""The front door for people as a command: its options, and where the name of the first page leads."""

import asyncio

import pytest
from starlette.requests import Request

from dashboard import lead_to_first_page, options_of


def test_options_of_the_command_are_those_of_streamlit() -> None:
    found = options_of(["--server.port", "8501", "--server.headless=true"])

    assert found == {"server.port": "8501", "server.headless": "true"}


@pytest.mark.parametrize("word", ["8501", "--help", "-h"])
def test_word_that_is_no_option_is_named_with_what_to_write(word: str) -> None:
    with pytest.raises(
        SystemExit, match=f"'{word}' is no option. Write one of Streamlit's, such as --server.port 8501."
    ):
        options_of([word])


@pytest.mark.parametrize(("query", "address"), [("", "./"), ("area=KEN", "./?area=KEN")])
def test_name_of_the_first_page_leads_to_it_with_its_choices(query: str, address: str) -> None:
    request = Request({"type": "http", "query_string": query.encode(), "path": "/overview", "headers": []})

    assert asyncio.run(lead_to_first_page(request)).headers["location"] == address
