"""`dragoman doctor`, and what the command says of itself."""

import statistics
import time

import dragoman

from .conftest import Run


def test_it_names_what_is_installed_and_the_self_test_passes(run: Run) -> None:
    done = run("doctor")
    assert (done.returncode, done.stderr) == (0, "")
    told = {line.split()[0]: line.split()[1:] for line in done.stdout.splitlines()}
    assert told["dragoman"] == [dragoman.__version__]
    assert told["self-test"] == ["passed"]
    assert told["model"] == ["en_core_web_md", "3.7.1"]
    assert len(told["lexicon"][0]) == 12
    assert "missing:" not in done.stdout


def test_the_version(run: Run) -> None:
    assert run("--version").stdout == f"dragoman {dragoman.__version__}\n"


def test_help_is_quick(run: Run) -> None:
    def seconds() -> float:
        begun = time.perf_counter()
        assert "Usage: dragoman" in run("--help").stdout
        return time.perf_counter() - begun

    assert statistics.median(seconds() for _ in range(5)) < 1.0  # 0.2 s on an idle machine


def test_an_unknown_option_is_told_with_status_2(run: Run) -> None:
    done = run("code", "--nonsense")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--nonsense" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_lexicon_check(run: Run) -> None:
    done = run("lexicon", "check")
    assert (done.returncode, done.stderr) == (0, "")
    assert "frames" in done.stdout
