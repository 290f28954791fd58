"""A record of the sample reports, coded once for the session."""

from pathlib import Path

import pytest

from dragoman.coder import Coder
from dragoman.record.adding import Incoming
from dragoman.record.record import Record
from dragoman.samples import sample_reports


@pytest.fixture(scope="session")
def samples(coder: Coder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("samples") / "record.db"
    with Record.open(path, create=True) as record:
        record.add(
            [Incoming(name=report.id, report=report) for report in sample_reports()],
            coder.try_all,
            asked="tests",
        )
    return path
