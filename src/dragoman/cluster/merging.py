"""The steps of merging that any process can do: each reads one file and writes another.

What belongs together is said by the pure functions of ``record.merging``, as for a record. Here
they are called on the sets that ``merge`` has put side by side: pairs of reports that share a
trace, names of a block, tellings of a day, of a window, of an event.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

import msgspec

from dragoman.cluster.flattening import Row, coding_of
from dragoman.cluster.merged_rows import (
    brief_rows,
    form_row,
    mention_row,
    merged_actor_row,
    report_actor_row,
    use_rows,
    whole_event_row,
)
from dragoman.cluster.merged_tables import WORK
from dragoman.cluster.store import open_store
from dragoman.cluster.tables import as_parquet
from dragoman.entries import EventEntry, Telling
from dragoman.model import Record
from dragoman.record.identity import Fingerprint, same_source
from dragoman.record.merging import (
    ActorForm,
    cluster_anchored,
    cluster_forms,
    consensus,
    event_id,
    fulfils,
    settle_loose,
)
from dragoman.record.plans import brief_of, fitting
from dragoman.record.rows import rows_of
from dragoman.record.tellings import merged_telling

Window: TypeAlias = tuple[str, str | None, str | None]

_telling = msgspec.json.Decoder(Telling)
_entry = msgspec.json.Decoder(EventEntry)
_ROWS = 256  # of a file of reports, in memory at a time
_PRINTS = 500  # texts whose runs of words are kept at hand


class Step(Record, frozen=True, kw_only=True):
    """A file to read and the folder, with the name of the file in it, to write to."""

    given: str
    output: str
    name: str


class Shelf(Record, frozen=True, kw_only=True):
    """A shard's reports to be made ready. ``left_out``: inputs whose text came in another way of
    which more is known. ``retrieved``: of reports that came in several ways, when they first did.
    """

    step: Step
    left_out: frozenset[str] = frozenset()
    retrieved: Mapping[str, str | None] = msgspec.field(default_factory=dict)


def make_ready(shelf: Shelf) -> int:
    """Write what a record would keep of a shard's reports, before merging. Returns how many."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in _read(shelf.step.given):
        if row["input"] in shelf.left_out:
            continue
        made = rows_of(coding_of(row))
        retrieved = shelf.retrieved.get(row["report"], row["retrieved"])
        rows["reports"].append(made.report | {"retrieved": retrieved, "input": row["input"]})
        for name in ("traces", "tellings", "statements"):
            rows[name] += getattr(made, name)
        rows["report_actors"] += [report_actor_row(actor) for actor in made.report_actors]
        rows["forms"] += [form_row(form) for form in made.forms.values()]
        rows["uses"] += list(use_rows(made))
    for table in ("reports", "traces", "report_actors", "tellings", "statements", "forms", "uses"):
        _write(shelf.step, table, rows[table])
    return len(rows["reports"])


def join_copies(step: Step) -> int:
    """Of pairs of reports that share a trace, write those told in the same words."""
    prints: dict[str, Fingerprint] = {}
    same: list[Row] = []
    for row in _read(step.given):
        for side in ("one", "other"):
            if row[side] not in prints:
                if len(prints) == _PRINTS:
                    prints = {row["one"]: prints[row["one"]]} if row["one"] in prints else {}
                text, signature = row[f"{side}_text"], row[f"{side}_signature"]
                prints[row[side]] = Fingerprint(text, signature)
        if same_source(prints[row["one"]], prints[row["other"]]):
            same.append({"one": row["one"], "other": row["other"]})
    _write(step, "same", same)
    return len(same)


def join_forms(step: Step) -> int:
    """Write the actors that the forms of some blocks mean, and the actor of each form."""
    forms = [msgspec.convert(row, ActorForm) for row in _read(step.given)]
    clusters = cluster_forms(forms)
    meant = [
        {"form": form.key, "actor": cluster.id, "name": cluster.name}
        for cluster in clusters
        for form in cluster.forms
    ]
    _write(step, "actors", [merged_actor_row(cluster) for cluster in clusters])
    _write(step, "meant", meant)
    return len(clusters)


def join_anchored(step: Step) -> int:
    """Write the event of every telling that gives its day, by kinds and days."""
    groups: dict[tuple[str, str], list[Telling]] = defaultdict(list)
    for row in _read(step.given):
        groups[row["kind"], row["start"]].append(_merged(row))
    clusters = [cluster for group in sorted(groups) for cluster in cluster_anchored(groups[group])]
    rows = [
        {"telling": telling.event_key, "event": event_id(cluster)}
        for cluster in clusters
        for telling in cluster
    ]
    _write(step, "placed", rows)
    return len(clusters)


def join_loose(step: Step) -> int:
    """Write the event of every telling that leaves its day open, by kinds and windows; the events
    of known days near by are in the file too."""
    windows: dict[Window, list[Telling]] = defaultdict(list)
    days: dict[str, dict[tuple[str, str], list[Telling]]] = defaultdict(lambda: defaultdict(list))
    for row in _read(step.given):
        if row["anchored"]:
            days[row["kind"]][row["start"], row["event"]].append(_merged(row))
        else:
            windows[row["kind"], row["start"], row["end"]].append(_merged(row))
    rows: list[Row] = []
    for window in sorted(windows, key=lambda window: tuple(part or "" for part in window)):
        near = _near(window, days[window[0]])
        for event, members in settle_loose(_in_order(windows[window]), near).items():
            rows += [{"telling": telling.event_key, "event": event} for telling in members]
    _write(step, "placed", rows)
    return len(rows)


def _near(
    window: Window, clusters: Mapping[tuple[str, str], list[Telling]]
) -> list[Sequence[Telling]]:
    _, start, end = window
    if start is None or end is None:
        return []
    return [_in_order(clusters[place]) for place in sorted(clusters) if start <= place[0] <= end]


def settle_events(step: Step) -> int:
    """Write what the tellings of each event say together."""
    members: dict[str, list[Telling]] = defaultdict(list)
    for row in _read(step.given):
        members[row["event"]].append(_merged(row))
    entries = [consensus(_in_order(members[name]), name) for name in sorted(members)]
    _write(step, "events", [whole_event_row(entry) for entry in entries])
    _write(step, "briefs", [row for entry in entries for row in brief_rows(entry)])
    mentions = [mention_row(name, telling) for name in sorted(members) for telling in members[name]]
    _write(step, "mentions", mentions)
    return len(entries)


def link_plans(step: Step) -> int:
    """Of pairs of a plan and an event whose actors and days can fit, write those that do."""
    rows: list[Row] = []
    for row in _read(step.given):
        plan, event = _entry.decode(row["plan_entry"]), _entry.decode(row["event_entry"])
        briefs = brief_of(plan), brief_of(event)
        if briefs[0] is None or briefs[1] is None:
            continue
        if any(fitting({plan.id: briefs[0]}, {event.id: briefs[1]})):
            why = fulfils(plan, event)
            if why is not None:
                rows.append({"plan": plan.id, "event": event.id, "because": why})
    _write(step, "links", rows)
    return len(rows)


def _merged(row: Row) -> Telling:
    actors = {item["form"]: (item["actor"], item["name"]) for item in row["forms"] or ()}
    return merged_telling(_telling.decode(row["body"]), row["family"], actors)


def _in_order(tellings: Iterable[Telling]) -> list[Telling]:
    return sorted(tellings, key=lambda telling: telling.event_key)


def _read(path: str) -> Iterator[Row]:
    """The rows of a Parquet file, or of all in a folder, a few in memory at a time."""
    import pyarrow.dataset as ds

    for batch in ds.dataset(path, format="parquet").to_batches(
        batch_size=_ROWS, batch_readahead=1, fragment_readahead=1, use_threads=False
    ):
        yield from batch.to_pylist()


def _write(step: Step, table: str, rows: Sequence[Row]) -> None:
    data = as_parquet(rows, WORK[table])
    open_store(step.output).write(f"{table}/{step.name}.parquet", data)
