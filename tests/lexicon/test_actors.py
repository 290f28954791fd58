"""The actor tables: how names are found, which period counts, what a user's table may say."""

from pathlib import Path

import pytest

from dragoman.errors import InputError, LexiconError
from dragoman.lexicon.actors import ActorBook, load_actors
from dragoman.lexicon.names import Entry, holds, name_key, span_of_years
from dragoman.lexicon.tables import DATA

STATES = "code,iso2,cow,name,aliases,demonyms,people,capital,metonyms,start,end\n"
NAMES = "name,aliases,kind,country,sectors,role,start,end,wiki\n"


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def entry(start: str = "", end: str = "") -> Entry:
    return Entry("N. N.", "person", "PER", ("GOV",), "", start, end, None, "t.csv:2", False)


class TestNames:
    @pytest.mark.parametrize(
        ("written", "key"),
        [
            ("U.S.", "us"),
            ("al-Shabaab", "al shabaab"),
            ("Brasília", "brasilia"),
            ("The Gambia", "gambia"),
            ("People's Guard", "people s guard"),
            ("Côte d’Ivoire", "cote divoire"),
            ("Tayyip Erdoğan", "tayyip erdogan"),
        ],
    )
    def test_a_name_has_one_key_however_it_is_spelt(self, written: str, key: str) -> None:
        assert name_key(written) == key


class TestPeriods:
    def test_a_period_holds_the_days_between_its_ends(self) -> None:
        assert holds(entry("2001-03", "2004"), "2004-12-31")
        assert holds(entry("2001-03", "2004"), "2001-03-01")
        assert not holds(entry("2001-03", "2004"), "2001-02-28")
        assert not holds(entry("2001-03", "2004"), "2005-01-01")

    def test_no_date_is_held_by_every_period(self) -> None:
        assert holds(entry("2001", "2002"), None)

    def test_a_closed_period_is_more_specific_than_an_open_one(self) -> None:
        closed, half, open_ = entry("2001", "2004"), entry("2001"), entry()
        assert span_of_years(closed) < span_of_years(half) < span_of_years(open_)


class TestOurTables:
    def test_all_tables_of_the_package_load(self) -> None:
        book = load_actors(DATA / "actors")
        assert book.states["PER"].name == "Peru"
        assert book.roles["foreign minister"].sectors == ("GOV",)

    def test_a_table_is_read_by_its_columns(self, tmp_path: Path) -> None:
        write(tmp_path, "s.csv", STATES + "PER,PE,135,Peru,,Peruvian,Peruvians,Lima,Palace X,,\n")
        write(tmp_path, "n.csv", NAMES + "Ana Vidal,,person,PER,GOV,Mayor of Lima,2001,2004,\n")
        book = load_actors(tmp_path)
        assert {form.use for form in book.forms["peruvian"]} == {"demonym"}
        assert book.forms["palace x"][0].entries[0].sectors == ("GOV",)
        assert book.surnames["vidal"][0].role == "Mayor of Lima"

    def test_a_name_in_quotation_marks_may_hold_commas(self, tmp_path: Path) -> None:
        write(tmp_path, "n.csv", NAMES + 'Ana Vidal,,person,PER,GOV,,,,"Ana Vidal, Mayor"\n')
        book = load_actors(tmp_path)
        assert book.forms["ana vidal"][0].entries[0].wiki == "Ana Vidal, Mayor"
        assert book.forms.get("nobody", ()) == ()

    def test_rows_of_one_name_are_one_form(self, tmp_path: Path) -> None:
        rows = "Ana Vidal,,person,PER,GOV,,2001,2004,\nAna Vidal,,person,PER,LEG,,2005,2006,\n"
        book = load_actors(write(tmp_path, "n.csv", NAMES + rows).parent)
        assert [e.sectors for f in book.forms["ana vidal"] for e in f.entries] == [
            ("GOV",),
            ("LEG",),
        ]

    def test_unknown_columns_are_an_error_with_the_file(self, tmp_path: Path) -> None:
        write(tmp_path, "odd.csv", "colour,taste\nred,sweet\n")
        with pytest.raises(LexiconError, match=r"odd\.csv:1"):
            load_actors(tmp_path)

    def test_a_bad_row_is_an_error_with_file_and_line(self, tmp_path: Path) -> None:
        write(tmp_path, "n.csv", NAMES + "Ana Vidal,,person,PER,GOV,,May 2001,,\n")
        with pytest.raises(LexiconError, match=r"n\.csv:2: start must be"):
            load_actors(tmp_path)


class TestTheUsersTable:
    HEADER = "name,aliases,kind,country,sectors,start,end\n"

    def load(self, tmp_path: Path, rows: str, header: str = HEADER) -> ActorBook:
        folder = tmp_path / "tables"
        folder.mkdir()
        write(folder, "s.csv", STATES + "PER,PE,135,Peru,,Peruvian,Peruvians,Lima,,,\n")
        return load_actors(folder, write(tmp_path, "mine.csv", header + rows))

    def test_codes_and_names_may_be_invented(self, tmp_path: Path) -> None:
        book = self.load(tmp_path, "Ruritania,,,RUR,,,\n")
        entry = book.forms["ruritania"][0].entries[0]
        assert (entry.country, entry.kind) == ("RUR", "state")

    def test_a_users_name_beats_ours(self, tmp_path: Path) -> None:
        book = self.load(tmp_path, "Peru,,state,XPE,,,\n")
        entries = [e for form in book.forms["peru"] for e in form.entries]
        assert [e.country for e in entries] == ["XPE"]

    @pytest.mark.parametrize(
        ("row", "where"),
        [
            (",,person,PER,GOV,,\n", "row 2, column name"),
            ("Zenda,,castle,RUR,,,\n", "row 2, column kind"),
            ("Zenda,,,RURITANIA,,,\n", "row 2, column country"),
            ("Zenda,,,RUR,,soon,\n", "row 2, column start"),
            ("Zenda,,,RUR,,2004,2001\n", "row 2, column end"),
            ("Zenda,,,RUR\n", "row 2, column"),
        ],
    )
    def test_a_bad_row_names_row_and_column(self, tmp_path: Path, row: str, where: str) -> None:
        with pytest.raises(InputError, match=where):
            self.load(tmp_path, row)

    def test_a_missing_column_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="country"):
            self.load(tmp_path, "Zenda,\n", header="name,aliases\n")
