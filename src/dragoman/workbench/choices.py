"""What the forms of the pages let one choose from: the codebook's types, modes, codes."""

from functools import cache
from typing import NamedTuple, get_args

from dragoman.lexicon.tables import DATA, read_rows
from dragoman.model import ActorKind, StatementKind, Status

STATUSES: tuple[str, ...] = get_args(Status)
ACTOR_KINDS: tuple[str, ...] = get_args(ActorKind)
STATEMENT_KINDS: tuple[str, ...] = get_args(StatementKind)
CUES = ("speech", "writing", "appraisal", "thought", "wish", "plan", "decision", "finding")
REPORT_STATES = ("coded", "nothing found")
REVIEWS = ("accepted", "corrected", "rejected")


class Kinds(NamedTuple):
    """The types of events, in the order of the codebook, and all their modes."""

    types: tuple[str, ...]
    modes: tuple[str, ...]


@cache
def kinds() -> Kinds:
    """The codebook's types and modes; the table is read once."""
    rows = list(read_rows(DATA / "codebook.csv", ("event", "mode", "quad", "score", "cameo")))
    return Kinds(
        tuple(dict.fromkeys(row["event"] for row in rows)),
        tuple(sorted({row["mode"] for row in rows if row["mode"]})),
    )
