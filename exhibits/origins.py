"""Codes of editions and sources in words; what a publisher names is shown as it stands."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from data.schemas.origins import (
    BUILT_IN,
    BY,
    CENSUS,
    EXAMPLES,
    PLEDGE_LIST,
    REASON,
    REVERTED,
    REVERTED_THE_REST,
    UPLOAD,
    read_edition,
    read_revisions,
    read_upload,
)
from data.schemas.revision import Revision
from i18n import format_date, text

ORIGINS = ("edition", "source", "old_source", "new_source")


def edition_words(code: str) -> str:
    """Return an edition as people read it: Upload 2026-11, School census published here, WDI 2026-07-13."""
    publisher, release = read_edition(code) or ("", "")
    if publisher == UPLOAD and release:
        return text("upload.own_edition", month=release)
    if publisher == CENSUS and not release:
        return text("census.edition")
    if publisher == PLEDGE_LIST and len(release) == len("2026-03-04"):
        return text("pledges.edition", day=format_date(date.fromisoformat(release)))
    return code


def origin_words(code: str) -> str:
    """Return a source as people read it: the file that was uploaded, a register, or what the publisher is called."""
    upload = read_upload(code)
    if upload is None:
        return {CENSUS: text("census.edition"), PLEDGE_LIST: text("pledges.source")}.get(code, code)
    if upload.extends:
        return text("upload.source_extends", file=upload.file, edition=edition_words(upload.extends))
    return text("upload.source", file=upload.file)


def row_words(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row of a dataset, or of a difference between two, with its edition and sources in words."""
    worded = {name: edition_words if name == "edition" else origin_words for name in ORIGINS if row.get(name)}
    return {**row, **{name: words(row[name]) for name, words in worded.items()}}


def why_words(revision: Revision) -> str:
    """Return why a revision was made: what somebody typed, with what the product says of it itself."""
    cause = revision.cause
    reason = cause.get(REASON) or (BUILT_IN if (revision.why, revision.revision) == (BUILT_IN, 0) else "")
    if reason in EXAMPLES or reason == BUILT_IN:
        return text(f"revisions.why.{reason}")
    if reason in (REVERTED, REVERTED_THE_REST):
        what = revision_names(read_revisions(cause))
        return text(f"revisions.why.{reason}", what=what, by=cause[BY], why=revision.why)
    return revision.why


def by_words(revision: Revision) -> str:
    """Return who made a revision; of what the product did at the press of a button it says so."""
    reason = revision.cause.get(REASON, "")
    return text(f"revisions.by.{reason}") if reason in EXAMPLES else revision.by


def revision_names(revisions: Iterable[tuple[str, int]]) -> str:
    """Return revisions by name: Internet access, revision 3; Affordability, revision 1."""
    return "; ".join(
        text("revert.name", dataset=text(f"dataset.{dataset}"), revision=number) for dataset, number in revisions
    )
