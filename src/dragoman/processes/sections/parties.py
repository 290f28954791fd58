"""The sides of a process and who acts for them, with the roles that reports give by a day."""

from collections import defaultdict

from dragoman.entries import ActorEntry, Party, Tenure
from dragoman.processes.dossier import Office, PartySheet, Person
from dragoman.processes.items import Item
from dragoman.processes.scene import Scene

# Titles that name no office.
_ADDRESSES = frozenset(
    {"mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "lord", "lady", "he", "mullah",
     "mawlawi", "sheikh", "sayyid", "ayatollah", "haji", "lt", "gen", "lt gen", "col", "capt"}
)  # fmt: skip
_SHOWN_AS_PERSON = "person"
_BODIES = frozenset({"organization", "group", "igo", "state"})


def parties(scene: Scene) -> tuple[PartySheet, ...]:
    """The sides in the order of the process."""
    items: dict[str, list[Item]] = defaultdict(list)
    for item in scene.items:
        for side in item.sides:
            items[side].append(item)
    members = _members(scene)
    return tuple(_sheet(scene, name, items[name], members[name]) for name in scene.roster.sides)


def _members(scene: Scene) -> dict[str, list[ActorEntry]]:
    """The actors of each side: in an event or as speaker, those in most reports first."""
    found: dict[str, list[ActorEntry]] = defaultdict(list)
    for actor in scene.material.actors:
        side = scene.roster.side_of(_as_party(actor), acting=True)
        if side:
            found[side].append(actor)
    for actors in found.values():
        actors.sort(key=lambda actor: (-actor.reports, actor.name))
    return found


def _as_party(actor: ActorEntry) -> Party:
    return Party(
        actor=actor.id,
        name=actor.name,
        kind=actor.kind,
        country=actor.country,
        sectors=actor.sectors,
        names=actor.aliases,
    )


def _sheet(scene: Scene, name: str, items: list[Item], members: list[ActorEntry]) -> PartySheet:
    reports = {report.key: report.published for report in scene.material.reports}
    people = [_person(scene, actor, items) for actor in members if _is_person(actor)]
    seen = dict.fromkeys(
        key for item in items for telling in item.event.tellings if (key := telling.report)
    )
    days = sorted(day for key in seen if (day := reports.get(key)))
    others = dict.fromkeys(
        actor.name
        for actor in members
        if actor.kind in _BODIES and actor.id not in scene.roster.own and actor.name[:1].isupper()
    )
    return PartySheet(
        name=name,
        roles=scene.roster.sides[name].roles,
        people=tuple(person for person in people if person.evidence),
        others=tuple(others),
        events=len(items),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        evidence=tuple(seen),
    )


def _is_person(actor: ActorEntry) -> bool:
    """Whether it is somebody with a name, not a description ("Taliban spokesman")."""
    words = actor.name.split()
    return actor.kind == _SHOWN_AS_PERSON and len(words) > 1 and words[-1] != words[-1].lower()


def _person(scene: Scene, actor: ActorEntry, items: list[Item]) -> Person:
    known = {report.key for report in scene.material.reports}
    offices = [office for tenure in actor.tenures if (office := _office(tenure, known))]
    offices.sort(key=lambda office: (office.last or "", len(office.title), office.title))
    acts = [item for item in items if _takes_part(actor.id, item)]
    told = [key for item in acts for key in item.happening.evidence]
    spoken = [
        one.entry.id
        for one in scene.said
        if one.entry.speaker and one.entry.speaker.actor == actor.id
    ]
    return Person(
        actor=actor.id,
        name=actor.name,
        kind=actor.kind,
        office=offices[-1] if offices else None,
        earlier=tuple(reversed(offices[:-1])),
        acts=len(acts),
        reports=actor.reports,
        evidence=(tuple(dict.fromkeys(told)) or tuple(spoken))[:3],
    )


def _takes_part(id: str, item: Item) -> bool:
    return any(member.party.actor == id for member in item.cast.all)


def _office(tenure: Tenure, known: set[str]) -> Office | None:
    """The office of a tenure, None for a mere form of address. Only reports of the process are
    evidence here; a role that other reports give is left out."""
    if tenure.title.lower().strip(".") in _ADDRESSES:
        return None
    reports = tuple(report for report in tenure.reports if report in known)
    if not reports:
        return None
    return Office(title=tenure.title, first=tenure.first, last=tenure.last, evidence=reports)
