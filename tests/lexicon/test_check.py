"""The checker: every fault of a lexicon at once, each with file and line."""

import shutil
import time
from pathlib import Path

import pytest

from dragoman.lexicon.check import check_lexicon
from dragoman.lexicon.cues import DEED_CLASSES
from dragoman.lexicon.tables import DATA

KEPT = {name for names in DEED_CLASSES.values() for name in names}
NAMES = "name,aliases,kind,country,sectors,role,start,end,wiki\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A lexicon without faults: ours with no frames but one, no classes but those that cues ask,
    no names but states."""
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder, ignore=shutil.ignore_patterns("leaders*", "cities*", "roles*"))
    for path in [*folder.glob("frames/*.csv"), *folder.glob("classes/*.txt")]:
        if path.stem != "composition" and path.stem not in KEPT:
            path.unlink()
    for path in folder.glob("actors/*.csv"):
        if path.stem != "states":
            path.unlink()
    write(folder, "frames/consult.csv", [frame("meet", "with:@guests")])
    write(folder, "classes/guests.txt", ["guest"])
    return folder


def frame(trigger: str, needs: str = "", cameo: str = "040", context: str = "") -> str:
    return f"{trigger},v,{needs},CONSULT,,{cameo},subj,with,{context}"


def write(data: Path, name: str, lines: list[str]) -> None:
    header = {
        "frames": "trigger,pos,needs,event,mode,cameo,source,target,context\n",
        "actors": NAMES,
    }.get(name.split("/")[0], "")
    (data / name).write_text(header + "".join(line + "\n" for line in lines), encoding="utf-8")


def told(data: Path, kind: str) -> list[str]:
    faults, _ = check_lexicon(data, [kind])
    return [str(fault).removeprefix(f"{data}/") for fault in faults]


def test_a_lexicon_without_faults_has_none_and_is_counted(data: Path) -> None:
    faults, counts = check_lexicon(data)
    assert faults == []
    assert counts["frames"] == 1
    assert counts["classes"] == 1 + len(KEPT)
    assert counts["actors"] == 0
    assert counts["cue words"] > 100


class TestFrames:
    def test_a_trigger_twice_with_the_same_conditions(self, data: Path) -> None:
        rows = [frame("meet|see", "with:@guests !obj:any"), frame("see", "!obj:any with:@guests")]
        write(data, "frames/consult.csv", [*rows, frame("see", "with:@guests")])
        assert told(data, "frames") == [
            "frames/consult.csv:3: 'see' stands with the same conditions in line 2"
        ]

    @pytest.mark.parametrize("code", ["21", "0", "4", "04011", "00", "042a"])
    def test_a_code_that_cameo_cannot_have(self, data: Path, code: str) -> None:
        write(data, "frames/consult.csv", [frame("meet", "with:@guests", code)])
        assert told(data, "frames") == [
            f"frames/consult.csv:2: {code!r} is no CAMEO code of two to four digits"
        ]

    def test_a_context_that_the_codebook_has_not(self, data: Path) -> None:
        write(data, "frames/consult.csv", [frame("meet", "with:@guests", "04", "legal humour")])
        (data / "contexts.csv").write_text("words,context\narmy,military\njoke,humor\n")
        assert told(data, "frames") == [
            "contexts.csv:3: 'humor' is no context of the codebook",
            "frames/consult.csv:2: 'humour' is no context of the codebook",
        ]

    def test_all_bad_rows_of_all_files(self, data: Path) -> None:
        write(data, "frames/consult.csv", [frame("meet", "with:@guests"), "a,b", frame("x", "y")])
        write(data, "frames/aid.csv", [frame("give", "to:@poor")])
        assert told(data, "frames") == [
            "frames/aid.csv:2: no such word class: @poor",
            "frames/consult.csv:3: 2 cells where 9 are needed",
            "frames/consult.csv:4: a condition is written slot:value, not 'y'",
        ]


class TestClasses:
    def test_a_class_that_no_frame_asks_for(self, data: Path) -> None:
        write(data, "classes/hosts.txt", ["host"])
        assert told(data, "frames") == ["classes/hosts.txt:1: no frame asks for the class @hosts"]

    def test_a_word_twice_or_with_a_capital(self, data: Path) -> None:
        write(data, "classes/guests.txt", ["guest", "Visitor", "# friends", "guest"])
        assert told(data, "frames") == [
            "classes/guests.txt:2: 'Visitor' is not in lower case",
            "classes/guests.txt:4: 'guest' stands in line 1 already",
        ]


class TestActors:
    @pytest.mark.parametrize(
        ("row", "why"),
        [
            ("A B,,person,XQZ,GOV,,,,", "country 'XQZ' is no code of the codebook"),
            ("A B,,person,PER,GOV;INS,,,,", "sector 'INS' is none of the codebook"),
            ("A B,,being,PER,GOV,,,,", "kind must be one of person, organization, state, group, "
             "igo, collective, not 'being'"),
            ("A B,,person,PER,,,2019-02-30,,", "start '2019-02-30' is no day, month or year"),
            ("A B,,person,PER,,,,June 2019,", "end 'June 2019' is no day, month or year"),
            ("A B,,person,PER,,,2019,2018-12,", "the period ends (2018-12) before it starts "
             "(2019)"),
            (",,person,PER,,,,,", "the name is missing"),
        ],
    )  # fmt: skip
    def test_codes_kinds_and_periods(self, data: Path, row: str, why: str) -> None:
        write(data, "actors/own.csv", ["C D,,person,UNO,,,2019-05,2019-05-03,", row])
        assert f"actors/own.csv:3: {why}" in told(data, "actors")

    def test_one_name_for_two_things_at_one_time(self, data: Path) -> None:
        rows = ["Adam Bell,A. Bell,person,PER,,,2001,2005-03,Adam Bell"]
        write(data, "actors/one.csv", rows)
        write(data, "actors/two.csv", ["Anna Bell,A. Bell,person,PER,,,2005-02,,Anna Bell"])
        assert told(data, "actors") == [
            "actors/two.csv:2: 'A. Bell' is 'Anna Bell' here and 'Adam Bell' in one.csv:2 at the "
            "same time"
        ]

    def test_two_persons_may_truly_share_a_name(self, data: Path) -> None:
        rows = ["Al Bell,,person,PER,,,,,Al Bell (poet)", "Al Bell,,person,PER,,,,,Al Bell (spy)"]
        write(data, "actors/bells.csv", rows)
        assert len(told(data, "actors")) == 1
        (data / "actors" / "homonyms.txt").write_text("# Shared.\nAl Bell  # a poet, a spy\n")
        assert told(data, "actors") == []

    def test_a_name_may_pass_on_and_one_person_may_hold_two_offices(self, data: Path) -> None:
        rows = [
            "King Carl,,person,SWE,,king,1901,1950,Carl I",
            "King Carl,,person,SWE,,king,1951,,Carl II",
            "King Carl,,person,NOR,,king,1960,,Carl II",
        ]
        write(data, "actors/kings.csv", rows)
        assert told(data, "actors") == []

    def test_a_table_of_unknown_columns(self, data: Path) -> None:
        (data / "actors" / "odd.csv").write_text("# odd\nname,age\n", encoding="utf-8")
        assert "actors/odd.csv:1: unknown columns name,age" in told(data, "actors")


@pytest.mark.parametrize("name", ["cues/verbs.csv", "times/words.csv", "places/regions.csv"])
def test_the_other_kinds_are_read_too(data: Path, name: str) -> None:
    with (data / name).open("a", encoding="utf-8") as file:
        file.write("one,two,three\n")
    (fault,) = told(data, name.split("/")[0])
    assert fault.startswith(f"{name}:")


def test_a_missing_list_of_words_is_told(data: Path) -> None:
    (data / "irregular.csv").unlink()
    (fault,) = told(data, "words")
    assert fault.startswith("irregular.csv:1: cannot be read")


def test_our_own_lexicon_is_read_in_seconds() -> None:
    begun = time.process_time()
    _, counts = check_lexicon(DATA)
    assert time.process_time() - begun < 6  # 1.7 s on one core
    assert counts["frames"] > 10_000
