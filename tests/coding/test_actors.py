"""Who is named in a report, who is meant, and whose side they are on."""

from collections.abc import Callable

import pytest

from dragoman.coding.actors import find_actors, members_of, resolve_phrase
from dragoman.coding.cast import Cast
from dragoman.coding.parsing import Parse
from dragoman.lexicon.actors import ActorBook
from dragoman.model import Report

from .conftest import Find, meant, named


class TestNamesAndTitles:
    def test_title_before_a_name(self, cast_of: Find) -> None:
        cast, parsed = cast_of("Peruvian Foreign Minister Ana Vidal flew to Chile on Friday.")
        actor = named(cast, "Ana Vidal")
        assert (actor.kind, actor.country, actor.sectors[:1]) == ("person", "PER", ("GOV",))
        assert [role.title for role in actor.roles] == ["Peruvian Foreign Minister"]
        assert meant(cast, parsed, "Minister") == meant(cast, parsed, "Vidal") == ["Ana Vidal"]

    def test_title_behind_a_name(self, cast_of: Find) -> None:
        cast, parsed = cast_of("Ana Vidal, the foreign minister of Peru, met reporters in Lima.")
        actor = named(cast, "Ana Vidal")
        assert (actor.country, actor.sectors[:1]) == ("PER", ("GOV",))
        assert meant(cast, parsed, "minister") == ["Ana Vidal"]

    def test_several_titles_of_one_person(self, cast_of: Find) -> None:
        cast, _ = cast_of(
            "The visitors met Chief of Naval Staff Admiral Pablo Quispe in Lima, Peru."
        )
        actor = named(cast, "Pablo Quispe")
        assert actor.sectors[0] == "MIL"
        assert len(actor.roles) == 2

    def test_an_envoy_belongs_to_the_sender_not_to_the_host(self, cast_of: Find) -> None:
        cast, _ = cast_of("Pablo Quispe, the Chilean ambassador to Peru, protested on Monday.")
        assert named(cast, "Pablo Quispe").country == "CHL"

    def test_former_officials_are_elites(self, cast_of: Find) -> None:
        cast, _ = cast_of("Former Chilean defense minister Pablo Quispe praised the decision.")
        assert named(cast, "Pablo Quispe").sectors == ("ELI",)

    def test_a_group_gives_its_leader_country_and_sector(self, cast_of: Find) -> None:
        cast, _ = cast_of("Black Michael Front commander Detchard Bersonin rejected the offer.")
        actor = named(cast, "Detchard Bersonin")
        assert (actor.country, actor.sectors[0]) == ("RUR", "REB")

    def test_a_person_of_whom_nothing_is_known(self, cast_of: Find) -> None:
        cast, _ = cast_of("Maria Lopez said that she had seen nothing.")
        actor = named(cast, "Maria Lopez")
        assert (actor.country, actor.sectors) == (None, ())

    def test_a_loyalist_of_a_minister_is_not_the_minister(self, cast_of: Find) -> None:
        cast, _ = cast_of("Ana Vidal, a loyalist of Chilean Prime Minister Pablo Quispe, resigned.")
        assert named(cast, "Ana Vidal").id != named(cast, "Pablo Quispe").id
        assert "Prime Minister" not in [r.title for r in named(cast, "Ana Vidal").roles]


class TestPeriods:
    def test_the_table_counts_at_the_day_of_the_report(self, cast_of: Find) -> None:
        text = "Rudolf Elphberg welcomed the visitors."
        assert named(cast_of(text, "2003-05-05")[0], "Rudolf Elphberg").sectors == ("GOV",)
        assert named(cast_of(text, "1999-05-05")[0], "Rudolf Elphberg").sectors == ("MIL",)
        assert named(cast_of(text, "2010-05-05")[0], "Rudolf Elphberg").sectors == ("ELI",)

    def test_words_beside_the_name_beat_the_table(self, cast_of: Find) -> None:
        cast, _ = cast_of("Opposition lawmaker Rudolf Elphberg walked out.", "2003-05-05")
        assert "OPP" in named(cast, "Rudolf Elphberg").sectors


class TestStatesAndGovernments:
    def test_a_state_is_one_actor_under_all_its_names(self, cast_of: Find) -> None:
        cast, _ = cast_of("The United States warned Peru. The U.S. move angered Peruvian voters.")
        actor = named(cast, "United States")
        assert len(actor.mentions) == 2

    def test_a_capital_that_acts_is_its_government(self, cast_of: Find) -> None:
        cast, parsed = cast_of("Lima rejected the accusation and began talks with Santiago.")
        assert meant(cast, parsed, "Lima") == ["Peru"]
        assert meant(cast, parsed, "Santiago") == ["Chile"]
        assert "GOV" in named(cast, "Peru").sectors

    def test_a_capital_where_something_happens_is_a_place(self, cast_of: Find) -> None:
        cast, parsed = cast_of("Thousands of people marched in Lima.")
        assert cast.actors[cast.by_head[parsed.words.index("Lima")].actors[0]].kind == "place"

    def test_a_demonym_alone_means_the_state(self, cast_of: Find) -> None:
        cast, parsed = cast_of("The Peruvian proposal failed.")
        mention = cast.by_head[parsed.words.index("Peruvian")]
        assert mention.kind == "demonym"
        assert cast.actors[mention.actors[0]].name == "Peru"

    def test_a_backer_is_not_the_backed(self, cast_of: Find) -> None:
        cast, parsed = cast_of("US-backed fighters captured the town.")
        mention = cast.by_head[parsed.words.index("fighters")]
        assert cast.actors[mention.actors[0]].country != "USA"


class TestBodiesAndCollectives:
    def test_officials_of_a_country_are_one_collective(self, cast_of: Find) -> None:
        cast, _ = cast_of("Peruvian officials met on Monday. Peruvian officials met again later.")
        actor = named(cast, "Peruvian officials")
        assert (actor.kind, actor.country, actor.sectors) == ("collective", "PER", ("GOV",))
        assert len(actor.mentions) == 2

    def test_two_peoples_that_share_a_noun_are_two_actors(self, cast_of: Find) -> None:
        cast, parsed = cast_of("Chilean and Peruvian soldiers exchanged fire.")
        assert meant(cast, parsed, "soldiers") == ["Chilean soldiers", "Peruvian soldiers"]

    def test_a_ministry_without_a_country_is_that_of_the_report(self, cast_of: Find) -> None:
        cast, _ = cast_of(
            "Protests spread across Peru on Friday. Peru has seen weeks of strikes. "
            "Police in Lima arrested dozens. The Interior Ministry called for calm in Peru."
        )
        assert named(cast, "Interior Ministry").country == "PER"

    def test_the_embassy_is_the_one_named_before(self, cast_of: Find) -> None:
        cast, parsed = cast_of("The Chilean Embassy issued a statement. The embassy denied it all.")
        assert meant(cast, parsed, "embassy") == ["Chilean Embassy"]

    def test_an_acronym_in_brackets_is_the_same_body(self, cast_of: Find) -> None:
        cast, parsed = cast_of(
            "The Andean Workers Federation (AWF) called a strike. The AWF said it would last."
        )
        assert meant(cast, parsed, "AWF", 1) == ["Andean Workers Federation"]

    def test_a_country_is_no_body(self, cast_of: Find) -> None:
        cast, parsed = cast_of("Peru recalled its envoy. The country is angry.")
        assert meant(cast, parsed, "country") == ["Peru"]


class TestNobody:
    """Words for actors where they mean no one."""

    @pytest.mark.parametrize(
        ("text", "word"),
        [
            ("He wrote on Twitter that the talks had failed.", "Twitter"),
            ("They signed the paper in a hotel in Lima.", "hotel"),
            ("The murderers were brought to justice.", "justice"),
            ("He ran for president twice.", "president"),
            ("The intra-Peruvian talks failed.", "Peruvian"),
            ("US-led efforts failed in Chile.", "US"),
            ("They agreed on a prisoner swap.", "prisoner"),
            ("Workers blocked the Long Bridge for hours.", "Bridge"),
            ("Chile acted as a facilitator.", "facilitator"),
        ],
    )
    def test_no_actor(self, text: str, word: str, cast_of: Find) -> None:
        cast, parsed = cast_of(text)
        assert meant(cast, parsed, word) == []

    def test_an_agency_in_the_dateline(self, cast_of: Find) -> None:
        cast, _ = cast_of("LIMA, July 8 (Andes Agency) - Peru warned Chile on Friday.")
        assert not [a for a in cast.actors.values() if "Agency" in a.name]

    def test_what_acts_or_suffers_is_somebody(self, cast_of: Find) -> None:
        cast, parsed = cast_of("The hospital was shelled. An army attack followed.")
        assert meant(cast, parsed, "hospital")
        assert meant(cast, parsed, "army")


class TestCountries:
    def test_a_bare_office_is_of_the_country_spoken_of(self, cast_of: Find) -> None:
        cast, _ = cast_of(
            "American and German envoys flew home on Monday. In Peru, prices rose again. "
            "Thousands marched in Lima, Peru. Police fired tear gas."
        )
        assert named(cast, "Police").country == "PER"

    def test_envoys_and_crowds_need_not_be_of_there(self, cast_of: Find) -> None:
        cast, _ = cast_of("Peru and Chile met in Geneva. Diplomats were pessimistic.")
        assert named(cast, "Diplomats").country is None

    def test_a_town_of_the_gazetteer_has_its_country(self, cast_of: Find) -> None:
        cast, _ = cast_of("Residents of Arequipa protested on Friday.")
        assert named(cast, "Residents").country == "PER"
        assert named(cast, "Arequipa").sectors == ()

    def test_a_surname_is_nobody_of_the_tables_against_the_text(self, cast_of: Find) -> None:
        cast, _ = cast_of("Mullah Elphberg was seen in Lima, Peru.", "2003-05-05")
        assert "RUR" not in {actor.country for actor in cast.actors.values()}

    def test_a_last_name_is_likelier_than_a_middle_one(self, cast_of: Find) -> None:
        cast, parsed = cast_of(
            "Pablo Toledo spoke. Then Jorge Toledo Quispe left. Toledo said no more."
        )
        assert meant(cast, parsed, "Toledo", 2) == ["Pablo Toledo"]

    def test_a_first_name_that_is_an_office_elsewhere(self, cast_of: Find) -> None:
        cast, _ = cast_of("Foreign Minister Shah Jamal Quresh received him in Islamabad.")
        assert named(cast, "Shah Jamal Quresh").sectors == ("GOV",)


class TestTheCast:
    def test_ids_follow_the_first_mention(self, cast_of: Find) -> None:
        cast, _ = cast_of("Peru warned Chile. Chile answered. Bolivia kept silent.")
        assert [(a.id, a.name) for a in cast.actors.values()] == [
            ("a1", "Peru"),
            ("a2", "Chile"),
            ("a3", "Bolivia"),
        ]

    def test_every_span_is_a_piece_of_the_text(self, cast_of: Find) -> None:
        text = "Peru’s Foreign Ministry said “no” to Bolivian envoy José Quispe."
        cast, _ = cast_of(text)
        assert cast.mentions == sorted(cast.mentions, key=lambda m: (m.start, -m.end))
        for actor in cast.actors.values():
            for start, end in actor.mentions:
                assert text[start:end].strip() == text[start:end] != ""

    def test_an_empty_report_has_no_actors(self, cast_of: Find) -> None:
        assert cast_of("")[0] == Cast()


class TestPhrases:
    @pytest.mark.parametrize(
        ("phrase", "country", "sector"),
        [
            ("the Peruvian navy", "PER", "MIL"),
            ("Chilean lawmakers", "CHL", "LEG"),
            ("ordinary Bolivians", "BOL", "CVL"),
            ("a bus driver", None, "CVL"),
            ("Ruritania", "RUR", None),
            ("Black Michael Front gunmen", "RUR", "REB"),
            ("a proposal", None, None),
        ],
    )
    def test_country_and_sector(
        self,
        phrase: str,
        country: str | None,
        sector: str | None,
        book: ActorBook,
        parse: Callable[[str], Parse],
    ) -> None:
        answer = resolve_phrase(phrase, "", None, book, parse)
        assert answer.country == country
        assert (answer.sectors[0] if answer.sectors else None) == sector
        assert answer.because

    def test_a_compound_phrase_has_members(
        self, book: ActorBook, parse: Callable[[str], Parse]
    ) -> None:
        answer = resolve_phrase("Peruvian and Chilean diplomats", "", None, book, parse)
        assert [(m.name, m.country) for m in answer.members] == [
            ("Peruvian diplomats", "PER"),
            ("Chilean diplomats", "CHL"),
        ]

    def test_members_of_a_list(self, book: ActorBook, parse: Callable[[str], Parse]) -> None:
        parsed = parse("Peru, Chile and Bolivia signed the pact.")
        assert members_of(parsed, book, 0) == ["Peru", "Chile", "Bolivia"]

    def test_a_pronoun_is_nobody(self, book: ActorBook, parse: Callable[[str], Parse]) -> None:
        answer = resolve_phrase("He", "", None, book, parse)
        assert (answer.country, answer.sectors) == (None, ())


def test_a_long_sentence_stays_cheap(cast_of: Find, book: ActorBook) -> None:
    """A table of names in one sentence is read in linear time."""
    words = ["Peru"] * 4000
    parsed = Parse(
        " ".join(words), words, [w.lower() for w in words], [w.lower() for w in words],
        ["PROPN"] * 4000, ["NNP"] * 4000, ["compound"] * 3999 + ["ROOT"], [3999] * 4000,
        [[] for _ in range(3999)] + [list(range(3999))],
        [5 * n for n in range(4000)], [5 * n + 4 for n in range(4000)],
        [0] * 4000, [(0, 4000)], [(0, 4000)], [],
    )  # fmt: skip
    cast = find_actors(parsed, Report(id="r", text=parsed.text), book)
    assert [actor.name for actor in cast.actors.values()] == ["Peru"]


class TestWhoseCountry:
    def test_a_people_of_many_lands_is_of_the_one_beside_it(
        self, cast_of: Callable[..., tuple[Cast, Parse]]
    ) -> None:
        cast, _ = cast_of("Iraq's Shiites voted. Lebanon's Shiites did not.")
        assert {a.country for a in cast.actors.values() if a.name.endswith("Shiites")} == {
            "IRQ",
            "LBN",
        }

    def test_a_news_agency_sets_no_country_for_others(
        self, cast_of: Callable[..., tuple[Cast, Parse]]
    ) -> None:
        cast, _ = cast_of("Rebels seized two nurses, an AFP correspondent said.")
        assert named(cast, "Rebels").country is None

    def test_who_deals_with_a_rebel_group_is_of_its_country(
        self, cast_of: Callable[..., tuple[Cast, Parse]]
    ) -> None:
        cast, _ = cast_of("The government signed a truce with the Moro Islamic Liberation Front.")
        assert named(cast, "government").country == "PHL"

    def test_without_a_day_the_office_tells_the_time(
        self, cast_of: Callable[..., tuple[Cast, Parse]]
    ) -> None:
        cast, _ = cast_of("President Bill Clinton spoke of the Taliban with Jacques Chirac.")
        assert named(cast, "Jacques Chirac").sectors[0] == "GOV"

    def test_an_aid_agency_of_no_country_is_ngo(
        self, cast_of: Callable[..., tuple[Cast, Parse]]
    ) -> None:
        cast, _ = cast_of("An aid agency asked for help.")
        assert named(cast, "aid agency").country == "NGO"


class TestOtherReadings:
    def test_a_land_with_a_namesake(self, book: ActorBook, parse: Callable[[str], Parse]) -> None:
        answer = resolve_phrase("Georgia", "", None, book, parse)
        assert answer.country == "GEO"
        assert "or Georgia [USA" in answer.because
        assert answer.confidence < 0.6

    def test_a_surname_that_two_of_the_text_bear(
        self, book: ActorBook, parse: Callable[[str], Parse]
    ) -> None:
        text = "Imran Khan met Sadiq Khan in London. Khan called it useful."
        answer = resolve_phrase("Khan", text, "2019-05-01", book, parse)
        assert answer.name == "Imran Khan"
        assert "or Sadiq Khan [GBR" in answer.because

    def test_an_office_that_two_of_the_text_hold(
        self, book: ActorBook, parse: Callable[[str], Parse]
    ) -> None:
        text = "President Vladimir Putin met President Emmanuel Macron. Then the president left."
        answer = resolve_phrase("the president", text, "2020-05-01", book, parse)
        assert "; or " in answer.because

    def test_a_full_name_is_sure(self, book: ActorBook, parse: Callable[[str], Parse]) -> None:
        answer = resolve_phrase("Angela Merkel", "", "2016-01-01", book, parse)
        assert "; or " not in answer.because
        assert answer.confidence > 0.9


@pytest.mark.parametrize(
    ("text", "country"),
    [
        # the guests' host, the helper of the thankful
        ("A Houthi delegation praised Oman's mediation and thanked the government for its help. "
         "Yemen is at war. In Yemen people starve.", "OMN"),
        ("President Ana Vidal of Chile visited Peru and thanked the government for its aid.",
         "PER"),
        # one's own where the deed before was no kindness, or was about one's own
        ("Bolivian miners rejected Chile's offer and thanked the government for its firmness. "
         "Bolivia is proud. In Bolivia people danced.", "BOL"),
        ("Bolivian miners praised Bolivia's army and thanked the government.", "BOL"),
        # other verbs than those of thanks say nothing of whose it is
        ("Syrian rebels praised Turkey's advance and accused the government of silence. Syria is "
         "at war. In Syria people starve.", "SYR"),
        # what a government is thanked for doing is not whose government it is
        ("Kenya thanked the government of Chad for sheltering Sudanese refugees.", "TCD"),
        ("Peru is poor. In Peru people starve. Peru thanked the government for feeding Chilean "
         "refugees.", "PER"),
    ],
)  # fmt: skip
def test_whose_government_is_thanked(cast_of: Find, text: str, country: str) -> None:
    cast, parsed = cast_of(text)
    mention = cast.by_head[parsed.lower.index("government")]
    assert [cast.actors[actor].country for actor in mention.actors] == [country]
