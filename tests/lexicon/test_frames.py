"""The frame lexicon: how rows become frames, which frame says most, and what a bad row is told."""

from pathlib import Path

import pytest

from dragoman.errors import LexiconError
from dragoman.lexicon.frames import Frame, FrameBook, RolePart, load_frames
from dragoman.lexicon.tables import DATA

HEAD = "trigger,pos,needs,event,mode,cameo,source,target,context\n"


def lay_out(folder: Path, rows: str = "", **files: str) -> Path:
    """A small lexicon: classes talks and arms, three types, the rows in frames/consult.csv."""
    texts = {
        "classes/talks.txt": "# Talks.\ntalk\npeace talks # with its plural\n",
        "classes/arms.txt": "missile\nrifle\n",
        "codebook.csv": "event,mode,quad,score,cameo\nCONSULT,,1,2.5,040\nCONSULT,visit,1,4,042\n"
        "REQUEST,,3,0,100\nREQUEST,meet,3,0,106\nAID,,2,10,070\n",
        "contexts.csv": "words,context\narmy;Navy,military\nnavy;summit,diplomatic\n",
        "frames/composition.csv": "outer,inner,inner_mode,mode,cameo\nREQUEST,,,,100\n"
        "REQUEST,CONSULT,,meet,106\nREQUEST,CONSULT,visit,,101\n",
        "frames/consult.csv": HEAD + rows,
    } | files  # fmt: skip
    for name in ("sizes.csv", "numbers.csv"):
        if (DATA / name).exists():
            texts.setdefault(name, _header(DATA / name))
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def _header(path: Path) -> str:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(line for line in lines if line.strip() and not line.startswith("#")) + "\n"


def one(book: FrameBook, word: str, pos: str = "v") -> Frame:
    table = {"v": book.verbs, "n": book.nouns, "a": book.adjectives}[pos]
    (frame,) = table[word]
    return frame


class TestRows:
    def test_a_row_stands_for_all_its_triggers(self, tmp_path: Path) -> None:
        book = load_frames(lay_out(tmp_path, "meet|sit down,v,,CONSULT,visit,042,subj,with,\n"))
        assert one(book, "meet").words == ("meet",)
        assert one(book, "sit").words == ("sit", "down")
        assert one(book, "meet").origin == "consult:2"
        assert one(book, "meet").name == "consult:2 meet"

    def test_verbs_are_found_by_their_first_and_nouns_by_their_last_word(
        self, tmp_path: Path
    ) -> None:
        rows = "summit meeting,n,,CONSULT,,,,,\ntear-gas,v,,AID,,,,,\ncease-fire,n,,AID,,,,,\n"
        book = load_frames(lay_out(tmp_path, rows))
        assert one(book, "meeting", "n").words == ("summit", "meeting")
        assert one(book, "gas").words == ("gas", "tear", "-")
        assert one(book, "fire", "n").words == ("cease", "-", "fire")

    def test_conditions_are_compiled_with_classes_spelled_out(self, tmp_path: Path) -> None:
        row = "hold,v,obj:@talks/action !with:press_corps,CONSULT,,,,,\n"
        first, second = one(load_frames(lay_out(tmp_path, row)), "hold").needs
        assert (first.slot, first.words, first.values) == (
            "obj", frozenset({"talk", "peace talks"}), frozenset({"action"})
        )  # fmt: skip
        assert (second.slot, second.negated, second.words) == (
            "with", True, frozenset({"press corps"})
        )  # fmt: skip

    def test_roles_are_alternatives_of_unions_with_steps(self, tmp_path: Path) -> None:
        row = "hold,v,,CONSULT,,,subj+with,to|obj.owner|obj.of|none,\n"
        frame = one(load_frames(lay_out(tmp_path, row)), "hold")
        assert frame.source == ((RolePart("subj", ""), RolePart("with", "")),)
        assert frame.target[1] == frame.target[2] == (RolePart("obj", "owner"),)
        assert frame.target[3] == (RolePart("none", ""),)

    def test_the_frame_that_says_most_comes_first(self, tmp_path: Path) -> None:
        needs = ["", "obj:any", "obj:actor", "obj:state", "obj:@arms", "obj:rifle", "comp:inf"]
        rows = "".join(f"hold,v,{need},CONSULT,,,,,\n" for need in needs)
        rows += "hold up,v,,CONSULT,,,,,\nhold,v,!obj:any,CONSULT,,,,,\n"
        book = load_frames(lay_out(tmp_path, rows))
        order = [int(frame.origin.split(":")[1]) - 2 for frame in book.verbs["hold"]]
        assert order == [5, 7, 4, 6, 3, 2, 1, 8, 0]

    def test_of_two_that_say_equally_much_the_first_written_comes_first(
        self, tmp_path: Path
    ) -> None:
        rows = "hold,v,obj:any,CONSULT,,,,,\nhold,v,subj:any,AID,,,,,\n"
        book = load_frames(lay_out(tmp_path, rows))
        assert [frame.event for frame in book.verbs["hold"]] == ["CONSULT", "AID"]


class TestCodebook:
    def test_an_outer_type_takes_its_mode_from_the_action_inside(self, tmp_path: Path) -> None:
        book = load_frames(lay_out(tmp_path))
        assert book.composed("REQUEST", "CONSULT", "") == ("meet", "106")
        assert book.composed("REQUEST", "CONSULT", "visit") == ("", "101")
        assert book.composed("REQUEST", "CONSULT", "other") == ("meet", "106")
        assert book.composed("REQUEST", "AID", "") == ("", "100")
        assert book.composed("REQUEST", "REQUEST", "meet") == ("meet", "")
        assert book.composed("AID", "CONSULT", "") == ("", "")

    def test_a_mode_without_a_standard_has_its_types(self, tmp_path: Path) -> None:
        book = load_frames(lay_out(tmp_path))
        assert book.standard("CONSULT", "visit").cameo == "042"
        assert book.standard("CONSULT", "unheard") == book.standard("CONSULT", "")

    def test_the_first_context_of_a_word_counts(self, tmp_path: Path) -> None:
        contexts = load_frames(lay_out(tmp_path)).contexts
        assert contexts == {"army": "military", "navy": "military", "summit": "diplomatic"}


BAD_ROWS = [
    ("meet,x,,CONSULT,,,,,", "pos is 'x'; it must be v, n or a"),
    ("meet,v,,MEETING,,,,,", "no such event type: MEETING"),
    ("meet,v,,CONSULT,phone,,,,", "CONSULT has no mode 'phone'"),
    ("meet,v,,=perhaps,,,,,", "no such status operator: =perhaps"),
    ("meet,v,with,CONSULT,,,,,", "a condition is written slot:value, not 'with'"),
    ("meet,v,with:@nobody,CONSULT,,,,,", "no such word class: @nobody"),
    ("meet,v,,CONSULT,,,subj.owner.of,,", "no such role: 'subj.owner.of'"),
    ("meet,v,,CONSULT,,,subj.son,,", "no such role: 'subj.son'"),
    ("meet||see,v,,CONSULT,,,,,", "the trigger is empty"),
    ("meet,v,,CONSULT,,,,", "8 cells where 9 are needed"),
]


class TestFaults:
    @pytest.mark.parametrize(("row", "why"), BAD_ROWS)
    def test_a_bad_row_is_named_with_file_and_line(
        self, tmp_path: Path, row: str, why: str
    ) -> None:
        folder = lay_out(tmp_path, f"# meeting\n\n{row}\n")
        with pytest.raises(LexiconError) as caught:
            load_frames(folder)
        assert str(caught.value) == f"{folder / 'frames' / 'consult.csv'}:4: {why}"

    def test_with_a_list_all_bad_rows_are_told_and_the_good_ones_read(self, tmp_path: Path) -> None:
        rows = "".join(row + "\n" for row, _ in BAD_ROWS) + "see,v,,CONSULT,,,,,\n"
        faults: list[LexiconError] = []
        book = load_frames(lay_out(tmp_path, rows), faults)
        assert [str(f).rpartition("consult.csv:")[2] for f in faults] == [
            f"{line}: {why}" for line, (_, why) in enumerate(BAD_ROWS, start=2)
        ]
        assert one(book, "see").event == "CONSULT"

    @pytest.mark.parametrize(
        ("file", "text", "told"),
        [
            ("codebook.csv", "event,mode,quad,score,cameo\nAID,,x,1,\n", "2: quad and score must"),
            ("codebook.csv", "event,mode,quad,score,cameo\nAID,,5,1,\n", "2: quad is 5; it must"),
            ("contexts.csv", "word,context\n", "1: the columns must be words,context"),
            (
                "frames/composition.csv",
                "outer,inner,inner_mode,mode,cameo\nREQUEST,,,sing,\n",
                "2: REQUEST has no mode 'sing'",
            ),
            (
                "frames/composition.csv",
                "outer,inner,inner_mode,mode,cameo\nREQUEST,SING,,,\n",
                "2: no such event type and mode: SING",
            ),
        ],
    )
    def test_so_are_the_other_files(self, tmp_path: Path, file: str, text: str, told: str) -> None:
        folder = lay_out(tmp_path, **{file: text})
        with pytest.raises(LexiconError) as caught:
            load_frames(folder)
        assert str(caught.value).startswith(f"{folder / file}:{told}")

    def test_our_own_frames_are_free_of_them(self) -> None:
        faults: list[LexiconError] = []
        assert len(load_frames(DATA, faults).verbs) > 1000
        assert faults == []
