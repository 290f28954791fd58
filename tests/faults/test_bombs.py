"""Files made to take time or memory: each ends in a sentence, and what lies beside them is read."""

import gzip
import json
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
GOOD = "The envoys of Peru and Chile met in Tacna on Monday to talk about the port, and agreed."
SENTENCE = f"<p>{GOOD}</p>".encode()
_MEGABYTES = 700  # of address space that a bomb may make a reader take beyond what it has
_PROGRAM = """
import json, resource, sys, time
from dragoman.reading import InputOptions, read_sources
import trafilatura, lxml.html, feedparser, pyarrow.parquet, fastwarc
used = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
most = used + int(sys.argv[1]) * 1_000_000
resource.setrlimit(resource.RLIMIT_AS, (most, most))
for path in sys.argv[2:]:
    begun = time.process_time()
    found = [
        [getattr(item, "state", "read"), getattr(item, "why", None) or item.report.text[:500]]
        for item in read_sources([path], InputOptions())
    ]
    print(json.dumps([time.process_time() - begun, found]))
"""


def _zip(name: str) -> Callable[[Path], Path]:
    def made(folder: Path) -> Path:
        path = folder / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a.txt", bytes(20_000_000))
        return path

    return made


def _gzip(name: str, *blocks: bytes, times: int = 1) -> Callable[[Path], Path]:
    def made(folder: Path) -> Path:
        path = folder / name
        with gzip.open(path, "wb", compresslevel=9) as file:
            for _ in range(times):
                file.writelines(blocks)
        return path

    return made


def _file(name: str, data: bytes) -> Callable[[Path], Path]:
    def made(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(data)
        return path

    return made


def _laughs(kind: str) -> bytes:
    """The “billion laughs”, or one long entity called many times (quadratic blow-up)."""
    if kind == "billion":
        names = "abcdefghij"
        entities = '<!ENTITY a "ha">' + "".join(
            f'<!ENTITY {one} "{f"&{before};" * 10}">' for before, one in pairwise(names)
        )
        body = "&j;"
    elif kind == "long":
        entities, body = f'<!ENTITY a "{"ha" * 1_500}">', "&a;" * 50_000
    else:
        entities, body = '<!ENTITY a SYSTEM "file:///etc/passwd">', "&a;"
    item = f"<item><title>x</title><description>{body}</description></item>"
    return (
        f"<?xml version='1.0'?><!DOCTYPE rss [{entities}]><rss version='2.0'><channel>"
        f"<title>x</title>{item}</channel></rss>"
    ).encode()


def _warc(body: bytes) -> bytes:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + body
    head = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/a\r\n"
        b"WARC-Date: 2019-06-03T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        b"Content-Type: application/http; msgtype=response\r\n"
        b"Content-Length: %d\r\n\r\n" % len(answer)
    )
    return head + answer + b"\r\n\r\n"


BOMBS: dict[str, tuple[Callable[[Path], Path], str]] = {
    "zip": (_zip("news.zip"), "it is a ZIP archive"),
    "zip under another name": (_zip("news.txt"), "it is a ZIP archive"),
    "gzip": (_gzip("news.txt.gz", bytes(1_000_000), times=200), "300 times its size"),
    "gzip of lines": (_gzip("news.jsonl.gz", b"\n" * 1_000_000, times=200), "empty lines"),
    "gzip of a line": (_gzip("line.jsonl.gz", b"a" * 1_000_000, times=200), "300 times"),
    "gzip of a table": (_gzip("news.csv.gz", b"text\n", b"a" * 1_000_000, times=200), ""),
    "gzip in gzip": (_file("twice.txt.gz", gzip.compress(gzip.compress(bytes(9_000_000)))), ""),
    "archive": (_file("news.warc", _warc(gzip.compress(bytes(200_000_000)))), "unpacks to more"),
    "billion laughs": (_file("a.rss", _laughs("billion")), "declares XML entities"),
    "one long laugh": (_file("b.rss", _laughs("long")), "declares XML entities"),
    "a file of this machine": (_file("c.atom", _laughs("outside")), "declares XML entities"),
    "billion laughs in a page": (_file("d.html", _laughs("billion") + SENTENCE), ""),
    "deep XML": (
        _file("e.rss", b"<rss><channel>" + b"<item>" * 100_000 + b"</item>" * 100_000),
        "nests elements deeper than 200",
    ),
    "deep page": (_file("f.html", b"<html><body>" + b"<div>" * 55_000 + SENTENCE), ""),
    "deep page of bold": (_file("g.html", b"<html><body>" + b"<b>" * 55_000 + SENTENCE), ""),
    "deep tables": (
        _file("h.html", b"<html><body>" + b"<table><tr><td>" * 15_000 + SENTENCE),
        "",
    ),
    "a page of tags": (_file("i.html", b"<html><body>" + b"<i>" * 3_000_000), "more than 60,000"),
    "a tag of attributes": (
        _file("j.html", b"<html><body " + b"a=1 " * 1_000_000 + b">" + SENTENCE),
        "attributes",
    ),
    "deep JSON": (_file("k.json", b'{"text":' + b"[" * 1_000_000), ""),
    "deep JSON lines": (_file("l.jsonl", b'{"a":' * 500_000 + b"\n"), ""),
}


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is looked at in /proc")
def test_every_bomb_is_put_out(tmp_path: Path) -> None:
    """All in one process, which may not take much more memory than it has at the start."""
    paths = {name: make(tmp_path) for name, (make, _) in BOMBS.items()}
    good = tmp_path / "good.txt"
    good.write_text(GOOD)
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(_MEGABYTES), *map(str, paths.values()), str(good)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env=os.environ | {"OMP_NUM_THREADS": "1"},
    )
    assert done.returncode == 0, done.stderr
    *told, last = [json.loads(line) for line in done.stdout.splitlines()]
    assert last[1] == [["read", GOOD]]
    for (name, (_, says)), (seconds, found) in zip(BOMBS.items(), told, strict=True):
        assert seconds < 5, f"{name} took {seconds:.1f} s"
        _put_out(name, found, says)


def _put_out(name: str, found: list[list[Any]], says: str) -> None:
    """A bomb is refused in a sentence, or the page's own words are found in it and no others."""
    assert len(found) == 1, f"{name}: {found}"
    state, words = found[0]
    if says or state != "read":
        assert state in ("refused", "failed"), f"{name}: {words}"
        assert says in words, f"{name}: {words}"
        assert "\n" not in words
    else:
        assert words == GOOD, name


def test_uploads_go_the_same_way(tmp_path: Path) -> None:
    from dragoman.workbench.inputs import inputs_of, upload_order
    from dragoman.workbench.settings import WorkbenchSettings

    data = BOMBS["gzip of lines"][0](tmp_path).read_bytes()
    begun = time.process_time()
    (found,) = inputs_of(upload_order("news.jsonl.gz", data), WorkbenchSettings())()
    assert time.process_time() - begun < 5
    assert found.report is None
    assert "empty lines" in (found.why or "")
