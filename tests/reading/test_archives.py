"""WARC files: pages out of records, the other records counted, broken ones told and passed."""

import gzip
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.reading.archives import read_archive
from dragoman.reading.inputs import Reading, Refusal
from dragoman.reading.records import join_chunks

TEXT = "The envoys of Peru and Chile met in Tacna on Monday to talk about the port and the border."
PAGE = f"<html><head><title>Port</title></head><body><article><p>{TEXT}</p></article></body></html>"


def record(
    uri: str, body: bytes | str = PAGE, fields: str = "Content-Type: text/html", status: int = 200,
    kind: str = "response",
) -> bytes:  # fmt: skip
    data = body.encode() if isinstance(body, str) else body
    if kind == "response":
        head = f"HTTP/1.1 {status} OK\r\n{fields}\r\n\r\n".encode()
        media = "application/http; msgtype=response"
    else:
        head, media = b"", fields.removeprefix("Content-Type: ")
    block = head + data
    return (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\n"
        "WARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789012>\r\n"
        f"WARC-Date: 2019-06-03T10:00:00Z\r\nContent-Type: {media}\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    ).encode() + block + b"\r\n\r\n"  # fmt: skip


def read(tmp_path: Path, *records: bytes, packed: bool = True, cap: int = 100_000) -> list[object]:
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    path.write_bytes(b"".join(gzip.compress(r, 1) if packed else r for r in records))
    return list(read_archive(path, cap))


def uris(found: list[object]) -> list[str]:
    return [one.report.id.rpartition("/")[2] for one in found if isinstance(one, Reading)]


def whys(found: list[object]) -> list[str]:
    return [one.why for one in found if isinstance(one, Refusal)]


class TestPages:
    @pytest.mark.parametrize("packed", [True, False])
    def test_a_record_is_a_report(self, tmp_path: Path, packed: bool) -> None:
        (one,) = read(tmp_path, record("http://a.example/1"), packed=packed)
        assert isinstance(one, Reading)
        assert (one.report.id, one.report.url) == ("http://a.example/1", "http://a.example/1")
        assert (one.report.text, one.report.title) == (TEXT, "Port")
        assert one.retrieved == "2019-06-03T10:00:00+00:00"
        assert one.source.endswith(", record at byte 0")

    def test_resources_and_extracted_texts_are_read(self, tmp_path: Path) -> None:
        found = read(
            tmp_path,
            record("http://a.example/1", kind="resource"),
            record("http://a.example/2", TEXT, "Content-Type: text/plain", kind="conversion"),
        )
        assert [one.report.text for one in found if isinstance(one, Reading)] == [TEXT, TEXT]

    @pytest.mark.parametrize(
        ("fields", "body"),
        [
            ("Content-Encoding: gzip", gzip.compress(PAGE.encode())),
            ("Content-Encoding: deflate", zlib.compress(PAGE.encode())),
            ("Content-Encoding: gzip", PAGE.encode()),  # unpacked by the archive
            ("Content-Encoding: br", PAGE.encode()),
            ("Transfer-Encoding: chunked", b"5\r\n" + PAGE[:5].encode() + b"\r\n%x\r\n"
             % (len(PAGE) - 5) + PAGE[5:].encode() + b"\r\n0\r\n\r\n"),
            ("Transfer-Encoding: chunked", PAGE.encode()),
        ],
    )  # fmt: skip
    def test_packings_are_undone(self, tmp_path: Path, fields: str, body: bytes) -> None:
        head = "Content-Type: text/html\r\n" + fields
        (one,) = read(tmp_path, record("http://a.example/1", body, head))
        assert isinstance(one, Reading)
        assert one.report.text == TEXT

    def test_the_charset_of_the_header_is_used_where_it_fits(self, tmp_path: Path) -> None:
        page = PAGE.replace("Tacna", "Łódź")
        head = "Content-Type: text/html; charset=iso-8859-2"
        found = read(
            tmp_path,
            record("http://a.example/1", page.encode("iso-8859-2"), head),
            record("http://a.example/2", page.encode(), head),  # a lie
        )
        assert all("Łódź" in one.report.text for one in found if isinstance(one, Reading))
        assert len(uris(found)) == 2


class TestRefusals:
    def test_other_records_are_counted_by_reason(self, tmp_path: Path) -> None:
        found = read(
            tmp_path,
            record("http://a.example/1.png", b"x", "Content-Type: image/png"),
            record("http://a.example/2.png", b"x", "Content-Type: image/png"),
            record("http://a.example/3", status=404),
            record("http://a.example/4", kind="revisit"),
            record("http://a.example/robots.txt", "x", "Content-Type: text/plain"),
            record("http://a.example/5", kind="request"),
            record("http://a.example/6"),
        )
        assert uris(found) == ["6"]
        assert whys(found) == [
            "1 record not read: the page was as it had been before",
            "2 records not read: the record is of the kind image/png, not a page or text",
            "1 record not read: the server had answered with status 404",
        ]
        assert sum(one.count for one in found if isinstance(one, Refusal)) == 4

    def test_a_page_too_large_packed_or_unpacked(self, tmp_path: Path) -> None:
        bomb = gzip.compress(b"\0" * 10_000_000)
        head = "Content-Type: text/html\r\nContent-Encoding: gzip"
        found = read(
            tmp_path,
            record("http://a.example/1", "x" * 200_000),
            record("http://a.example/2", bomb, head),
            record("http://a.example/3"),
        )
        assert uris(found) == ["3"]
        assert "is larger than 100,000 bytes" in whys(found)[0]
        assert "unpacks to more than 100,000 bytes" in whys(found)[1]

    def test_a_page_without_an_article(self, tmp_path: Path) -> None:
        found = read(tmp_path, record("http://a.example/1", "<html></html>"))
        assert ["no article text" in why for why in whys(found)] == [True]

    @pytest.mark.parametrize(
        "data", [b"", b"hello", gzip.compress(b"hello", mtime=0), b"\x1f\x8b\x08"]
    )
    def test_what_is_no_archive(self, tmp_path: Path, data: bytes) -> None:
        path = tmp_path / "a.warc.gz"
        path.write_bytes(data)
        assert whys(list(read_archive(path, 1000))) == ["is not a WARC file"]

    def test_there_is_no_file(self, tmp_path: Path) -> None:
        assert whys(list(read_archive(tmp_path / "no.warc", 1000))) == ["there is no such file"]


class TestBrokenArchives:
    def test_packed_records_behind_a_broken_one_are_read(self, tmp_path: Path) -> None:
        records = [gzip.compress(record(f"http://a.example/{n}"), 1) for n in range(4)]
        broken = bytearray(records[1])
        broken[60:70] = b"\0" * 10
        path = tmp_path / "a.warc.gz"
        path.write_bytes(records[0] + broken + records[2] + records[3])
        found = list(read_archive(path, 100_000))
        assert uris(list(found)) == ["0", "2", "3"]
        (why,) = [one for one in found if isinstance(one, Refusal)]
        places = {f"record at byte {len(records[0])}", "behind the record at byte 0"}
        assert why.source.partition(", ")[2] in places
        assert "the archive is broken here" in why.why

    def test_a_packed_record_whose_beginning_is_lost_is_told_too(self, tmp_path: Path) -> None:
        records = [gzip.compress(record(f"http://a.example/{n}"), 1) for n in range(3)]
        path = tmp_path / "a.warc.gz"
        path.write_bytes(records[0] + b"\0" * len(records[1]) + records[2])
        found = list(read_archive(path, 100_000))
        assert uris(list(found)) == ["0", "2"]
        assert [one.source for one in found if isinstance(one, Refusal)] == [
            f"{path}, behind the record at byte 0"
        ]

    def test_plain_records_behind_junk_are_read(self, tmp_path: Path) -> None:
        good = [record(f"http://a.example/{n}") for n in range(3)]
        found = read(tmp_path, good[0], b"junk\r\n\r\n", good[1], good[2], packed=False)
        assert uris(found) == ["0", "1", "2"]
        assert len(whys(found)) == 1

    def test_a_good_archive_has_nothing_to_tell(self, tmp_path: Path) -> None:
        good = [record(f"http://a.example/{n}") for n in range(3)]
        for packed in (True, False):
            assert not whys(read(tmp_path, *good, packed=packed))
        assert not whys(read(tmp_path, b"".join(good)))  # packed as one

    @pytest.mark.parametrize("packed", [True, False])
    def test_an_archive_that_breaks_off_says_so(self, tmp_path: Path, packed: bool) -> None:
        whole = [record(f"http://a.example/{n}") for n in range(2)]
        if packed:
            whole = [gzip.compress(one) for one in whole]
        path = tmp_path / "a.warc"
        path.write_bytes(whole[0] + whole[1][:-40])
        found = list(read_archive(path, 100_000))
        assert uris(list(found)) == ["0"]
        assert whys(list(found))

    @settings(max_examples=80, deadline=None)
    @given(st.integers(0, 700), st.binary(min_size=1, max_size=20), st.booleans())
    def test_whatever_is_broken_nothing_but_readings_and_refusals(
        self, tmp_path_factory: pytest.TempPathFactory, at: int, junk: bytes, packed: bool
    ) -> None:
        records = [record(f"http://a.example/{n}") for n in range(3)]
        whole = bytearray(b"".join(gzip.compress(r, 1) if packed else r for r in records))
        whole[at : at + len(junk)] = junk
        path = tmp_path_factory.mktemp("w") / "a.warc"
        path.write_bytes(whole)
        found = list(read_archive(path, 100_000))
        assert all(isinstance(one, Reading | Refusal) for one in found)
        assert len(found) <= 10

    @given(st.binary(max_size=60))
    def test_any_bytes_may_be_said_to_be_in_chunks(self, data: bytes) -> None:
        assert len(join_chunks(data)) <= len(data)
