"""What fuzzing found in tables of others: errors name file and line, and are ours."""

import csv
import shutil
from pathlib import Path

import pytest

from dragoman.errors import InputError, LexiconError
from dragoman.lexicon.actor_files import import_actors
from dragoman.lexicon.actors import load_actors
from dragoman.lexicon.dump import import_dump
from dragoman.lexicon.importing import Codes
from dragoman.lexicon.tables import DATA, read_rows
from dragoman.lexicon.times import load_times
from dragoman.processes.process import parse_process
from dragoman.reading.watching import read_settings


def test_a_cell_longer_than_any(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("# a comment\na,b\n1,2\n" + "x" * 200_000 + ",2\n")
    usual = csv.field_size_limit(131_072)  # Python's own; it is the whole process's
    try:
        with pytest.raises(LexiconError, match=r"t\.csv:4: is no row"):
            list(read_rows(path, ("a", "b")))
    finally:
        csv.field_size_limit(usual)


def test_words_of_time_without_a_class_that_the_grammar_needs(tmp_path: Path) -> None:
    folder = tmp_path / "times"
    shutil.copytree(DATA / "times", folder)
    (folder / "words.csv").write_text("word,class,value,case,pos\njune,MONTH,6,title,\n")
    with pytest.raises(LexiconError, match=r"words\.csv:1: no word has the class"):
        load_times(folder)


def test_settings_nested_deep(tmp_path: Path) -> None:
    deep = "a = " + "[" * 100_000
    with pytest.raises(InputError, match="is no TOML"):
        parse_process(deep, "p.toml")
    path = tmp_path / "feeds.toml"
    path.write_text(deep)
    with pytest.raises(InputError, match="is not TOML"):
        read_settings(path)


def test_actors_nested_deep(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("[" * 100_000)
    with pytest.raises(InputError, match=r"a\.json:1:"):
        import_actors(path, Codes(load_actors(DATA / "actors")))


def test_numbers_larger_than_a_database_holds(tmp_path: Path) -> None:
    row = ["1", "Tehran", "Tehran", "", "35.69", "51.42", "P", "PPLC", "IR", *[""] * 5, "7153309"]
    good = "\t".join([*row, "", "", "", ""])
    path = tmp_path / "places.txt"
    path.write_text(
        "\n".join([good, "9" * 30 + good[1:], "2" + good[1:].replace("7153309", "9" * 30)])
    )
    done = import_dump(path, tmp_path / "places.db")
    assert (done.places, done.faulty) == (2, 1)
    assert "places.txt:2: no GeoNames id" in done.faults[0]
