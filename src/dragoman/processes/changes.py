"""What changed between two days: two dossiers of one process, compared claim by claim."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from dragoman.processes.dossier import (
    Asked,
    Change,
    Changes,
    Commitment,
    Dispute,
    Dossier,
    Happening,
    Plan,
    Position,
    Stand,
)
from dragoman.processes.wording import day_words, interval_words, joined, told_on

Claim = TypeVar("Claim")


def compare(old: Dossier, new: Dossier) -> Changes:
    """What the newer dossier says that the older did not, or says otherwise."""
    known = set(old.standing.evidence)
    reports = tuple(key for key in new.standing.evidence if key not in known)
    changes = [
        *_positions(old.positions, new.positions),
        *_happenings(old.timeline, new.timeline),
        *_requests(old.requests, new.requests),
        *_promises(old.commitments, new.commitments),
        *_plans(old.agenda, new.agenda),
        *_disputes(old.disputes, new.disputes),
    ]
    return Changes(
        since=old.day,
        until=new.day,
        reports=len(reports),
        changes=tuple(changes),
        evidence=reports,
    )


def _pairs(
    old: Iterable[Claim], new: Iterable[Claim], key: Callable[[Claim], object]
) -> Iterator[tuple[Claim | None, Claim]]:
    """Each newer claim with the older one of the same key."""
    before = {key(claim): claim for claim in old}
    for claim in new:
        yield before.get(key(claim)), claim


def _happenings(old: Sequence[Happening], new: Sequence[Happening]) -> Iterator[Change]:
    """New events. One that only changed its id, because a report joined it, is none."""
    known = {key for happening in old for key in happening.evidence}
    for happening in new:
        if not known.intersection(happening.evidence):
            yield Change(
                key=f"event:{happening.event}",
                kind="new event",
                text=happening.text,
                when=told_on(happening),
                evidence=happening.evidence,
            )


def _positions(old: Sequence[Position], new: Sequence[Position]) -> Iterator[Change]:
    for before, now in _pairs(old, new, lambda p: (p.side, p.topic, p.towards)):
        towards = f" with or towards {now.towards}" if now.towards else ""
        about = f"{now.side} on {now.title.lower()}{towards}"
        key = f"position:{now.side}:{now.topic}:{now.towards}:{now.latest.evidence[0]}"
        if before is None:
            text, kind = f"{about}: {now.latest.verb}", "new position"
        elif before.latest.leaning != now.latest.leaning and now.latest.leaning:
            text = f"{about}: {now.latest.verb}, before: {before.latest.verb}"
            kind = "position moved" if before.latest.leaning else "position taken"
        else:
            continue
        evidence = now.latest.evidence + (before.latest.evidence if before else ())
        yield Change(key=key, kind=kind, text=text, when=_stood(now.latest), evidence=evidence)


def _stood(stand: Stand) -> str:
    return interval_words(stand.when) if stand.when else f"told on {day_words(stand.day)}"


def _requests(old: Sequence[Asked], new: Sequence[Asked]) -> Iterator[Change]:
    for before, now in _pairs(old, new, lambda asked: asked.happening.evidence[0]):
        if before is not None and before.state != now.state:
            yield Change(
                key=f"request:{now.happening.event}:{now.state}",
                kind="request answered",
                text=f"The request of {joined(now.by)} to {joined(now.to)} is now "
                f"“{now.state}”, before: “{before.state}”",
                when=told_on(now.answers[-1].happening) if now.answers else "",
                evidence=now.evidence + now.answers[-1].evidence if now.answers else now.evidence,
            )


def _promises(old: Sequence[Commitment], new: Sequence[Commitment]) -> Iterator[Change]:
    for before, now in _pairs(old, new, lambda promise: promise.happening.evidence[0]):
        if before is not None and before.state != now.state:
            yield _state_change("commitment", before.state, now.state, now.happening, now.outcome)


def _plans(old: Sequence[Plan], new: Sequence[Plan]) -> Iterator[Change]:
    for before, now in _pairs(old, new, lambda plan: plan.happening.evidence[0]):
        if before is not None and before.state != now.state:
            yield _state_change("plan", before.state, now.state, now.happening, now.outcome)


def _state_change(
    what: str, before: str, now: str, happening: Happening, outcome: Sequence[Happening]
) -> Change:
    evidence = happening.evidence + (outcome[0].evidence if outcome else ())
    return Change(
        key=f"{what}:{happening.evidence[0]}:{now}",
        kind=f"{what} {now}",
        text=f"{happening.text}: now {now}, before {before}",
        when=told_on(outcome[0]) if outcome else "",
        evidence=evidence,
    )


def _disputes(old: Sequence[Dispute], new: Sequence[Dispute]) -> Iterator[Change]:
    for before, now in _pairs(old, new, lambda dispute: (dispute.field, dispute.evidence)):
        if before is None:
            values = "; ".join(version.value for version in now.versions)
            yield Change(
                key=f"dispute:{now.field}:{now.evidence[0]}",
                kind="sources disagree",
                text=f"{now.matter} ({now.field}: {values})",
                evidence=now.evidence,
            )
