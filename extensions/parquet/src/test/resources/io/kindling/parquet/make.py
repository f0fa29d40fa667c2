"""Writes the files of this folder as others write them; run once, with pyarrow 25.0.1.

duckdb.parquet is DuckDB 1.5.5's:
    COPY (SELECT range::BIGINT AS id, range / 4.0 AS x, range % 2 = 0 AS even,
          'row ' || range AS name, DATE '2026-01-01' + range::INT AS day,
          CASE WHEN range % 3 > 0 THEN range::DECIMAL(18, 4) END AS price,
          (range % 256)::UTINYINT AS small, range::HUGEINT AS huge
          FROM range(3000)) TO 'duckdb.parquet' (FORMAT parquet, ROW_GROUP_SIZE 2048)
"""

import datetime as d
import decimal

import pyarrow as pa
import pyarrow.parquet as pq

D = decimal.Decimal
UTC = d.timezone.utc


def column(kind, *values):
    return pa.array([*values, None], type=kind)


TYPES = {
    "bool": column(pa.bool_(), True, False),
    "int8": column(pa.int8(), -128, 127),
    "int16": column(pa.int16(), -32768, 32767),
    "int32": column(pa.int32(), -(2**31), 2**31 - 1),
    "int64": column(pa.int64(), -(2**63), 2**63 - 1),
    "uint8": column(pa.uint8(), 0, 255),
    "uint16": column(pa.uint16(), 0, 65535),
    "uint32": column(pa.uint32(), 0, 2**32 - 1),
    "uint64": column(pa.uint64(), 0, 2**64 - 1),
    "half": column(pa.float16(), 0.333251953125, -(2.0**-24)),
    "float": column(pa.float32(), 0.1, float("nan")),
    "double": column(pa.float64(), 0.1, float("-inf")),
    "decimal9": column(pa.decimal128(9, 2), D("-0.10"), D("1234567.89")),
    "decimal38": column(pa.decimal128(38, 10), D("-1.5"), D("1234567890123456789012345678.0123456789")),
    "string": column(pa.string(), "grün", "7"),
    "large": column(pa.large_string(), "a", " NA "),
    "category": column(pa.string(), "x", "y").dictionary_encode(),
    "date": column(pa.date32(), d.date(2026, 3, 29), d.date(1500, 2, 28)),
    "time_ms": column(pa.time32("ms"), d.time(2, 30), d.time(23, 59, 59, 999000)),
    "time_us": column(pa.time64("us"), d.time(2, 30), d.time(23, 59, 59, 999999)),
    "stamp_ms": column(pa.timestamp("ms"), d.datetime(2026, 3, 29, 2, 30), d.datetime(1969, 12, 31, 23, 59, 59, 999000)),
    "stamp_us": column(pa.timestamp("us"), d.datetime(2026, 3, 29, 2, 30), d.datetime(1900, 1, 1, 0, 0, 0, 1)),
    "stamp_ns": column(pa.timestamp("ns"), 1, -1),
    "stamp_utc": column(pa.timestamp("us", "Europe/Berlin"), d.datetime(2026, 3, 29, 1, 30, tzinfo=UTC), d.datetime(2026, 1, 1, tzinfo=UTC)),
    "nothing": pa.nulls(3),
}

NESTED = {
    "x": pa.array([1.0, 2.0]),
    "list": pa.array([[1, 2], []]),
    "struct": pa.array([{"a": 1}, {"a": 2}]),
    "map": pa.array([[("k", 1)], []], type=pa.map_(pa.string(), pa.int32())),
    "bytes": pa.array([b"ab", b"cd"], type=pa.binary(2)),
    "y": pa.array([3, 4]),
}

ROWS = {
    "id": pa.array(range(1000)),
    "x": pa.array([i / 7 for i in range(1000)]),
    "name": pa.array(["name %d" % (i % 10) if i % 5 else None for i in range(1000)]),
    "flag": pa.array([i % 3 == 0 for i in range(1000)]),
}


def write(name, columns, **options):
    pq.write_table(pa.table(columns), name + ".parquet", **options)


if __name__ == "__main__":
    write("types", TYPES, row_group_size=2)
    write("int96", {"stamp": TYPES["stamp_us"]}, use_deprecated_int96_timestamps=True)
    write("nested", NESTED)
    for codec in ["none", "snappy", "gzip", "zstd", "lz4", "brotli"]:
        write(codec, ROWS, compression=codec, row_group_size=400)
    write(
        "encodings",
        ROWS,
        use_dictionary=False,
        data_page_version="2.0",
        data_page_size=512,
        column_encoding={
            "id": "DELTA_BINARY_PACKED",
            "x": "BYTE_STREAM_SPLIT",
            "name": "DELTA_BYTE_ARRAY",
            "flag": "RLE",
        },
    )
    write("empty", {name: values[:0] for name, values in ROWS.items()})
