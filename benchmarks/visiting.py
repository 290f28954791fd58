"""People at a workbench, for measuring: a server of its own, readers and reviewers who ask it."""

import asyncio
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import httpx

_LISTS = (
    ("events of a dyad", "/api/events?dyad={dyad}"),
    ("events of a dyad in a year", "/api/events?dyad={dyad}&since={year}-01-01&until={year}-12-31"),
    ("events of a country by type", "/api/events?actor={country}&type={type}"),
    ("events of a month", "/api/events?since={year}-{month}-01&until={year}-{month}-28"),
    ("events with words", "/api/events?text={word}"),
    ("events, the latest", "/api/events"),
    ("reports with words", "/api/reports?text={word}"),
    ("statements with words", "/api/statements?text={word}"),
    ("actors of a country", "/api/actors?country={country}"),
    ("what was announced", "/api/agenda?since={year}-{month}-01&until={year}-{month}-28"),
)
_WORDS = ("garden", "window", "market", "kettle", "orchard", "talks", "harvest", "lantern")
_TYPES = ("CONSULT", "AGREE", "ACCUSE", "ASSAULT", "SANCTION")
_PATIENCE = 60.0


class Visits:
    """How long each answer took, by what was asked, and what went wrong."""

    def __init__(self) -> None:
        self.seconds: dict[str, list[float]] = defaultdict(list)
        self.faults: dict[str, int] = defaultdict(int)

    def lines(self) -> Iterator[str]:
        """A line for each kind of question, and one for all."""
        yield "| asked | answers | median | 95 of 100 | longest |"
        yield "|---|---|---|---|---|"
        for name, times in sorted(self.seconds.items()):
            yield self._line(name, times)
        yield self._line("all", [item for times in self.seconds.values() for item in times])

    def _line(self, name: str, times: list[float]) -> str:
        return (
            f"| {name} | {len(times):,} | {1000 * median(times):.0f} ms "
            f"| {1000 * late(times):.0f} ms | {1000 * max(times):.0f} ms |"
        )


def late(times: list[float]) -> float:
    """The time within which 95 of 100 answers came."""
    return quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else times[0]


@contextmanager
def served(record: Path, log: Path) -> Iterator[tuple[str, int]]:
    """A workbench over a record in a process of its own: its address and the process's id."""
    with log.open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "dragoman", "serve", "--record", str(record), "--port", "0"],
            stderr=errors,
        )
    try:
        until = time.monotonic() + _PATIENCE
        while not (found := re.search(r"is at (\S+)/ ", log.read_text())):
            if process.poll() is not None or time.monotonic() > until:
                raise SystemExit(f"the workbench did not start: {log.read_text()}")
            time.sleep(0.05)
        yield found[1], process.pid
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()


class Visitor:
    """Somebody at the workbench: asks, reads what came for about ``pause`` seconds, asks again."""

    def __init__(
        self, client: httpx.AsyncClient, visits: Visits, number: int, pause: float, until: float
    ) -> None:
        self._client, self._visits = client, visits
        self._dice, self._pause, self._until = random.Random(number), pause, until

    async def read(self) -> None:
        """Ask for lists, and for single things that stand in them."""
        while time.monotonic() < self._until:
            name, pattern = self._dice.choice(_LISTS)
            page = await self._ask(name, "GET", pattern.format(**self._filters()))
            items = page.get("items") if isinstance(page, dict) else None
            if items:
                await self._look(name, self._dice.choice(items))

    async def review(self) -> None:
        """Accept, reject and correct events, and take one decision in four back."""
        while time.monotonic() < self._until:
            offset = self._dice.randrange(200)
            year = self._dice.randint(2010, 2019)
            where = f"/api/events?since={year}-02-01&until={year}-03-01&limit=20&offset={offset}"
            page = await self._ask("events to review", "GET", where)
            for event in (page or {}).get("items", [])[:3]:
                made = await self._ask("a decision", "POST", "/api/decisions", self._choice(event))
                if made and self._dice.random() < 0.25:
                    undo = f"/api/decisions/{made['decision']}/undo"
                    await self._ask("a decision taken back", "POST", undo, {})

    async def add(self, reports: Iterator[dict[str, Any]]) -> None:
        """Hand reports in, and wait for each until it is in the record."""
        for report in reports:
            if time.monotonic() > self._until:
                return
            job = await self._ask("a report handed in", "POST", "/api/reports", report)
            while job and job["state"] in ("waiting", "working"):
                await asyncio.sleep(0.1)
                if time.monotonic() > self._until:
                    return
                job = await self._ask("how far it is", "GET", f"/api/jobs/{job['id']}")
            if job and job["state"] == "failed":
                self._visits.faults[f"not added: {job['why']}"] += 1

    def _filters(self) -> dict[str, str]:
        codes = self._dice.sample(("FRA", "DEU", "IRN", "PAK", "RUS", "USA", "TUR", "QAT"), 2)
        return {
            "dyad": f"{codes[0]}%3A{codes[1]}",
            "country": codes[0],
            "year": str(self._dice.randint(2010, 2019)),
            "month": f"{self._dice.randint(1, 12):02}",
            "type": self._dice.choice(_TYPES),
            "word": self._dice.choice(_WORDS),
        }

    def _choice(self, event: dict[str, Any]) -> dict[str, Any]:
        chosen = self._dice.choice(("accept", "accept", "reject", "correct"))
        if chosen == "correct":
            return {"action": "correct", "event": event["id"], "field": "mode", "value": "visit"}
        return {"action": chosen, "event": event["id"]}

    async def _look(self, name: str, item: dict[str, Any]) -> None:
        kind = name.split()[0].rstrip(",")
        if kind in ("events", "actors", "statements"):
            await self._ask(f"one of the {kind}", "GET", f"/api/{kind}/{item['id']}")
        elif kind == "reports":
            await self._ask("one of the reports", "GET", f"/api/reports/{item['key']}")

    async def _ask(self, name: str, method: str, where: str, body: Any = None) -> Any:
        begun = time.monotonic()
        try:
            answer = await self._client.request(method, where, json=body)
        except httpx.HTTPError as fault:
            self._visits.faults[f"{name}: {type(fault).__name__}"] += 1
            return None
        self._visits.seconds[name].append(time.monotonic() - begun)
        if answer.status_code >= 400:
            self._visits.faults[f"{name}: {answer.status_code} {answer.text[:200]}"] += 1
            return None
        await asyncio.sleep(self._pause * self._dice.uniform(0.5, 1.5))
        return answer.json()


async def visit(
    where: str,
    seconds: float,
    pause: float,
    readers: int,
    reviewers: int,
    reports: Iterator[dict[str, Any]] | None = None,
) -> Visits:
    """What readers, reviewers and, where there are reports, one who adds met in a time."""
    visits, until = Visits(), time.monotonic() + seconds
    limits = httpx.Limits(max_connections=readers + reviewers + 1)
    async with httpx.AsyncClient(base_url=where, timeout=_PATIENCE, limits=limits) as client:
        people = [Visitor(client, visits, n, pause, until) for n in range(readers + reviewers)]
        work = [person.read() for person in people[:readers]]
        work += [person.review() for person in people[readers:]]
        if reports is not None:
            work.append(Visitor(client, visits, -1, pause, until).add(reports))
        await asyncio.gather(*work)
    return visits


def processor_seconds(pid: int) -> float:
    """The processor time that a process has used; 0 where that cannot be known."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def a_record(given: Path | None) -> Iterator[Path]:
    """The place of a record to work on: the one that is given, or a new one for a while."""
    if given is not None:
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="dragoman-bench-") as folder:
        yield Path(folder) / "record.db"
