"""What the tests of the cluster share: one corpus, and one undisturbed run of it."""

from pathlib import Path

import pytest
from tests.cluster.making import write_lines

from dragoman.cluster.corpus import code_corpus
from dragoman.cluster.running import InProcess
from dragoman.cluster.shards import Settings

SETTINGS = Settings(size=3)


@pytest.fixture(scope="session")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of JSON lines, 24 reports."""
    return write_lines(tmp_path_factory.mktemp("news") / "news.jsonl", 24)


@pytest.fixture(scope="session")
def coded(news: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus of ``news``, coded in one process."""
    output = tmp_path_factory.mktemp("coded") / "out"
    code_corpus([str(news)], str(output), SETTINGS, InProcess())
    return output
