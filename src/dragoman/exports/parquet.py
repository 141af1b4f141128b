"""Tables as Parquet, some thousand rows a group; texts, numbers, days and lists keep their types."""

import io
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from dragoman.errors import DragomanError
from dragoman.exports.tables import TABLES, Form

if TYPE_CHECKING:
    import pyarrow as pa

    from dragoman.exports.dossier import Dossier

#: Rows of one group.
GROUP = 5000


class _Drain(io.BytesIO):
    """A sink that hands on what was written to it and keeps nothing; it still knows how much that was."""

    def __init__(self) -> None:
        super().__init__()
        self.handed = 0

    def tell(self) -> int:
        return self.handed + super().tell()

    def drained(self) -> bytes:
        """What was written since it was last asked."""
        piece = self.getvalue()
        self.handed += len(piece)
        self.seek(0)
        self.truncate()
        return piece


def chunks(dossier: "Dossier", table: str) -> Iterator[bytes]:
    """A table of a dossier, group by group. Raises DragomanError where pyarrow is not installed."""
    try:
        from pyarrow import RecordBatch  # noqa: PLC0415
        from pyarrow.parquet import ParquetWriter  # noqa: PLC0415
    except ImportError as error:
        raise DragomanError("Parquet needs pyarrow: pip install 'dragoman[parquet]'") from error
    drain, form = _Drain(), schema(table)
    with ParquetWriter(drain, form, compression="zstd") as writer:
        rows = TABLES[table].rows(dossier)
        while group := list(islice(rows, GROUP)):
            writer.write_batch(RecordBatch.from_pylist(group, schema=form))
            yield drain.drained()
    yield drain.drained()


def schema(table: str) -> "pa.Schema":
    """The types of a table's columns; what stands in each is kept as the field's metadata."""
    import pyarrow as pa  # noqa: PLC0415

    types = {
        Form.TEXT: pa.string(),
        Form.NUMBER: pa.int64(),
        Form.SCORE: pa.float64(),
        Form.FLAG: pa.bool_(),
        Form.DAY: pa.date32(),
        Form.TEXTS: pa.list_(pa.string()),
        Form.JSON: pa.string(),
    }
    return pa.schema([pa.field(c.name, types[c.form], metadata={"about": c.about}) for c in TABLES[table].columns])
