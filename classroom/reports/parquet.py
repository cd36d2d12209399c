"""Parquet with types: text exact, moments in UTC, a row group a batch."""

from typing import TYPE_CHECKING, BinaryIO

from classroom.reports.progress import Told, not_told
from classroom.reports.sheets import Kind, Sheet

if TYPE_CHECKING:  # serving must not load it
    import pyarrow as pa


def write_parquet(sheet: Sheet, file: BinaryIO, told: Told = not_told) -> None:
    """Write a table, batch by batch; one without rows has its columns."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = _schema(sheet)
    written = 0
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        for batch in sheet.batches:
            columns = list(zip(*batch, strict=True)) or [()] * len(schema)
            arrays = [
                pa.array(cells, type=field.type)
                for cells, field in zip(columns, schema, strict=True)
            ]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
            written += len(batch)
            told("Writing rows", written, sheet.rows)


def _schema(sheet: Sheet) -> "pa.Schema":
    import pyarrow as pa

    types = {
        Kind.TEXT: pa.string(),
        Kind.WHOLE: pa.int64(),
        Kind.NUMBER: pa.float64(),
        Kind.MOMENT: pa.timestamp("us", tz="UTC"),
        Kind.TRUTH: pa.bool_(),
    }
    return pa.schema([(column.name, types[column.kind]) for column in sheet.columns])
