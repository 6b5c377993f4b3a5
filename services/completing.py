"""Completing the rows of a file with what is published: the edition they extend, its release month, their source."""

from datetime import date

import pandas as pd

from i18n import text
from metrics.editions import edition_in_use
from metrics.series import Series, SeriesBook
from services.tracker import State


def complete_rows(frame: pd.DataFrame, state: State, file: str, today: date) -> pd.DataFrame:
    """Return observation rows with edition, release month and source filled in where the file leaves them open.

    A row without an edition extends the edition in use for its series; where there is none, it begins an edition
    named after the month of the upload. A new edition's release month is that of the upload.
    """
    filled = frame.copy()
    month = today.strftime("%Y-%m")
    if (filled["edition"] == "").any():
        _fill_editions(filled, state, file, text("upload.own_edition", month=month))
    filled.loc[filled["source"] == "", "source"] = text("upload.source", file=file)
    no_month = filled["released"] == ""
    released = released_by_edition(state.world.book)
    filled.loc[no_month, "released"] = filled.loc[no_month, "edition"].map(lambda name: released.get(name, month))
    return filled


def _fill_editions(filled: pd.DataFrame, state: State, file: str, own: str) -> None:
    """Fill the open editions of rows in place; a row that extends an edition has its release month, and says so."""
    columns = ["indicator", "ref_area", "sex", "age", "urbanisation", "breakdown"]
    limit = state.world.limits.fewest_periods_of_an_edition
    open_rows = (filled["edition"] == "").to_numpy()
    series = [tuple(row) for row in filled.loc[open_rows, columns].itertuples(index=False)]
    known = {row: _edition_to_extend(state.world.book, row, limit) for row in set(series)}
    editions = [known[row] for row in series]
    rows = filled.loc[open_rows]
    filled.loc[open_rows, "edition"] = [edition or own for edition in editions]
    filled.loc[open_rows, "released"] = [
        "" if edition else released for edition, released in zip(editions, rows["released"], strict=True)
    ]
    filled.loc[open_rows, "source"] = [
        source or (text("upload.source_extends", file=file, edition=edition) if edition else "")
        for edition, source in zip(editions, rows["source"], strict=True)
    ]


def released_by_edition(book: SeriesBook) -> dict[str, str]:
    """Return the release month of every published edition."""
    shelves = (*book.totals.values(), *book.parts.values())
    return {one.edition: one.released for found in shelves for one in found if not one.derived}


def _edition_to_extend(book: SeriesBook, row: tuple[str, ...], fewest_periods: int) -> str | None:
    indicator, ref_area, *dimensions = row
    totals = [one for one in book.of(indicator, ref_area) if not one.derived]
    parts = [one for one in book.parts_of(indicator, ref_area) if list(one.dimensions) == dimensions]
    found: Series | None = edition_in_use(parts, fewest_periods) or edition_in_use(totals, fewest_periods)
    return found.edition if found else None
