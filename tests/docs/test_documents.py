"""The documents are true: what they link to is there, and the commands they name are understood."""

import re
import shlex
from pathlib import Path

import pytest

from commands.parser import build_parser

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
LINK = re.compile(r"\]\(([^)\s#]+)(?:#[^)]*)?\)")
ELSEWHERE = ("http://", "https://", "mailto:")
LINKS = [
    pytest.param(document, link, id=f"{document.name}-{link}")
    for document in DOCUMENTS
    for link in LINK.findall(document.read_text(encoding="utf-8"))
    if not link.startswith(ELSEWHERE)
]
AUTOMATE = (ROOT / "README.md").read_text(encoding="utf-8").partition("## How to automate")[2].partition("\n## ")[0]
COMMANDS = re.findall(r"^\.venv/bin/python cli\.py (.+)$", AUTOMATE, re.MULTILINE)


@pytest.mark.parametrize(("document", "link"), LINKS)
def test_every_link_and_picture_of_a_document_is_there(document: Path, link: str) -> None:
    assert (document.parent / link).is_file()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_readme_is_understood(command: str) -> None:
    options = build_parser().parse_args(shlex.split(command))

    assert options.command == command.split(maxsplit=1)[0]


def test_the_documents_have_links_and_commands_to_look_at() -> None:
    assert len(LINKS) >= 5
    assert len(COMMANDS) == len([line for line in AUTOMATE.splitlines() if "cli.py" in line]) >= 5
