"""A coded corpus into a record, without coding it again."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

import msgspec
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from dragoman.cluster.corpus import MANIFEST, finished
from dragoman.cluster.flattening import Row, coding_of, given_report
from dragoman.coder import Failure
from dragoman.model import Coding, Report
from dragoman.record.adding import Incoming

_AHEAD = 2_000  # codings kept at hand for the reports that the record asks for
_ROWS = 64

_Known: TypeAlias = tuple[str, str | None, str | None, str | None, str | None]


def is_corpus(path: str) -> bool:
    """True for a folder that ``dragoman corpus code`` wrote."""
    file = Path(path) / MANIFEST
    try:
        head = msgspec.json.decode(file.read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(head, dict) and head.get("kind") == "dragoman corpus"


class CodedCorpus:
    """Corpora as a record adds them: what came in, and a coder that looks the codings up."""

    def __init__(self, folders: Sequence[str], retrieved: str | None = None) -> None:
        """``retrieved``: an instant for reports that do not have their own.

        Raises InputError where one is no corpus, or not coded to its end.
        """
        self._folders = [(Path(folder), finished(folder)) for folder in folders]
        self._retrieved = retrieved
        self._ahead: OrderedDict[_Known, Row] = OrderedDict()

    def incoming(self) -> Iterator[Incoming]:
        """The reports and failures of the corpora, shard by shard in the order of the inputs."""
        for folder, manifest in self._folders:
            for id in manifest.shards:
                for row in _rows(folder / "reports" / f"part-{id}.parquet"):
                    self._keep(row)
                    yield Incoming(
                        name=row["input"],
                        report=given_report(row),
                        retrieved=row["retrieved"] or self._retrieved,
                    )
                for row in _rows(folder / "failures" / f"part-{id}.parquet"):
                    yield Incoming(name=row["input"], state=row["state"], why=row["why"])

    def code(self, reports: Iterable[Report]) -> Iterator[Coding | Failure]:
        """The codings of reports of the corpora."""
        for report in reports:
            row = self._ahead.pop(_known(report), None) or self._found(report)
            if row is None:
                yield Failure(report=report.id, why="the corpus has no coding of it")
            else:
                yield coding_of(row)

    def _keep(self, row: Row) -> None:
        self._ahead[_known_of(row)] = row
        if len(self._ahead) > _AHEAD:
            self._ahead.popitem(last=False)

    def _found(self, report: Report) -> Row | None:
        """The row of a report that is not at hand any more, as when the record looks again at one
        of which more became known."""
        for folder, _ in self._folders:
            files = ds.dataset(folder / "reports", format="parquet")
            for row in files.to_table(filter=ds.field("report") == report.id).to_pylist():
                if _known_of(row) == _known(report):
                    return dict(row)
        return None


def _known(report: Report) -> _Known:
    return report.id, report.title, report.publisher, report.url, report.published


def _known_of(row: Row) -> _Known:
    return row["report"], row["title"], row["publisher"], row["url"], row["given_published"]


def _rows(path: Path) -> Iterator[Row]:
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=_ROWS, use_threads=False):
            yield from batch.to_pylist()
