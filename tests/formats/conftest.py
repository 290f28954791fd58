"""Entries to export, and strict readers of the formats: they take nothing on trust."""

import csv
import io
import re
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import strategies as st

from dragoman.entries import (
    ActorEntry,
    AgendaEntry,
    Disagreement,
    EventEntry,
    Interval,
    Party,
    ReportEntry,
    Spot,
    StatementEntry,
    Telling,
    Tenure,
)
from dragoman.formats import gdelt, icews, polecat
from dragoman.formats.facts import Facts, load_facts
from dragoman.model import Size

NASTY = ["=1+1", "@cmd", "+49", "-x", "'=2", "a\tb", "a\nb", "a\r\nb", 'say "no"', "\x00", "x;y",
         "日本 🕊️", "\u2028", "None", "NA", "\x85", ",", "", " ", "\ttab first", '"']  # fmt: skip
_ROOTS = {f"{root:02d}": quad for quad, roots in
          ((1, range(1, 6)), (2, range(6, 9)), (3, range(9, 14)), (4, range(14, 21)))
          for root in roots}  # fmt: skip


@pytest.fixture(scope="session")
def facts() -> Facts:
    return load_facts()


@pytest.fixture(scope="session")
def build() -> Any:
    """Entries of our own: a visit, a meeting of three, a denial."""

    def party(
        actor: str, name: str, country: str | None, *sectors: str, kind: Any = "state", **k: Any
    ) -> Party:
        return Party(actor=actor, name=name, kind=kind, country=country, sectors=sectors, **k)

    kenya = party("a1", "Kenya", "KEN")
    envoy = party("a2", "Amina Odhiambo", "KEN", "GOV", kind="person",
                  titles=("special envoy",), names=("Ms Odhiambo",))  # fmt: skip
    police = party("a3", "police", "SOM", "COP", kind="collective")
    union = party("a4", "European Union", "EUR", kind="igo")

    def telling(**given: Any) -> Telling:
        fields: dict[str, Any] = dict(  # noqa: C408
            event_key="r1.e1", report="r1", family="r1", local="e1", publisher="Coast Daily",
            url="https://www.coast.example/a?b=1", published="2021-03-02", event="CONSULT", quad=1,
            score=4.0, status="actual", sentence=(0, 40), sentence_number=1, source=(envoy,),
            target=(police,), source_spans=((0, 12),), target_spans=((20, 26),), cue=((13, 20),),
            quote="Ms Odhiambo visited police.", confidence=0.87,
        )  # fmt: skip
        return Telling(**(fields | given))

    def event(**given: Any) -> EventEntry:
        fields: dict[str, Any] = dict(  # noqa: C408
            id="e0000000000000001", event="CONSULT", mode="visit", context=("diplomatic",),
            cameo="042", quad=1, score=4.0, status="actual", source=(envoy,), target=(police,),
            when=Interval(start="2021-03-01", end="2021-03-01"), first_published="2021-03-02",
            spot=Spot(name="Mogadishu", country="SOM", geonameid=53654, lat=2.03711, lon=45.34375),
            size=Size(dead=2), confidence=0.9, reports=1, sources=1, tellings=(telling(),),
        )  # fmt: skip
        return EventEntry(**(fields | given))

    return SimpleNamespace(
        party=party, telling=telling, event=event, kenya=kenya, envoy=envoy, police=police,
        union=union,
    )  # fmt: skip


def _maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def _strategies() -> SimpleNamespace:
    text = st.sampled_from(NASTY) | st.text(max_size=8)
    key = st.text("0123456789abcdef", min_size=4, max_size=6)
    day = st.dates(date(1950, 1, 1), date(2090, 1, 1)).map(date.isoformat)
    country = st.sampled_from([None, "USA", "KEN", "ROU", "KOS", "PSE", "UNO", "EUR", "NGO", "XYZ"])
    sector = st.lists(st.sampled_from(["GOV", "MIL", "JRN", "PRM", "REB", "XXX"]), max_size=3).map(
        tuple
    )
    texts = st.lists(text, max_size=2).map(tuple)
    span = st.tuples(st.integers(0, 99), st.integers(100, 199))
    spans = st.lists(span, max_size=2).map(tuple)
    types = st.sampled_from(["CONSULT", "AGREE", "ASSAULT", "SANCTION", "CONCEDE"])

    def interval(start: date, days: int) -> Interval:
        return Interval(start=start.isoformat(), end=(start + timedelta(days)).isoformat())

    when = st.builds(
        interval, st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.sampled_from([0, 0, 3, 400])
    )
    degrees = _maybe(st.floats(-90, 90))
    spot = st.builds(Spot, name=text | st.sampled_from(["Kenya", "Ohio"]), country=country,
                     geonameid=_maybe(st.integers(1, 9**9)), lat=degrees, lon=degrees)  # fmt: skip
    kind = st.sampled_from(["person", "state", "collective", "igo"])
    party = st.builds(
        Party,
        actor=key,
        name=text,
        kind=kind,
        country=country,
        sectors=sector,
        titles=texts,
        names=texts,
    )
    side = st.lists(party, max_size=3).map(tuple)
    count = st.integers(0, 10**6)
    size = st.builds(
        Size,
        dead=_maybe(count),
        injured=_maybe(count),
        arrested=_maybe(count),
        participants=_maybe(count),
    )
    status = st.sampled_from(["actual", "planned", "negated", "hypothetical", "historical"])
    url = _maybe(
        st.sampled_from(["https://a.example/x", "http://[bad", "https://u:p@b.example/"]) | text
    )
    telling = st.builds(
        Telling, event_key=key, report=key, family=key, local=st.just("e1"), title=_maybe(text),
        publisher=_maybe(text), url=url, published=_maybe(day), event=st.just("CONSULT"),
        quad=st.just(1), score=st.just(4.0), status=status, source=side, target=side,
        sentence=span, sentence_number=st.integers(0, 9), source_spans=spans,
        cue=spans, quote=text, confidence=st.floats(0, 1),
    )  # fmt: skip
    event = st.builds(
        EventEntry, id=key, event=types,
        mode=_maybe(st.sampled_from(["visit", "arrest", "x\ty"])), context=texts,
        cameo=st.sampled_from([None, "042", "190", "0431", "999", "01"]), quad=st.integers(1, 4),
        score=st.floats(-10, 10), status=status, source=side, target=side, when=_maybe(when),
        first_published=_maybe(day), spot=_maybe(spot), size=_maybe(size),
        confidence=st.floats(0, 1), reports=st.integers(1, 9), sources=st.integers(1, 9),
        tellings=st.lists(telling, max_size=2).map(tuple), because=text,
        disagreements=st.just((Disagreement(field="when", values=(("a", ("r1",)),)),)),
        review=st.sampled_from([None, None, "accepted", "rejected"]),
    )  # fmt: skip
    statement = st.builds(
        StatementEntry, id=key, report=key, title=_maybe(text), publisher=_maybe(text), url=url,
        published=_maybe(day), speaker=_maybe(party), addressee=side, words=text,
        kind=st.just("direct"), medium=_maybe(text), when=_maybe(when),
        content=spans, sentence=span,
    )  # fmt: skip
    tenure = st.builds(Tenure, title=text, first=_maybe(day), last=_maybe(day))
    actor = st.builds(
        ActorEntry, id=key, name=text, kind=kind, country=country, sectors=sector, aliases=texts,
        tenures=st.lists(tenure, max_size=2).map(tuple), first=_maybe(day), because=text,
    )  # fmt: skip
    report = st.builds(ReportEntry, key=key, title=_maybe(text), publisher=_maybe(text), url=url,
                       published=_maybe(day), family=key, why=_maybe(text))  # fmt: skip
    agenda = st.builds(
        AgendaEntry, event=event, state=st.sampled_from(["open", "kept", "overdue", "called off"]),
        announced=_maybe(day), due=_maybe(when), kept_by=st.lists(key, max_size=2).map(tuple),
    )  # fmt: skip

    def several(one: st.SearchStrategy[Any], by: str) -> st.SearchStrategy[Any]:
        return st.lists(one, max_size=3, unique_by=lambda entry: getattr(entry, by))

    return SimpleNamespace(
        events=several(event, "id"), statements=several(statement, "id"),
        actors=several(actor, "id"), reports=several(report, "key"),
        agenda=st.lists(agenda, max_size=3, unique_by=lambda entry: entry.event.id),
    )  # fmt: skip


@pytest.fixture(scope="session")
def strategies() -> SimpleNamespace:
    return _strategies()


def _tab_rows(text: str, columns: tuple[str, ...], header: bool) -> list[dict[str, str]]:
    """The rows of a tab-separated file; splitting and Python's CSV reader must agree on them."""
    assert text == "" or text.endswith("\n")
    lines = text.split("\n")[:-1]
    assert lines == text.splitlines(), "a cell holds what some readers take for a line's end"
    split = [line.split("\t") for line in lines]
    assert split == list(csv.reader(io.StringIO(text, newline=""), delimiter="\t"))
    if header:
        assert tuple(split[0]) == columns
        split = split[1:]
    assert all(len(row) == len(columns) for row in split)
    rows = [dict(zip(columns, row, strict=True)) for row in split]
    for row in rows:
        for cell in row.values():
            assert not cell.startswith(("=", "@", "\t", "\r"))
            assert not cell.startswith(("-", "+")) or _is_number(cell)
    return rows


def _is_number(cell: str) -> bool:
    return re.fullmatch(r"[-+]?\d+(\.\d+)?", cell) is not None


def _between(cell: str, low: float, high: float) -> bool:
    return _is_number(cell) and low <= float(cell) <= high


def _is_day(cell: str, form: str = r"\d{4}-\d{2}-\d{2}") -> bool:
    return re.fullmatch(form, cell) is not None


def read_icews(text: str, facts: Facts) -> list[dict[str, str]]:
    rows = _tab_rows(text, icews.COLUMNS, header=True)
    countries = {country.name for country in facts.countries.values()} | {""}
    sectors = {*facts.sector_icews.values(), *(body.icews for body in facts.bodies.values())}
    for row in rows:
        assert 0 < int(row["Event ID"]) < 2**63
        assert _is_day(row["Event Date"])
        assert facts.cameo[row["CAMEO Code"]].label == row["Event Text"]
        assert _between(row["Intensity"], -10, 10)
        for side in ("Source", "Target"):
            assert row[f"{side} Country"] in countries
            assert {*row[f"{side} Sectors"].split(",")} <= sectors | {""}
        assert row["Country"] in countries
        assert row["Story ID"] == "" or int(row["Story ID"]) > 0
        assert row["Sentence Number"] == "" or int(row["Sentence Number"]) > 0
        assert row["Latitude"] == "" or _between(row["Latitude"], -90, 90)
        assert row["Longitude"] == "" or _between(row["Longitude"], -180, 180)
    ids = [(row["Event ID"], row["Event Date"]) for row in rows]
    assert len({*ids}) == len(ids)
    return rows


def read_gdelt(text: str, facts: Facts) -> list[dict[str, str]]:
    rows = _tab_rows(text, gdelt.EVENT_COLUMNS, header=False)
    types = {*facts.sector_cameo.values(), *(body.type for body in facts.bodies.values()), ""}
    nations = {country.cameo for country in facts.countries.values()} | {""}
    fips = {country.fips for country in facts.countries.values()} | {""}
    for row in rows:
        assert 0 < int(row["GLOBALEVENTID"]) < 2**63
        day = row["SQLDATE"]
        assert _is_day(day, r"\d{8}")
        assert (row["MonthYear"], row["Year"]) == (day[:6], day[:4])
        assert 0 < float(row["FractionDate"]) - int(day[:4]) < 1
        code = row["EventCode"]
        assert (row["EventBaseCode"], row["EventRootCode"]) == (code[:3], code[:2])
        assert int(row["QuadClass"]) == _ROOTS[row["EventRootCode"]]
        assert _between(row["GoldsteinScale"], -10, 10)
        for count in ("NumMentions", "NumSources", "NumArticles"):
            assert row[count].isdigit()
        assert row["IsRootEvent"] in ("0", "1")
        assert row["AvgTone"] == ""
        for side in ("Actor1", "Actor2"):
            assert row[f"{side}CountryCode"] in nations
            kinds = [row[f"{side}Type{n}Code"] for n in (1, 2, 3)]
            assert {*kinds} <= types
            parts = [row[f"{side}CountryCode"], row[f"{side}KnownGroupCode"], *kinds]
            assert row[f"{side}Code"] == "".join(parts)
        for side in ("Actor1", "Actor2", "Action"):
            assert row[f"{side}Geo_Type"] in "012345"
            assert row[f"{side}Geo_CountryCode"] in fips
            assert (row[f"{side}Geo_Type"] == "0") <= (row[f"{side}Geo_FullName"] == "")
        assert _is_day(row["DATEADDED"], r"\d{14}")
    ids = [row["GLOBALEVENTID"] for row in rows]
    assert len({*ids}) == len(ids)
    return rows


def read_mentions(text: str, events: list[dict[str, str]]) -> list[dict[str, str]]:
    rows = _tab_rows(text, gdelt.MENTION_COLUMNS, header=False)
    added = {row["GLOBALEVENTID"]: row["DATEADDED"] for row in events}
    for row in rows:
        assert added[row["GLOBALEVENTID"]] == row["EventTimeDate"]
        assert _is_day(row["MentionTimeDate"], r"\d{14}")
        assert row["MentionType"] in ("1", "2")
        assert row["MentionIdentifier"] != ""
        for offset in ("Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset"):
            assert int(row[offset]) >= -1
        assert int(row["Confidence"]) in range(10, 101, 10)
    return rows


def read_polecat(text: str, facts: Facts) -> list[dict[str, str]]:
    rows = _tab_rows(text, polecat.COLUMNS, header=True)
    assert len(polecat.COLUMNS) == 40
    for row in rows:
        assert "" not in row.values()
        assert _is_day(row["Event Date"])
        assert row["Event Type"] in facts.quad_of_event
        assert row["Quad Code"] in "1234"
        assert _between(row["Intensity"], -10, 10)
        for side in ("Actor", "Recipient"):
            several = row[f"{side} Name"].count(";")
            for column in ("Country", "COW", "Sectors", "Title", "Name Raw"):
                cell = row[f"{side} {column}"]
                assert cell == "None" or cell.count(";") == several
    assert len({row["Event ID"] for row in rows}) == len(rows)
    return rows


@pytest.fixture(scope="session")
def strict(facts: Facts) -> SimpleNamespace:
    return SimpleNamespace(
        icews=lambda text: read_icews(text, facts),
        gdelt=lambda text: read_gdelt(text, facts),
        polecat=lambda text: read_polecat(text, facts),
        mentions=read_mentions,
    )
