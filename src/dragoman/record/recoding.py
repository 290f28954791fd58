"""Coding again what an older version coded, and saying what changed."""

from collections import Counter
from collections.abc import Iterator, Sequence

from sqlalchemy import Engine, or_, select

from dragoman.coder import Failure
from dragoman.model import CoderInfo, Coding, Record
from dragoman.record import schema
from dragoman.record.adding import Code
from dragoman.record.batch import replace_codings
from dragoman.record.engine import reading, writing
from dragoman.record.rows import unpack
from dragoman.record.sightings import known_report, load_sightings
from dragoman.record.store import chunks

_BATCH = 32


class Difference(Record, frozen=True, kw_only=True):
    """What coding a report again changed. Events are told as ``type mode status: words``."""

    report: str
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    statements: int = 0  # how many more there are, or fewer
    failed: str | None = None


def outdated(engine: Engine, coder: CoderInfo) -> list[str]:
    """Keys of the reports that another version, lexicon or model coded, or of which more is known
    than when they were coded."""
    table = schema.reports.c
    question = select(table.key).where(
        or_(
            table.version != coder.version,
            table.lexicon != coder.lexicon,
            table.model != coder.model,
            table.stale,
        )
    )
    with reading(engine) as connection:
        return list(connection.execute(question.order_by(table.key)).scalars())


def recode(engine: Engine, keys: Sequence[str], code: Code) -> Iterator[Difference]:
    """Code these reports again, in batches that are each whole: interrupted, it can be gone on
    with. Decisions on what stands in the same words are kept."""
    for some in chunks(keys, _BATCH):
        with reading(engine) as connection:
            seen = load_sightings(connection, some)
            table = schema.reports.c
            rows = connection.execute(select(table.key, table.coding).where(table.key.in_(some)))
            before = {row.key: unpack(row.coding) for row in rows}
        reports = [known_report(seen[key], key) for key in some if key in before]
        answers = list(code(reports))
        fresh = [answer for answer in answers if isinstance(answer, Coding)]
        with writing(engine) as connection:
            replace_codings(connection, fresh)
        for answer in answers:
            if isinstance(answer, Failure):
                yield Difference(report=answer.report, failed=answer.why)
            else:
                yield difference(before[answer.report.id], answer)


def difference(before: Coding, after: Coding) -> Difference:
    """What one coding of a report has that another has not."""
    old, new = Counter(_told(before)), Counter(_told(after))
    return Difference(
        report=after.report.id,
        gained=tuple(sorted((new - old).elements())),
        lost=tuple(sorted((old - new).elements())),
        statements=len(after.statements) - len(before.statements),
    )


def _told(coding: Coding) -> Iterator[str]:
    names = {actor.id: actor.name for actor in coding.actors}
    for event in coding.events:
        sides = (event.source, event.target)
        source, target = (", ".join(names[member.actor] for member in side) for side in sides)
        words = " … ".join(coding.report.text[slice(*span)] for span in event.cue)
        kind = " ".join(filter(None, (event.event, event.mode, event.status)))
        yield f"{kind}: {source or '—'} → {target or '—'} ({words})"
