"""What the tests share: one parser for the whole session, and texts that are coded once."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import NoReturn

import msgspec
import pytest
from spacy.language import Language

from dragoman.coder import Coder
from dragoman.coding.parsing import Parse, parse_texts
from dragoman.coding.pipeline import load_model
from dragoman.model import Coding, Report

# What a user has imported on this machine must not change what the tests find.
os.environ["DRAGOMAN_GAZETTEER"] = "packaged"
# What is made once and kept is kept for this run alone; the processes that share it inherit this.
os.environ.setdefault("DRAGOMAN_HOME", mkdtemp(prefix="dragoman-tests-"))


@pytest.fixture(scope="session")
def nlp() -> Language:
    return load_model()


@pytest.fixture(scope="session")
def parse(nlp: Language) -> Callable[[str], Parse]:
    return lambda text: next(parse_texts(nlp, [text]))


@pytest.fixture(scope="session")
def coder(nlp: Language) -> Coder:
    return Coder(nlp)


def not_here(reason: str) -> NoReturn:
    """Skips a test for what this machine lacks. Continuous integration has to have it: there the
    test fails."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


CodeOnce = Callable[[str, Iterable[Report]], list[Coding]]


@pytest.fixture(scope="session")
def code_once(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> CodeOnce:
    """Codes texts under a name: the first time that any process of the test run asks for them. The
    others read what it found. For tests of what a coding says, not of coding."""
    folder = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        folder = folder.parent  # which the workers share

    def codings(name: str, reports: Iterable[Report]) -> list[Coding]:
        path = folder / f"{name}.codings"
        with _alone(path.with_suffix(".lock")):
            if not path.exists():
                coder: Coder = request.getfixturevalue("coder")
                path.write_bytes(msgspec.json.encode(list(coder.code_all(reports))))
        return msgspec.json.decode(path.read_bytes(), type=list[Coding])

    return codings


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Only one process is inside at a time."""
    try:
        import fcntl
    except ImportError:  # Windows: the suite runs in one process there
        yield
        return
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def sample_codings(code_once: CodeOnce) -> dict[str, Coding]:
    """The codings of the sample reports by the id of their report."""
    from dragoman.samples import sample_reports

    return {coding.report.id: coding for coding in code_once("samples", sample_reports())}
