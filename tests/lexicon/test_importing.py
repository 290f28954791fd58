"""Tables of actors from elsewhere: CSV and TSV, results of a Wikidata query, a Wikidata dump."""

import json
from pathlib import Path
from typing import Any

import pytest

from dragoman.errors import InputError
from dragoman.lexicon.actor_files import import_actors
from dragoman.lexicon.actors import load_actors
from dragoman.lexicon.importing import Codes, Imported, write_table
from dragoman.lexicon.own_actors import user_entries
from dragoman.lexicon.tables import DATA


@pytest.fixture(scope="module")
def codes() -> Codes:
    return Codes(load_actors(DATA / "actors"))


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


class TestTables:
    def test_columns_go_by_many_names(self, tmp_path: Path, codes: Codes) -> None:
        path = write(
            tmp_path,
            "desk.tsv",
            "# our own list\nLabel\tPosition\tNationality\tFrom\tTo\tAlso known as\n"
            "Amadou Diko\tMinister of Defence of Mali\tMalian\t2021-06\t2022-03-01\tA. Diko|Diko\n",
        )
        assert import_actors(path, codes) == [
            Imported(
                "Amadou Diko", ("A. Diko", "Diko"), "person", "MLI", ("GOV",),
                "Minister of Defence of Mali", "2021-06", "2022-03-01", "",
            )
        ]  # fmt: skip

    @pytest.mark.parametrize("country", ["KEN", "ke", "Kenya", "Kenyan"])
    def test_a_country_may_be_written_in_many_ways(
        self, tmp_path: Path, codes: Codes, country: str
    ) -> None:
        path = write(tmp_path, "t.csv", f"name,country,sectors\nReform Union,{country},pty\n")
        row = import_actors(path, codes)[0]
        assert (row.country, row.sectors, row.kind) == ("KEN", ("PTY",), "organization")

    @pytest.mark.parametrize(
        ("text", "why"),
        [
            ("who,country\nX,KEN\n", r"t\.csv:1: no column holds the names"),
            ("name,country\nX,Atlantis\n", r"t\.csv:2: the country 'Atlantis' is not known"),
            ("name,sectors\nX,ABC\n", r"t\.csv:2: the sector 'ABC'"),
            ("name,country\nX,KEN\n,KEN\n", r"t\.csv:3: the name is missing"),
            ("name,country\nX\n", r"t\.csv:2: 1 cells where the header has 2"),
            ("name,country,start\nX,KEN,May\n", r"t\.csv:2: the start must be"),
            ("name,country,start,end\nX,KEN,2010,2009\n", r"t\.csv:2: the period ends"),
            ("name,label\nX,X\n", r"t\.csv:1: two columns hold the name"),
            ("name,country\n", r"t\.csv:1: holds no actor"),
        ],
    )
    def test_an_error_is_one_sentence_with_its_line(
        self, tmp_path: Path, codes: Codes, text: str, why: str
    ) -> None:
        with pytest.raises(InputError, match=why):
            import_actors(write(tmp_path, "t.csv", text), codes)


def result(**values: str) -> dict[str, Any]:
    return {name: {"type": "literal", "value": value} for name, value in values.items()}


class TestQueryResults:
    def test_bindings_become_rows(self, tmp_path: Path, codes: Codes) -> None:
        bindings = [
            result(
                item="http://www.wikidata.org/entity/Q900000001", itemLabel="Amadou Diko",
                aliases="A. Diko", iso3="MLI", positionLabel="Minister of Defence of Mali",
                start="2021-06-11T00:00:00Z", article="https://en.wikipedia.org/wiki/Amadou_Diko",
            ),
            result(itemLabel="Q900000009", iso3="MLI"),
        ]  # fmt: skip
        path = write(tmp_path, "r.json", json.dumps({"results": {"bindings": bindings}}))
        (row,) = import_actors(path, codes)
        assert (row.name, row.start, row.wiki) == ("Amadou Diko", "2021-06-11", "Amadou Diko")

    def test_the_simple_form_is_read_too(self, tmp_path: Path, codes: Codes) -> None:
        text = json.dumps([{"itemLabel": "Reform Union", "classLabel": "political party",
                            "iso3": "KEN"}])  # fmt: skip
        row = import_actors(write(tmp_path, "r.json", text), codes)[0]
        assert (row.kind, row.sectors) == ("organization", ("PTY",))

    def test_a_result_without_a_label_says_so(self, tmp_path: Path, codes: Codes) -> None:
        path = write(
            tmp_path, "r.json", json.dumps({"results": {"bindings": [result(iso3="KEN")]}})
        )
        with pytest.raises(InputError, match=r"r\.json: result 1: has no value for itemLabel"):
            import_actors(path, codes)


def points(qid: str, **qualifiers: tuple[str, int]) -> dict[str, Any]:
    """A statement that points to an item, with times as qualifiers."""
    held = {
        name: [{"datavalue": {"value": {"time": time, "precision": precision}}}]
        for name, (time, precision) in qualifiers.items()
    }
    return {"mainsnak": {"datavalue": {"value": {"id": qid}}}, "rank": "normal", "qualifiers": held}


def entity(qid: str, label: str, **claims: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "type": "item", "id": qid, "labels": {"en": {"language": "en", "value": label}},
        "aliases": {}, "claims": claims, "sitelinks": {},
    }  # fmt: skip


class TestDump:
    def dump(self, folder: Path, *entities: dict[str, Any]) -> Path:
        lines = ",\n".join(json.dumps(one) for one in entities)
        return write(folder, "d.json", f"[\n{lines}\n]\n")

    def test_each_office_of_a_person_is_a_row(self, tmp_path: Path, codes: Codes) -> None:
        path = self.dump(
            tmp_path,
            entity(
                "Q900000001", "Amadou Diko", P31=[points("Q5")], P27=[points("Q912")],
                P39=[
                    points("Q900000002", P580=("+2021-06-11T00:00:00Z", 11),
                           P582=("+2022-00-00T00:00:00Z", 9)),
                    points("Q900000003", P580=("+2023-02-00T00:00:00Z", 10)),
                ],
            ),
            entity("Q900000002", "Minister of Defence of Mali"),
            entity("Q900000003", "member of parliament"),
        )  # fmt: skip
        rows = import_actors(path, codes)
        assert [(r.country, r.sectors, r.start, r.end) for r in rows] == [
            ("MLI", ("GOV",), "2021-06-11", "2022"),
            ("MLI", ("LEG",), "2023-02", ""),
        ]

    def test_bodies_by_class_country_and_headquarters(self, tmp_path: Path, codes: Codes) -> None:
        path = self.dump(
            tmp_path,
            entity("Q900000004", "Reform Union", P31=[points("Q7278")], P17=[points("Q114")]),
            entity("Q900000005", "Lake News", P31=[points("Q11032")], P159=[points("Q900000006")]),
            entity("Q900000006", "Kisumu", P31=[points("Q515")], P17=[points("Q114")]),
        )
        rows = import_actors(path, codes)
        assert [(r.name, r.country, r.sectors) for r in rows] == [
            ("Reform Union", "KEN", ("PTY",)),
            ("Lake News", "KEN", ("JRN",)),
        ]

    def test_deprecated_statements_and_odd_shapes_are_passed_over(
        self, tmp_path: Path, codes: Codes
    ) -> None:
        wrong = points("Q5") | {"rank": "deprecated"}
        odd = entity("Q900000007", "Reform Union", P31=[wrong, points("Q7278")],
                     P17=[{"mainsnak": {"snaktype": "somevalue"}}, points("Q114")])  # fmt: skip
        assert import_actors(self.dump(tmp_path, odd), codes)[0].kind == "organization"

    def test_a_broken_line_is_told_by_its_number(self, tmp_path: Path, codes: Codes) -> None:
        path = write(tmp_path, "d.json", '{"id": "Q1", "claims": {}}\n{oops\n')
        with pytest.raises(InputError, match=r"d\.json:2: is no line of a Wikidata dump"):
            import_actors(path, codes)


def test_the_table_that_is_made_is_one_of_ours(tmp_path: Path, codes: Codes) -> None:
    source = write(
        tmp_path, "t.csv", "name,aliases,country,role\nAmadou Diko,A. Diko,Mali,president\n"
    )
    made = write(tmp_path, "made.csv", write_table(import_actors(source, codes)))
    ((entry, names),) = user_entries(made)
    assert (entry.country, entry.sectors, entry.role) == ("MLI", ("GOV",), "president")
    assert names == ["Amadou Diko", "A. Diko"]


def test_lists_of_countries_and_classes_hold_known_codes(codes: Codes) -> None:
    from dragoman.lexicon.check_actors import SECTORS
    from dragoman.lexicon.tables import read_rows
    from dragoman.lexicon.wikidata import CLASS_COLUMNS, COUNTRY_COLUMNS

    folder = DATA / "wikidata"
    countries = list(read_rows(folder / "countries.csv", COUNTRY_COLUMNS))
    assert len({row["qid"] for row in countries}) == len(countries)
    assert all(codes.country(row["code"]) for row in countries)
    classes = list(read_rows(folder / "classes.csv", CLASS_COLUMNS))
    assert all(set(row.items("sectors")) <= SECTORS for row in classes)
