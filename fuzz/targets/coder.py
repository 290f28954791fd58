"""The coder, on texts that nobody would print."""

from functools import cache

from dragoman.coder import Coder
from dragoman.model import Coding, Report
from dragoman.reading.text import unify_line_ends
from fuzz.inputs import Broken

_LONGEST = 4_000  # characters: long texts are the business of tests


def check(data: bytes) -> None:
    """Code the input as a text, and as what is known of it. Every span has to lie in it."""
    text = unify_line_ends(data.decode("utf-8", "replace"))[:_LONGEST]
    if not text.strip():
        return
    report = Report(
        id="input",
        text=text,
        published="2024-05-06",
        title=text[:120],
        publisher=text[:80],
        url=f"http://{text[:60]}",
    )
    coding = _coder().code(report)
    for start, end in _spans(coding):
        if not 0 <= start < end <= len(text):
            raise Broken(f"the span {start}-{end} is not in a text of {len(text)} characters")


def _spans(coding: Coding) -> list[tuple[int, int]]:
    found = [span for actor in coding.actors for span in actor.mentions]
    found += [item.span for item in coding.times] + [item.span for item in coding.places]
    for statement in coding.statements:
        found += [*statement.content, statement.sentence]
    for event in coding.events:
        found += event.cue
    return found


@cache
def _coder() -> Coder:
    return Coder()
