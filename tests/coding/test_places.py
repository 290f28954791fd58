"""Where reports speak of: names found, resolved with the whole report in view, put to events."""

import time
from collections.abc import Callable

import pytest

from dragoman.coder import Coder
from dragoman.coding.parsing import Parse
from dragoman.coding.places import LocatedPlace, find_places
from dragoman.coding.places.attach import place_of, places_of, site_of
from dragoman.lexicon.places import Gazetteer, load_places
from dragoman.lexicon.tables import DATA
from dragoman.model import Report

Find = Callable[..., list[LocatedPlace]]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_places(DATA / "places")


@pytest.fixture(scope="module")
def find(parse: Callable[[str], Parse], gazetteer: Gazetteer) -> Find:
    def located(text: str, url: str | None = None) -> list[LocatedPlace]:
        found = find_places(parse(text), Report(id="r", text=text, url=url), gazetteer)
        for item in found:  # every span holds its words
            assert text[slice(*item.place.span)] == item.place.name
            assert item.place.because
        return found

    return located


def names(found: list[LocatedPlace]) -> list[tuple[str, str | None]]:
    return [(item.place.name, item.place.country) for item in found]


# -- finding ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The envoy flew to Doha on Monday.", [("Doha", "QAT")]),
        ("Talks resume in Saudi Arabia next week.", [("Saudi Arabia", "SAU")]),
        ("Troops left the West Bank town of Jenin.", [("West Bank", "PSE"), ("Jenin", "PSE")]),
        ("OSLO (AP) - Ministers signed a treaty.", [("OSLO", "NOR")]),
        ("A man from Boise, Idaho, won.", [("Boise", "USA"), ("Idaho", "USA")]),
        ("He was born in Salem, Ore., in 1960.", [("Salem", "USA"), ("Ore.", "USA")]),
        ("They met at Camp David in May.", [("Camp David", "USA")]),
        ("Protests spread across the Balkans.", [("Balkans", None)]),
        ("The University of Nairobi closed.", [("Nairobi", "KEN")]),
        ("The U.S.-led coalition withdrew.", [("U.S.", "USA")]),
        ("He was born in Mazar-e-Sharif.", [("Mazar-e-Sharif", "AFG")]),
        ("They met at the Petersberg near Bonn.", [("Petersberg", "DEU"), ("Bonn", "DEU")]),
    ],
)
def test_names_of_places_are_found(
    find: Find, text: str, expected: list[tuple[str, str | None]]
) -> None:
    assert names(find(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Paris Hilton bought a dog.",
        "Senator Jordan spoke for an hour.",
        "The White House said it would respond.",
        "We gave us a week to read the plan.",
        "African-American voters turned out.",
        "He found the book nice and kept reading.",
        "The truce took effect at midnight Moscow time.",
        "They dragged parliament speaker Ararat Mirzoyan from his car.",
    ],
)
def test_look_alikes_are_silent(find: Find, text: str) -> None:
    assert find(text) == []


def test_adjectives_are_marked(find: Find) -> None:
    (item,) = find("The Iranian minister resigned.")
    assert (item.kind, item.place.country) == ("adjective", "IRN")
    assert "adjective" in item.place.because


# -- resolving -------------------------------------------------------------------------------


def test_a_country_has_its_own_point(find: Find) -> None:
    (item,) = find("He will travel to Belgium.")
    assert item.level == "country"
    assert (item.place.geonameid, item.place.lat, item.place.lon) == (2802361, 50.75, 4.5)


def test_the_words_behind_the_comma_decide(find: Find) -> None:
    text = "The fair opened in Paris, Texas, on Friday."
    assert find(text)[0].place.admin1 == "Texas"
    assert find("The fair opened in Paris on Friday.")[0].place.country == "FRA"


def test_a_name_means_one_place_in_a_report(find: Find) -> None:
    found = find("The mill in Athens, Ga., burned. Firefighters in Athens were praised.")
    athens = [item.place for item in found if item.place.name == "Athens"]
    assert [place.admin1 for place in athens] == ["Georgia", "Georgia"]


def test_places_of_one_name_that_the_report_tells_apart(find: Find) -> None:
    found = find("He left Cambridge, Mass., for Cambridge, England. Cambridge was cold.")
    assert [p.place.country for p in found if p.place.name == "Cambridge"] == ["USA", "GBR", "GBR"]


def test_an_abbreviation_that_the_tokenizer_cut_and_a_river(find: Find) -> None:
    assert ("Ont.", "CAN") in names(find("He is from London, Ont., and Rome."))
    assert ("Delaware", "USA") not in names(find("They crossed the Delaware River."))


def test_arabic_articles_are_written_in_many_ways(find: Find) -> None:
    assert names(find("The ministers met in Ras al-Khaimah."))[0][1] == "ARE"
    assert names(find("Shells fell in Al-Hasakah."))[0][1] == "SYR"


def test_other_places_draw_a_name_to_them(find: Find) -> None:
    state = find("Lawmakers from Atlanta and Savannah say Georgia will raise the tax.")
    country = find("Officials in Tbilisi and Batumi say Georgia will raise the tax.")
    assert state[-1].place.country == "USA"
    assert country[-1].place.country == "GEO"


def test_counties_and_towns_are_found_together(find: Find) -> None:
    found = find("Deputies from Platte County searched homes in Columbus and Norfolk, Neb.")
    assert {item.place.admin1 for item in found} == {"Nebraska"}


def test_the_address_of_the_report_counts(find: Find) -> None:
    text = "The council in Boston met."
    assert find(text, url="https://news.example.com/1")[0].place.country == "USA"
    assert (
        find("The fire was in Newport.", url="https://x.example.co.uk/2")[0].place.country == "GBR"
    )


def test_washington_is_the_capital_unless_it_holds_a_town(find: Find) -> None:
    assert find("He returned to Washington.")[0].place.admin1 == "District of Columbia"
    assert find("She lives in Tacoma, Washington.")[1].place.admin1 == "Washington"


def test_an_unknown_town_takes_the_point_of_what_holds_it(find: Find) -> None:
    first, second = find("The storm hit Quillaby Springs, Kansas, at noon.")
    assert first.place.geonameid is None
    assert (first.place.lat, first.place.admin1) == (second.place.lat, "Kansas")
    assert "not in the gazetteer" in first.place.because


def test_a_country_beats_a_town_of_its_name(find: Find) -> None:
    found = find("From Ohio and Indiana, money went to Poland and Lebanon.")
    assert [item.place.country for item in found] == ["USA", "USA", "POL", "LBN"]


def test_a_capital_stays_where_it_is_in_a_report_of_many_countries(find: Find) -> None:
    text = "U.S. and Chinese envoys flew from Texas, Ohio and Kentucky to talks in Paris."
    assert find(text)[-1].place.country == "FRA"


def test_an_unknown_building_of_a_world_report_stays_open(find: Find) -> None:
    text = "After Paris, Tokyo and Lima, the king rested at the Grand Harwell Hospital."
    assert find(text)[-1].place.lat is None


def test_an_unknown_building_stands_in_the_town_the_report_is_about(find: Find) -> None:
    text = (
        "KABUL (Agency) - A bomb exploded in Kabul on Monday. It went off near the Green Village "
        "compound, police in Kabul said."
    )
    village = next(item.place for item in find(text) if item.place.name.startswith("Green"))
    assert (village.country, village.geonameid) == ("AFG", None)
    assert "not in the gazetteer" in village.because


def test_a_district_that_nobody_knows_lies_in_what_is_named_with_it(find: Find) -> None:
    first, second = find("The bomb exploded in the Zur Khel district of Khost province.")
    assert (first.place.name, first.place.country) == ("Zur Khel", "AFG")
    assert second.place.name == "Khost"


def test_the_reason_is_short_and_says_what_was_chosen_from(find: Find) -> None:
    because = {item.place.name: item.place.because for item in find("He went from Paris to Peru.")}
    assert because["Paris"].startswith("largest of ")
    assert all(len(reason) < 120 for reason in because.values())


def test_the_paper_of_a_town_writes_about_its_neighbours(find: Find) -> None:
    (dublin,) = find("The council in Dublin met.", url="https://columbuslocal.example.com/1")
    assert dublin.place.admin1 in ("Ohio", "Leinster")


def test_the_same_report_gives_the_same_places(find: Find) -> None:
    text = "Leaders met in Geneva, then in Vienna; Iran and Britain sent aides to Geneva."
    assert find(text) == find(text)


# -- where events took place -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The two sides held talks in Doha on Monday.", "talks", "Doha"),
        ("The two sides held talks in Doha on Monday.", "held", "Doha"),
        ("The ministers met in Mosul, Iraq, on Friday.", "met", "Mosul"),
        ("He praised his visit to Islamabad.", "visit", "Islamabad"),
        ("The king visited Lisbon in June.", "visited", "Lisbon"),
        ("A meeting held on the sidelines of the summit in Brazil ended.", "meeting", "Brazil"),
        ("In Geneva, the two states signed a deal.", "signed", "Geneva"),
        ("He flew to Riyadh, where he met the king.", "met", "Riyadh"),
        ("Gunmen killed two in the port of Hodeida.", "killed", "Hodeida"),
        ("Rebels shelled Aleppo overnight.", "shelled", "Aleppo"),
        ("Pakistan's offer was rejected by Iran.", "rejected", None),
        ("Pakistan's offer was rejected by Iran.", "offer", None),
        ("They discussed the war in Yemen.", "discussed", None),
        ("France condemned the attack.", "condemned", None),
        ("The Iranian army attacked at dawn.", "attacked", None),
        ("He was freed at the request of the United States.", "freed", None),
        ("The council imposed sanctions on Eritrea.", "imposed", None),
        ("The ambassador spoke to reporters from the embassy in Kabul.", "spoke", "Kabul"),
        ("A bomb killed 12 people in the city of Ghazni.", "killed", "Ghazni"),
        ("He condemned the attack in Ghazni.", "condemned", None),
        ("In a meeting held at a hotel in Nairobi, they agreed on a truce.", "agreed", "Nairobi"),
        ("In a meeting held at a hotel in Nairobi, they agreed on a truce.", "meeting", "Nairobi"),
        ("The talks, held on the sidelines of a summit in Oman, ended.", "talks", "Oman"),
        ("The two sides signed the deal in Kampala, hosted by Norway.", "signed", "Kampala"),
        ("Shots were fired on the streets of Karachi.", "fired", "Karachi"),
        ("Oman hosted talks between the army and the rebels in Muscat.", "talks", "Muscat"),
        ("He chaired the session from his residence in Lagos.", "chaired", "Lagos"),
        ("Speaking in Oslo, the king vowed to stay.", "vowed", "Oslo"),
        ("Leaders meeting in Vienna pledged more aid.", "pledged", "Vienna"),
        ("The king flew from Rome to Tunis to meet the emir.", "meet", "Tunis"),
        ("The king, on a trip to Riga, met the emir.", "met", "Riga"),
        ("Norway promised aid during a visit to Manila.", "promised", "Manila"),
        ("A Madrid court convicted the general.", "convicted", "Madrid"),
        ("The ministry in Prague summoned the envoy.", "summoned", "Prague"),
        ("He was held in Karachi in May and freed in June.", "freed", None),
        ("He called on the government in Beirut to act.", "called", None),
        ("Rebels fired on a convoy on the road between Kabul and Ghazni.", "fired", "Kabul"),
        ("Police clashed with youths in Tunis's harbour district.", "clashed", "Tunis"),
    ],
)
def test_where_an_event_took_place(
    parse: Callable[[str], Parse], find: Find, text: str, word: str, expected: str | None
) -> None:
    parsed, found = parse(text), find(text)
    token = parsed.words.index(word)
    located, site = place_of(parsed, found, token), site_of(parsed, found, token)
    assert (located.place.name if located else None) == expected
    assert (site.name if site else None) == expected


def test_one_tour_leads_to_several_capitals(parse: Callable[[str], Parse], find: Find) -> None:
    text = "The envoy visited Moscow, Tehran and Beijing."
    parsed, found = parse(text), find(text)
    reached = places_of(parsed, found, parsed.words.index("visited"))
    assert [item.place.name for item in reached] == ["Moscow", "Tehran", "Beijing"]


def test_without_the_words_of_the_gazetteer_nothing_is_said(
    parse: Callable[[str], Parse], find: Find, gazetteer: Gazetteer
) -> None:
    text = "The king visited Lisbon."
    parsed, found = parse(text), find(text)
    assert place_of(parsed, list(found), 2) is None
    located = place_of(parsed, list(found), 2, gazetteer.words)
    assert located is not None
    assert located.place.name == "Lisbon"


def test_a_text_without_places(parse: Callable[[str], Parse], find: Find) -> None:
    text = "They spoke at length."
    assert find(text) == []
    assert place_of(parse(text), [], 1) is None


def test_a_report_of_very_many_names_is_done_in_time(
    parse: Callable[[str], Parse], find: Find
) -> None:
    text = " ".join(["They went from Oslo to Bergen, then to Xanduby and to Springfield."] * 300)
    assert len(find(text)) >= 900


def test_a_long_text_in_capitals_takes_time_by_its_length(coder: Coder) -> None:
    def seconds(repeats: int) -> float:
        text = "IRAN MEETS PAKISTAN " * repeats
        begun = time.process_time()
        coder.code(Report(id="capitals", text=text, published="2019-06-03"))
        return time.process_time() - begun

    seconds(10)
    assert seconds(1600) < 9 * seconds(400)  # by the square it would be 16 times as long
