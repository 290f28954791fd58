"""Adding from the browser and the API: coded aside, whatever is handed in."""

import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.workbench.shell.making import Client, age, client_of, code, csrf_of, queued

from dragoman.coder import Failure
from dragoman.errors import InputError
from dragoman.model import Coding, Report
from dragoman.record.record import Record
from dragoman.workbench.adding import Adding, Job
from dragoman.workbench.coding_process import CodingStopped
from dragoman.workbench.inputs import (
    checked_address,
    inputs_of,
    safe_name,
    text_order,
    upload_order,
)
from dragoman.workbench.orders import BusyError, Order, Orders, Waiting
from dragoman.workbench.settings import WorkbenchSettings

TEXT = "Pakistan met in Kabul on Sunday with nobody, the ministry of the country said today."
# Addresses that lead to this machine or its network, said in every way there is.
INSIDE = [
    "http://127.0.0.1:8017/api/record", "http://localhost/", "http://[::1]/", "http://0.0.0.0/",
    "http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "http://192.168.0.1/",
    "http://2130706433/", "http://0x7f000001/", "http://127.1/", "http://[::ffff:127.0.0.1]/",
    "http://017700000001/",
]  # fmt: skip


def ended(client: Client, job: dict[str, Any], seconds: float = 20) -> dict[str, Any]:
    until = time.monotonic() + seconds
    while job["state"] in ("waiting", "working"):
        assert time.monotonic() < until, job
        time.sleep(0.02)
        job = client.get(f"/api/jobs/{job['id']}").json()
    return job


def add(client: Client, **asked: Any) -> dict[str, Any]:
    answer = client.post("/api/reports", json=asked)
    assert answer.status_code == 202, answer.text
    assert answer.headers["location"] == f"/api/jobs/{answer.json()['id']}"
    return ended(client, answer.json())


def test_a_text_becomes_a_report(client: Client) -> None:
    job = add(client, text=TEXT, title="In Kabul", publisher="Desk", published="2019-06-02",
              url="https://desk.example/1")  # fmt: skip
    assert job["state"] == "done"
    [outcome] = job["outcomes"]
    assert outcome["state"] == "coded"
    report = client.get(f"/api/reports/{outcome['report']}").json()
    assert (report["title"], report["publisher"]) == ("In Kabul", "Desk")
    assert (report["published"], report["published_from"]) == ("2019-06-02", "given")
    assert (report["text"], report["url"]) == (TEXT, "https://desk.example/1")
    coding = client.get(f"/api/reports/{outcome['report']}/coding").json()
    assert [event["event"] for event in coding["events"]] == ["CONSULT"]


def test_the_same_text_is_one_report(client: Client) -> None:
    add(client, text=TEXT)
    job = add(client, text=TEXT + "\n")
    assert [outcome["state"] for outcome in job["outcomes"]] == ["duplicate"]


@pytest.mark.parametrize(
    "asked",
    [{}, {"text": TEXT, "address": "https://a.example/"}, {"text": ""}, {"text": "  \n"},
     {"text": TEXT, "published": "yesterday"}, {"text": TEXT, "url": "javascript:alert(1)"},
     {"text": "Der Minister reiste am Montag nach Berlin und sprach mit der Presse über das Land."},
     {"text": TEXT + "\x00"}, {"text": TEXT, "title": "\ud800"}, {"text": "x" * 1_000_001},
     {"address": "file:///etc/passwd"}, {"address": "ftp://a.example/"}, {"address": "/etc/passwd"},
     {"address": "https://user:word@a.example/"}, {"address": "https://"}, {"address": "a b"},
     {"address": "https://a.example:99999/"}, {"address": "gopher://127.0.0.1/"}],
)  # fmt: skip
def test_what_cannot_be_added_is_refused_with_a_reason(
    looking: Client, asked: dict[str, Any]
) -> None:
    try:
        answer = looking.post("/api/reports", json=asked)
    except UnicodeEncodeError:
        answer = looking.post("/api/reports", content=b'{"text":"a","title":"\\ud800"}',
                              headers={"Content-Type": "application/json"})  # fmt: skip
    assert answer.status_code in (400, 422)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"]


@pytest.mark.parametrize("address", INSIDE)
def test_no_address_leads_into_our_own_network(client: Client, address: str) -> None:
    job = add(client, address=address)
    assert [outcome["state"] for outcome in job["outcomes"]] == ["refused"], job


def test_an_upload_is_read_by_its_kind(client: Client, record: Record) -> None:
    lines = b'{"text": "%s"}\n{"text": "%s"}\nnothing\n' % (TEXT.encode(), TEXT[:-7].encode())
    answer = client.post("/api/uploads", files={"file": ("two.jsonl", lines)},
                         headers={"X-CSRF-Token": csrf_of(client)})  # fmt: skip
    assert answer.status_code == 202, answer.text
    job = ended(client, answer.json())
    assert sorted(outcome["state"] for outcome in job["outcomes"]) == ["coded", "coded", "refused"]
    assert all("/tmp" not in str(outcome) for outcome in job["outcomes"])
    assert job["outcomes"][0]["name"].startswith("two.jsonl")


@pytest.mark.parametrize("name", ["../../evil.txt", "/etc/cron.d/evil", "..\\..\\evil.txt", ".txt",
                                  "a\x01b.txt", "-", "..", "x" * 3_000 + ".txt"])  # fmt: skip
def test_the_name_of_an_upload_leads_nowhere(name: str) -> None:
    safe = safe_name(name)
    assert Path(safe).name == safe
    assert safe not in ("", ".", "..", "-")
    assert len(safe) < 200
    assert safe.isprintable()


def test_a_form_with_an_upload_too_large_is_refused(record: Record) -> None:
    with client_of(record, upload=10_000) as client:
        headers = {"X-CSRF-Token": csrf_of(client)}
        for path, field in (("/api/uploads", "file"), ("/reports/add/files", "files")):
            files = {field: ("big.txt", b"x" * 50_000)}
            assert client.post(path, files=files, headers=headers).status_code == 413
        big = {"text": "x" * 50_000}
        assert client.post("/api/reports", json=big, headers=headers).status_code == 413
        form = {"text": "x" * 50_000, "_csrf": headers["X-CSRF-Token"]}
        assert client.post("/reports/add/text", data=form).status_code == 413


class TestTheForms:
    def test_a_text(self, client: Client) -> None:
        form = {"_csrf": csrf_of(client), "text": TEXT, "title": "<script>alert(1)</script>"}
        answer = client.post("/reports/add/text", data=form, follow_redirects=False)
        assert answer.status_code == 303
        where = answer.headers["location"]
        ended(client, client.get(f"{where}.json").json())
        page = client.get(where).text
        assert "Done" in page
        assert "<script>alert" not in page

    def test_files(self, client: Client) -> None:
        form = {"_csrf": csrf_of(client)}
        files = [("files", ("one.txt", TEXT.encode())), ("files", ("two.txt", b"\xff\xfe\x00"))]
        answer = client.post("/reports/add/files", data=form, files=files, follow_redirects=False)
        assert answer.headers["location"] == "/jobs"
        jobs = [ended(client, job) for job in client.get("/jobs.json").json()]
        states = {job["what"]: job["outcomes"][0]["state"] for job in jobs}
        assert states["one.txt"] == "coded"
        assert states["two.txt"] in ("refused", "failed")

    def test_no_file(self, client: Client) -> None:
        form = {"_csrf": csrf_of(client)}
        files = [("files", ("", b""))]
        assert client.post("/reports/add/files", data=form, files=files).status_code in (400, 422)

    def test_an_address(self, client: Client) -> None:
        form = {"_csrf": csrf_of(client), "url": "http://127.0.0.1/"}
        answer = client.post("/reports/add/address", data=form, follow_redirects=False)
        job = ended(client, client.get(answer.headers["location"] + ".json").json())
        assert job["outcomes"][0]["state"] == "refused"
        assert "127.0.0.1" in client.get(answer.headers["location"]).text

    def test_no_such_job(self, looking: Client) -> None:
        assert looking.get("/jobs/none").status_code == 404
        assert looking.get("/jobs/none.json").status_code == 404


def queue(record: Record, code: Any = code, **inputs: Callable[[], Iterator[Any]]) -> Adding:
    """A queue whose orders are functions by their names, or usual texts."""

    def read(order: Order) -> Any:
        name = order.given.get("address") or ""
        return inputs.get(name) or inputs_of(order, WorkbenchSettings())

    return Adding(record, code, read)


def of(name: str) -> Order:
    return Order(kind="address", given={"address": name})


def done(adding: Adding, job: str) -> Job:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        found = adding.find(job)
        assert found is not None
        if found.state in ("done", "failed"):
            return found
        time.sleep(0.02)
    raise AssertionError("it was not done in time")


class TestTheQueue:
    def test_a_fault_costs_one_job(self, record: Record) -> None:
        def bad() -> Iterator[Any]:
            raise RuntimeError("the insides")
            yield

        adding = queue(record, bad=bad, good=empty)
        first, second = (adding.hand_in(name, "anna", of(name)) for name in ("bad", "good"))
        found = done(adding, first.id)
        assert (found.state, found.why) == ("failed", "it could not be added; the log says why")
        assert done(adding, second.id).state == "done"
        adding.close()
        assert queued(record) == []

    def test_a_report_that_cannot_be_coded_is_told(self, record: Record) -> None:
        def failing(reports: Iterable[Report]) -> Iterator[Coding | Failure]:
            for report in reports:
                yield Failure(report=report.id, why="the coder failed on it")

        adding = queue(record, failing)
        job = adding.hand_in("a text", "anna", text_order(TEXT, {}, WorkbenchSettings()))
        assert [outcome.state for outcome in done(adding, job.id).outcomes] == ["failed"]
        adding.close()

    def test_too_much_is_refused(self, record: Record) -> None:
        adding = queue(record, x=empty)
        adding._thread = object()  # type: ignore[assignment]  # nobody works
        for _ in range(200):
            adding.hand_in("x", "anna", of("x"))
        with pytest.raises(BusyError, match="too much is waiting"):
            adding.hand_in("x", "anna", of("x"))

    def test_what_waits_at_the_end_is_done_by_the_next_workbench(self, record: Record) -> None:
        orders = (
            text_order(TEXT, {"title": "Pasted"}, WorkbenchSettings()),
            upload_order("a.txt", f"{TEXT} It was long.".encode()),
        )
        left(record, *orders)
        after = queue(record)
        after.take_up()
        assert [done(after, f"job{n}").state for n in range(2)] == ["done", "done"]
        found = after.find("job0")
        assert found is not None
        assert (found.what, found.by, found.made) == ("thing 0", "rana", "2019-06-11T00:00:00Z")
        assert "Pasted" in {report.title for report in record.reports()}
        after.close()
        assert queued(record) == []

    def test_what_was_being_coded_at_the_end_is_coded_by_the_next(self, record: Record) -> None:
        def stopped(reports: Iterable[Report]) -> Iterator[Coding]:
            for _ in reports:
                raise CodingStopped("the workbench ended")
            yield from ()

        before = queue(record, stopped)
        job = before.hand_in("a text", "anna", text_order(TEXT, {}, WorkbenchSettings()))
        before.close()
        assert queued(record) == [job.id]
        after = queue(record)
        after.take_up()
        assert [outcome.state for outcome in done(after, job.id).outcomes] == ["coded"]
        after.close()

    def test_a_job_that_never_ends_is_given_up(self, record: Record) -> None:
        before = left(record, text_order(TEXT, {}, WorkbenchSettings()))
        for _ in range(3):
            before.take()
            before.begin("job0")
        before.let_go()
        after = queue(record)
        after.take_up()
        found = done(after, "job0")
        assert (found.state, "3 times" in (found.why or "")) == ("failed", True)
        after.close()

    def test_a_job_that_another_took_is_not_done_twice(self, record: Record) -> None:
        adding = queue(record)
        adding._thread = object()  # type: ignore[assignment]  # nobody works yet
        job = adding.hand_in("a text", "anna", text_order(TEXT, {}, WorkbenchSettings()))
        age(record)
        assert [item.id for item in Orders(record.engine).take()] == [job.id]
        adding._do(adding._known[job.id])
        found = adding.find(job.id)
        assert found is not None
        assert (found.state, "took it over" in (found.why or "")) == ("done", True)
        assert queued(record) == [job.id]
        assert found.run is None


def left(record: Record, *orders: Order) -> Orders:
    """The queue of a workbench that ended before it did anything."""
    before = Orders(record.engine)
    for n, order in enumerate(orders):
        item = Waiting(id=f"job{n}", what=f"thing {n}", by="rana", made="2019-06-11T00:00:00Z")
        before.put(item, order)
    before.let_go()
    return before


def empty() -> Iterator[Any]:
    return iter(())


@pytest.mark.parametrize("address", ["https://a.example/b?c=d#e", " http://a.example "])
def test_addresses_of_the_web_are_taken(address: str) -> None:
    assert checked_address(address) == address.strip()


def test_others_are_not() -> None:
    with pytest.raises(InputError, match="https://"):
        checked_address("data:text/html,x")
