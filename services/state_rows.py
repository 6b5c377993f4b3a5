"""What a state is built from: tables of the store as the calculators take them."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.datasets import INDICATORS, KINDS, PLEDGES, SCHOOLS
from data.reference import Reference
from data.schemas.pledge import Pledge
from data.schemas.target import Target
from data.store import Snapshot
from metrics.book import ROW, Texts, build_book
from metrics.series import SeriesBook
from services.registers import Facts


def published_indicators(snapshot: Snapshot) -> pa.Table:
    """Return the published indicators, none where they cannot be read; that is said beside everything."""
    return snapshot.read(INDICATORS) if snapshot.is_readable(INDICATORS) else KINDS[INDICATORS].schema.empty_table()


def known_rows(table: pa.Table, reference: Reference) -> pa.Table:
    """Return the rows of figures or targets whose indicator is known.

    Nobody can take an indicator out from under them, but two tables are never written in one commit: where an
    indicator was taken out and figures of it were brought in at the same moment, the figures wait for it.
    """
    known = pc.is_in(table["indicator"], value_set=pa.array(list(reference.indicators), pa.string()))
    return table if pc.all(known).as_py() is not False else table.filter(known)


def read_book(table: pa.Table) -> SeriesBook:
    """Return the book of the series that a table of observations holds."""
    texts = {name: _read_texts(table[name]) for name in ROW if name != "obs_value"}
    return build_book(texts, table["obs_value"].to_numpy())


def _read_texts(column: pa.ChunkedArray) -> Texts:
    coded = pc.dictionary_encode(pc.fill_null(column, "").combine_chunks())
    return Texts(coded.dictionary.to_pylist(), coded.indices.to_numpy().astype(np.int64))


def read_targets(table: pa.Table) -> tuple[Target, ...]:
    """Return the targets of a table of the dataset `targets`, in its order; what a row leaves open has its default."""
    stated = ({name: cell for name, cell in row.items() if cell is not None} for row in table.to_pylist())
    return tuple(Target.model_validate(row) for row in stated)


def read_pledges(table: pa.Table | None) -> tuple[Pledge, ...]:
    """Return the pledges of a table of the dataset `pledges`, in its order."""
    rows = table.to_pylist() if table else []
    return tuple(Pledge.model_validate({name: cell for name, cell in row.items() if cell is not None}) for row in rows)


def facts_of(snapshot: Snapshot) -> Facts:
    """Return what the revisions of the registers say beside their rows."""
    return {name: snapshot.revision(name).facts for name in (SCHOOLS, PLEDGES) if snapshot.is_readable(name)}
