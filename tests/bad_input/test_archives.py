"""Archives that lead out of themselves, or expand beyond what there is (B27, B28); none is ever unpacked."""

from __future__ import annotations

import gzip
import io
import stat
import tarfile
import warnings
import zipfile
from pathlib import Path

import httpx2 as httpx
import polars as pl
import pytest
from tests.bad_input.row import Row
from tests.serving import Server
from tests.tables import files

ARRAY = files.npy(files.X)
CAP = 2 * 2**30
"""Bytes the reader may come to; the server gives one question 4 GiB at most."""


def archive(*entries: tuple[str, bytes], kind: int = 0, packed: bool = False) -> bytes:
    stream, way = io.BytesIO(), zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(stream, "w", way) as into:
        for name, data in entries:
            about = zipfile.ZipInfo(name)
            about.external_attr, about.compress_type = (kind | 0o644) << 16, way
            into.writestr(about, data)
    return stream.getvalue()


def tarred() -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as into:
        about = tarfile.TarInfo("../x.csv")
        about.type, about.linkname = tarfile.SYMTYPE, "/etc/passwd"
        into.addfile(about)
    return stream.getvalue()


def many_rows() -> bytes:
    stream = io.BytesIO()
    pl.DataFrame({"a": pl.repeat(1, 70_000_000, dtype=pl.Int8, eager=True)}).write_parquet(stream)
    return stream.getvalue()


def long_words() -> bytes:
    stream = io.BytesIO()
    pl.DataFrame({"a": pl.Series(["x" * 2**20]).gather([0] * 600)}).write_parquet(stream)
    return stream.getvalue()


def gibibyte() -> bytes:
    return archive(*((name, bytes(2**28)) for name in ("xl/workbook.xml", "a", "b", "c")), packed=True)


ROWS = [
    Row("B27", "../", lambda: archive(("../x.npy", ARRAY)), "“../x.npy” leads out of it"),
    Row("B27", "absolute", lambda: archive(("/etc/x.npy", ARRAY)), "“/etc/x.npy” leads out of it"),
    Row("B27", "C:\\", lambda: archive(("C:\\x.npy", ARRAY)), "leads out of it"),
    Row(
        "B27",
        "symlink → /etc/passwd",
        lambda: archive(("x.npy", b"/etc/passwd"), kind=stat.S_IFLNK),
        "“x.npy” is no plain file",
    ),
    Row("B27", "fifo", lambda: archive(("x.npy", b""), kind=stat.S_IFIFO), "“x.npy” is no plain file"),
    Row("B27", "a name twice", lambda: archive(("x.npy", ARRAY), ("x.npy", ARRAY)), "stands in it twice"),
    Row("B27", "100,000 entries", lambda: archive(*((f"{k}", b"") for k in range(100_000))), "10000 files"),
    Row("B27", "tar of a link", tarred, "zero byte"),
    Row("B28", "1 GiB in 1 MiB", gibibyte, "more than 512 MiB once unpacked"),
    Row("B28", "zips in a zip", lambda: archive(("lib 0.zip", gibibyte())), "zip archive, not a table"),
    Row("B28", "gzip", lambda: gzip.compress(bytes(10**8)), "gzip archive"),
    Row("B28", "Parquet of 70 million rows", many_rows, "70000000 rows"),
    Row("B28", "Parquet of one long word", long_words, "600 MiB of text"),
]


@pytest.mark.parametrize("row", ROWS)
def test_an_archive_that_is_a_trap_is_refused_and_costs_little(
    server: Server, client: httpx.Client, row: Row
) -> None:
    row.check(client.post("datasets", files={"file": ("x.csv", row.make())}))
    assert peak(server) < CAP


def peak(server: Server) -> int:
    """The most memory the reader has ever had, in bytes."""
    for task in Path("/proc").glob("[0-9]*"):
        try:
            command = (task / "cmdline").read_text()
            status = dict(line.split(":", 1) for line in (task / "status").read_text().splitlines())
        except (OSError, ValueError):
            continue  # it ended while we looked
        if "--reader" in command and int(status["PPid"]) == server.process.pid:
            return 1024 * int(status["VmHWM"].split()[0])
    raise AssertionError("the server has no reader")
