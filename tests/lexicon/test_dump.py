"""The user's own gazetteer: GeoNames' full dump imported, and read beside the packaged data."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.cli.gazetteer import app
from dragoman.errors import InputError, LexiconError
from dragoman.lexicon.dump import import_dump
from dragoman.lexicon.fullgazetteer import chosen_index, open_index, user_index
from dragoman.lexicon.places import load_places
from dragoman.lexicon.tables import DATA


def line(number: int, name: str, feature: str = "P", code: str = "PPL", **other: str) -> str:
    """A line of the dump: 19 columns parted by tabs."""
    cells = [str(number), name, name, other.get("others", ""), other.get("lat", "34.5"), "69.25",
             feature, code, "AF", "", "13", "", "", "", other.get("population", "900"), "", "1",
             "Asia/Kabul", "2020-01-01"]  # fmt: skip
    return "\t".join(cells) + "\n"


DUMP = (
    line(900000001, "Xandukhel", others="Zandu Khel,\u062e\u06cc\u0644,xan")
    + line(900000002, "Xandukhel", population="12")
    + line(900000003, "Velayat-e Testan", "A", "ADM1")
    + line(900000004, "Testan School", "S", "SCH")
    + line(900000005, "Darya-ye Testan", "H", "STM")
)


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "allCountries.txt"
    path.write_text(DUMP, encoding="utf-8")
    return path


def test_an_import_keeps_what_the_table_of_features_takes(dump: Path, tmp_path: Path) -> None:
    told: list[int] = []
    done = import_dump(dump, tmp_path / "g.sqlite", told.append)
    assert (done.lines, done.places, done.faulty) == (5, 4, 0)
    assert told[-1] == dump.stat().st_size
    index = open_index(tmp_path / "g.sqlite")
    assert [place.geonameid for place in index.named("xandukhel")] == [900000001, 900000002]
    assert index.named("zandu khel")[0].name == "Xandukhel"
    assert index.named("xan") == []
    assert index.named("testan school") == []
    assert index.named("darya-ye testan")[0].kind == "river"
    assert not (tmp_path / "g.sqlite.tmp").exists()


def test_lines_that_do_not_fit_are_named_by_number(dump: Path, tmp_path: Path) -> None:
    bad = "too\tfew\n" + line(1, "A", lat="north") + line(2, "B", lat="99") + line(3, "")
    dump.write_bytes(bad.encode() + b"\xff\n" + DUMP.encode())
    done = import_dump(dump, tmp_path / "g.sqlite")
    assert (done.places, done.faulty) == (4, 5)
    assert [fault.removeprefix(f"{dump}:")[0] for fault in done.faults] == list("12345")


@pytest.mark.parametrize("content", [b"", b"name,lat,lon\n", b"\x00\x01"])
def test_another_file_is_refused_and_leaves_what_was_there(
    dump: Path, tmp_path: Path, content: bytes
) -> None:
    import_dump(dump, tmp_path / "g.sqlite")
    dump.write_bytes(content)
    with pytest.raises(InputError, match="no place"):
        import_dump(dump, tmp_path / "g.sqlite")
    assert open_index(tmp_path / "g.sqlite").named("xandukhel")


def test_a_missing_file_is_a_mistake_of_the_user(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.txt"):
        import_dump(tmp_path / "none.txt", tmp_path / "g.sqlite")
    with pytest.raises(LexiconError, match="no such gazetteer"):
        open_index(tmp_path / "g.sqlite")
    (tmp_path / "g.sqlite").write_bytes(b"something else entirely")
    with pytest.raises(LexiconError, match=r"g\.sqlite:1:"):
        open_index(tmp_path / "g.sqlite")


def test_where_the_index_lies(tmp_path: Path) -> None:
    home = {"DRAGOMAN_HOME": str(tmp_path)}
    assert user_index(home) == tmp_path / "gazetteer.sqlite"
    assert user_index({}).parts[-4:] == (".local", "share", "dragoman", "gazetteer.sqlite")
    assert chosen_index(home) is None
    (tmp_path / "gazetteer.sqlite").touch()
    assert chosen_index(home) == tmp_path / "gazetteer.sqlite"
    assert chosen_index(home | {"DRAGOMAN_GAZETTEER": "packaged"}) is None
    assert chosen_index({"DRAGOMAN_GAZETTEER": "/a/b"}) == Path("/a/b")


def test_the_place_data_read_it_when_it_is_there(
    dump: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DRAGOMAN_GAZETTEER", raising=False)
    monkeypatch.setenv("DRAGOMAN_HOME", str(tmp_path))
    assert load_places(DATA / "places").others("Xandukhel") == []
    import_dump(dump, user_index())
    first, second = load_places(DATA / "places").others("Xandukhel")
    assert (first.kind, first.country, first.admin1_code) == ("city", "AFG", "AF.13")
    assert first.population > second.population
    monkeypatch.setenv("DRAGOMAN_GAZETTEER", "packaged")
    assert load_places(DATA / "places").others("Xandukhel") == []


def test_the_command_imports_and_shows(
    dump: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DRAGOMAN_GAZETTEER", raising=False)
    monkeypatch.setenv("DRAGOMAN_HOME", str(tmp_path / "home"))
    run = CliRunner().invoke
    assert "the packaged gazetteer only" in run(app, ["show"]).stdout
    done = run(app, ["import", str(dump)])
    assert done.exit_code == 0
    assert "4 places taken" in done.stdout
    assert "gazetteer.sqlite" in run(app, ["show"]).stdout
    elsewhere = run(app, ["import", str(dump), "--to", str(tmp_path / "g.sqlite")])
    assert "export DRAGOMAN_GAZETTEER=" in elsewhere.stdout
