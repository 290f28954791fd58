"""The name of a process is no path: what is written stays in the folder of processes."""

from pathlib import Path

import msgspec
import pytest
from tests.processes.making import PROCESS

from dragoman.errors import InputError
from dragoman.processes.keeping import find_process, keep_process, slug

NAMES = ["../../evil", "..", "/etc/cron.d/evil", "..\\..\\evil", "a/../../b", "evil.toml/../x",
         "\x00evil", "~/evil", "%2e%2e%2fevil", "．．／evil", "con:evil", "evil\u202e"]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "inner" / "processes"
    assert "/" not in slug(name)
    assert "." not in slug(name)
    try:
        path = keep_process(msgspec.structs.replace(PROCESS, name=name), folder)
        assert path.resolve().parent == folder.resolve()
    except InputError:
        pass
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert all(path.parent == folder for path in written)


@pytest.mark.parametrize("name", NAMES)
def test_no_name_reads_another_file(tmp_path: Path, name: str) -> None:
    (tmp_path / "evil.toml").write_text('name = "secret"')
    folder = tmp_path / "inner" / "processes"
    folder.mkdir(parents=True)
    with pytest.raises(InputError, match="there is no process") as told:
        find_process(name, folder)
    assert "secret" not in str(told.value)
