"""Processes and their dossiers: what an analyst follows, out of a record.

``open_dossier`` is the whole way: a record and a process in, the dossier of a day out. What it
calls are pure functions over ``Material``: ``gather`` alone asks the record.
"""

from datetime import UTC, datetime
from pathlib import Path

from dragoman.lexicon.tables import DATA
from dragoman.lexicon.topics import TopicBook, load_topics
from dragoman.processes.changes import compare
from dragoman.processes.composing import compose
from dragoman.processes.dossier import Changes, Dossier
from dragoman.processes.feed import DAYS, changes_by_day, write_feed
from dragoman.processes.gathering import gather
from dragoman.processes.process import Process
from dragoman.record.record import Record

OWN_TOPICS = "topics.csv"

__all__ = [
    "Changes",
    "Dossier",
    "Process",
    "compose",
    "default_day",
    "gather",
    "open_changes",
    "open_dossier",
    "open_feed",
    "topics_beside",
]


def topics_beside(folder: Path) -> TopicBook:
    """The topics that come with Dragoman, and those in ``topics.csv`` of a folder of processes.

    Raises LexiconError, with file and line, where one is written wrong.
    """
    own = folder / OWN_TOPICS
    return load_topics(DATA / "topics", own if own.is_file() else None)


def default_day(process: Process) -> str:
    """The day of a dossier where none is asked for: today, or the last day of the process."""
    today = datetime.now(UTC).date().isoformat()
    return min(today, process.until) if process.until else today


def open_dossier(
    record: Record,
    process: Process,
    topics: TopicBook,
    *,
    day: str | None = None,
    since: str | None = None,
) -> Dossier:
    """The dossier of a process on a day, with what changed since another."""
    material, roster = gather(record, process, topics)
    return compose(process, material, roster, topics, day or default_day(process), since=since)


def open_changes(
    record: Record, process: Process, topics: TopicBook, since: str, until: str
) -> tuple[Changes, Dossier]:
    """What changed in a process from one day to another, and the dossier of the later."""
    material, roster = gather(record, process, topics)
    old = compose(process, material, roster, topics, since)
    new = compose(process, material, roster, topics, until)
    return compare(old, new), new


def open_feed(record: Record, process: Process, topics: TopicBook, *, days: int = DAYS) -> str:
    """The Atom feed of what changed on the last days with reports."""
    material, roster = gather(record, process, topics)
    return write_feed(process, changes_by_day(process, material, roster, topics, days=days))
