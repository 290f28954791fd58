"""Event files of other systems."""

from contextlib import suppress

from dragoman.errors import InputError
from dragoman.formats.facts import load_facts
from dragoman.formats.foreign import Rejected, read_foreign
from fuzz.inputs import Broken, kept

_FACTS = load_facts()


def check(data: bytes) -> None:
    """Read it as whatever it looks like."""
    with suppress(InputError):
        for found in read_foreign(kept(data, "input.tsv"), facts=_FACTS):
            if isinstance(found, Rejected) and (not found.why or "\n" in found.why):
                raise Broken(f"a reason has to be one sentence: {found.why!r}")
