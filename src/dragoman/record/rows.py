"""One coded report as the rows a record keeps of it. Pure: nothing here touches a database."""

import re
import zlib
from typing import Any, NamedTuple

import msgspec

from dragoman.entries import Interval, Party, Spot, Telling
from dragoman.model import Actor, Coding, Event, Moment, Participant, Site, Statement
from dragoman.record.identity import page_key, report_key, signature, traces_of
from dragoman.record.merging import ActorForm, actor_form, event_id, placing

Row = dict[str, Any]
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*\s+|\n\s*\n")
_encoder = msgspec.json.Encoder()


class ReportRows(NamedTuple):
    """Everything one coding puts into the record, by table."""

    report: Row
    traces: list[Row]
    forms: dict[str, ActorForm]
    report_actors: list[Row]
    tellings: list[Row]
    telling_parties: list[Row]
    statements: list[Row]
    search: list[Row]


def as_json(value: Any) -> str:
    """A value as JSON text."""
    return _encoder.encode(value).decode()


def pack(coding: Coding) -> bytes:
    """A coding as a record keeps it: JSON, deflated."""
    return zlib.compress(_encoder.encode(coding), 6)


def unpack(packed: bytes) -> Coding:
    """The coding that ``pack`` packed."""
    return msgspec.json.decode(zlib.decompress(packed), type=Coding)


def rows_of(coding: Coding) -> ReportRows:
    """The rows of a coding. Merging has not been done: family, actors and events come later."""
    key = report_key(coding.report.text)
    signed = signature(coding.report.text)
    local_forms = {actor.id: actor_form(actor, key) for actor in coding.actors}
    maker = _Maker(coding, key, local_forms)
    tellings = [maker.telling(event) for event in coding.events]
    statements = [maker.statement(item) for item in coding.statements]
    return ReportRows(
        report=_report_row(coding, key, signed),
        traces=[{"trace": trace, "report": key} for trace in traces_of(coding.report.text, signed)],
        forms={form.key: form for form in local_forms.values()},
        report_actors=[
            _actor_row(actor, key, local_forms[actor.id].key) for actor in coding.actors
        ],
        tellings=[maker.telling_row(telling) for telling in tellings],
        telling_parties=[row for event in coding.events for row in maker.party_rows(event)],
        statements=statements,
        search=[
            {"about": "report", "id": key, "words": _report_words(coding)},
            *({"about": "event", "id": item.event_key, "words": item.quote} for item in tellings),
            *({"about": "statement", "id": row["id"], "words": row["words"]} for row in statements),
        ],
    )


def _report_words(coding: Coding) -> str:
    title = coding.report.title
    return f"{title}\n{coding.report.text}" if title else coding.report.text


def _report_row(coding: Coding, key: str, signed: bytes) -> Row:
    report = coding.report
    found = bool(coding.events or coding.statements)
    return {
        "key": key,
        "title": report.title,
        "publisher": report.publisher,
        "url": report.url,
        "page": page_key(report.url) if report.url else None,
        "published": report.published,
        "published_from": report.published_from,
        "retrieved": None,
        "stale": False,
        "family": key,
        "replaces": None,
        "replaced_by": None,
        "state": "coded" if found else "nothing found",
        "why": None if found else "it tells of no event and reports no statement",
        "event_count": len(coding.events),
        "statement_count": len(coding.statements),
        "version": coding.coder.version,
        "lexicon": coding.coder.lexicon,
        "model": coding.coder.model,
        "length": len(report.text),
        "signature": signed,
        "text": report.text,
        "coding": pack(coding),
    }


def _actor_row(actor: Actor, key: str, form: str) -> Row:
    return {
        "report": key,
        "local": actor.id,
        "form": form,
        "name": actor.name,
        "aliases": as_json(actor.aliases),
        "titles": as_json(tuple(dict.fromkeys(role.title for role in actor.roles))),
    }


class _Maker:
    """Rows of one report's events and statements."""

    def __init__(self, coding: Coding, key: str, forms: dict[str, ActorForm]) -> None:
        self.coding, self.key, self.forms = coding, key, forms
        self.text = coding.report.text
        self.actors = {actor.id: actor for actor in coding.actors}
        self.statements = {item.id: item for item in coding.statements}
        self.events = {event.id: event for event in coding.events}

    def party(self, member: Participant) -> Party:
        """A participant as this report has it; the actor's id is that of its form, until merged."""
        actor = self.actors[member.actor]
        titles = tuple(dict.fromkeys(role.title for role in actor.roles))
        said = self.text[slice(*member.span)] if member.span else actor.name
        return Party(
            actor=self.forms[actor.id].key,
            name=actor.name,
            kind=actor.kind,
            country=actor.country,
            sectors=actor.sectors,
            titles=titles,
            names=(said,),
        )

    def telling(self, event: Event) -> Telling:
        """An event of the coding as a telling."""
        report = self.coding.report
        told_in = self.statements.get(event.statement or "")
        speaker = told_in.speaker if told_in else None
        return Telling(
            event_key=f"{self.key}.{event.id}",
            report=self.key,
            family=self.key,
            local=event.id,
            title=report.title,
            publisher=report.publisher,
            url=report.url,
            published=report.published,
            event=event.event,
            mode=event.mode,
            context=event.context,
            cameo=event.cameo,
            quad=event.quad,
            score=event.score,
            status=event.status,
            source=tuple(self.party(member) for member in event.source),
            target=tuple(self.party(member) for member in event.target),
            when=_interval(event.time),
            spot=_spot(event.place),
            size=event.size,
            speaker=self.party(Participant(actor=speaker)) if speaker in self.actors else None,
            sentence=event.sentence,
            sentence_number=1 + len(_SENTENCE_END.findall(self.text, 0, event.sentence[0])),
            source_spans=tuple(member.span for member in event.source if member.span),
            target_spans=tuple(member.span for member in event.target if member.span),
            cue=event.cue,
            quote=self.text[slice(*event.sentence)].strip(),
            because=event.because,
            confidence=event.confidence,
        )

    def telling_row(self, telling: Telling) -> Row:
        """A telling as a row of its table."""
        place = placing(telling)
        told_in = self.statements.get(self.events[telling.local].statement or "")
        return {
            "key": telling.event_key,
            "report": self.key,
            "own": event_id([telling]),
            "kind": place.kind,
            "start": place.start,
            "end": place.end,
            "anchored": place.anchored,
            "speaker": told_in.speaker if told_in else None,
            "body": as_json(telling),
        }

    def party_rows(self, event: Event) -> list[Row]:
        """Which forms stand on which side of an event."""
        return [
            {
                "telling": f"{self.key}.{event.id}",
                "side": side,
                "position": position,
                "form": self.forms[member.actor].key,
                "local": member.actor,
            }
            for side, members in (("source", event.source), ("target", event.target))
            for position, member in enumerate(members)
        ]

    def statement(self, item: Statement) -> Row:
        """A statement as a row of its table."""
        when = _interval(item.time)
        speaker = self.forms.get(item.speaker or "")
        return {
            "id": f"{self.key}.{item.id}",
            "report": self.key,
            "speaker": speaker.key if speaker else None,
            "within": f"{self.key}.{item.within}" if item.within else None,
            "words": " … ".join(self.text[slice(*span)].strip() for span in item.content),
            "kind": item.kind,
            "cue_kind": item.cue_kind,
            "medium": item.medium,
            "start": when.start if when else None,
            "end": when.end if when else None,
            "day": when.start if when else self.coding.report.published,
            "body": as_json(item),
        }


def _interval(moment: Moment | None) -> Interval | None:
    if moment is None or not moment.start or not moment.end:
        return None
    return Interval(start=moment.start[:10], end=moment.end[:10])


def _spot(site: Site | None) -> Spot | None:
    if site is None:
        return None
    return Spot(
        name=site.name,
        country=site.country,
        geonameid=site.geonameid,
        lat=site.lat,
        lon=site.lon,
    )
