"""The quote list: what a search finds, what stands in a row, what is safe to open and to paste."""

import csv
import io
import json

import pytest

from dragoman.errors import InputError
from dragoman.formats.quotes import (
    COLUMNS,
    Quote,
    Search,
    csv_header,
    csv_row,
    json_row,
    quotes,
    text_row,
)
from dragoman.formats.seeking import Words, fold
from dragoman.model import Actor, CoderInfo, Coding, Moment, Report, Role, Span, Statement

TEXT = (
    "Foreign Minister José Núñez said in Lima on Monday: “We will\n  talk.” "
    "“Nobody,” he told Norway, “can stop us.” "
    "Norway and the Baltic states did not rule out a “new” peace deal. "
    "A teacher in Tacna hopes that sanctions end."
)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return start, start + len(words)


def statement(ident: str, speaker: str | None, written: str, **fields: object) -> Statement:
    defaults = {"kind": "indirect", "cue": None, "sentence": (0, 75), "content": (span("We will"),)}
    return Statement(id=ident, speaker=speaker, speaker_span=span(written), **(defaults | fields))  # type: ignore[arg-type]


CODING = Coding(
    report=Report(
        id="r1", text=TEXT, title="Talks", publisher="The Post", published="2019-06-05", url="u"
    ),
    actors=(
        Actor(
            id="a1", name="José Núñez", aliases=("Núñez",), kind="person", country="PER",
            roles=(
                Role(title="former envoy", span=span("peace deal")),
                Role(title="Foreign Minister", span=span("Foreign Minister")),
            ),
            mentions=(span("Foreign Minister José Núñez"), span("he")),
        ),
        Actor(id="a2", name="Norway", kind="state", country="NOR", mentions=(
            span("Norway"), (TEXT.index("Norway and"), TEXT.index(" and the Baltic")))),
        Actor(id="a3", name="Baltic states", kind="collective", mentions=(span("Baltic states"),)),
    ),
    statements=(
        statement(
            "s1", "a1", "Foreign Minister José Núñez", kind="direct", cue=span("said"),
            content=(span("“We will\n  talk.”"),), medium="interview",
            time=Moment(value="2019-06-03", start="2019-06-03", end="2019-06-03"),
        ),
        statement(
            "s2", "a1", "he", kind="direct", cue=span("told"), sentence=(76, 120),
            content=(span("“Nobody,”"), span("“can stop us.”")), addressee=("a2",),
            time=Moment(value="2019-W23", start="2019-06-03", end="2019-06-09"),
        ),
        statement(
            "s3", "a2", "Norway and the Baltic states", kind="mixed", cue=span("did not rule out"),
            content=(span("a “new” peace deal"),),
        ),
        statement(
            "s4", None, "A teacher in Tacna", cue=span("hopes"), cue_kind="wish",
            content=(span("that sanctions end"),),
        ),
    ),
    coder=CoderInfo(version="1", lexicon="x", model="m"),
)  # fmt: skip


def found(**asked: str) -> list[str]:
    """The words of the quotations that a search finds."""
    search = Search(**{key: Words(value, f"--{key}") for key, value in asked.items()})
    return [quote.words for quote in quotes(CODING, search)]


def rows() -> list[Quote]:
    return list(quotes(CODING))


class TestRows:
    def test_a_row_holds_all_that_a_quotation_needs(self) -> None:
        assert rows()[0] == Quote(
            speaker="José Núñez",
            speaker_as_written="Foreign Minister José Núñez",
            role="Foreign Minister",
            country="PER",
            words="“We will talk.”",
            kind="direct",
            cue="said",
            cue_kind="speech",
            addressee=(),
            day="2019-06-03",
            medium="interview",
            report="r1",
            title="Talks",
            publisher="The Post",
            published="2019-06-05",
            url="u",
            span=(span("“We will\n  talk.”"),),
        )

    def test_parts_are_joined_and_an_interval_of_days_is_told(self) -> None:
        quote = rows()[1]
        assert quote.words == "“Nobody,” … “can stop us.”"
        assert quote.day == "2019-06-03/2019-06-09"
        assert quote.addressee == ("Norway",)
        assert quote.speaker_as_written == "he"

    def test_where_the_cue_gives_no_role_the_first_of_the_report_stands(self) -> None:
        assert rows()[1].role == "former envoy"

    def test_speakers_side_by_side_are_all_named(self) -> None:
        assert rows()[2].speaker == "Norway; Baltic states"
        assert rows()[2].country == "NOR"

    def test_who_is_no_actor_stands_as_written(self) -> None:
        quote = rows()[3]
        assert (quote.speaker, quote.role, quote.country) == ("A teacher in Tacna", None, None)


class TestSearch:
    @pytest.mark.parametrize(
        ("speaker", "number"),
        [
            ("nunez", 2),
            ("NÚÑEZ", 2),
            ("minister núñez", 2),  # a word of a role and one of an alias
            ("envoy", 2),
            ("baltic", 1),
            ("teacher", 1),
            ("nun", 0),  # no beginning of a word
            ("nun*", 2),
            ("lima", 0),  # in the text, but no speaker
        ],
    )
    def test_by_speaker(self, speaker: str, number: int) -> None:
        assert len(found(speaker=speaker)) == number

    @pytest.mark.parametrize(
        ("words", "number"),
        [
            ("TALK", 1),
            ("deal peace", 1),
            ('"peace deal"', 1),
            ('"deal peace"', 0),
            ("“new peace”", 1),
            ("sanction", 0),
            ("sanction*", 1),
            ("talk sanctions", 0),  # never in one statement
            ('"nobody can"', 0),  # the cue stands between
            ("nobody can", 1),
        ],
    )
    def test_by_words_of_the_content(self, words: str, number: int) -> None:
        assert len(found(words=words)) == number

    def test_by_both(self) -> None:
        assert found(speaker="nunez", words="stop") == ["“Nobody,” … “can stop us.”"]

    def test_by_kind_and_without_thoughts(self) -> None:
        assert [q.kind for q in quotes(CODING, Search(kind="mixed"))] == ["mixed"]
        assert [q.cue_kind for q in quotes(CODING, Search(speech_only=True))] == ["speech"] * 3

    @pytest.mark.parametrize("query", ["", '""', "*", "…"])
    def test_a_query_without_a_word_is_an_error(self, query: str) -> None:
        with pytest.raises(InputError, match="--words"):
            Words(query, "--words")

    def test_folding(self) -> None:
        assert fold("Łódź’s ÆON, Al-Hakîm (U.S.) 5,000") == " lodz's aeon al hakim u.s 5 000 "


class TestFormats:
    def test_csv_reads_back_as_the_rows(self) -> None:
        table = "\n".join([csv_header(), *map(csv_row, rows())])
        read = list(csv.DictReader(io.StringIO(table)))
        assert list(read[0]) == list(COLUMNS)
        assert [row["words"] for row in read] == [row.words for row in rows()]
        start, end = span("“Nobody,”")
        assert read[1]["span"].split(";")[0] == f"{start}-{end}"
        assert read[3]["role"] == ""

    @pytest.mark.parametrize("evil", ["=1+1", "+cmd", "-2+3", "@SUM(A1)"])
    def test_a_formula_is_text_in_a_spreadsheet(self, evil: str) -> None:
        text = f"{evil} said it rained."
        coding = Coding(
            report=Report(id=evil, text=text),
            statements=(
                Statement(
                    id="s1", speaker_span=(0, len(evil)), content=((0, len(evil)),),
                    kind="indirect", sentence=(0, len(text)),
                ),
            ),
            coder=CoderInfo(version="1", lexicon="x", model="m"),
        )  # fmt: skip
        cells = next(csv.reader([csv_row(next(quotes(coding)))]))
        assert [cell for cell in cells if evil in cell] == ["'" + evil] * 4

    def test_json_has_the_same_fields(self) -> None:
        read = json.loads(json_row(rows()[1]))
        assert list(read) == list(COLUMNS)
        assert read["span"] == [list(span("“Nobody,”")), list(span("“can stop us.”"))]

    def test_text_is_a_line_to_paste(self) -> None:
        assert [text_row(quote) for quote in rows()] == [
            "“We will talk.” — José Núñez, Foreign Minister, 2019-06-03, interview "
            "(Talks, The Post)",
            "“Nobody, … can stop us.” — José Núñez, former envoy, 2019-06-03/2019-06-09 "
            "(Talks, The Post)",
            "[did not rule out] a “new” peace deal — Norway and Baltic states (Talks, The Post)",
            "[hopes] that sanctions end — A teacher in Tacna (Talks, The Post)",
        ]
