"""``dragoman corpus`` as a user meets it."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.cluster.making import texts
from typer.testing import CliRunner

from dragoman.cli import app
from dragoman.cli.corpus import line_of
from dragoman.cluster.corpus import Progress
from dragoman.cluster.running import InProcess
from dragoman.record.record import Record

RUN = CliRunner()


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.csv"
    path.write_text("body,date\n" + "".join(f'"{text}",2019-06-03\n' for text in texts(4)))
    return path


def test_a_corpus_is_coded_merged_and_added(news: Path, tmp_path: Path) -> None:
    output, record = tmp_path / "out", tmp_path / "r.db"
    coded = RUN.invoke(app, ["corpus", "code", "--shard", "2", str(news), str(output)])
    assert coded.exit_code == 0, coded.output
    assert "2 shards: 4 reports" in coded.output
    merged = RUN.invoke(app, ["corpus", "merge", str(output)])
    assert merged.exit_code == 0, merged.output
    assert "independent sources: 4 reports" in merged.output
    added = RUN.invoke(app, ["add", "--record", str(record), str(output)])
    assert added.exit_code == 0, added.output
    assert "4 inputs: 4 coded" in added.output
    with Record.open(record) as kept:
        assert kept.counts()["events"] > 0
    both = RUN.invoke(app, ["add", "--record", str(record), str(output), str(news)])
    assert "is coded already" in str(both.exception)


def test_ctrl_c_leaves_one_sentence_and_goes_on(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = InProcess.run

    def stopping(self: InProcess, function: Any, tasks: Iterable[Any]) -> Iterator[Any]:
        for number, found in plain(self, function, tasks):
            if function.__name__ == "code_shard" and number == 1:
                raise KeyboardInterrupt
            yield number, found

    command = ["corpus", "code", "--shard", "1", str(news), str(tmp_path / "out")]
    with monkeypatch.context() as patched:
        patched.setattr(InProcess, "run", stopping)
        stopped = RUN.invoke(app, command)
    assert stopped.exit_code == 130
    assert stopped.stderr == ("dragoman: interrupted; the same command goes on from shard 1 of 4\n")
    assert RUN.invoke(app, command).exit_code == 0


def test_one_argument_is_not_enough() -> None:
    assert "name the inputs" in str(RUN.invoke(app, ["corpus", "code", "out"]).exception)


def test_workers_of_a_cluster_need_whole_paths() -> None:
    found = RUN.invoke(app, ["corpus", "code", "--cluster", "tcp://127.0.0.1:9", "a", "out"])
    assert "whole path" in str(found.exception)


def test_progress_says_rate_and_remaining_time() -> None:
    progress = Progress(
        reports=1500, of_reports=3000, shards=3, of_shards=6, before=500, words=250_000
    )
    assert line_of(progress, 100.0) == (
        "1,500 of 3,000 inputs (50%), 10.0 inputs/s, 2,500 words/s, 0:02:30 left"
    )
    started = Progress(reports=0, of_reports=0, shards=0, of_shards=0, before=0, words=0)
    assert line_of(started, 0.0) == "0 of 0 inputs (0%)"
