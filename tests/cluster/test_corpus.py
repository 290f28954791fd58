"""A corpus comes out the same whoever codes it and whatever happens on the way."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pyarrow.parquet as pq
import pytest
from tests.cluster.conftest import SETTINGS
from tests.cluster.making import contents, texts, write_lines

from dragoman.cluster.corpus import Progress, code_corpus, read_manifest
from dragoman.cluster.running import InProcess, InProcesses
from dragoman.cluster.store import open_store
from dragoman.cluster.tables import SCHEMA, SCHEMAS
from dragoman.coder import Coder
from dragoman.errors import DragomanError, InputError
from dragoman.model import Coding
from dragoman.record.identity import report_key

ROOT = Path(__file__).parents[2]


def rows(output: Path, table: str) -> list[dict[str, Any]]:
    manifest = read_manifest(open_store(str(output)))
    assert manifest is not None
    return [
        row
        for shard in manifest.shards
        for row in pq.read_table(output / table / f"part-{shard}.parquet").to_pylist()
    ]


def test_every_report_is_there_in_order_with_its_coding(coded: Path, coder: Coder) -> None:
    found = rows(coded, "reports")
    assert [row["text"] for row in found] == texts(24)
    assert [row["id"] for row in found] == [f"n{n}" for n in range(24)]
    assert found[3]["input"].endswith("news.jsonl, line 4")
    assert found[0]["report"] == report_key(found[0]["text"])
    for row in found[:2]:
        coding = msgspec.json.decode(row["coding"], type=Coding)
        report = msgspec.structs.replace(coding.report, text=row["text"])
        given = msgspec.structs.replace(report, published_evidence=())
        assert coder.code(given) == msgspec.structs.replace(coding, report=report)


def test_the_tables_say_what_the_codings_say(coded: Path) -> None:
    events = rows(coded, "events")
    codings = [msgspec.json.decode(row["coding"], type=Coding) for row in rows(coded, "reports")]
    assert [row["event"] for row in events] == [e.event for c in codings for e in c.events]
    assert any(row["event"] == "CONSULT" and row["start"] == "2019-06-01" for row in events)
    assert all(row["quote"] for row in events)
    for table, count in (
        ("statements", sum(len(c.statements) for c in codings)),
        ("actors", sum(len(c.actors) for c in codings)),
        ("times", sum(len(c.times) for c in codings)),
        ("places", sum(len(c.places) for c in codings)),
    ):
        assert len(rows(coded, table)) == count > 0


def test_every_file_has_the_schema_and_its_number(coded: Path) -> None:
    for table, schema in SCHEMAS.items():
        for path in (coded / table).iterdir():
            found = pq.read_schema(path)
            assert found.equals(schema)
            assert found.metadata[b"dragoman.schema"] == SCHEMA.encode()


def test_the_manifest_says_what_it_was_made_of(coded: Path, coder: Coder) -> None:
    manifest = read_manifest(open_store(str(coded)))
    assert manifest is not None
    assert manifest.complete
    assert manifest.coder == coder.info
    assert manifest.counts["reports"] == 24
    assert len(manifest.shards) == 8
    assert '"mark":"sha256:' in (coded / "inputs.jsonl").read_text()


def test_two_processes_write_the_bytes_of_one(news: Path, coded: Path, tmp_path: Path) -> None:
    runner = InProcesses(2)
    try:
        code_corpus([str(news)], str(tmp_path / "out"), SETTINGS, runner)
    finally:
        runner.close()
    assert contents(tmp_path / "out") == contents(coded)


class Stopping:
    """Stops after so many shards, as Ctrl-C does."""

    def __init__(self, after: int) -> None:
        self._after, self.done = after, 0

    def run(
        self, function: Callable[[Any], Any], tasks: Iterable[Any]
    ) -> Iterator[tuple[int, Any]]:
        for number, task in enumerate(tasks):
            if function.__name__ == "code_shard":
                if self.done == self._after:
                    raise KeyboardInterrupt
                self.done += 1
            yield number, function(task)

    def close(self) -> None:
        pass


def test_a_second_start_goes_on_where_the_first_stopped(
    news: Path, coded: Path, tmp_path: Path
) -> None:
    output = tmp_path / "out"
    with pytest.raises(KeyboardInterrupt):
        code_corpus([str(news)], str(output), SETTINGS, Stopping(3))
    manifest = read_manifest(open_store(str(output)))
    assert manifest is not None
    assert not manifest.complete
    heard: list[Progress] = []
    second = Stopping(100)
    code_corpus([str(news)], str(output), SETTINGS, second, told=heard.append)
    assert second.done == 5
    assert (heard[0].shards, heard[0].before, heard[-1].reports) == (3, 9, heard[-1].of_reports)
    assert contents(output) == contents(coded)


def test_what_changed_is_said_and_coded_anew_when_asked(tmp_path: Path) -> None:
    news, output = write_lines(tmp_path / "news.jsonl", 6), tmp_path / "out"
    code_corpus([str(news)], str(output), SETTINGS, InProcess())
    write_lines(news, 4)
    with pytest.raises(InputError, match=r"news.jsonl is changed; .*--again"):
        code_corpus([str(news)], str(output), SETTINGS, InProcess())
    other = msgspec.structs.replace(SETTINGS, publisher="Courier")
    with pytest.raises(InputError, match=r"the options are others; .* changed"):
        code_corpus([str(news)], str(output), other, InProcess())
    manifest = code_corpus([str(news)], str(output), SETTINGS, InProcess(), again=True)
    assert manifest.counts["reports"] == 4
    assert len(list((output / "reports").iterdir())) == len(manifest.shards) == 2


def test_another_lexicon_is_said(tmp_path: Path) -> None:
    news, output = write_lines(tmp_path / "news.jsonl", 2), tmp_path / "out"
    code_corpus([str(news)], str(output), SETTINGS, InProcess())
    page = (output / "manifest.json").read_text()
    (output / "manifest.json").write_text(page.replace('"lexicon": "', '"lexicon": "0', 1))
    old = read_manifest(open_store(str(output)))
    assert old is not None
    shards = ("0123456789abcdef",)
    (output / "manifest.json").write_bytes(
        msgspec.json.encode(msgspec.structs.replace(old, shards=shards))
    )
    with pytest.raises(InputError, match="lexicon 0"):
        code_corpus([str(news)], str(output), SETTINGS, InProcess())


def test_what_cannot_be_coded_is_a_row_and_costs_nothing_else(
    tmp_path: Path, coder: Coder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text(texts(1)[0], encoding="utf-8")
    (folder / "b.txt").write_text("Der Außenminister traf am Montag die Präsidentin in Berlin, "
                                  "wie das Amt mitteilte.", encoding="utf-8")  # fmt: skip
    (folder / "c.jsonl").write_text('{"text": "Poison."}\n{"no": 1}\n', encoding="utf-8")
    (folder / "d.xyz").write_text("other")
    plain = Coder.code_parse

    def failing(self: Coder, report: Any, parse: Any) -> Any:
        if report.text == "Poison.":
            raise ValueError("spilt")
        return plain(self, report, parse)

    monkeypatch.setattr(Coder, "code_parse", failing)
    output = tmp_path / "out"
    manifest = code_corpus([str(folder)], str(output), SETTINGS, InProcess())
    assert manifest.counts["reports"] == 1
    found = {row["input"].removeprefix(f"{folder}"): row for row in rows(output, "failures")}
    assert found["/b.txt"]["state"] == "refused"
    assert "German" in found["/b.txt"]["why"]
    assert found["/c.jsonl, line 1"]["stage"] == "coding"
    assert "ValueError: spilt" in found["/c.jsonl, line 1"]["why"]
    assert "line needs at least a field 'text'" in found["/c.jsonl, line 2"]["why"]
    assert found[""]["why"].startswith("1 files of other kinds")


@pytest.mark.parametrize("bad", ["file", "inside", "full", "nothing"])
def test_a_place_that_cannot_be_written_or_read_is_told(bad: str, tmp_path: Path) -> None:
    news = write_lines(tmp_path / "news.jsonl", 1)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("Dear")
    given, output, told = {
        "file": (news, news, "is a file"),
        "inside": (tmp_path, tmp_path / "out", "lies in"),
        "full": (news, tmp_path / "full", "holds other files"),
        "nothing": (tmp_path / "none.jsonl", tmp_path / "out", "no such file"),
    }[bad]
    with pytest.raises(InputError, match=told):
        code_corpus([str(given)], str(output), SETTINGS, InProcess())


def test_object_stores_are_read_and_written() -> None:
    import fsspec

    store = fsspec.filesystem("memory")
    line = b'{"text": "Chile recalled its ambassador from Lima on Friday."}\n'
    store.pipe("/in/a.jsonl", line)
    manifest = code_corpus(["memory://in"], "memory://out", SETTINGS, InProcess())
    assert manifest.counts["reports"] == 1
    again = code_corpus(["memory://in"], "memory://out", SETTINGS, Stopping(0))
    assert again == manifest
    store.rm("/in", recursive=True)
    store.rm("/out", recursive=True)


def test_a_full_disk_is_told_and_what_is_done_stays(
    news: Path, coded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []
    plain = os.fsync

    def full(file: int) -> None:
        written.append("file")
        if len(written) > 20:
            raise OSError(28, "No space left on device")
        plain(file)

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(DragomanError, match=r"out: cannot be written \(No space left"):
            code_corpus([str(news)], str(tmp_path / "out"), SETTINGS, InProcess())
    runner = Stopping(100)
    code_corpus([str(news)], str(tmp_path / "out"), SETTINGS, runner)
    assert runner.done == 6
    assert contents(tmp_path / "out") == contents(coded)


def wait_for(happened: Callable[[], bool], process: "subprocess.Popen[bytes]") -> None:
    while not happened():
        assert process.poll() is None, "the run ended before it could be disturbed"
        time.sleep(0.02)


def started(news: Path, output: Path, jobs: int) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "tests.cluster.worker", str(news), str(output), str(jobs)]
    return subprocess.Popen(command, cwd=ROOT)


def children_of(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [
        int(child)
        for child in listed
        if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()
    ]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs Linux's /proc")
def test_killing_a_process_and_then_the_parent_loses_nothing(
    news: Path, coded: Path, tmp_path: Path
) -> None:
    output = tmp_path / "out"
    process = started(news, output, 1)
    notes = output / "shards"
    wait_for(lambda: any(notes.glob("*.json")), process)
    (child,) = children_of(process.pid)
    os.kill(child, signal.SIGKILL)  # it is replaced, and its shard done by the next one
    wait_for(lambda: any(new != child for new in children_of(process.pid)), process)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    runner = Stopping(100)
    code_corpus([str(news)], str(output), SETTINGS, runner)
    assert 0 < runner.done < 8
    assert contents(output) == contents(coded)


def test_a_task_that_kills_every_process_ends_the_run_with_a_sentence() -> None:
    runner = InProcesses(1)
    with pytest.raises(DragomanError, match=r"^3 times .* died \(exit 7\).*--jobs$"):
        list(runner.run(os._exit, [7]))
    runner.close()


def test_what_a_task_raises_is_raised_here() -> None:
    runner = InProcesses(1)
    with pytest.raises(RuntimeError, match="ValueError"):
        list(runner.run(int, ["no number"]))
    assert dict(runner.run(int, ["1", "2"])) == {0: 1, 1: 2}
    runner.close()


def test_what_was_under_way_when_a_run_broke_is_not_taken_for_the_next_one() -> None:
    runner = InProcesses(2)
    with pytest.raises(RuntimeError, match="ValueError"):
        list(runner.run(time.sleep, [0.5, -1]))
    assert dict(runner.run(int, ["1", "2"])) == {0: 1, 1: 2}
    runner.close()
