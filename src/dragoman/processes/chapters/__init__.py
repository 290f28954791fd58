"""The chapters of a dossier: its typed records put into sentences, each with its evidence."""

from dragoman.processes.chapters.deeds import agenda, commitments, requests
from dragoman.processes.chapters.meetings import contacts
from dragoman.processes.chapters.opening import changes, parties, quotes_of, standing
from dragoman.processes.chapters.words import disputes, positions, remarks, timeline
from dragoman.processes.dossier import Dossier
from dragoman.processes.sheet import Sheet
from dragoman.processes.wording import day_words


def sheet_of(dossier: Dossier) -> Sheet:
    """A dossier as chapters, the most wanted first."""
    chapters = [standing(dossier)]
    if dossier.changes is not None:
        chapters.append(changes(dossier.changes, quotes_of(dossier)))
    chapters += [
        positions(dossier),
        requests(dossier),
        commitments(dossier),
        agenda(dossier),
        contacts(dossier),
        remarks(dossier),
        disputes(dossier),
        parties(dossier),
        timeline(dossier),
    ]
    return Sheet(
        title=dossier.process,
        about=dossier.about or "",
        day=day_words(dossier.day),
        chapters=tuple(chapters),
        sources=dossier.sources,
    )
