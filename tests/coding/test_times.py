"""Time expressions: what is found, what it means, and whose time it is."""

from collections.abc import Callable
from datetime import date

import pytest

from dragoman.coding.parsing import Parse
from dragoman.coding.times import offset_of, recognize, resolve, time_of
from dragoman.coding.times.calendar import easter, holiday_dates, interval, orthodox_easter, step
from dragoman.lexicon.times import Holiday, TimeWords, load_times

Parser = Callable[[str], Parse]
DAY = "2021-03-10"  # a Wednesday


@pytest.fixture(scope="module")
def words() -> TimeWords:
    return load_times()


def read(
    parsed: Parse, words: TimeWords, published: str | None = DAY
) -> list[tuple[str, str, str]]:
    """(text, type, value) of every expression."""
    dated = resolve(parsed, recognize(parsed, words), published, words)
    times = [one.time for one in dated]
    return [(parsed.text[t.span[0] : t.span[1]], t.type, t.value) for t in times]


WRITTEN = [
    ("The port opened on June 3, 2019.", "June 3, 2019", "2019-06-03"),
    ("The port opened on 3 June 2019.", "3 June 2019", "2019-06-03"),
    ("The port opened on Monday, 3 June 2019.", "Monday, 3 June 2019", "2019-06-03"),
    ("The port opened on the 3rd of June 2019.", "the 3rd of June 2019", "2019-06-03"),
    ("The port opened on 2019-06-03 at last.", "2019-06-03", "2019-06-03"),
    ("The port opened on 06/03/98 at last.", "06/03/98", "1998-06-03"),
    ("The port opened on 31/12/1999 at last.", "31/12/1999", "1999-12-31"),
    ("The port opened on 5.11.2017 at last.", "5.11.2017", "2017-11-05"),
    ("They voted on Election Day 2020.", "Election Day 2020", "2020-11-03"),
    ("He spoke on the eve of Thanksgiving 2018.", "the eve of Thanksgiving 2018", "2018-11-21"),
    ("The port opened in June 2019.", "June 2019", "2019-06"),
    ("The port opened in mid-May 2019.", "mid-May 2019", "2019-05"),
    ("The port opened in 1998.", "1998", "1998"),
    ("The port grew in the 1990s.", "the 1990s", "199X"),
    ("The port grew in the '90s.", "the '90s", "199X"),
    ("The port was built in the 19th century.", "the 19th century", "18XX"),
    ("Trade fell in the third quarter of 2018.", "the third quarter of 2018", "2018-Q3"),
    ("Trade fell in 1998's first quarter.", "1998's first quarter", "1998-Q1"),
    ("Trade fell in the first half of 2019.", "the first half of 2019", "2019-H1"),
    ("Trade fell in fiscal 1989.", "fiscal 1989", "1989"),
    ("Trade fell in FY2024.", "FY2024", "2024"),
    ("Trade fell in the last quarter of 2018.", "the last quarter of 2018", "2018-Q4"),
    ("They met on the last day of May 2019.", "the last day of May 2019", "2019-05-31"),
    ("They met in the first week of June 2019.", "the first week of June 2019", "2019-W23"),
    ("They met on the first Monday of June 2019.", "the first Monday of June 2019", "2019-06-03"),
    ("The pre-1967 borders were crossed.", "pre-1967", "1967"),
    ("The strike began in the summer of 2012.", "the summer of 2012", "2012-SU"),
    ("The border opened on Christmas Day 2009.", "Christmas Day 2009", "2009-12-25"),
]


@pytest.mark.parametrize(("text", "words_of_it", "value"), WRITTEN)
def test_what_is_written_out_needs_no_day_of_the_report(
    parse: Parser, words: TimeWords, text: str, words_of_it: str, value: str
) -> None:
    assert (words_of_it, "DATE", value) in read(parse(text), words, None)


RELATIVE = [
    ("The envoy left today.", "today", "2021-03-10"),
    ("The envoy left yesterday.", "yesterday", "2021-03-09"),
    ("The envoy left on Monday.", "Monday", "2021-03-08"),
    ("The envoy left on Wednesday.", "Wednesday", "2021-03-10"),
    ("The envoy will leave on Friday.", "Friday", "2021-03-12"),
    ("The envoy leaves on Friday.", "Friday", "2021-03-12"),
    ("The talks are scheduled for Friday.", "Friday", "2021-03-12"),
    ("They met ahead of Friday's vote.", "Friday", "2021-03-12"),
    ("They met after Friday's vote.", "Friday", "2021-03-05"),
    ("The envoy said Monday he will resign.", "Monday", "2021-03-08"),
    ("The envoy left last Wednesday.", "last Wednesday", "2021-03-03"),
    ("The envoy left last week.", "last week", "2021-W09"),
    ("The envoy left earlier this month.", "earlier this month", "2021-03"),
    ("The envoy left last year.", "last year", "2020"),
    ("The envoy will leave next year.", "next year", "2022"),
    ("The envoy left three weeks ago.", "three weeks ago", "2021-W07"),
    ("The envoy left ten days ago.", "ten days ago", "2021-02-28"),
    ("The envoy left two months ago.", "two months ago", "2021-01"),
    ("The envoy left in November.", "November", "2020-11"),
    ("The envoy will leave in November.", "November", "2021-11"),
    ("The envoy left on 5 May.", "5 May", "2020-05-05"),
    ("The envoy left last spring.", "last spring", "2020-SP"),
    ("The envoy spoke on Easter Monday.", "Easter Monday", "2021-04-05"),
    ("In May the guns were silent over Eid.", "Eid", "2020-05-24"),
    ("In July the guns were silent over Eid.", "Eid", "2020-07-31"),
]


@pytest.mark.parametrize(("text", "words_of_it", "value"), RELATIVE)
def test_what_is_relative_counts_from_the_day_of_the_report(
    parse: Parser, words: TimeWords, text: str, words_of_it: str, value: str
) -> None:
    assert (words_of_it, "DATE", value) in read(parse(text), words)


OTHER_TYPES = [
    ("They talked for two years.", "two years", "DURATION", "P2Y"),
    ("They talked for 24 hrs.", "24 hrs", "DURATION", "PT24H"),
    ("They talked for half an hour.", "half an hour", "DURATION", "PT30M"),
    ("They talked for weeks.", "weeks", "DURATION", "PXW"),
    ("They talked for decades.", "decades", "DURATION", "PXE"),
    ("It was a five-day visit.", "five-day", "DURATION", "P5D"),
    ("They talked over the last five years.", "the last five years", "DURATION", "P5Y"),
    ("They talk every year.", "every year", "SET", "P1Y"),
    ("They talk every Friday.", "every Friday", "SET", "XXXX-WXX-5"),
    ("The ships sail daily.", "daily", "SET", "P1D"),
    ("They talked on Monday morning.", "Monday morning", "TIME", "2021-03-08TMO"),
    ("They talked last night.", "last night", "TIME", "2021-03-09TNI"),
    ("They talk tonight.", "tonight", "TIME", "2021-03-10TNI"),
    ("It began at 4:30 p.m. on Monday.", "4:30 p.m. on Monday", "TIME", "2021-03-08T16:30"),
    ("They are now in Geneva.", "now", "DATE", "PRESENT_REF"),
    ("They recently met.", "recently", "DATE", "PAST_REF"),
    ("Nobody knows the future.", "the future", "DATE", "FUTURE_REF"),
]


@pytest.mark.parametrize(("text", "words_of_it", "kind", "value"), OTHER_TYPES)
def test_lengths_sets_times_of_day_and_vague_times(
    parse: Parser, words: TimeWords, text: str, words_of_it: str, kind: str, value: str
) -> None:
    assert (words_of_it, kind, value) in read(parse(text), words)


LOOK_ALIKES = [
    "The court may march on without him.",
    "A 25-year-old man was arrested.",
    "About 2,000 troops crossed the river.",
    "The council adopted Resolution 1973.",
    "It was the second attempt, and three quarters of the members agreed.",
    "The fall of the government surprised nobody.",
    "The Sunday Times reported it.",
    "The fine was $2000.",
    "He is in his 30s.",
    "In a letter, May said the talks had failed.",
    "On Black Friday the shops were full of people.",
    "The Yom Kippur War and the Six-Day War are history.",
    "The Good Friday Agreement is in danger.",
    "He entered parliament in his early thirties.",
    "“March on the palace,” he told them.",
]


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_look_alikes_stay_silent(parse: Parser, words: TimeWords, text: str) -> None:
    assert read(parse(text), words) == []


def test_a_range_is_one_expression_with_its_days(parse: Parser, words: TimeWords) -> None:
    parsed = parse("The envoy will tour the region from March 30 - April 4.")
    (only,) = resolve(parsed, recognize(parsed, words), DAY, words)
    assert parsed.text[only.time.span[0] : only.time.span[1]] == "March 30 - April 4"
    assert (only.time.start, only.time.end) == ("2021-03-30", "2021-04-04")


def test_from_and_to_are_two_expressions(parse: Parser, words: TimeWords) -> None:
    found = read(parse("He ruled between 2014 and 2016."), words)
    assert [value for _, _, value in found] == ["2014", "2016"]


def test_the_following_day_counts_from_the_day_spoken_of(parse: Parser, words: TimeWords) -> None:
    found = read(parse("They met on Monday. They parted the following day."), words)
    assert found[-1] == ("the following day", "DATE", "2021-03-09")


def test_without_a_day_of_the_report_relative_dates_have_no_days(
    parse: Parser, words: TimeWords
) -> None:
    parsed = parse("They met on Sunday, two weeks ago, and last month.")
    dated = resolve(parsed, recognize(parsed, words), None, words)
    assert dated[0].time.value == "XXXX-WXX-7"
    assert dated[1].time.value == "PAST_REF"
    assert all(one.time.start is None and one.time.end is None for one in dated)


def test_days_of_a_week_and_a_month(parse: Parser, words: TimeWords) -> None:
    parsed = parse("They met last week and in February.")
    first, second = resolve(parsed, recognize(parsed, words), DAY, words)
    assert (first.time.start, first.time.end) == ("2021-03-01", "2021-03-07")
    assert (second.time.start, second.time.end) == ("2021-02-01", "2021-02-28")


def test_a_sentence_of_thousands_of_dates_is_read_in_passing(words: TimeWords) -> None:
    count = 4000
    parsed = Parse("Monday " * count)
    for at in range(count):
        parsed.words.append("Monday")
        parsed.lower.append("monday")
        parsed.lemmas.append("monday")
        parsed.pos.append("PROPN")
        parsed.tags.append("NNP")
        parsed.deps.append("npadvmod")
        parsed.heads.append(0)
        parsed.children.append(list(range(1, count)) if at == 0 else [])
        parsed.starts.append(7 * at)
        parsed.ends.append(7 * at + 6)
        parsed.sentence_of.append(0)
    parsed.sentences.append((0, count))
    parsed.paragraphs.append((0, count))
    dated = resolve(parsed, recognize(parsed, words), DAY, words)
    assert len(dated) == count
    assert {one.time.value for one in dated} == {"2021-03-08"}


@pytest.mark.parametrize(
    ("text", "words_of_it", "value"),
    [
        ("He will tour Oslo from 2 to 5 October.", "2 to 5 October", "2021-10-02/2021-10-05"),
        ("They met between 3 and 7 May.", "3 and 7 May", "2020-05-03/2020-05-07"),
        ("The envoys will meet from June 5 to 10.", "June 5 to 10", "2021-06-05/2021-06-10"),
        ("He taught there in 1994/95.", "1994/95", "1994/1995"),
    ],
)
def test_ranges_within_a_month_and_school_years(
    parse: Parser, words: TimeWords, text: str, words_of_it: str, value: str
) -> None:
    assert (words_of_it, "DATE", value) in read(parse(text), words)


def test_two_days_of_a_month_are_two_expressions(parse: Parser, words: TimeWords) -> None:
    found = read(parse("They met in Oslo on February 27 and 28."), words)
    assert [(text, value) for text, _, value in found] == [
        ("February 27", "2021-02-27"),
        ("28", "2021-02-28"),
    ]
    assert len(read(parse("On February 27 and 28 people later the ship sank."), words)) == 1


FORWARD = [
    ("The envoy will return a week from Friday.", "a week from Friday", "2021-03-19"),
    ("The envoy will return two weeks from today.", "two weeks from today", "2021-03-24"),
    ("Elections will be held in two weeks.", "two weeks", "2021-W12"),
    ("The court ruled on the 4th that it was void.", "the 4th", "2021-03-04"),
    ("The movement called for a general strike on Sunday.", "Sunday", "2021-03-14"),
    ("He called on supporters to gather on Sunday.", "Sunday", "2021-03-14"),
    ("They agreed to meet on Friday.", "Friday", "2021-03-12"),
    ("They decided on Monday to resume the talks.", "Monday", "2021-03-08"),
    ("He was asked on Sunday to leave the city on Friday.", "Sunday", "2021-03-07"),
    ("He was asked on Sunday to leave the city on Friday.", "Friday", "2021-03-12"),
]


@pytest.mark.parametrize(("text", "words_of_it", "value"), FORWARD)
def test_what_is_asked_and_agreed_lies_ahead(
    parse: Parser, words: TimeWords, text: str, words_of_it: str, value: str
) -> None:
    assert (words_of_it, "DATE", value) in read(parse(text), words)


TOLD = [
    ("He left on March 3. The next day he met the king.", "The next day", "2021-03-04"),
    ("He left on March 3. The same day the army withdrew.", "The same day", "2021-03-03"),
    ("The vote was held on 2 March. A day earlier they had met.", "A day earlier", "2021-03-01"),
    (
        "The vote was held on 2 March. The following month it fell.",
        "The following month",
        "2021-04",
    ),
    ("He must go by March 20. He spoke on Sunday and that day he left.", "that day", "2021-03-07"),
    ("The rebels came on Monday. Hours later a bomb exploded.", "Hours later", "2021-03-08"),
]


@pytest.mark.parametrize(("text", "words_of_it", "value"), TOLD)
def test_what_follows_counts_from_what_was_told_last(
    parse: Parser, words: TimeWords, text: str, words_of_it: str, value: str
) -> None:
    found = {text: value for text, _, value in read(parse(text), words)}
    assert found[words_of_it] == value


NO_TIMES = [
    "On the 10th anniversary of the uprising thousands marched.",
    "He worked on the 14th floor.",
    "The 14th district voted for him.",
]


@pytest.mark.parametrize("text", NO_TIMES)
def test_ordinals_of_other_things_are_no_days(parse: Parser, words: TimeWords, text: str) -> None:
    assert read(parse(text), words) == []


def test_the_early_hours_belong_to_their_day(parse: Parser, words: TimeWords) -> None:
    found = read(parse("In the early hours of Tuesday they signed."), words)
    assert found == [("the early hours of Tuesday", "TIME", "2021-03-09TMO")]


PROSE = (
    "The ministers met on Monday, March 1, and again from 2 to 5 March. The next day, at 4:30 "
    "p.m., they left. Two years ago, in 2019, talks on February 27 and 28 had failed. In the "
    "early hours of Friday Hanukkah was over; a week from Sunday, on the 14th, they will vote."
)


def test_every_span_cuts_whole_words(parse: Parser, words: TimeWords) -> None:
    parsed = parse(PROSE)
    starts, ends = set(parsed.starts), set(parsed.ends)
    last = 0
    for one in resolve(parsed, recognize(parsed, words), DAY, words):
        start, end = one.time.span
        assert last <= start < end
        assert start in starts
        assert end in ends
        assert (parsed.starts[one.start], parsed.ends[one.end - 1]) == (start, end)
        last = end


# -- whose time it is


def value_at(parsed: Parse, words: TimeWords, word: str) -> str | None:
    dated = resolve(parsed, recognize(parsed, words), DAY, words)
    found = time_of(parsed, dated, parsed.words.index(word), words)
    return found.time.value if found else None


def test_national_days_are_known_by_their_country(parse: Parser, words: TimeWords) -> None:
    text = "It opened on India's Independence Day. The Turkish Republic Day was marked."
    values = [value for _, _, value in read(parse(text), words)]
    assert values == ["2020-08-15", "2020-10-29"]
    assert read(parse("It opened on Independence Day."), words) == []


def test_the_day_of_a_month_told(parse: Parser, words: TimeWords) -> None:
    found = read(parse("It will open on the 20th of next month."), words)
    assert found == [("the 20th of next month", "DATE", "2021-04-20")]
    found = read(parse("It was signed on Aug. 15 last year."), words)
    assert found == [("Aug. 15 last year", "DATE", "2020-08-15")]


def test_any_friday_is_none_in_particular(parse: Parser, words: TimeWords) -> None:
    assert read(parse("The feast fell on a Friday."), words) == [("Friday", "DATE", "XXXX-WXX-5")]


ATTACHED = [
    ("The envoy arrived on Monday and will leave on Friday.", "arrived", "2021-03-08"),
    ("The envoy arrived on Monday and will leave on Friday.", "leave", "2021-03-12"),
    ("He said on Tuesday that rebels had attacked the town on Sunday.", "said", "2021-03-09"),
    ("He said on Tuesday that rebels had attacked the town on Sunday.", "attacked", "2021-03-07"),
    ("He said Tuesday that peace was near.", "said", "2021-03-09"),
    ("The king said on Tuesday he would meet the rebels.", "said", "2021-03-09"),
    ("The king said on Tuesday he would meet the rebels.", "meet", None),
    ("The envoys held talks in Geneva on Sunday.", "talks", "2021-03-07"),
    ("Monday's attack killed ten soldiers.", "attack", "2021-03-08"),
    ("Monday's attack killed ten soldiers.", "killed", "2021-03-08"),
    ("On Tuesday the ministry condemned Monday's attack.", "condemned", "2021-03-09"),
    ("On Tuesday the ministry condemned Monday's attack.", "attack", "2021-03-08"),
    ("The treaty, signed in 1987, has expired.", "signed", "1987"),
    ("The treaty, signed in 1987, has expired.", "expired", None),
    ("He vowed on Tuesday to meet the rebels.", "meet", None),
    ("They met for three days.", "met", None),
    ("They praised the 1967 borders.", "praised", None),
    ("He cancelled the deal with the union on Tuesday.", "cancelled", "2021-03-09"),
    ("He condemned the attack of last Tuesday.", "condemned", None),
    ("They met in Oslo for a second day on Monday.", "met", "2021-03-08"),
    ("Talks failed last May, when he called off a visit.", "called", "2020-05"),
    ("Two years ago, in June 2019, he offered talks.", "offered", "2019-06"),
    ("It was the first contact since Monday.", "contact", None),
    ("The state defaulted in February and has negotiated since Monday.", "negotiated", None),
]


@pytest.mark.parametrize(("text", "word", "value"), ATTACHED)
def test_the_time_of_a_verb_or_an_action_noun(
    parse: Parser, words: TimeWords, text: str, word: str, value: str | None
) -> None:
    assert value_at(parse(text), words, word) == value


def test_an_offset_names_the_event_it_counts_from(parse: Parser, words: TimeWords) -> None:
    parsed = parse("The visit comes two days after the minister announced a truce.")
    dated = resolve(parsed, recognize(parsed, words), DAY, words)
    for word in ("visit", "comes"):
        found = offset_of(parsed, dated, parsed.words.index(word))
        assert found is not None
        assert (found.days, parsed.words[found.anchor]) == (2, "announced")
    assert offset_of(parsed, dated, parsed.words.index("announced")) is None


def test_an_offset_before_an_event_is_negative(parse: Parser, words: TimeWords) -> None:
    parsed = parse("The rebels fled a week before the army arrived.")
    dated = resolve(parsed, recognize(parsed, words), DAY, words)
    found = offset_of(parsed, dated, parsed.words.index("fled"))
    assert found is not None
    assert (found.days, parsed.words[found.anchor]) == (-7, "arrived")


# -- the calendar


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2019-W01", "2018-12-31", "2019-01-06"),
        ("2019-Q4", "2019-10-01", "2019-12-31"),
        ("2019-WI", "2019-12-01", "2020-02-29"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("2019-05-31/2019-06-16", "2019-05-31", "2019-06-16"),
    ],
)
def test_the_days_of_a_value(value: str, first: str, last: str) -> None:
    assert interval(value) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("value", ["XXXX-05", "PAST_REF", "2019-02-30", "XXXX-WXX-7", "P3D"])
def test_a_value_without_days(value: str) -> None:
    assert interval(value) is None


def test_steps_are_as_fine_as_their_unit() -> None:
    day = date(2021, 3, 10)
    assert step(day, "D", -10) == "2021-02-28"
    assert step(day, "W", 1) == "2021-W11"
    assert step(day, "M", -3) == "2020-12"
    assert step(day, "Q", -1) == "2020-Q4"
    assert step(day, "E", -1) == "201X"


def test_movable_feasts() -> None:
    assert easter(2021) == date(2021, 4, 4)
    assert easter(2038) == date(2038, 4, 25)
    assert orthodox_easter(2021) == date(2021, 5, 2)
    assert holiday_dates(Holiday("nth 11 4 4", 1), 2021) == [date(2021, 11, 25)]
    assert holiday_dates(Holiday("nth 05 -1 1", 1), 2021) == [date(2021, 5, 31)]
    assert holiday_dates(Holiday("hijri 10 01", 3), 2021) == [date(2021, 5, 13)]
    assert len(holiday_dates(Holiday("hijri 10 01", 3), 2000)) == 2
    assert len(holiday_dates(Holiday("hijri 10 01 hijri 12 10", 3), 2019)) == 2


@pytest.mark.parametrize(
    ("name", "year", "day"),
    [
        ("passover", 2019, "2019-04-20"),
        ("passover", 2024, "2024-04-23"),
        ("rosh hashanah", 2020, "2020-09-19"),
        ("yom kippur", 2023, "2023-09-25"),
        ("sukkot", 2021, "2021-09-21"),
        ("shavuot", 2022, "2022-06-05"),
        ("purim", 2018, "2018-03-01"),
        ("hanukkah", 2019, "2019-12-23"),
        ("hanukkah", 2021, "2021-11-29"),
        ("hanukkah", 2022, "2022-12-19"),
        ("lunar new year", 2020, "2020-01-25"),
        ("diwali", 2018, "2018-11-07"),
        ("holi", 2023, "2023-03-08"),
        ("vesak", 2020, "2020-05-07"),
    ],
)
def test_feasts_of_other_calendars(words: TimeWords, name: str, year: int, day: str) -> None:
    assert holiday_dates(words.holidays[name], year) == [date.fromisoformat(day)]


def test_a_table_of_feasts_ends_where_it_ends(words: TimeWords) -> None:
    assert holiday_dates(words.holidays["diwali"], 1890) == []
