"""A dossier out of the material of a process: the sections in their order, one call each."""

import msgspec

from dragoman.lexicon.topics import TopicBook
from dragoman.processes.changes import compare
from dragoman.processes.dossier import Contacts, Dossier
from dragoman.processes.material import Material, published_by
from dragoman.processes.process import Process
from dragoman.processes.roster import Roster
from dragoman.processes.scene import Scene, make_scene
from dragoman.processes.sections.agenda import agenda
from dragoman.processes.sections.commitments import commitments
from dragoman.processes.sections.contacts import contacts
from dragoman.processes.sections.disputes import disputes
from dragoman.processes.sections.parties import parties
from dragoman.processes.sections.positions import positions
from dragoman.processes.sections.remarks import remarks
from dragoman.processes.sections.requests import requests
from dragoman.processes.sections.standing import standing
from dragoman.processes.sources import keys_in, sources_of


def compose(
    process: Process,
    material: Material,
    roster: Roster,
    topics: TopicBook,
    day: str,
    *,
    since: str | None = None,
) -> Dossier:
    """The dossier of a process as reports published by a day tell it; with ``since``, also what
    changed since that day."""
    known = published_by(material, day)
    scene = make_scene(process, known, roster, topics, day)
    dossier = msgspec.structs.replace(
        compared(scene), parties=parties(scene), contacts=contacts(scene), remarks=remarks(scene)
    )
    if since is not None:
        earlier = make_scene(process, published_by(material, since), roster, topics, since)
        dossier = msgspec.structs.replace(dossier, changes=compare(compared(earlier), dossier))
    return msgspec.structs.replace(dossier, sources=sources_of(known, keys_in(dossier)))


def compared(scene: Scene) -> Dossier:
    """The part of a dossier that is compared from day to day, without the words it rests on."""
    process = scene.process
    return Dossier(
        process=process.name,
        about=process.about,
        day=scene.day,
        since=process.since,
        until=process.until,
        standing=standing(scene),
        timeline=tuple(item.happening for item in scene.items),
        contacts=Contacts(),
        positions=positions(scene),
        requests=requests(scene),
        commitments=commitments(scene),
        agenda=agenda(scene),
        disputes=disputes(scene),
    )
