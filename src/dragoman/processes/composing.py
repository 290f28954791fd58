"""A dossier out of the material of a process: the sections in their order, one call each."""

import msgspec

from dragoman.lexicon.topics import TopicBook
from dragoman.processes.changes import compare
from dragoman.processes.dossier import Contacts, Dossier
from dragoman.processes.items import Reader
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
from dragoman.processes.sections.standing import reports_only, standing
from dragoman.processes.sources import Shelf, keys_in


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
    reader = Reader(process, roster, topics)
    known = published_by(material, day)
    scene = make_scene(reader, known, day)
    dossier = msgspec.structs.replace(
        compared(scene), parties=parties(scene), contacts=contacts(scene), remarks=remarks(scene)
    )
    if since is not None:
        earlier = make_scene(reader, published_by(material, since), since)
        dossier = msgspec.structs.replace(dossier, changes=compare(compared(earlier), dossier))
    return msgspec.structs.replace(dossier, sources=Shelf(known).sources_of(keys_in(dossier)))


def compared(scene: Scene, *, opening: bool = True) -> Dossier:
    """The part of a dossier that is compared from day to day, without the words it rests on; of
    where the process stands, without ``opening``, only which reports there are."""
    process = scene.process
    return Dossier(
        process=process.name,
        about=process.about,
        day=scene.day,
        since=process.since,
        until=process.until,
        standing=standing(scene) if opening else reports_only(scene),
        timeline=tuple(item.happening for item in scene.items),
        contacts=Contacts(),
        positions=positions(scene),
        requests=requests(scene),
        commitments=commitments(scene),
        agenda=agenda(scene),
        disputes=disputes(scene),
    )
