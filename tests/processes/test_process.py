"""A process is a small file, read strictly: what is wrong in it is said in one sentence."""

from pathlib import Path

import pytest
from tests.processes.making import PROCESS, TOPICS

from dragoman.errors import InputError
from dragoman.processes.keeping import (
    default_folder,
    find_process,
    keep_process,
    list_processes,
    slug,
)
from dragoman.processes.process import Process, Side, parse_process, write_process

TEXT = """
name = "Two valleys"
topics = ["ceasefire"]
from = 2020-01-01
to = "2020-12-31"

[[party]]
name = "Uplanders"
who = ["Uplanders", "TJK:REB"]

[[party]]
name = "Tajikistan"

[[third_party]]
name = "Oman"
roles = ["host", "mediator"]
"""


def test_a_file_gives_a_process() -> None:
    process = parse_process(TEXT, "valleys.toml", TOPICS.topics)
    assert process == Process(
        name="Two valleys",
        topics=("ceasefire",),
        since="2020-01-01",
        until="2020-12-31",
        parties=(
            Side(name="Uplanders", who=("Uplanders", "TJK:REB")),
            Side(name="Tajikistan", who=("Tajikistan",)),
        ),
        third_parties=(Side(name="Oman", who=("Oman",), roles=("mediator", "host")),),
    )


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('name = "Two valleys"', "", "name is missing"),
        ('name = "Two valleys"', "name = 7", "name must be one line of text"),
        ('"ceasefire"', '"weather"', "'weather' is no topic"),
        ("from = 2020-01-01", "from = 2020-13-01", "no TOML"),
        ('"2020-12-31"', '"31 December"', "no day of the form"),
        ('"2020-12-31"', '"2019-12-31"', "it ends .* before it begins"),
        ("to =", "until =", "'until' is unknown here"),
        ('name = "Tajikistan"', 'name = "uplanders"', "two parties have the name"),
        ('"host", "mediator"', '"friend"', "'friend' is no role"),
        ('roles = ["host", "mediator"]', "", "a third party needs roles"),
        ('who = ["Uplanders", "TJK:REB"]', 'who = "Uplanders"', "who must be a list"),
        ('[[party]]\nname = "Tajikistan"', "", "needs two parties"),
        ("[[party]]", "[party]", "no TOML|as a table"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(old: str, new: str, why: str) -> None:
    assert old in TEXT
    with pytest.raises(InputError, match=why) as fault:
        parse_process(TEXT.replace(old, new), "valleys.toml", TOPICS.topics)
    assert str(fault.value).startswith("valleys.toml")
    assert "\n" not in str(fault.value)


def test_what_is_written_reads_back() -> None:
    odd = Process(
        name='A "name" with \\ and é',
        about="One line",
        query="peace talks",
        parties=PROCESS.parties,
        third_parties=PROCESS.third_parties,
    )
    assert parse_process(write_process(odd), "x") == odd


def test_processes_are_kept_in_a_folder_and_found_by_name(tmp_path: Path) -> None:
    path = keep_process(PROCESS, tmp_path / "new")
    assert path.name == "talks-of-the-two-valleys.toml"
    assert find_process("talks of the two VALLEYS", tmp_path / "new") == PROCESS
    assert find_process(str(path), tmp_path) == PROCESS
    with pytest.raises(InputError, match="is there already"):
        keep_process(PROCESS, tmp_path / "new")


def test_a_process_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="afghan-peace-process"):
        find_process("nothing", tmp_path)


def test_the_shipped_processes_are_good(tmp_path: Path) -> None:
    assert len(list_processes(tmp_path, TOPICS.topics)) == 3


def test_a_folders_own_file_goes_before_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "afghan-peace-process.toml").write_text(TEXT, encoding="utf-8")
    assert list_processes(tmp_path)["afghan-peace-process"].name == "Two valleys"


def test_the_folder_lies_beside_the_record() -> None:
    assert default_folder("data/kabul.db") == Path("data/processes")
    assert default_folder("postgresql://host/name") == Path("processes")


def test_names_of_files_are_plain() -> None:
    assert slug("São Tomé: talks/2020!") == "sao-tome-talks-2020"
    with pytest.raises(InputError, match="needs a letter"):
        keep_process(Process(name="…", parties=PROCESS.parties), Path("nowhere"))
