"""Pieces of a file, read one after the other, give what the whole file gives."""

import gzip
import io
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dragoman.reading.inputs import InputOptions, Reading, Refusal
from dragoman.reading.pieces import Piece, cut, read_piece
from dragoman.reading.sources import read_source

OPTIONS = InputOptions()


def lines(count: int) -> bytes:
    rows = [json.dumps({"text": f"Report {n} of the harbour."}) for n in range(count)]
    rows[3] = "{broken"
    rows[5] = ""
    return "\n".join(rows).encode()


def table() -> bytes:
    rows = ["", "text,title,published"]
    rows += [f'"First line of {n}.\nSecond, with ""quotes"".",Title {n},2019-06-0{n}' for n in
             range(1, 8)]  # fmt: skip
    return ("\n".join(rows) + "\n,,\nno day,x,nonsense\n").encode()


def archive() -> bytes:
    page = "<html><body><p>The harbour of Oslo was quiet on Monday, the pilots said.</p></body>"
    made = []
    for n in range(7):
        http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}{n}</html>"
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/{n}\r\n"
            f"WARC-Date: 2019-06-03T00:00:0{n}Z\r\nWARC-Record-ID: <urn:uuid:{n}>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n"
            "\r\n"
        )
        made.append(gzip.compress(f"{head}{http}\r\n\r\n".encode(), mtime=0))
    return b"".join(made)


def parquet() -> bytes:
    file = io.BytesIO()
    rows = {"text": [f"Report {n} of the harbour." for n in range(11)]}
    pq.write_table(pa.table(rows), file, row_group_size=4)
    return file.getvalue()


FILES = {
    "a.jsonl": lines(12),
    "b.jsonl": lines(12) + b"\n",
    "c.jsonl.gz": gzip.compress(lines(12)),
    "empty.jsonl": b"",
    "d.csv": table(),
    "e.csv.gz": gzip.compress(table()),
    "f.tsv": b"text\ttitle\nOne.\t1\nTwo.\t2\nThree.\t3\n",
    "g.csv": "text,title\nÉn.,1\nTo.,2\nTre.,3\n".encode("utf-16"),
    "h.csv": b"nothing\n1\n2\n3\n",
    "i.warc.gz": archive(),
    "j.parquet": parquet(),
    "k.txt": b"One text.",
    "l.json": b'{"text": "One report."}',
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("size", [1, 3, 100])
def test_pieces_give_what_the_whole_gives(name: str, size: int, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(FILES[name])
    found = [item for piece in cut(path, name, "", OPTIONS, size) for item in
             read_piece(piece, OPTIONS)]  # fmt: skip
    wanted = list(read_source(str(path), OPTIONS, None))
    if name == "h.csv":  # what is wrong with the whole table is told by each of its pieces
        found = found[:1]
    for item in wanted:
        if isinstance(item, Reading) and name in ("k.txt", "l.json"):
            assert item.report.id == name
    assert found == wanted


def test_large_files_are_cut_and_small_ones_are_not(tmp_path: Path) -> None:
    counts = {}
    for name, data in FILES.items():
        (tmp_path / name).write_bytes(data)
        counts[name] = len(cut(tmp_path / name, name, "", OPTIONS, 4))
    assert counts["a.jsonl"] == counts["c.jsonl.gz"] == 3
    assert counts["d.csv"] == counts["e.csv.gz"] == 3
    assert counts["i.warc.gz"] == 2
    assert counts["j.parquet"] == 3
    assert counts["g.csv"] == counts["k.txt"] == 1


def test_what_is_not_there_is_told_when_it_is_read(tmp_path: Path) -> None:
    (piece,) = cut(tmp_path / "none.jsonl", "none.jsonl", "", OPTIONS, 4)
    (refusal,) = read_piece(piece, OPTIONS)
    assert isinstance(refusal, Refusal)
    assert "no such file" in refusal.why


def test_a_refusal_that_is_known_is_told() -> None:
    piece = Piece(source="folder", kind="told", why="3 files were not read", items=3)
    assert list(read_piece(piece, OPTIONS)) == [
        Refusal(source="folder", state="refused", why="3 files were not read", count=3)
    ]


def test_files_of_a_store_are_read_as_files_of_this_machine() -> None:
    import fsspec

    from dragoman.reading.remote import file_at, files_at, mark_of

    store = fsspec.filesystem("memory")
    for name in ("a.jsonl", "i.warc.gz", "j.parquet", "k.txt"):
        store.pipe(f"/news/{name}", FILES[name])
    urls = files_at("memory://news")
    assert urls == [f"memory:///news/{name}" for name in ("a.jsonl", "i.warc.gz", "j.parquet",
                                                          "k.txt")]  # fmt: skip
    for url in urls:
        found = [item for piece in cut(file_at(url), "x", mark_of(url)[1], OPTIONS, 4) for item in
                 read_piece(piece, OPTIONS)]  # fmt: skip
        assert len([item for item in found if isinstance(item, Reading)]) in (10, 7, 11, 1)
        assert all(item.source.startswith(url) for item in found)
    store.rm("/news", recursive=True)
