"""Processes in the workbench: their list, the dossier in all its forms, the form, the API."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from litestar.testing import TestClient
from tests.record.making import coding
from tests.record.test_remerge import keyed
from tests.workbench.seeing.making import HOSTILE, code, fill
from tests.workbench.shell.making import BASE, csrf_of

from dragoman.entries import Interval
from dragoman.errors import InputError
from dragoman.processes.dossier import Pair, PartySheet, Stop, Trip
from dragoman.record.batch import add_codings
from dragoman.record.engine import writing
from dragoman.record.record import Record
from dragoman.workbench.app import make_app
from dragoman.workbench.contact_drawing import contact_drawing
from dragoman.workbench.process_files import ProcessFiles
from dragoman.workbench.route_drawing import route
from dragoman.workbench.settings import WorkbenchSettings

Client = TestClient[Any]
TALKS = """
name = "Border talks"
about = "Two neighbours and <b>one</b> envoy."
topics = ["talks", "violence"]
from = 2019-06-01
to = 2019-07-31

[[party]]
name = "Pakistan"
who = ["PAK"]

[[party]]
name = "Iran"
who = ["IRN"]

[[third_party]]
name = "United States"
who = ["USA"]
roles = ["mediator"]
"""
PAGE = "/processes/border-talks"


def open_at(folder: Path) -> Iterator[tuple[Path, Client]]:
    processes = folder / "processes"
    processes.mkdir()
    (processes / "border-talks.toml").write_text(TALKS, encoding="utf-8")
    with Record.open(folder / "record.db", create=True) as record:
        fill(record)
        with TestClient(make_app(WorkbenchSettings(), record, code), base_url=BASE) as client:
            yield processes, client


@pytest.fixture(scope="module")
def looking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    for _, client in open_at(tmp_path_factory.mktemp("processes")):
        yield client


@pytest.fixture
def own(tmp_path: Path) -> Iterator[tuple[Path, Client]]:
    yield from open_at(tmp_path)


def post(client: Client, path: str, **fields: Any) -> Any:
    form = {"_csrf": csrf_of(client), **fields}
    return client.post(path, data=form, follow_redirects=False)


def form(**changes: Any) -> dict[str, Any]:
    """A form that is filled in well, with changes."""
    return {
        "name": "Gas pipeline", "about": "", "since": "2019-06-01", "until": "", "query": "",
        "topic": ["economy", "talks"], "stamp": "",
        "party-1-name": "Pakistan", "party-1-who": "PAK\nShah Mahmood Qureshi\n",
        "party-1-without": "",
        "party-2-name": "Iran", "party-2-who": "", "party-2-without": "",
        "third-1-name": "United States", "third-1-who": "USA", "third-1-without": "",
        "third-1-role": ["mediator", "host"], **changes,
    }  # fmt: skip


class TestTheList:
    def test_own_and_shipped_ones_are_there(self, looking: Client) -> None:
        page = looking.get("/processes").text
        assert 'href="/processes/border-talks"' in page
        assert "comes with Dragoman" in page
        assert "<b>one</b>" not in page
        found = {item["id"]: item for item in looking.get("/processes.json").json()}
        assert found["border-talks"]["own"] is True
        assert found["afghan-peace-process"]["own"] is False

    def test_a_file_with_a_mistake_hides_no_other(self, own: tuple[Path, Client]) -> None:
        folder, client = own
        (folder / "broken.toml").write_text("name = 3", encoding="utf-8")
        page = client.get("/processes").text
        assert "name must be one line of text" in page
        assert "Border talks" in page
        assert client.get("/processes/broken").status_code == 422
        assert client.get("/processes/broken/edit").status_code == 422
        assert client.get("/api/processes/broken/dossier").status_code == 422
        assert client.get("/processes/broken.json").status_code == 422
        assert client.get("/processes/broken/changes.json").status_code == 422


class TestTheDossier:
    def test_every_number_leads_to_words_and_every_word_to_its_page(self, looking: Client) -> None:
        page = looking.get(PAGE).text
        numbers = set(re.findall(r'class="ref" href="#s(\d+)"', page))
        assert numbers
        assert numbers <= set(re.findall(r'<li id="s(\d+)"', page))
        links = set(re.findall(r'href="(/(?:reports|events|statements|actors)/[^"]+)"', page))
        assert {link.split("/")[1] for link in links} >= {"reports", "events", "actors"}
        for link in sorted(links):
            assert looking.get(link.partition("#")[0]).status_code == 200, link
        places = [link for link in links if "#" in link]
        assert places
        for link in places:
            address, _, local = link.partition("#")
            assert f'id="{local}"' in looking.get(address).text

    def test_no_word_of_a_report_becomes_markup(self, looking: Client) -> None:
        page = looking.get(PAGE).text
        assert HOSTILE not in page
        assert "&lt;img src=x onerror=alert(2)&gt;" in page

    def test_it_is_of_the_day_that_is_asked_for(self, looking: Client) -> None:
        early, late = looking.get(f"{PAGE}?on=2019-06-04"), looking.get(f"{PAGE}?on=2019-06-30")
        assert "Dossier of <time" in early.text
        assert "1 report" in early.text
        assert early.text.count('class="claim') < late.text.count('class="claim')
        changed = looking.get(f"{PAGE}?on=2019-06-30&since=2019-06-04").text
        assert 'id="changes"' in changed

    @pytest.mark.parametrize("query", ["on=tomorrow", "on=2019-06-04&since=2019-06-05"])
    def test_a_day_that_is_none_is_said(self, looking: Client, query: str) -> None:
        assert 'role="alert"' in looking.get(f"{PAGE}?{query}").text
        assert looking.get(f"{PAGE}.json?{query}").status_code == 422

    def test_its_other_forms_are_those_of_the_command(self, looking: Client) -> None:
        kinds = {"json": "application/json", "md": "text/markdown", "html": "text/html",
                 "atom": "application/atom+xml"}  # fmt: skip
        for ending, media in kinds.items():
            answer = looking.get(f"{PAGE}.{ending}")
            assert answer.status_code == 200
            assert answer.headers["content-type"].startswith(media)
        assert json.loads(looking.get(f"{PAGE}.json").text)["process"] == "Border talks"
        name = looking.get(f"{PAGE}.md").headers["content-disposition"]
        assert 'filename="border-talks-2019-07-31.md"' in name
        assert ElementTree.fromstring(looking.get(f"{PAGE}.atom").text).tag.endswith("feed")

    def test_it_can_be_had_as_pdf(self, looking: Client) -> None:
        answer = looking.get(f"{PAGE}.pdf?on=2019-06-04")
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")

    def test_what_changed_between_two_days(self, looking: Client) -> None:
        page = looking.get(f"{PAGE}/changes?from=2019-06-04&to=2019-06-10")
        assert "New event" in page.text
        found = looking.get(f"{PAGE}/changes.json?from=2019-06-04&to=2019-06-10").json()
        assert found["reports"] == 2
        assert "Choose two days" in looking.get(f"{PAGE}/changes").text
        assert 'role="alert"' in looking.get(f"{PAGE}/changes?from=2019-06-10&to=2019-06-04").text
        assert looking.get(f"{PAGE}/changes.json").status_code == 422

    def test_its_name_leads_to_it_too(self, looking: Client) -> None:
        answer = looking.get("/processes/Border talks.json", follow_redirects=False)
        assert answer.headers["location"] == f"{PAGE}.json"

    def test_one_that_is_not_there(self, looking: Client) -> None:
        for path in ("/processes/none", "/processes/none/edit", "/processes/none/changes"):
            answer = looking.get(path)
            assert answer.status_code == 404
            assert "This process is not in the record" in answer.text
        for path in ("/processes/none.json", "/processes/none/changes.json", "/processes/..%2fx"):
            assert looking.get(path).status_code == 404

    def test_it_is_new_where_the_record_is(self, own: tuple[Path, Client]) -> None:
        _, client = own
        before = client.get(f"{PAGE}.json").json()
        event = before["timeline"][0]["event"]
        assert post(client, f"/review/{event}", action="reject", seen="0").status_code == 303
        after = client.get(f"{PAGE}.json").json()
        assert event not in [item["event"] for item in after["timeline"]]


class TestTheFolder:
    """A name out of an address is never a path."""

    def names(self, folder: Path) -> list[str]:
        outside = folder.parent / "outside.toml"
        outside.write_text(TALKS.replace("Border talks", "Outside"), encoding="utf-8")
        return [str(outside), str(outside.with_suffix("")), "../outside", "../outside.toml", "..",
                "outside.toml", "processes/../../outside", "/", ""]  # fmt: skip

    def test_nothing_outside_is_read_or_removed(self, own: tuple[Path, Client]) -> None:
        folder, client = own
        files = ProcessFiles("record.db", folder)
        for name in self.names(folder):
            assert files.find(name) is None, name
            with pytest.raises(InputError):
                files.remove(name)
            path = quote(name, safe="")
            assert "Outside" not in client.get(f"/processes/{path}").text
            assert "Outside" not in client.get(f"/api/processes/{path}").text
        assert (folder.parent / "outside.toml").is_file()

    def test_nothing_outside_is_written(self, own: tuple[Path, Client]) -> None:
        folder, client = own
        before = {path for path in folder.parent.rglob("*.toml") if path.parent != folder}
        for name in ("../outside", "/etc/outside", "..", "..\\outside", "a/b.toml"):
            post(client, "/processes/new", **form(name=name))
        assert {path for path in folder.parent.rglob("*.toml") if path.parent != folder} == before
        made = {path.name for path in folder.iterdir()}
        assert made == {"border-talks.toml", "outside.toml", "etc-outside.toml", "a-b-toml.toml"}


class TestTheForm:
    def test_a_process_is_made_and_kept_as_the_command_keeps_it(
        self, own: tuple[Path, Client]
    ) -> None:
        folder, client = own
        answer = post(client, "/processes/new", **form())
        assert answer.headers["location"] == "/processes/gas-pipeline"
        text = (folder / "gas-pipeline.toml").read_text(encoding="utf-8")
        assert 'who = ["PAK", "Shah Mahmood Qureshi"]' in text
        assert 'topics = ["talks", "economy"]' in text
        assert 'roles = ["mediator", "host"]' in text
        assert client.get("/processes/gas-pipeline").status_code == 200

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            ({"name": ""}, "Give the process a name."),
            ({"name": "Border talks"}, "There is a process named Border talks already."),
            ({"name": "新"}, "The name needs a letter or a digit"),
            ({"name": "new"}, "Choose another name"),
            ({"party-2-name": ""}, "A process needs two parties at least."),
            ({"party-2-name": "", "party-2-who": "IRN"}, "Party 2 needs a name."),
            ({"party-2-name": "PAKISTAN"}, "Two parties have the name"),
            ({"third-1-role": []}, "Third party 1 (United States) needs a role"),
            ({"third-1-role": ["king"]}, "king is no role"),
            ({"topic": ["weather"]}, "There is no topic weather."),
            ({"since": "yesterday"}, "The first day, yesterday, is no day"),
            ({"since": "20190601"}, "The first day, 20190601, is no day"),
            ({"until": "2019-01-01"}, "ends (2019-01-01) before it begins (2019-06-01)"),
            ({"query": "?!"}, "The query holds no word"),
        ],
        ids=lambda value: " ".join(value) if isinstance(value, dict) else "",
    )
    def test_each_mistake_is_said_in_a_sentence(
        self, looking: Client, change: dict[str, Any], said: str
    ) -> None:
        answer = post(looking, "/processes/new", **form(**change))
        assert answer.status_code == 422
        assert said in answer.text
        assert "Shah Mahmood Qureshi" in answer.text  # what was written is still there

    def test_all_mistakes_are_said_at_once(self, looking: Client) -> None:
        page = post(looking, "/processes/new", **form(name="", **{"third-1-role": []})).text
        assert "Give the process a name." in page
        assert "needs a role" in page

    def test_another_row_is_given(self, looking: Client) -> None:
        page = post(looking, "/processes/new", **form(more="party")).text
        assert 'name="party-3-name"' in page
        assert 'value="Gas pipeline"' in page

    def test_one_is_changed_in_place(self, own: tuple[Path, Client]) -> None:
        folder, client = own
        page = client.get(f"{PAGE}/edit").text
        found = re.search(r'name="stamp" value="(\w+)"', page)
        assert found is not None
        changed = form(name="Border and gas", stamp=found[1])
        assert post(client, f"{PAGE}/edit", **changed).headers["location"] == PAGE
        assert 'name = "Border and gas"' in (folder / "border-talks.toml").read_text()
        again = post(client, f"{PAGE}/edit", **changed)  # with the stamp of what is no more
        assert again.status_code == 409
        assert "Somebody else changed this process" in again.text
        now = re.search(r'name="stamp" value="(\w+)"', again.text)
        assert now is not None
        assert post(client, f"{PAGE}/edit", **form(stamp=now[1])).status_code == 303

    def test_a_shipped_one_becomes_ones_own(self, own: tuple[Path, Client]) -> None:
        folder, client = own
        found = re.search(
            r'name="stamp" value="(\w+)"', client.get("/processes/sudan-transition/edit").text
        )
        assert found is not None
        asked = form(name="Sudan's transition", stamp=found[1])
        assert post(client, "/processes/sudan-transition/edit", **asked).status_code == 303
        assert (folder / "sudan-transition.toml").is_file()
        assert post(client, "/processes/sudan-transition/remove").status_code == 303
        assert not (folder / "sudan-transition.toml").exists()
        assert client.get("/processes/sudan-transition").status_code == 200
        assert post(client, "/processes/sudan-transition/remove").status_code == 422

    def test_a_form_of_another_page_is_refused(self, looking: Client) -> None:
        assert looking.post("/processes/new", data=form()).status_code == 403


class TestTheApi:
    def test_processes_are_listed_and_got(self, looking: Client) -> None:
        assert "border-talks" in [item["id"] for item in looking.get("/api/processes").json()]
        found = looking.get("/api/processes/border-talks").json()
        assert [side["name"] for side in found["process"]["parties"]] == ["Pakistan", "Iran"]
        assert looking.get("/api/processes/none").status_code == 404

    def test_the_dossier_and_its_changes(self, looking: Client) -> None:
        found = looking.get("/api/processes/border-talks/dossier?on=2019-06-30").json()
        assert found["day"] == "2019-06-30"
        assert found["sources"]
        changes = looking.get("/api/processes/border-talks/changes?from=2019-06-04").json()
        assert changes["until"] == "2019-07-31"

    @pytest.mark.parametrize("query", ["dossier?on=x", "dossier?since=2020-01-01", "changes",
                                       "changes?from=2020-01-01"])  # fmt: skip
    def test_days_that_are_none_are_refused(self, looking: Client, query: str) -> None:
        answer = looking.get(f"/api/processes/border-talks/{query}")
        assert answer.status_code == 422
        assert answer.headers["content-type"].startswith("application/problem+json")


class TestTopics:
    def test_events_and_statements_are_found_by_topic(self, looking: Client) -> None:
        for path in ("/events", "/api/events"):
            json_of = looking.get(f"{path}{'' if 'api' in path else '.json'}?topic=talks").json()
            assert {item["event"] for item in json_of["items"]} == {"CONSULT"}, path
        assert looking.get("/api/statements?topic=talks").json()["total"] == 0
        assert '<option value="talks" selected>' in looking.get("/events?topic=talks").text

    def test_statements_are_found_by_what_they_speak_of(self, tmp_path: Path) -> None:
        text = "Iran will honour the truce, Iran said. Pakistan is in transition, Pakistan said."
        says = [("Iran", "Iran will honour the truce"), ("Pakistan", "Pakistan is in transition")]
        with Record.open(tmp_path / "record.db", create=True) as record:
            with writing(record.engine) as connection:
                add_codings(connection, [keyed(coding(text, says=says))])
            with TestClient(make_app(WorkbenchSettings(), record, code), base_url=BASE) as client:
                for path in ("/statements.json", "/api/statements"):
                    found = client.get(f"{path}?topic=ceasefire").json()
                    assert found["total"] == 1, path
                    assert [item["speaker"]["name"] for item in found["items"]] == ["Iran"], path
                lines = client.get("/statements.csv?topic=ceasefire").text.splitlines()
                assert len(lines) == 2
                assert client.get("/api/statements?topic=violence").json()["total"] == 0

    def test_a_topic_that_there_is_not(self, looking: Client) -> None:
        for path in ("/events.json", "/statements.json", "/api/events", "/events.csv"):
            assert looking.get(f"{path}?topic=weather").status_code == 422
        assert 'role="alert"' in looking.get("/statements?topic=weather").text

    def test_bars_are_drawn_of_what_words_and_topics_find(self, looking: Client) -> None:
        for query in ("text=met", "topic=talks"):
            page = looking.get(f"/events?view=timeline&{query}").text
            assert 'class="overview"' in page


class TestDrawings:
    def test_contacts_are_drawn_for_each_month(self) -> None:
        sheets = [PartySheet(name=name) for name in ("A", "B", "C")]
        pairs = [
            Pair(one="A", other="B", contacts=3, months=(("2019-06", 1), ("2019-08", 2))),
            Pair(one="B", other="C", announced=1),
        ]
        drawn = contact_drawing(pairs, sheets)
        assert drawn is not None
        assert [tie.contacts for tie in drawn.whole.ties] == [3, 0]
        assert [(part.title, part.total) for part in drawn.parts] == [
            ("June 2019", 1),
            ("Aug 2019", 2),
        ]
        assert contact_drawing(pairs[1:], sheets) is None

    def test_a_journey_is_drawn_through_its_stops(self) -> None:
        when = Interval(start="2019-06-01", end="2019-06-02")
        stops = (
            Stop(number=1, place="Kabul", lat=34.5, lon=69.2, when=when, reported=("r1.e1",)),
            Stop(number=2, place="Qatar", country="QAT", announced=("r1.e1",)),
            Stop(number=3, place="Nowhere"),
        )
        drawn = route(Trip(traveller="An envoy", side="A", stops=stops))
        assert drawn is not None
        assert [item.stop.place for item in drawn.stops] == ["Kabul", "Qatar"]
        assert [leg.sure for leg in drawn.legs] == [False]
        assert drawn.left_out == ("Nowhere",)
        assert drawn.stops[0].x > drawn.stops[1].x
        assert drawn.lands
        for item in drawn.stops:
            assert 0 <= item.x <= drawn.width
            assert 0 <= item.y <= drawn.height

    def test_a_journey_to_one_place_is_not(self) -> None:
        stop = Stop(number=1, place="Kabul", lat=34.5, lon=69.2)
        assert route(Trip(traveller="An envoy", side="A", stops=(stop,))) is None
