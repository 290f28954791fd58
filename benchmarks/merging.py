"""How well reports on the same happenings become one event, and names of the same actor one actor.

    python benchmarks/merging.py [--corpus FOLDER] [--show HALF]

The corpus (tests/record/happenings) holds short reports on happenings told differently, with
neighbours that are easily confused, and says which words tell of which happening and which names
mean which actor. It is coded by the coder, merged, and compared on the annotated words that the
coder found: B-cubed (Bagga and Baldwin 1998) and on pairs. Rules were set while looking at the
topics with an even number only; the odd ones show whether they hold elsewhere.
"""

import argparse
import json
import warnings
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from dragoman.coder import Coder
from dragoman.entries import Party, Telling
from dragoman.model import Coding, Report
from dragoman.record.identity import fingerprint, report_key, same_source
from dragoman.record.merging import ActorCluster, actor_form, cluster_all, cluster_forms
from dragoman.record.rows import rows_of

CORPUS = Path(__file__).parent.parent / "tests" / "record" / "happenings"


class Mark(NamedTuple):
    """An annotated stretch of a report and what it is of."""

    topic: int
    report: str
    start: int
    words: str
    event: str
    of: str


class Score(NamedTuple):
    """Precision and recall by one way of counting."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


class Merged(NamedTuple):
    """The corpus, coded and merged."""

    reports: list[dict[str, Any]]
    codings: list[Coding]
    actor_of: dict[tuple[str, str], ActorCluster]  # by report and local id
    tellings: list[Telling]
    event_of: dict[str, str]  # by telling


def main() -> int:
    """Code, merge, measure, print."""
    warnings.filterwarnings("ignore", message=r".*W095.*")
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--show", choices=["even", "odd"], help="print what went wrong in a half")
    options = parser.parse_args()
    merged = merge_corpus(options.corpus)
    for what, (marks, found) in measure(merged, options.corpus).items():
        for half, wanted in (("even", {0}), ("odd", {1}), ("all", {0, 1})):
            mine = [mark for mark in marks if mark.topic % 2 in wanted]
            print(f"{what:7} {half:5} {_line(mine, found)}")
            if options.show == half:
                _show(mine, found)
    return 0


def merge_corpus(folder: Path, coder: Coder | None = None) -> Merged:
    """Code the reports of a corpus and merge what they say."""
    lines = (folder / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    fields = ("id", "publisher", "url", "published", "text")
    reports = [
        Report(published_from="given", **{field: row[field] for field in fields}) for row in rows
    ]
    codings = list((coder or Coder()).code_all(reports))
    actor_of = _actors(codings)
    tellings = list(_tellings(codings, actor_of))
    clusters = cluster_all(tellings)
    event_of = {t.event_key: name for name, members in clusters.items() for t in members}
    return Merged(rows, codings, actor_of, tellings, event_of)


def _actors(codings: Sequence[Coding]) -> dict[tuple[str, str], ActorCluster]:
    forms = {
        (coding.report.id, actor.id): actor_form(actor, report_key(coding.report.text))
        for coding in codings
        for actor in coding.actors
    }
    clusters = cluster_forms(list(forms.values()))
    by_form = {form.key: cluster for cluster in clusters for form in cluster.forms}
    return {where: by_form[form.key] for where, form in forms.items()}


def _tellings(
    codings: Sequence[Coding], actor_of: Mapping[tuple[str, str], ActorCluster]
) -> Iterator[Telling]:
    families = _families(codings)
    decoder = msgspec.json.Decoder(Telling)
    for coding in codings:
        names = {
            actor_form(actor, report_key(coding.report.text)).key: actor_of[
                coding.report.id, actor.id
            ]
            for actor in coding.actors
        }

        def merged(
            parties: tuple[Party, ...], names: Mapping[str, ActorCluster] = names
        ) -> tuple[Party, ...]:
            return tuple(
                msgspec.structs.replace(p, actor=names[p.actor].id, name=names[p.actor].name)
                for p in parties
            )

        for row in rows_of(coding).tellings:
            telling = decoder.decode(row["body"])
            yield msgspec.structs.replace(
                telling,
                family=families[telling.report],
                source=merged(telling.source),
                target=merged(telling.target),
            )


def _families(codings: Sequence[Coding]) -> dict[str, str]:
    texts = {report_key(coding.report.text): coding.report.text for coding in codings}
    prints = {key: fingerprint(text) for key, text in texts.items()}
    family = {key: key for key in texts}
    for one, other in combinations(sorted(texts), 2):
        if same_source(prints[one], prints[other]):
            kept, lost = sorted((family[one], family[other]))
            family = {key: kept if name == lost else name for key, name in family.items()}
    return family


def measure(merged: Merged, folder: Path) -> dict[str, tuple[list[Mark], dict[Mark, str]]]:
    """For events and actors: the annotated words, and the id that each found one has."""
    annotation = json.loads((folder / "annotation.json").read_text(encoding="utf-8"))
    topics = {row["id"]: row["topic"] for row in merged.reports}
    events = [
        Mark(topics[e["report"]], e["report"], e["start"], e["quote"], e["event"], e["happening"])
        for e in annotation["events"]
    ]
    actors = [
        Mark(topics[a["report"]], a["report"], a["start"], a["name"], "", a["actor"])
        for a in annotation["actors"]
    ]
    return {
        "events": (events, _found_events(events, merged)),
        "actors": (actors, _found_actors(actors, merged)),
    }


def _found_events(marks: Sequence[Mark], merged: Merged) -> dict[Mark, str]:
    """The merged event of each mark that the coder found: an event of its type, told there."""
    by_report = {coding.report.id: coding for coding in merged.codings}
    found: dict[Mark, str] = {}
    for mark in marks:
        coding = by_report[mark.report]
        key = report_key(coding.report.text)
        for event in coding.events:
            if event.event == mark.event and any(_meet(mark, *span) for span in event.cue):
                found[mark] = merged.event_of[f"{key}.{event.id}"]
                break
    return found


def _found_actors(marks: Sequence[Mark], merged: Merged) -> dict[Mark, str]:
    """The merged actor of each mark: that of the narrowest mention there."""
    by_report = {coding.report.id: coding for coding in merged.codings}
    found: dict[Mark, str] = {}
    for mark in marks:
        mentions = [
            (end - start, number, actor.id)
            for number, actor in enumerate(by_report[mark.report].actors)
            for start, end in actor.mentions
            if start <= mark.start and mark.start + len(mark.words) <= end
        ]
        if mentions:
            found[mark] = merged.actor_of[mark.report, min(mentions)[2]].id
    return found


def _meet(mark: Mark, start: int, end: int) -> bool:
    return start < mark.start + len(mark.words) and mark.start < end


def b_cubed(gold: Sequence[str], made: Sequence[str]) -> Score:
    """B-cubed precision and recall of clusters, given as one label an item."""
    there = defaultdict(set)
    here = defaultdict(set)
    for number, (label, name) in enumerate(zip(gold, made, strict=True)):
        there[label].add(number)
        here[name].add(number)
    pairs = list(zip(gold, made, strict=True))
    shared = [len(there[label] & here[name]) for label, name in pairs]
    precision = [n / len(here[name]) for n, (_, name) in zip(shared, pairs, strict=True)]
    recall = [n / len(there[label]) for n, (label, _) in zip(shared, pairs, strict=True)]
    return Score(sum(precision) / len(pairs), sum(recall) / len(pairs))


def pairwise(gold: Sequence[str], made: Sequence[str]) -> Score:
    """Precision and recall of the pairs that are put together."""
    right = joined = wanted = 0
    for one, other in combinations(range(len(gold)), 2):
        same, together = gold[one] == gold[other], made[one] == made[other]
        right += same and together
        joined += together
        wanted += same
    return Score(right / joined if joined else 1.0, right / wanted if wanted else 1.0)


def _line(marks: Sequence[Mark], found: Mapping[Mark, str]) -> str:
    known = [mark for mark in marks if mark in found]
    gold, made = [mark.of for mark in known], [found[mark] for mark in known]
    cubed, pairs = b_cubed(gold, made), pairwise(gold, made)
    return (
        f"found {len(known):3} of {len(marks):3}   "
        f"B-cubed {cubed.precision:.3f} {cubed.recall:.3f} {cubed.f1:.3f}   "
        f"pairs {pairs.precision:.3f} {pairs.recall:.3f} {pairs.f1:.3f}"
    )


def _show(marks: Sequence[Mark], found: Mapping[Mark, str]) -> None:
    """Happenings that were split, and merged ones that hold several."""
    for label, by in (("split", lambda m: m.of), ("mixed", lambda m: found[m])):
        groups = defaultdict(list)
        for mark in marks:
            if mark in found:
                groups[by(mark)].append(mark)
        for members in groups.values():
            if len({(found[m] if label == "split" else m.of) for m in members}) > 1:
                told = ", ".join(f"{m.report}:{m.words}={m.of}/{found[m][:5]}" for m in members)
                print(f"   {label} {told}")
    for mark in marks:
        if mark not in found:
            print(f"   not found {mark.report}: {mark.words} ({mark.of})")


if __name__ == "__main__":
    raise SystemExit(main())
