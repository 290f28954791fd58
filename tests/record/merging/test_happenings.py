"""Merging on the annotated corpus stays as good as docs/benchmarks.md says."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from dragoman.coder import Coder

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("merging", ROOT / "benchmarks" / "merging.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_corpus_merges_well(bench: ModuleType, coder: Coder) -> None:
    merged = bench.merge_corpus(bench.CORPUS, coder)
    for marks, found in bench.measure(merged, bench.CORPUS).values():
        known = [mark for mark in marks if mark in found]
        assert len(known) > 0.9 * len(marks)
        gold, made = [mark.of for mark in known], [found[mark] for mark in known]
        assert bench.b_cubed(gold, made).f1 >= 0.9
        assert bench.pairwise(gold, made).f1 >= 0.85


def test_the_counts_are_right_on_a_small_example(bench: ModuleType) -> None:
    gold, made = ["a", "a", "b", "c"], ["1", "1", "1", "2"]
    cubed = bench.b_cubed(gold, made)
    assert cubed.precision == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
    assert cubed.recall == 1.0
    assert bench.pairwise(gold, made) == (pytest.approx(1 / 3), 1.0)
