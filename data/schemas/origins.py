"""Where figures come from that no publisher named, and reasons that the product gives itself, as codes and values.

The store holds these; `exhibits/origins.py` makes the words when they are read. Earlier versions stored the English
sentences themselves: what they wrote is known, and turned into the codes wherever a store or a file is read.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

UPLOAD, CENSUS, PLEDGE_LIST = "Upload", "School census", "Pledge list"
"""Who publishes, in the code of an edition, where it is not a publisher: as in `WDI 2026-07-13` the release follows.

An edition is part of the key of a row, so its code is the same in every language and for good.
"""
EDITION = re.compile(rf"({UPLOAD}|{CENSUS}|{PLEDGE_LIST})(?: (\d{{4}}-\d{{2}}(?:-\d{{2}})?))?")
UPLOADED = "upload:"
BETWEEN = "|"

SAID_UPLOADED = re.compile(r"Uploaded file (?P<file>.+?)(?:, extends (?P<extends>.+))?", re.DOTALL)
SAID_CENSUS, SAID_PLEDGES = "School census published here", "Pledge list published here"
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
"""As earlier versions wrote them, in English for good, whatever the language of the words of today."""
SAID_COMPLETE = re.compile(
    rf"Pledge list complete on (?P<day>\d{{1,2}}) (?P<month>{'|'.join(MONTHS)}) (?P<year>\d{{4}})"
)


@dataclass(frozen=True)
class Upload:
    """A file that was uploaded as the source of a figure, and the edition that the figure was taken to extend."""

    file: str
    extends: str = ""


def edition_code(publisher: str, release: str = "") -> str:
    """Return the code of an edition: who publishes it, and the month or day of its release."""
    return f"{publisher} {release}".strip()


def read_edition(code: str) -> tuple[str, str] | None:
    """Return who publishes an edition of ours and its release; None for an edition of a publisher."""
    found = EDITION.fullmatch(code)
    return (found[1], found[2] or "") if found else None


def upload_code(file: str, extends: str = "") -> str:
    """Return the code of a source: the file that was uploaded, and the edition that it was taken to extend."""
    parts = (file, extends) if extends else (file,)
    return UPLOADED + BETWEEN.join(part.replace("%", "%25").replace(BETWEEN, "%7C") for part in parts)


def read_upload(code: str) -> Upload | None:
    """Return the uploaded file that the code of a source names; None for any other source."""
    if not code.startswith(UPLOADED):
        return None
    file, _, extends = code.removeprefix(UPLOADED).partition(BETWEEN)
    return Upload(*(part.replace("%7C", BETWEEN).replace("%25", "%") for part in (file, extends)))


def coded_source(written: str) -> str:
    """Return the code of a source that was written in words, as earlier versions stored it and files show it."""
    if written == SAID_CENSUS:
        return CENSUS
    if written == SAID_PLEDGES:
        return PLEDGE_LIST
    found = SAID_UPLOADED.fullmatch(written)
    return upload_code(found["file"], found["extends"] or "") if found else written


def coded_edition(written: str) -> str:
    """Return the code of an edition that was written in words, as earlier versions stored it and files show it."""
    if written == SAID_CENSUS:
        return CENSUS
    found = SAID_COMPLETE.fullmatch(written)
    if found is None:
        return written
    month = MONTHS.index(found["month"]) + 1
    return edition_code(PLEDGE_LIST, f"{found['year']}-{month:02}-{int(found['day']):02}")


REASON, REVISIONS, BY = "reason", "revisions", "by"
"""What a cause says by name: the code of the reason, and what is taken back of whom."""
REVERTED, REVERTED_THE_REST = "reverted", "reverted-the-rest"
EXAMPLES = {
    "example-loaded": "The invented example that comes with the product, to see how the page works",
    "school-example-loaded": "To see how the schools page works",
    "example-removed": "The invented example is no longer needed",
}
"""The reasons of what the product does at the press of a button, and how earlier versions wrote them."""
EXAMPLE, SAID_EXAMPLE = "example", ("Example data", "Example")
BUILT_IN, SAID_BUILT_IN = "built-in", "Built-in datasets"
SAID_REVERTED = re.compile(
    r"Takes back (?P<names>.+?, revision \d+(?:; .+?, revision \d+)*), by (?P<by>.+?)"
    r"(?P<rest>, but for rows changed since)?: (?P<why>.+)",
    re.DOTALL,
)
SAID_DATASETS = {
    "Internet access": "internet_access",
    "Affordability": "affordability",
    "E-waste": "ewaste",
    "Headline figures (Giga, Partner2Connect)": "headlines",
    "Population": "population",
    "Figures of your own indicators": "national",
    "Targets": "targets",
    "Schools": "schools",
    "Pledges": "pledges",
    "Your own indicators": "indicators",
}


def revert_cause(revisions: Iterable[tuple[str, int]], by: str, *, the_rest: bool) -> dict[str, str]:
    """Return what the revision that takes back others says of them: which they are, and whose."""
    named = "; ".join(f"{dataset} {number}" for dataset, number in revisions)
    return {REASON: REVERTED_THE_REST if the_rest else REVERTED, REVISIONS: named, BY: by}


def read_revisions(cause: Mapping[str, str]) -> list[tuple[str, int]]:
    """Return the revisions that a cause names, by dataset and number."""
    pairs = (one.rpartition(" ") for one in cause[REVISIONS].split("; "))
    return [(dataset, int(number)) for dataset, _, number in pairs]


def coded_reason(said: dict[str, object]) -> dict[str, object]:
    """Return what a revision says with codes where an earlier version stored a sentence of the product's own."""
    deed, by, why = (str(said.get(name, "")) for name in ("deed", "by", "why"))
    if said.get("cause"):
        return said
    if (deed, why) == (BUILT_IN, SAID_BUILT_IN):
        return said | {"why": BUILT_IN}
    if by in SAID_EXAMPLE and why in EXAMPLES.values():
        reason = next(code for code, words in EXAMPLES.items() if words == why)
        return said | {"by": EXAMPLE, "why": reason, "cause": {REASON: reason}}
    found = SAID_REVERTED.fullmatch(why) if deed == "revert" else None
    names = [one.rpartition(", revision ") for one in found["names"].split("; ")] if found else []
    if found is None or any(name not in SAID_DATASETS for name, _, _ in names):
        return said
    revisions = [(SAID_DATASETS[name], int(number)) for name, _, number in names]
    return said | {"why": found["why"], "cause": revert_cause(revisions, found["by"], the_rest=bool(found["rest"]))}
