"""Cases by event type, mode and construction: sentences of our own, what a coder takes from them.

Each line of ``cases/*.jsonl`` holds ``text`` and ``events``; a participant is a country, or a
country and a sector ("USA:GOV"). An empty list of events is a look-alike that must stay silent.
A case with ``fails`` is known to fail, and says why; it must go on failing until that is mended,
so that nobody misses the day it passes.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import CodeOnce

from dragoman import Report
from dragoman.model import Coding, Event, Participant

FOLDER = Path(__file__).parent / "cases"
TOLD = {"actual", "planned"}


def load() -> list[Any]:
    cases = []
    for path in sorted(FOLDER.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            case = json.loads(line)
            marks = [pytest.mark.xfail(reason=case["fails"])] if "fails" in case else []
            cases.append(pytest.param(case, id=f"{path.stem}:{number}", marks=marks))
    return cases


@pytest.fixture(scope="module")
def codings(code_once: CodeOnce) -> dict[str, Coding]:
    return code_cases(code_once)


def code_cases(code_once: CodeOnce) -> dict[str, Coding]:
    """All cases coded in one go, which is several times faster than one by one."""
    texts = sorted({case.values[0]["text"] for case in load()})
    reports = [Report(id=str(n), text=text) for n, text in enumerate(texts)]
    return {c.report.text: c for c in code_once("cases", reports)}


def is_member(coding: Coding, side: tuple[Participant, ...], wanted: str) -> bool:
    country, _, sector = wanted.partition(":")
    actors = {actor.id: actor for actor in coding.actors}
    return any(
        actors[one.actor].country == country and (not sector or sector in actors[one.actor].sectors)
        for one in side
    )


def answers(coding: Coding, event: Event, wanted: dict[str, Any]) -> bool:
    if event.event != wanted["event"]:
        return False
    if wanted.get("mode") and event.mode != wanted["mode"]:
        return False
    if event.status != wanted.get("status", event.status):
        return False
    if "status" not in wanted and event.status not in TOLD:
        return False
    everybody = event.source + event.target
    # In an event in which all take part alike, either side may be named first.
    source = (
        everybody
        if not wanted.get("target") and len(wanted.get("source", ())) > 1
        else event.source
    )
    return all(is_member(coding, source, one) for one in wanted.get("source", ())) and all(
        is_member(coding, everybody if event.event == "CONSULT" else event.target, one)
        for one in wanted.get("target", ())
    )


@pytest.mark.parametrize("case", load())
def test_case(case: dict[str, Any], codings: dict[str, Coding]) -> None:
    coding = codings[case["text"]]
    told = [event for event in coding.events if event.status in TOLD]
    if not case["events"]:
        assert told == []
    for wanted in case["events"]:
        assert any(answers(coding, event, wanted) for event in coding.events), (
            f"no {wanted} among {[(e.event, e.mode, e.status, e.because) for e in coding.events]}"
        )
