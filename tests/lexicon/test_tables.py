"""Data files: CSV with a header, `#` lines for people, and file and line of what is wrong."""

from pathlib import Path

import pytest

from dragoman.errors import LexiconError
from dragoman.lexicon.tables import Row, read_rows, read_words

HEAD = "# Words and their colours.\n\nword,colour\n"


def write(folder: Path, text: str, name: str = "t.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def fault(path: Path) -> str:
    with pytest.raises(LexiconError) as caught:
        list(read_rows(path, ("word", "colour")))
    return str(caught.value).removeprefix(f"{path.parent}/")


def test_rows_know_their_line_whatever_comments_stand_between(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD + "sky,blue\n\n# green things\nleaf, green \n")
    rows = list(read_rows(path, ("word", "colour")))
    assert [(row.line, row["word"], row["colour"]) for row in rows] == [
        (4, "sky", "blue"),
        (7, "leaf", "green"),
    ]


def test_a_cell_may_be_quoted_and_hold_commas_and_several_values(tmp_path: Path) -> None:
    (row,) = read_rows(write(tmp_path, HEAD + '"red, dark","a; b ;;c"\n'), ("word", "colour"))
    assert row["word"] == "red, dark"
    assert row.items("colour") == ["a", "b", "c"]


def test_a_file_with_a_header_alone_has_no_rows(tmp_path: Path) -> None:
    assert list(read_rows(write(tmp_path, HEAD), ("word", "colour"))) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (HEAD + "sky,blue\nleaf\n", "t.csv:5: 1 cells where 2 are needed"),
        (HEAD + "sky,blue,dark\n", "t.csv:4: 3 cells where 2 are needed"),
        ("word,color\nsky,blue\n", "t.csv:1: the columns must be word,colour"),
        ("# nothing\n", "t.csv:1: the header line word,colour is missing"),
        (HEAD + 'a,b\n"sky,blue\nleaf,green\n', "t.csv:5: a quotation mark is opened and not"),
    ],
)
def test_a_fault_is_told_with_file_and_line(tmp_path: Path, text: str, told: str) -> None:
    assert fault(write(tmp_path, text)).startswith(told)


def test_a_file_that_is_missing_or_no_utf_8_is_told(tmp_path: Path) -> None:
    assert fault(tmp_path / "no.csv").startswith("no.csv:1: cannot be read as UTF-8 text")
    (tmp_path / "t.csv").write_bytes(b"word,colour\ncaf\xe9,brown\n")
    assert fault(tmp_path / "t.csv").startswith("t.csv:1: cannot be read as UTF-8 text")


def test_faults_are_collected_where_a_list_is_handed_in(tmp_path: Path) -> None:
    faults: list[LexiconError] = []
    path = write(tmp_path, HEAD + "sky\nleaf,green\nsea\n")
    assert [row["word"] for row in read_rows(path, ("word", "colour"), faults)] == ["leaf"]
    assert [str(f) for f in faults] == [
        f"{path}:4: 1 cells where 2 are needed",
        f"{path}:6: 1 cells where 2 are needed",
    ]


def test_an_error_of_a_row_names_its_line() -> None:
    row = Row(Path("a/b.csv"), 12, {"word": "sky"})
    assert str(row.error("is too wide")) == "a/b.csv:12: is too wide"


def test_a_word_list_has_one_word_a_line_and_comments(tmp_path: Path) -> None:
    path = write(tmp_path, "# Colours.\nblue\n\n green  # of leaves\n", "t.txt")
    assert read_words(path) == ["blue", "green"]
