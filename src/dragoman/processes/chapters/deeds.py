"""Requests and answers, commitments, the agenda."""

from collections.abc import Iterator

from dragoman.processes.chapters.opening import Quotes, happened, quotes_of, told_by
from dragoman.processes.dossier import Answer, Asked, Commitment, Dossier, Plan
from dragoman.processes.sheet import Chapter, Line
from dragoman.processes.wording import counted, day_words, interval_words, joined, told_on

_STATES = {
    "agreed": "agreed to or acted on",
    "refused": "refused",
    "mixed": "answered both ways",
    "spoken on": "spoken on, without yes or no",
    "no answer reported": "no answer is reported",
    "ignored": "no answer is reported within 90 days",
}
_ANSWERS = {"agreed": "Agreed or offered", "refused": "Refused", "acted": "Acted", "spoke": "Spoke"}
_PROMISES = {
    "kept": "kept",
    "broken": "later acts of the same side go against it",
    "overdue": "overdue: no report tells that it was done",
    "open": "open: no report tells that it was kept or broken",
}


def requests(dossier: Dossier) -> Chapter:
    """Who asked whom for what."""
    quotes = quotes_of(dossier)
    lines = [line for asked in dossier.requests for line in _asked(asked, quotes)]
    if not lines:
        lines = [Line(text="No report has one side ask another for something.", gap=True)]
    return Chapter(
        name="requests",
        title="Requests and answers",
        note="An answer is what the one who was asked did or said on the matter within 90 days, or "
        "in the same report; that it was meant as one is not said.",
        blocks=tuple(lines),
    )


def _asked(asked: Asked, quotes: Quotes) -> Iterator[Line]:
    told = asked.happening
    yield Line(
        head=f"{joined(asked.by)} to {joined(asked.to)}",
        text=f"{told.text} ({told_on(told)}; {told_by(told)}) — {_STATES[asked.state]}:",
        quote=asked.words[0].words,
        evidence=asked.evidence,
    )
    for wording in asked.words[1:]:
        yield Line(text="In other words:", quote=wording.words, level=1, evidence=wording.evidence)
    for answer in asked.answers:
        yield _answer(answer, quotes)


def _answer(answer: Answer, quotes: Quotes) -> Line:
    order = "" if answer.order_told else "; the report does not say which came first"
    line = happened(answer.happening, quotes, _ANSWERS[answer.kind], level=1)
    return Line(
        head=line.head,
        text=f"{line.text.rstrip('.')}{order}.",
        quote=line.quote,
        level=1,
        evidence=line.evidence,
    )


def commitments(dossier: Dossier) -> Chapter:
    """What was promised, and what became of it."""
    quotes = quotes_of(dossier)
    lines = [line for promise in dossier.commitments for line in _promise(promise, quotes)]
    if not lines:
        lines = [Line(text="No promise, offer or signature of a side is reported.", gap=True)]
    return Chapter(
        name="commitments",
        title="Commitments",
        note="Promises, offers, concessions and signatures; announced meetings stand in the "
        "agenda. Whether an act goes against a promise is inferred from its type, topic and day: "
        "see the words.",
        blocks=tuple(lines),
    )


def _promise(promise: Commitment, quotes: Quotes) -> Iterator[Line]:
    told = promise.happening
    due = f", due {interval_words(promise.due)}" if promise.due and told.status == "planned" else ""
    yield Line(
        head=joined(promise.by),
        text=f"{told.text} ({told_on(told)}; {told_by(told)}{due}) — {_PROMISES[promise.state]}:",
        quote=promise.words,
        evidence=promise.evidence,
    )
    head = "Kept by" if promise.state == "kept" else "Against it"
    for happening in promise.outcome:
        yield happened(happening, quotes, head, level=1)


def agenda(dossier: Dossier) -> Chapter:
    """What was announced, and what became of it."""
    quotes = quotes_of(dossier)
    lines = [line for plan in dossier.agenda for line in _plan(plan, dossier.day, quotes)]
    if not lines:
        lines = [Line(text="Nothing is announced in the reports.", gap=True)]
    return Chapter(
        name="agenda",
        title="Agenda",
        note=f"As it stands on {day_words(dossier.day)}.",
        blocks=tuple(lines),
    )


def _plan(plan: Plan, day: str, quotes: Quotes) -> Iterator[Line]:
    due = interval_words(plan.due) if plan.due else "no day given"
    yield Line(
        head=f"{_state(plan, day)} — {due}",
        text=f"{plan.happening.text}; {_announced(plan)}; {told_by(plan.happening)}. "
        f"{_fate(plan, day)}",
        quote=quotes.get(plan.evidence[0], ""),
        evidence=plan.evidence,
    )
    head = "Called off" if plan.state == "called off" else "Carried out"
    for happening in plan.outcome:
        yield happened(happening, quotes, head, level=1)


def _runs(plan: Plan, day: str) -> bool:
    """Whether the term of a plan is not over."""
    return plan.due is not None and day <= plan.due.end


def _state(plan: Plan, day: str) -> str:
    if plan.state == "partly kept" and _runs(plan, day):
        return "Under way"
    return plan.state.capitalize()


def _announced(plan: Plan) -> str:
    if plan.said:
        return f"announced {interval_words(plan.said)}"
    return f"first told on {day_words(plan.announced)}" if plan.announced else "day unknown"


def _fate(plan: Plan, day: str) -> str:
    if plan.state == "overdue":
        return f"No report tells that it was done, {counted(plan.late or 0, 'day')} after its term."
    if plan.state == "partly kept" and plan.stops:
        rest = "; its term is not over" if _runs(plan, day) else ""
        return f"Places told as reached: {plan.done} of {plan.stops}{rest}."
    if plan.state != "open":
        return ""
    if plan.due is not None:
        return "Its term is not over."
    if not plan.waited:
        return "No later report is in the record."
    waited = counted(plan.waited, "day")
    return f"No report in the {waited} up to {day_words(day)} tells that it was done."
