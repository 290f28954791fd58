"""A record of the sample reports, coded once for the session."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from dragoman.model import Coding, Report
from dragoman.record.adding import Incoming
from dragoman.record.record import Record
from dragoman.samples import sample_reports


@pytest.fixture(scope="session")
def samples(sample_codings: dict[str, Coding], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("samples") / "record.db"
    known = {coding.report.text: coding for coding in sample_codings.values()}

    def again(reports: Iterable[Report]) -> Iterator[Coding]:
        for report in reports:
            found = known[report.text]
            yield replace(found, report=replace(found.report, id=report.id))

    with Record.open(path, create=True) as record:
        record.add(
            [Incoming(name=report.id, report=report) for report in sample_reports()],
            again,
            asked="tests",
        )
    return path
