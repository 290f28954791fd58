"""What a corpus costs: coding it into Parquet, and merging it, by size.

    python benchmarks/corpus.py --reports 1000 --times 1 5 10 [--one-day]

Codes so many reports made by rule (``generating``), then merges corpora of that many reports taken
so many times over, each time a year later and in other words, so that nothing but the actors is
the same; with ``--one-day`` all on one day, so that all that happens in them is told again. Times
are processor time of all processes; memory is of the largest process.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pyarrow.parquet as pq

from dragoman.cluster.corpus import read_manifest
from dragoman.cluster.flattening import coding_of
from dragoman.cluster.store import open_store
from dragoman.cluster.tables import SCHEMAS, as_parquet
from dragoman.entries import Telling
from dragoman.model import Coding
from dragoman.record.identity import report_key
from dragoman.record.merging import cluster_anchored
from dragoman.record.rows import rows_of
from generating import reports

_LETTERS = "bcdfghjklmnpqrstvwxz"
_ONE_DAY = date(2024, 3, 11)


class Cost(NamedTuple):
    """Of a command: processor time and time on the clock in seconds, and megabytes."""

    cpu: float
    wall: float
    memory: float


def run(*command: str) -> Cost:
    """Run ``dragoman`` with these arguments and say what it cost."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run([sys.executable, "-m", "dragoman", *command], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(cpu, time.monotonic() - start, after.ru_maxrss / 1024)


def size_of(folder: Path) -> int:
    """Bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def code(folder: Path, count: int, jobs: int) -> Path:
    """Code ``count`` reports and print what that cost."""
    given, output = folder / "reports.jsonl", folder / "coded"
    with given.open("wb") as file:
        file.writelines(msgspec.json.encode(report) + b"\n" for report in reports(count))
    cost = run("corpus", "code", "--jobs", str(jobs), str(given), str(output))
    manifest = read_manifest(open_store(str(output)))
    assert manifest is not None
    print(
        f"coded {count:,} reports, {manifest.words:,} words with {jobs} processes: "
        f"{cost.cpu:.1f} s of processor time, {cost.wall:.1f} s on the clock, "
        f"{manifest.words / cost.cpu:,.0f} words/s of a core, {cost.memory:.0f} MB"
    )
    print(f"input: {given.stat().st_size / count:,.0f} bytes a report")
    for table in SCHEMAS:
        share = size_of(output / table) / count
        print(f"  {table}: {share:,.0f} bytes a report, {manifest.counts[table] / count:.2f} rows")
    print(f"  all: {size_of(output) / count:,.0f} bytes a report")
    return output


def pages(count: int) -> None:
    """Print what it costs to take the article out of a large page with 1,200 links."""
    from dragoman.reading.pages import read_page

    links = "".join(
        f'<li class="nav"><a href="/{n}" data-track="{n}"><span>Section {n}</span></a></li>'
        for n in range(600)
    )
    made = list(reports(count))
    start = time.process_time()
    for report in made:
        body = "".join(f"<p>{part}</p>" for part in (report.text * 2).split("\n\n"))
        page = (
            f"<html><head><title>{report.title}</title><script>{'var a=1;' * 3000}</script></head>"
            f"<body><ul>{links}</ul><article>{body}</article><ul>{links}</ul></body></html>"
        )
        read_page(page, report.id, report.id)
    cost = (time.process_time() - start) / count
    print(f"reading a page of {len(page):,} characters: {1000 * cost:.0f} ms of processor time")


def taken(corpus: Path, times: int, folder: Path, one_day: bool) -> Path:
    """The corpus so many times over. Only the table ``reports`` is made: merging reads no other."""
    store = open_store(str(folder))
    manifest = read_manifest(open_store(str(corpus)))
    assert manifest is not None
    shards = []
    for turn in range(times):
        for shard in manifest.shards:
            rows = pq.read_table(corpus / "reports" / f"part-{shard}.parquet").to_pylist()
            shards.append(f"{turn:04}{shard[4:]}")
            moved = [_moved(row, turn, one_day) for row in rows]
            data = as_parquet(moved, SCHEMAS["reports"])
            store.write(f"reports/part-{shards[-1]}.parquet", data)
    count = times * manifest.counts["reports"]
    whole = msgspec.structs.replace(
        manifest, shards=tuple(shards), counts={**manifest.counts, "reports": count}
    )
    store.write("manifest.json", msgspec.json.encode(whole))
    return folder


def _moved(row: dict[str, Any], turn: int, one_day: bool) -> dict[str, Any]:
    """A report so many years later or of the one day, every consonant of its text another one."""
    if not turn and not one_day:
        return row
    kept = _LETTERS[turn % 20 :] + _LETTERS[: turn % 20]
    text = row["text"].translate(str.maketrans(_LETTERS, kept))
    if turn >= 20:
        text += f" Again {turn // 20}."
    by = timedelta(days=366 * turn)
    if one_day:
        by = _ONE_DAY - date.fromisoformat(row["published"][:10])
    coding = _later(msgspec.to_builtins(coding_of(row)), by)
    coding["report"] |= {"text": "", "id": report_key(text), "url": None}
    made = msgspec.convert(coding, Coding)
    return row | {
        "report": made.report.id,
        "input": f"{row['input']}, {turn}",
        "url": None,
        "published": made.report.published,
        "text": text,
        "coding": msgspec.json.encode(made).decode(),
    }


def _later(value: Any, by: timedelta) -> Any:
    """A coding with all its days moved."""
    if isinstance(value, Mapping):
        return {
            name: _day(item, by)
            if name in ("published", "start", "end") and isinstance(item, str)
            else _later(item, by)
            for name, item in value.items()
        }
    return [_later(item, by) for item in value] if isinstance(value, list | tuple) else value


def _day(value: str, by: timedelta) -> str:
    try:
        return (date.fromisoformat(value[:10]) + by).isoformat()
    except ValueError:
        return value


def crowd(corpus: Path, counts: Sequence[int]) -> None:
    """Print what it costs to merge so many tellings of one kind and day: the largest set there is,
    as if all meetings of the corpus had been told of one day."""
    told: list[Telling] = []
    for path in sorted((corpus / "reports").glob("*.parquet")):
        for row in pq.read_table(path).to_pylist():
            found = [msgspec.json.decode(item["body"], type=Telling)
                     for item in rows_of(coding_of(row)).tellings]  # fmt: skip
            told += [one for one in found if (one.event, one.status) == ("CONSULT", "actual")]
    unlike = {one.event_key: one for one in told}
    for count in counts:
        some = list(unlike.values())[:count]
        start = time.process_time()
        cluster_anchored(some)
        print(f"{len(some):,} tellings of one kind and day: {time.process_time() - start:.1f} s")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--times", type=int, nargs="*", default=[1, 5, 10])
    parser.add_argument("--one-day", action="store_true")
    parser.add_argument("--corpus", type=Path, help="one that was coded before")
    parser.add_argument("--crowd", type=int, nargs="*", default=[250, 500, 1000])
    parser.add_argument("--pages", type=int, default=50)
    options = parser.parse_args(arguments)
    pages(options.pages)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        corpus = options.corpus or code(folder, options.reports, options.jobs)
        crowd(corpus, options.crowd)
        for times in options.times:
            many = taken(corpus, times, folder / f"times-{times}", options.one_day)
            cost = run("corpus", "merge", str(many), "--jobs", str(options.jobs))
            count = read_manifest(open_store(str(many)))
            assert count is not None
            print(
                f"merged {count.counts['reports']:,} reports: {cost.cpu:.1f} s of processor time, "
                f"{cost.wall:.1f} s on the clock, {cost.memory:.0f} MB, "
                f"{size_of(many / 'merged') / count.counts['reports']:,.0f} bytes a report"
            )


if __name__ == "__main__":
    main()
