"""A coded corpus makes the record that its inputs make, and nothing is coded again."""

from pathlib import Path
from typing import Any

import pytest
from tests.cluster.conftest import SETTINGS
from tests.cluster.making import texts, write_lines
from tests.record.snapshots import snapshot

from dragoman.cluster.corpus import code_corpus
from dragoman.cluster.loading import CodedCorpus, is_corpus
from dragoman.cluster.running import InProcess
from dragoman.coder import Coder
from dragoman.errors import InputError
from dragoman.reading import Reading, read_sources
from dragoman.record.adding import Incoming
from dragoman.record.checking import check
from dragoman.record.record import Record


def from_corpus(folder: Path, corpus: Path) -> Record:
    coded = CodedCorpus([str(corpus)])
    record = Record.open(folder / "corpus.db", create=True)
    record.add(coded.incoming(), coded.code, asked="these")
    return record


def from_inputs(folder: Path, given: Path, coder: Coder) -> Record:
    incoming = [
        Incoming(name=found.source, report=found.report, retrieved=found.retrieved)
        if isinstance(found, Reading)
        else Incoming(name=found.source, state=found.state, why=found.why)
        for found in read_sources([str(given)])
    ]
    record = Record.open(folder / "inputs.db", create=True)
    record.add(incoming, coder.try_all, asked="these")
    return record


def test_the_record_is_that_of_the_inputs(
    news: Path, coded: Path, coder: Coder, tmp_path: Path
) -> None:
    with from_corpus(tmp_path, coded) as one, from_inputs(tmp_path, news, coder) as other:
        assert snapshot(one) == snapshot(other)
        assert list(check(one.engine)) == []
        assert one.counts()["reports"] == 24


def test_copies_failures_and_days_that_come_later_are_as_ever(
    coder: Coder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given, output = tmp_path / "news", tmp_path / "out"
    given.mkdir()
    (given / "a.txt").write_text(texts(1)[0], encoding="utf-8")  # without its day
    (given / "b.txt").write_text("", encoding="utf-8")
    write_lines(given / "c.jsonl", 2)  # the same text with its day, and another
    code_corpus([str(given)], str(output), SETTINGS, InProcess())
    monkeypatch.setattr("dragoman.cluster.loading._AHEAD", 1)  # what is not at hand is looked up
    with from_corpus(tmp_path, output) as one, from_inputs(tmp_path, given, coder) as other:
        assert snapshot(one) == snapshot(other)
        assert {entry.published for entry in one.reports()} == {"2019-06-01", "2019-06-02"}


def test_a_corpus_is_told_from_other_folders(coded: Path, tmp_path: Path) -> None:
    assert is_corpus(str(coded))
    assert not is_corpus(str(tmp_path))
    (tmp_path / "manifest.json").write_text("[1]")
    assert not is_corpus(str(tmp_path))


def test_half_a_corpus_is_not_added(news: Path, tmp_path: Path) -> None:
    class Stopped(InProcess):
        def run(self, function: Any, tasks: Any) -> Any:
            if function.__name__ == "code_shard":
                raise KeyboardInterrupt
            return super().run(function, tasks)

    with pytest.raises(KeyboardInterrupt):
        code_corpus([str(news)], str(tmp_path / "out"), SETTINGS, Stopped())
    with pytest.raises(InputError, match="not coded to its end"):
        CodedCorpus([str(tmp_path / "out")])
