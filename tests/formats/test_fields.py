"""What stands in the columns of ICEWS, GDELT, POLECAT, PLOVER and the calendar, by example."""

import io
import json
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from dragoman.entries import AgendaEntry, Interval, Spot
from dragoman.formats.agenda import write_calendar
from dragoman.formats.dated import day_of, dyads, left_out
from dragoman.formats.facts import Facts, load_facts
from dragoman.formats.gdelt import write_gdelt
from dragoman.formats.icews import write_icews
from dragoman.formats.plover import write_plover
from dragoman.formats.polecat import write_polecat
from dragoman.formats.tabs import key_number

WHEN = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)


def icews_rows(strict: Any, facts: Facts, *events: Any, **options: Any) -> list[dict[str, str]]:
    out = io.StringIO()
    write_icews(events, out, facts=facts, **options)
    rows: list[dict[str, str]] = strict.icews(out.getvalue())
    return rows


def gdelt_rows(strict: Any, facts: Facts, *events: Any) -> tuple[list[Any], list[Any]]:
    out, told = io.StringIO(), io.StringIO()
    write_gdelt(events, out, told, added=WHEN, facts=facts)
    rows = strict.gdelt(out.getvalue())
    return rows, strict.mentions(told.getvalue(), rows)


def test_every_code_of_the_codebook_has_a_label_and_a_value(facts: Facts) -> None:
    for event, mode in facts.standard:
        cameo = facts.cameo_of(None, event, mode)
        assert cameo is not None
        assert len(cameo.code) >= 3
        assert cameo.label


def test_fips_and_cameo_codes_where_they_differ_from_iso(facts: Facts) -> None:
    chosen = [facts.countries[code] for code in ("DEU", "ROU", "TLS", "KOS", "SSD")]
    kinds = {one.code: (one.fips, one.cameo, one.cow) for one in chosen}
    assert kinds == {
        "DEU": ("GM", "DEU", "255"),
        "ROU": ("RO", "ROM", "360"),
        "TLS": ("TT", "TMP", "860"),
        "KOS": ("KV", "KSV", "347"),
        "SSD": ("OD", "SSD", "626"),
    }
    assert load_facts() == facts


def test_a_code_of_ones_own_lexicon_is_written_as_the_code_it_refines(facts: Facts) -> None:
    for code, known in (("0429", "042"), ("042", "042"), ("", "042"), ("99", "042")):
        found = facts.cameo_of(code, "CONSULT", "visit")
        assert found is not None
        assert found.code == known


def test_a_visit_as_icews_writes_it(build: Any, strict: Any, facts: Facts) -> None:
    [row] = icews_rows(strict, facts, build.event())
    assert row["Event Date"] == "2021-03-01"
    assert (row["CAMEO Code"], row["Event Text"], row["Intensity"]) == (
        "042",
        "Make a visit",
        "1.9",
    )
    assert (row["Source Name"], row["Source Sectors"], row["Source Country"]) == (
        "Amina Odhiambo", "Government", "Kenya")  # fmt: skip
    assert (row["Target Name"], row["Target Sectors"]) == ("police (Somalia)", "Police")
    assert (row["City"], row["Province"], row["Country"]) == ("Mogadishu", "", "Somalia")
    assert (row["Latitude"], row["Longitude"]) == ("2.03711", "45.34375")
    assert (row["Sentence Number"], row["Publisher"]) == ("1", "Coast Daily")


def test_a_meeting_of_three_is_six_rows_or_one(build: Any, strict: Any, facts: Facts) -> None:
    meeting = build.event(source=(build.kenya, build.police, build.union), target=(), mode=None)
    rows = icews_rows(strict, facts, meeting)
    assert len({(row["Source Name"], row["Target Name"]) for row in rows}) == 6
    [row] = icews_rows(strict, facts, meeting, pairs=False)
    assert row["Target Name"] == "police (Somalia)"
    assert [dyad.id for dyad in dyads(meeting)] == [dyad.id for dyad in dyads(meeting)]


def test_what_did_not_happen_is_no_row_but_is_counted(build: Any, facts: Facts) -> None:
    events = [
        build.event(id="e1", status="negated"),
        build.event(id="e2", status="hypothetical"),
        build.event(id="e3", status="planned"),
        build.event(id="e4", review="rejected"),
        build.event(id="e5", when=None, first_published=None),
        build.event(id="e6", when=Interval(start="2020-01-01", end="2020-12-31")),
        build.event(id="e7", when=Interval(start="2020-02-01", end="2020-02-29")),
    ]
    written = write_icews(events, io.StringIO(), facts=facts)
    assert (written.entries, written.rows) == (7, 1)
    assert written.left_out == {
        "negated": 1, "hypothetical": 1, "planned": 1, "rejected": 1, "no day": 2,
    }  # fmt: skip


def test_a_promise_is_dated_with_the_day_it_was_made(build: Any) -> None:
    due = Interval(start="2021-04-01", end="2021-04-30")
    promise = build.event(event="AGREE", mode=None, cameo="036", status="planned", when=due)
    assert left_out(promise) is None
    assert day_of(promise) == "2021-03-02"


def test_a_visit_as_gdelt_writes_it(build: Any, strict: Any, facts: Facts) -> None:
    [row], [mention] = gdelt_rows(strict, facts, build.event())
    assert (row["SQLDATE"], row["FractionDate"]) == ("20210301", "2021.1671")
    assert (row["Actor1Code"], row["Actor1Name"]) == ("KENGOV", "AMINA ODHIAMBO")
    assert (row["Actor2Code"], row["Actor2CountryCode"], row["Actor2Type1Code"]) == (
        "SOMCOP", "SOM", "COP")  # fmt: skip
    assert (row["EventCode"], row["QuadClass"], row["GoldsteinScale"]) == ("042", "1", "1.9")
    assert (row["ActionGeo_Type"], row["ActionGeo_CountryCode"]) == ("4", "SO")
    assert row["ActionGeo_FullName"] == "Mogadishu, Somalia"
    assert row["DATEADDED"] == "20240506070809"
    assert row["IsRootEvent"] == "1"
    assert mention["MentionSourceName"] == "coast.example"
    offsets = ("Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset")
    assert [mention[name] for name in offsets] == ["0", "20", "13"]
    assert mention["Confidence"] == "90"


def test_a_report_without_an_address_is_cited_by_its_key(
    build: Any, strict: Any, facts: Facts
) -> None:
    event = build.event(tellings=(build.telling(url=None),))
    [row], [mention] = gdelt_rows(strict, facts, event)
    assert (mention["MentionType"], mention["MentionIdentifier"]) == ("2", "r1")
    assert row["SOURCEURL"] == "r1"


@pytest.mark.parametrize(
    ("spot", "type_"),
    [
        (Spot(name="Somalia", country="SOM"), "1"),
        (Spot(name="Ohio", country="USA"), "2"),
        (Spot(name="Boston", country="USA"), "3"),
        (Spot(name="Ontario", country="CAN"), "5"),
        (Spot(name="the Gulf"), "4"),
        (None, "0"),
    ],
)
def test_kinds_of_places(spot: Any, type_: str, build: Any, strict: Any, facts: Facts) -> None:
    [row], _ = gdelt_rows(strict, facts, build.event(spot=spot))
    assert row["ActionGeo_Type"] == type_


def test_bodies_have_a_known_group_and_no_country(build: Any, strict: Any, facts: Facts) -> None:
    [row], _ = gdelt_rows(strict, facts, build.event(target=(build.union,)))
    assert (row["Actor2Code"], row["Actor2CountryCode"]) == ("EECIGO", "")


def test_polecat_keeps_the_parties_side_by_side(build: Any, strict: Any, facts: Facts) -> None:
    out = io.StringIO()
    write_polecat([build.event(source=(build.envoy, build.union), target=())], out, version="9")
    [row] = strict.polecat(out.getvalue())
    assert row["Actor Name"] == "Amina Odhiambo;European Union"
    assert row["Actor Country"] == "KEN;EUR"
    assert row["Actor COW"] == "501;None"
    assert row["Actor Title"] == "special envoy;None"
    assert row["Recipient Name"] == "None"
    assert (row["Event Mode"], row["Intensity"], row["Quad Code"]) == ("visit", "4", "1")


def test_polecat_counts_parties_without_a_name(build: Any, strict: Any) -> None:
    nobody = build.party("a7", "", None)
    out = io.StringIO()
    write_polecat([build.event(source=(nobody, build.party("a8", "", "KEN")))], out, version="9")
    [row] = strict.polecat(out.getvalue())
    assert (row["Actor Name"], row["Actor Country"]) == ("None;None", "None;KEN")


def test_plover_marks_what_is_not_so(build: Any) -> None:
    out = io.StringIO()
    write_plover([build.event(status="negated")], out, version="9", coded=WHEN)
    [record] = json.loads(out.getvalue())
    assert record["mode"] == ["visit", "negation"]
    assert record["actor"][0] == {
        "code": "KEN",
        "sector": ["GOV"],
        "entity_text": "Amina Odhiambo",
        "office": "special envoy",
    }
    assert record["text_info"] == {"sequence": 1, "start": 0, "end": 40}
    assert record["size"] == {"dead": 2}
    assert "enddate" not in record


def test_a_calendar_ends_on_the_day_after(build: Any) -> None:
    due = Interval(start="2021-04-01", end="2021-04-03")
    entry = AgendaEntry(event=build.event(), state="open", announced="2021-03-02", due=due)
    out, again = io.BytesIO(), io.BytesIO()
    write_calendar([entry], out, stamp=WHEN)
    write_calendar([entry], again, stamp=WHEN)
    text = out.getvalue().decode()
    assert "DTSTART;VALUE=DATE:20210401" in text
    assert "DTEND;VALUE=DATE:20210404" in text
    assert "SUMMARY:Amina Odhiambo – police: Make a visit" in text
    assert "ATTENDEE" not in text
    assert out.getvalue() == again.getvalue()


def test_the_agenda_without_a_due_day_is_counted(build: Any) -> None:
    entry = AgendaEntry(event=build.event(), state="open")
    written = write_calendar([entry], io.BytesIO(), stamp=WHEN)
    assert written.left_out == {"no day": 1}


def test_rows_do_not_depend_on_the_run(build: Any, strict: SimpleNamespace, facts: Facts) -> None:
    [row] = icews_rows(strict, facts, build.event())
    assert row["Event ID"] == str(dyads(build.event())[0].id)
    assert row["Story ID"] == str(key_number("r1"))


def test_a_name_that_becomes_a_formula_by_its_country_is_made_harmless(
    strict: Any, facts: Facts, build: Any
) -> None:
    """Found by the property tests: "+49" alone is a number, with a country behind it none."""
    crowd = build.party("a1", name="+49", kind="collective", country="USA")
    (row, *_) = icews_rows(strict, facts, build.event(source=(crowd,)))
    assert row["Source Name"] == "'+49 (United States)"
