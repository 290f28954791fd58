"""What was made of a record is kept while the record is the same."""

from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path

import msgspec
from tests.record.making import Told, coding

from dragoman.model import Coding, Report
from dragoman.record.adding import Incoming
from dragoman.record.record import Record
from dragoman.workbench.lately import Itself, Lately, state_of
from dragoman.workbench.security.accounts import add_account

TEXT = "Pakistan met officials of Iran in Islamabad."


def test_the_last_few_are_kept_and_no_more() -> None:
    numbers = count()
    lately: Lately[int] = Lately(2)
    assert [lately.get(key, lambda: next(numbers)) for key in "abacab"] == [0, 1, 0, 2, 0, 3]


def test_what_is_itself_is_like_no_other() -> None:
    one, like_it = {"a": 1}, {"a": 1}
    assert Itself(one) == Itself(one)
    assert hash(Itself(one)) == hash(Itself(one))
    assert Itself(one) != Itself(like_it)


def test_a_run_that_moves_a_day_and_changes_no_number_makes_another_state(tmp_path: Path) -> None:
    def code(reports: Iterable[Report]) -> Iterator[Coding]:
        for report in reports:
            day = "2019-06-05" if report.publisher else "2019-06-03"
            told = Told("CONSULT", ["Pakistan"], ["officials"], cue="met", day=day)
            yield msgspec.structs.replace(coding(TEXT, told), report=report)

    with Record.open(tmp_path / "record.db", create=True) as record:
        seen = []
        for publisher in (None, "Kabul Courier"):
            report = Report(id="", text=TEXT, title="Talks", publisher=publisher)
            record.add([Incoming(name="a", report=report)], code, asked=str(publisher))
            days = [event.when.start for event in record.events() if event.when]
            seen.append((days, state_of(record.engine)))
            assert state_of(record.engine) == seen[-1][1]
            add_account(record.engine, f"anna{len(seen)}", "reader", "long enough to be one")
            assert state_of(record.engine) == seen[-1][1]  # who may log in is in no answer
        assert [days for days, _ in seen] == [["2019-06-03"], ["2019-06-05"]]
        assert seen[0][1] != seen[1][1]
