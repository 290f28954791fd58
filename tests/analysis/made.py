"""Happenings made by hand and by Hypothesis."""

from datetime import date
from itertools import count

from hypothesis import strategies as st

from dragoman.entries import Interval, Spot
from dragoman.record.happenings import Happening, Member

_numbers = count(1)
SINCE, UNTIL = "2019-01-20", "2019-04-10"


def happening(
    source: str = "",
    target: str = "",
    *,
    day: str | None = "2019-03-04",
    event: str = "CONSULT",
    quad: int = 1,
    score: float = 1.0,
    status: str = "actual",
    sources: int = 1,
    copies: int = 0,
    dated: bool = True,
    place: str | None = None,
) -> Happening:
    """An event between countries named by their codes, with blanks between several."""
    return Happening(
        id=f"e{next(_numbers)}",
        event=event,
        quad=quad,
        score=score,
        status=status,
        day=day,
        dated=dated,
        told=day,
        when=Interval(start=day, end=day) if day and dated else None,
        sources=sources,
        reports=sources + copies,
        spot=Spot(name=place, country="AAA", lat=1.0, lon=2.0) if place else None,
        parties=tuple(
            Member(side=side, actor=f"a-{code}", name=code.title(), kind="state", country=code)
            for side, codes in (("source", source), ("target", target))
            for code in codes.split()
        ),
    )


_codes = st.lists(st.sampled_from(["AAA", "BBB", "CCC", "DDD"]), max_size=3).map(" ".join)
_days = st.none() | st.dates(date(2019, 1, 1), date(2019, 4, 30)).map(date.isoformat)
happenings = st.lists(
    st.builds(
        happening,
        _codes,
        _codes,
        day=_days,
        event=st.sampled_from(["CONSULT", "ACCUSE", "AID"]),
        quad=st.integers(1, 4),
        score=st.integers(-20, 20).map(lambda n: n / 2),
        status=st.sampled_from(["actual", "planned", "negated"]),
        sources=st.integers(1, 3),
        copies=st.integers(0, 2),
        dated=st.booleans(),
        place=st.none() | st.sampled_from(["Kabul", "Doha"]),
    ),
    max_size=12,
)
