"""Merging a coded corpus: near-duplicates, actors, events, independent sources, plans.

DuckDB puts side by side what can belong together, out of core: it joins and sorts files on disk
within the memory it is given. What does belong together is then said, set by set, by the functions
of ``record.merging`` (see ``merging``), in this process, in several, or on Dask. So a corpus comes
to the same ids and values as a record of the same reports.
"""

import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from dragoman.cluster import merging
from dragoman.cluster.corpus import MANIFEST, Manifest, as_page, finished
from dragoman.cluster.flattening import given_report
from dragoman.cluster.merged_tables import MERGED, WORK
from dragoman.cluster.merging import Shelf, Step
from dragoman.cluster.queries import ask
from dragoman.cluster.running import Runner, in_order
from dragoman.cluster.store import open_store
from dragoman.cluster.tables import SCHEMA, as_parquet
from dragoman.errors import DragomanError, InputError
from dragoman.model import CoderInfo, Record, Report
from dragoman.reading.remote import is_remote
from dragoman.record.merging import comes_to
from dragoman.record.merging.words import merge_words
from dragoman.record.sightings import Sighting, first_retrieved, known_report

PLACE = "merged"
_WORK = "merged.tmp"
_A_PART = 2_500  # reports whose tellings one process merges at a time


class MergeManifest(Record, frozen=True, kw_only=True):
    """What a merged corpus is: rows by table; ``sources`` counts independent ones."""

    kind: str = "dragoman merged corpus"
    table_schema: str = msgspec.field(default=SCHEMA, name="schema")
    dragoman: str
    coder: CoderInfo
    shards: tuple[str, ...]
    sources: int
    counts: Mapping[str, int]


def merge_corpus(
    output: str,
    runner: Runner,
    *,
    memory: str = "2GB",
    told: Callable[[str], None] = lambda _: None,
) -> MergeManifest:
    """Merge the corpus in a folder; the tables are written to ``merged`` in it.

    ``told`` hears of each step. Raises InputError where there is no corpus, or not all of it.
    """
    if is_remote(output):
        raise InputError(f"{output}: merge works on a folder; copy the corpus to a disk first")
    manifest = finished(output)
    corpus = Path(output).absolute()  # workers may stand in another folder
    work = corpus / _WORK
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    try:
        with duckdb.connect(str(work / "work.duckdb")) as base:
            base.execute(f"SET memory_limit = {_quoted(memory)}")
            base.execute(f"SET temp_directory = {_quoted(work / 'spill')}")
            merger = _Merger(corpus, work, manifest, base, runner)
            for name, step in merger.steps():
                told(name)
                step()
            made = merger.manifest()
        (work / "out" / MANIFEST).write_bytes(as_page(made))
        shutil.rmtree(corpus / PLACE, ignore_errors=True)
        (work / "out").rename(corpus / PLACE)
    except duckdb.Error as fault:
        raise DragomanError(f"{output}: DuckDB cannot go on ({_first_line(fault)})") from fault
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return made


class _Merger:
    """One merge: where things lie, and the steps in order."""

    def __init__(
        self, corpus: Path, work: Path, manifest: Manifest, base: Any, runner: Runner
    ) -> None:
        self._corpus, self._work, self._coded = corpus, work, manifest
        self._base, self._runner = base, runner
        self._parts = 1 + manifest.counts.get("reports", 0) // _A_PART

    def steps(self) -> list[tuple[str, Callable[[], None]]]:
        """The steps by their names."""
        return [
            ("reading the reports", self._make_ready),
            ("finding copies", self._families),
            ("merging actors", self._actors),
            ("merging events", self._events),
            ("linking plans", self._plans),
            ("writing the tables", self._tables),
        ]

    def _run(self, function: Callable[[Any], int], tasks: Sequence[Any]) -> None:
        in_order(self._runner, function, tasks)

    def _ask(self, name: str, **values: object) -> Any:
        return self._base.execute(ask(name, **values))

    def _put_apart(self, name: str, **values: object) -> list[Step]:
        """The answer of a query in parts, by its column ``part``, and a step for each of them."""
        folder = self._work / "apart" / name
        folder.parent.mkdir(exist_ok=True)
        query = ask(name, parts=self._parts, **values)
        self._base.execute(
            f"COPY ({query}) TO {_quoted(folder)} "
            "(FORMAT parquet, PARTITION_BY (part), COMPRESSION zstd)"
        )
        return [
            Step(given=str(part), output=str(self._work), name=f"{name}-{part.name[5:]}")
            for part in sorted(folder.glob("part=*"))
        ]

    def _make_ready(self) -> None:
        left_out, retrieved = self._doubled()
        shelves = [
            Shelf(
                step=Step(
                    given=str(self._corpus / "reports" / f"part-{id}.parquet"),
                    output=str(self._work),
                    name=id,
                ),
                left_out=left_out,
                retrieved=retrieved,
            )
            for id in self._coded.shards
        ]
        self._run(merging.make_ready, shelves)
        for table in WORK:  # so that there is a file of each
            data = as_parquet([], WORK[table])
            open_store(str(self._work)).write(f"{table}/none.parquet", data)
        for table in WORK:
            self._base.execute(
                f"CREATE VIEW {table} AS SELECT * FROM "
                f"read_parquet({_quoted(self._work / table / '*.parquet')})"
            )

    def _doubled(self) -> tuple[frozenset[str], dict[str, str | None]]:
        """Of texts that came in several ways: the inputs that are left out, as a record takes what
        is known from the sighting that knows most; and when each text was first retrieved."""
        left_out: set[str] = set()
        retrieved: dict[str, str | None] = {}
        if not self._coded.shards:
            return frozenset(), {}
        files = [self._corpus / "reports" / f"part-{id}.parquet" for id in self._coded.shards]
        rows = self._ask("doubled", reports=", ".join(_quoted(file) for file in files))
        for key, seen in groupby(_rows(rows), key=lambda row: row["report"]):
            sightings = [
                Sighting(row["input"], given_report(row), row["retrieved"]) for row in seen
            ]
            known = known_report(sightings, key)
            kept = next(s for s in sightings if _same(s.report, known))
            left_out |= {one.name for one in sightings if one is not kept}
            retrieved[key] = first_retrieved(sightings)
        return frozenset(left_out), retrieved

    def _families(self) -> None:
        self._run(merging.join_copies, self._put_apart("pairs"))
        same = [(row["one"], row["other"]) for row in _rows(self._ask("same_pairs"))]
        order: dict[str, tuple[str | None, str | None]] = {}
        for _, group in groupby(_rows(self._ask("pages")), key=lambda row: row["page"]):
            keys = revisions_in_order(list(group))
            same += [(keys[0], key) for key in keys[1:]]
            around = zip([None, *keys[:-1]], keys, [*keys[1:], None], strict=True)
            order.update((key, (before, after)) for before, key, after in around)
        groups = joined(same)
        self._write("groups", pa.table({"report": list(groups), "grouped": list(groups.values())}))
        self._base.execute(f"CREATE TABLE families AS {ask('families')}")
        keys = list(order)
        revised = {
            "report": pa.array(keys, pa.string()),
            "replaces": pa.array([order[key][0] for key in keys], pa.string()),
            "replaced_by": pa.array([order[key][1] for key in keys], pa.string()),
        }
        self._write("revised", pa.table(revised))

    def _write(self, table: str, rows: Any) -> None:
        if not rows.num_rows:
            rows = rows.cast(pa.schema([(name, pa.string()) for name in rows.column_names]))
        path = self._work / f"{table}.parquet"
        pq.write_table(rows, path)
        self._base.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet({_quoted(path)})")

    def _actors(self) -> None:
        self._run(merging.join_forms, self._put_apart("forms_apart"))

    def _events(self) -> None:
        self._base.execute(f"CREATE TABLE told AS {ask('told')}")
        self._run(merging.join_anchored, self._put_apart("anchored"))
        self._run(merging.join_loose, self._put_apart("loose"))
        self._run(merging.settle_events, self._put_apart("of_events"))

    def _plans(self) -> None:
        ways = [(plan, kind) for plan in merge_words().plans for kind in sorted(comes_to(plan))]
        plans = {"plan": [plan for plan, _ in ways], "kind": [kind for _, kind in ways]}
        self._write("ways", pa.table(plans))
        self._run(merging.link_plans, self._put_apart("plan_pairs"))

    def _tables(self) -> None:
        out = self._work / "out"
        out.mkdir()
        for table in MERGED:
            self._base.execute(
                f"COPY ({ask(f'merged_{table}')}) TO {_quoted(out / f'{table}.parquet')} "
                "(FORMAT parquet, COMPRESSION zstd)"
            )

    def manifest(self) -> MergeManifest:
        """What was made."""
        out = self._work / "out"
        counts = {
            table: pq.ParquetFile(out / f"{table}.parquet").metadata.num_rows for table in MERGED
        }
        (sources,) = self._base.execute("SELECT count(DISTINCT family) FROM families").fetchone()
        return MergeManifest(
            dragoman=self._coded.dragoman,
            coder=self._coded.coder,
            shards=self._coded.shards,
            sources=int(sources),
            counts=counts,
        )


def _quoted(value: object) -> str:
    """A text or path for a query."""
    return "'" + str(value).replace("'", "''") + "'"


def _first_line(fault: Exception) -> str:
    return (str(fault).splitlines() or [type(fault).__name__])[0]


def _rows(answer: Any) -> Iterable[dict[str, Any]]:
    """The rows of an answer, a few at a time."""
    names = [column[0] for column in answer.description]
    while some := answer.fetchmany(10_000):
        for row in some:
            yield dict(zip(names, row, strict=True))


def _same(one: Report, other: Report) -> bool:
    return msgspec.structs.replace(one, id=other.id) == other


def revisions_in_order(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """The keys of the revisions of a page, from the first to the last."""
    ordered = sorted(
        rows, key=lambda row: (row["published"] or "", row["retrieved"] or "", row["key"])
    )
    return [row["key"] for row in ordered]


def joined(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Of every member of a pair, a name of the group that pairs join it to."""
    above: dict[str, str] = {}

    def top(key: str) -> str:
        way = []
        while (upper := above.setdefault(key, key)) != key:
            way.append(key)
            key = upper
        above.update(dict.fromkeys(way, key))
        return key

    for one, other in pairs:
        first, second = sorted((top(one), top(other)))
        above[second] = first
    return {key: top(key) for key in list(above)}
