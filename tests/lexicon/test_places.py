"""The gazetteer: our own tables, and the cities and divisions of the packaged GeoNames."""

import shutil
import time
from pathlib import Path

import pytest

from dragoman.errors import LexiconError
from dragoman.lexicon.places import Gazetteer, load_places
from dragoman.lexicon.tables import DATA


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_places(DATA / "places")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Qatar", "QAT"),
        ("Kosovo", "KOS"),
        ("the Palestinian territories", "PSE"),
        ("Taiwan", "TWN"),
        ("U.S.", "USA"),
        ("US", "USA"),
        ("the Netherlands", "NLD"),
        ("Côte d'Ivoire", "CIV"),
        ("Holy See", "VAT"),
        ("Greenland", "DNK"),
    ],
)
def test_countries_go_by_their_names_and_codes(gazetteer: Gazetteer, name: str, code: str) -> None:
    place = gazetteer.table(name)[0]
    assert place.kind == "country"
    assert place.country == code


def test_the_point_of_a_country_is_its_middle_not_its_capital(gazetteer: Gazetteer) -> None:
    qatar = gazetteer.table("Qatar")[0]
    assert (qatar.lat, qatar.lon) == (25.5, 51.25)


def test_letters_in_small_type_are_no_country(gazetteer: Gazetteer) -> None:
    assert gazetteer.table("us") == ()


def test_adjectives_know_their_country(gazetteer: Gazetteer) -> None:
    assert gazetteer.adjectives["Iranian"].country == "IRN"
    assert gazetteer.adjectives["Iranians"].country == "IRN"
    assert "Frenchs" not in gazetteer.adjectives


def test_abbreviations_of_states(gazetteer: Gazetteer) -> None:
    assert gazetteer.table("Ga.")[0].name == "Georgia"
    assert gazetteer.table("Que.")[0].country == "CAN"
    assert gazetteer.postal["US-OH"].name == "Ohio"


def test_one_name_many_cities(gazetteer: Gazetteer) -> None:
    cities = gazetteer.cities("springfield")
    assert {"Illinois", "Massachusetts", "Missouri"} <= {c.admin1 for c in cities}
    assert all(c.name == "Springfield" for c in cities)


def test_accents_and_short_first_words_do_not_matter(gazetteer: Gazetteer) -> None:
    assert gazetteer.cities("Bogota")[0].country == "COL"
    assert any(c.admin1 == "Missouri" for c in gazetteer.cities("St. Louis"))
    assert gazetteer.cities("NYC")[0].name == "New York City"


def test_older_and_foreign_names_of_large_cities(gazetteer: Gazetteer) -> None:
    assert gazetteer.alternates("Kiev")[0].name == "Kyiv"
    assert gazetteer.alternates("Bombay")[0].name == "Mumbai"
    assert gazetteer.alternates("Xyzzyville") == []


def test_a_division_lies_in_the_middle_of_its_cities(gazetteer: Gazetteer) -> None:
    (helmand,) = (d for d in gazetteer.divisions("Helmand") if d.country == "AFG")
    assert helmand.kind == "admin1"
    assert abs(helmand.lat - 31.5) < 1.5
    assert abs(helmand.lon - 64.2) < 1.5


def test_every_table_names_a_place_with_a_known_country(gazetteer: Gazetteer) -> None:
    codes = {p.country for p in gazetteer.country_of.values()} | {None, "EUR"}
    for places in (*gazetteer.tables.values(), *gazetteer.short.values()):
        assert {p.country for p in places} <= codes


def test_every_short_form_stands_for_a_place(gazetteer: Gazetteer) -> None:
    for short, (name, code) in gazetteer.meant.items():
        assert gazetteer.cities(short) or gazetteer.divisions(short), (short, name, code)


def test_loading_is_cheap() -> None:
    best = 9.0
    for _ in range(3):
        start = time.process_time()
        load_places(DATA / "places")
        best = min(best, time.process_time() - start)
    assert best < 1.0  # 0.2 s on an idle machine


@pytest.mark.parametrize(
    ("file", "line", "because"),
    [
        ("countries.csv", "XXX,XX,Nowhere,1,north,0,,,", "numbers"),
        ("regions.csv", "valley,Nowhere,,,1,1,,", "kind"),
        ("sites.csv", "site,Nowhere,USA,95,1,,", "within 90"),
        ("admin.csv", "QQ-X,Nowhere,QQ.1,1,1,1,", "no country"),
    ],
)
def test_bad_rows_are_named(tmp_path: Path, file: str, line: str, because: str) -> None:
    folder = tmp_path / "places"
    shutil.copytree(DATA / "places", folder)
    with (folder / file).open("a", encoding="utf-8") as out:
        out.write(line + "\n")
    with pytest.raises(LexiconError, match=rf"{file}:\d+: .*{because}"):
        load_places(folder)
