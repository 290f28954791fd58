"""The quality gate: what the coder makes of the project's own corpus keeps above its floors.

``floors.toml`` has the floors and says how they may be changed. The corpus are the cases by type
and construction (``cases``), facts of the sample reports checked by hand (``samples.jsonl``), and
the reports on happenings told differently (``record/happenings``).
"""

import json
import subprocess
import tomllib
import warnings
from pathlib import Path
from typing import Any

import pytest
from benchmarks.merging import CORPUS, Merged, b_cubed, measure, merge_corpus, pairwise
from tests.conftest import CodeOnce
from tests.test_cases import code_cases, is_member

from dragoman.evaluation import GoldEvent, GoldReport, evaluate
from dragoman.model import Coding, Event

HERE = Path(__file__).parent
FLOORS = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))
_WELL_ABOVE = 0.02
_TOLD = ("actual", "planned")


@pytest.fixture(scope="module")
def figures(code_once: CodeOnce, sample_codings: dict[str, Coding]) -> dict[str, float]:
    """Every figure that has a floor, by its name."""
    return {
        **of_cases(code_cases(code_once)),
        **of_samples(sample_codings),
        **of_merging(code_once),
    }


def of_cases(codings: dict[str, Coding]) -> dict[str, float]:
    """Precision and recall on the cases by type and construction, look-alikes among them."""
    golds = []
    for path in sorted((HERE / "cases").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            told = [event for event in case["events"] if event.get("status", "actual") in _TOLD]
            golds.append(GoldReport(text=case["text"], events=tuple(map(_gold, told))))
    result = evaluate((gold, codings[gold.text]) for gold in golds).together
    found = {}
    for part in ("type", "dyad"):
        found[f"cases.{part}.precision"], found[f"cases.{part}.recall"], _ = result.figures(part)
    return found


def _gold(event: dict[str, Any]) -> GoldEvent:
    sides = {side: tuple(event.get(side, ())) for side in ("source", "target")}
    return GoldEvent(event=event["event"], **sides)


def of_samples(codings: dict[str, Coding]) -> dict[str, float]:
    """How many of the facts that were checked by hand are found, with their days and speakers."""
    right: dict[str, list[bool]] = {"events": [], "days": [], "statements": []}
    for line in (HERE / "samples.jsonl").read_text(encoding="utf-8").splitlines():
        fact = json.loads(line)
        coding = codings[fact["report"]]
        if "says" in fact:
            right["statements"].append(says(coding, fact))
            continue
        events = [event for event in coding.events if tells(coding, event, fact)]
        right["events"].append(bool(events))
        if "day" in fact:
            days = [event.time.start for event in events if event.time]
            right["days"].append(fact["day"] in days)
    return {f"samples.{name}": sum(items) / len(items) for name, items in right.items()}


def tells(coding: Coding, event: Event, fact: dict[str, Any]) -> bool:
    """Whether an event is that of a fact: its words, one of its types, and who took part."""
    start = coding.report.text.index(fact["words"])
    end = start + len(fact["words"])
    cue = any(a < end and start < b for a, b in event.cue)
    both = event.source + event.target
    mutual = not event.target
    return (
        cue
        and event.event in fact["event"]
        and all(is_member(coding, both if mutual else event.source, who)
                or (not fact.get("target") and is_member(coding, both, who))
                for who in fact.get("source", ()))
        and all(is_member(coding, both if mutual else event.target, who)
                for who in fact.get("target", ()))
    )  # fmt: skip


def says(coding: Coding, fact: dict[str, Any]) -> bool:
    """Whether these words are a statement of this speaker."""
    start = coding.report.text.index(fact["says"])
    names = {
        actor.id: " ".join((actor.name, *actor.aliases, *(role.title for role in actor.roles)))
        for actor in coding.actors
    }
    return any(
        a <= start and start + len(fact["says"]) <= b
        and fact["speaker"] in names.get(item.speaker or "", "")
        for item in coding.statements
        for a, b in item.content
    )  # fmt: skip


def of_merging(code_once: CodeOnce) -> dict[str, float]:
    """How well reports on one happening become one event, and names of one actor one actor."""
    merged = merged_happenings(code_once)
    found = {}
    for what, (marks, ids) in measure(merged, CORPUS).items():
        for half in ("even", "odd"):
            mine = [mark for mark in marks if mark.topic % 2 == (half == "odd")]
            known = [mark for mark in mine if mark in ids]
            gold, made = [mark.of for mark in known], [ids[mark] for mark in known]
            name = f"merging.{what}.{half}"
            found[f"{name}.found"] = len(known) / len(mine)
            found[f"{name}.precision"] = pairwise(gold, made).precision
            found[f"{name}.b_cubed"] = b_cubed(gold, made).f1
            found[f"{name}.pairs"] = pairwise(gold, made).f1
    return found


def merged_happenings(code_once: CodeOnce) -> Merged:
    class Once:
        """Codes through what is coded once."""

        def code_all(self, reports: Any) -> list[Coding]:
            return code_once("happenings", reports)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return merge_corpus(CORPUS, Once())  # type: ignore[arg-type]


def test_no_figure_falls_below_its_floor(figures: dict[str, float]) -> None:
    low = {
        name: f"{value:.4f} is below its floor {FLOORS[name]['floor']}"
        for name, value in figures.items()
        if name in FLOORS and value < FLOORS[name]["floor"]
    }
    high = {
        name: f"{value:.4f} has risen above its floor {FLOORS[name]['floor']}; raise it"
        for name, value in figures.items()
        if name in FLOORS and value >= FLOORS[name]["floor"] + _WELL_ABOVE
    }
    for name, said in high.items():
        warnings.warn(f"{name}: {said}", stacklevel=1)
    assert not low


def test_every_figure_has_a_floor_and_every_floor_a_figure(figures: dict[str, float]) -> None:
    assert set(figures) == set(FLOORS)


@pytest.mark.parametrize("name", FLOORS)
def test_a_floor_says_since_when_and_why(name: str) -> None:
    entry = FLOORS[name]
    assert set(entry) <= {"floor", "since", "why", "released", "lowered"}
    assert 0 < entry["floor"] <= 1
    assert entry["since"]
    assert entry["why"]


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_a_floor_is_lowered_only_with_a_reason(name: str) -> None:
    entry = FLOORS[name]
    before = max(entry.get("released", 0), released().get(name, {}).get("floor", 0))
    if entry["floor"] < before:
        assert entry.get("lowered"), f"{name} was {before} in the last release: say why it fell"


def test_no_floor_of_the_last_release_is_gone() -> None:
    assert set(released()) <= set(FLOORS)


def released() -> dict[str, Any]:
    """The floors of the last release, where git knows of one; the field ``released`` says the same
    where it does not."""

    def git(*command: str) -> str:
        return subprocess.run(
            ["git", "-C", str(HERE), *command], check=True, capture_output=True, text=True
        ).stdout

    try:
        tag = git("describe", "--tags", "--match", "v*", "--abbrev=0", "HEAD").strip()
        return tomllib.loads(git("show", f"{tag}:./floors.toml"))
    except (OSError, subprocess.CalledProcessError):
        return {}
