"""Files of ICEWS, GDELT and POLECAT read in: their oddities are known, their faults are told."""

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from dragoman.entries import Interval
from dragoman.errors import InputError
from dragoman.formats import gdelt, icews, polecat
from dragoman.formats.comparing import compare, write_comparison
from dragoman.formats.facts import Facts
from dragoman.formats.foreign import GDELT1_COLUMNS, Rejected, read_foreign
from dragoman.formats.foreign_cells import ForeignEvent
from dragoman.formats.gdelt import write_gdelt
from dragoman.formats.icews import write_icews
from dragoman.formats.polecat import write_polecat

ICEWS = {
    "Event ID": "7", "Event Date": "2019-03-04", "Source Name": "Police (Peru)",
    "Source Sectors": "Government,Police", "Source Country": "Peru", "Event Text": "Accuse",
    "CAMEO Code": "112", "Intensity": "-2", "Target Name": "Chile", "Target Sectors": "NA",
    "Target Country": "Chile", "Story ID": "99", "City": "NA", "Province": "Arica",
    "Country": "Chile", "Latitude": "-18.4", "Longitude": "-70.3", "Publisher": "El Faro",
}  # fmt: skip
GDELT = {
    "GLOBALEVENTID": "5", "SQLDATE": "20190304", "Actor1Code": "ROMGOV", "Actor1Name": "ROMANIA",
    "Actor1CountryCode": "ROM", "Actor1Type1Code": "GOV", "Actor2Code": "EEC",
    "Actor2KnownGroupCode": "EEC", "EventCode": "040", "QuadClass": "1", "GoldsteinScale": "1.0",
    "NumMentions": "4", "ActionGeo_FullName": "Berlin, Germany", "ActionGeo_CountryCode": "GM",
    "SOURCEURL": "https://example.org/a",
}  # fmt: skip
POLECAT = {
    "Event ID": "P1", "Event Date": "2019-03-04", "Event Type": "COERCE", "Event Mode": "arrest",
    "Intensity": "-7.0", "Quad Code": "4", "Actor Name": "Lima police;army",
    "Actor Country": "PER;PER", "Actor Sectors": "COP;MIL", "Recipient Name": "None",
    "Source": "El Faro", "GeoNames ID": "3936456.0",
}  # fmt: skip


def line(columns: tuple[str, ...], row: dict[str, str], missing: str = "") -> str:
    return "\t".join(row.get(column, missing) for column in columns) + "\n"


def icews_file(*rows: dict[str, str]) -> io.StringIO:
    head = "\t".join(icews.COLUMNS) + "\n"
    return io.StringIO(head + "".join(line(icews.COLUMNS, ICEWS | row) for row in rows))


def polecat_file(*rows: dict[str, str]) -> io.StringIO:
    head = "\t".join(polecat.COLUMNS) + "\n"
    return io.StringIO(head + "".join(line(polecat.COLUMNS, POLECAT | row, "None") for row in rows))


def one(source: Any) -> ForeignEvent:
    [event] = read_foreign(source)
    assert isinstance(event, ForeignEvent)
    return event


def test_icews() -> None:
    event = one(icews_file({}))
    assert (event.system, event.id, event.day, event.line) == ("icews", "7", "2019-03-04", 2)
    assert (event.event, event.cameo, event.quad, event.score) == ("ACCUSE", "112", 3, -2.0)
    assert (event.source[0].country, event.source[0].sectors) == ("PER", ("GOV", "COP"))
    assert (event.place, event.place_country) == ("Arica", "CHL")
    assert (event.story, event.publisher) == ("99", "El Faro")


@pytest.mark.parametrize(
    ("name", "code"),
    [("Russian Federation", "RUS"), ("Occupied Palestinian Territory", "PSE"),
     ("Moldova", "MDA"), ("Atlantis", None)],
)  # fmt: skip
def test_names_of_countries(name: str, code: str | None) -> None:
    assert one(icews_file({"Source Country": name})).source[0].country == code


@pytest.mark.parametrize(
    "day", ["3/4/2019", "03/04/2019", "2019-03-04", "20190304", "2019-03-04 00:00:00"]
)
def test_days_as_they_are_written(day: str) -> None:
    assert one(icews_file({"Event Date": day})).day == "2019-03-04"


@pytest.mark.parametrize(
    ("given", "code", "event"),
    [("40", "040", "CONSULT"), ("311", "0311", "AGREE"), ("0354", "0354", "CONCEDE"),
     ("173", "173", "COERCE"), ("20", "020", None), ("010", "010", None),
     ("201", "201", "ASSAULT")],
)  # fmt: skip
def test_codes_that_lost_their_zero(given: str, code: str, event: str | None) -> None:
    found = one(icews_file({"CAMEO Code": given}))
    assert (found.cameo, found.event) == (code, event)


@pytest.mark.parametrize(
    ("fault", "why"),
    [({"Event Date": "soon"}, "Event Date is no day: 'soon'"),
     ({"CAMEO Code": "---"}, "CAMEO Code is no CAMEO code: '---'"),
     ({"CAMEO Code": "NA"}, "CAMEO Code is missing"),
     ({"Intensity": "-11"}, "Intensity is out of its range: '-11'"),
     ({"Latitude": "north"}, "Latitude is no number: 'north'"),
     ({"Publisher": "stray\ttab"}, "21 cells stand where 20 are needed")],
)  # fmt: skip
def test_a_bad_line_is_rejected_alone(fault: dict[str, str], why: str) -> None:
    good, bad, last = read_foreign(icews_file({}, fault, {}))
    assert bad == Rejected(line=3, why=why)
    assert isinstance(good, ForeignEvent)
    assert isinstance(last, ForeignEvent)


@pytest.mark.parametrize("columns", [gdelt.EVENT_COLUMNS, GDELT1_COLUMNS, GDELT1_COLUMNS[:-1]])
def test_gdelt(columns: tuple[str, ...]) -> None:
    event = one(io.StringIO(line(columns, GDELT)))
    assert (event.system, event.day, event.event) == ("gdelt", "2019-03-04", "CONSULT")
    assert (event.source[0].country, event.source[0].sectors) == ("ROU", ("GOV",))
    assert event.target[0].country == "EUR"
    assert (event.place_country, event.mentions) == ("DEU", 4)
    assert event.url == ("https://example.org/a" if "SOURCEURL" in columns else None)


def test_polecat_has_several_parties() -> None:
    event = one(polecat_file({}))
    assert (event.event, event.mode, event.quad, event.geonameid) == (
        "COERCE",
        "arrest",
        4,
        3936456,
    )
    assert [(p.name, p.country, p.sectors) for p in event.source] == [
        ("Lima police", "PER", ("COP",)), ("army", "PER", ("MIL",))]  # fmt: skip
    assert event.target == ()


def test_polecat_of_other_years() -> None:
    row = {"Event Type": "demand", "Quad Code": "VERBAL CONFLICT", "Actor Name": "X",
           "Actor Country": "PER", "Actor Sectors": "GOV;LEG"}  # fmt: skip
    event = one(polecat_file(row))
    assert (event.event, event.quad, event.source[0].sectors) == ("REQUEST", 3, ("GOV", "LEG"))


def test_a_header_that_names_more_than_the_lines_have() -> None:
    head = "\t".join((*polecat.COLUMNS[:5], "Headline", *polecat.COLUMNS[5:]))
    body = line(polecat.COLUMNS, POLECAT, "None")
    assert one(io.StringIO(f"{head}\n{body}")).mode == "arrest"


def test_latin_1(tmp_path: Path) -> None:
    path = tmp_path / "x.tab"
    path.write_bytes(icews_file({"Source Name": "José"}).getvalue().encode("latin-1"))
    assert one(path).source[0].name == "José"


def test_a_file_of_no_known_kind() -> None:
    with pytest.raises(InputError, match="no ICEWS, GDELT or POLECAT file"):
        list(read_foreign(io.StringIO("a,b\n1,2\n")))
    with pytest.raises(InputError, match="of icews, not of gdelt"):
        list(read_foreign(icews_file({}), "gdelt"))
    assert list(read_foreign(io.StringIO(""))) == []


def test_what_we_write_is_read_back(build: Any, facts: Facts) -> None:
    event = build.event()
    files = [io.StringIO(), io.StringIO(), io.StringIO()]
    write_icews([event], files[0], facts=facts)
    write_gdelt([event], files[1], added=datetime(2024, 1, 1, tzinfo=UTC), facts=facts)
    write_polecat([event], files[2], version="1", facts=facts)
    for file in files:
        found = one(io.StringIO(file.getvalue()))
        assert (found.day, found.event, found.place_country) == ("2021-03-01", "CONSULT", "SOM")
        assert [party.country for party in found.source + found.target] == ["KEN", "SOM"]
        assert [party.sectors for party in found.source + found.target] == [("GOV",), ("COP",)]
        assert compare([event], [found])[0].theirs == 1


def test_counts_by_dyad_and_month(build: Any) -> None:
    somalia = build.party("a9", "Somalia", "SOM")
    march = Interval(start="2021-03-09", end="2021-03-09")
    ours = [
        build.event(source=(build.kenya,), target=(somalia,)),
        build.event(source=(build.kenya, somalia), target=(), when=march, mode=None),
        build.event(source=(build.kenya,), target=(somalia,), status="negated"),
    ]
    theirs = [one(icews_file({})), one(icews_file({"Event Date": "2019-03-09"}))]
    rows = compare(ours, theirs)
    counts = [(row.source, row.target, row.month, row.ours, row.theirs) for row in rows]
    assert counts == [
        ("KEN", "SOM", "2021-03", 2, 0),
        ("PER", "CHL", "2019-03", 0, 2),
        ("SOM", "KEN", "2021-03", 1, 0),
    ]
    both = compare(ours, theirs, directed=False, by_type=True)
    assert [(row.source, row.event, row.ours, row.theirs) for row in both] == [
        ("CHL", "ACCUSE", 0, 2),
        ("KEN", "CONSULT", 2, 0),
    ]
    kenyan = [row for row in rows if "KEN" in (row.source, row.target)]
    assert compare(ours, theirs, dyad=("SOM", "KEN")) == kenyan
    assert compare(ours, theirs, dyad=("SOM", "CHL")) == []
    assert compare(ours, theirs, since="2021-03-09", until="2021-03-09") == compare(ours[1:], [])
    assert compare(ours, theirs, until="2019-03-09") == compare([], theirs)
    assert compare(ours, theirs, until="2019-02-28") == []
    out = io.StringIO()
    assert write_comparison(rows, out).rows == 3
    assert out.getvalue().splitlines()[0] == "source,target,month,event,ours,theirs"
