"""Actors of a report, found with the tables that come with Dragoman and a table of the user's."""

from collections.abc import Callable

import pytest

from dragoman.coding.actors import find_actors
from dragoman.coding.cast import Cast
from dragoman.coding.parsing import Parse
from dragoman.lexicon.actors import ActorBook, load_actors
from dragoman.lexicon.geonames import load_geonames
from dragoman.lexicon.tables import DATA
from dragoman.model import Actor, Report

TABLE = """name,aliases,kind,country,sectors,start,end
Ruritania,,state,RUR,,,
Ruritanian,,state,RUR,,,
Black Michael Front,BMF,group,RUR,REB,,
Rudolf Elphberg,,person,RUR,GOV,2001-01-01,2004-12-31
Rudolf Elphberg,,person,RUR,MIL,1998-01-01,2000-12-31
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> ActorBook:
    table = tmp_path_factory.mktemp("actors") / "mine.csv"
    table.write_text(TABLE, encoding="utf-8")
    return load_actors(DATA / "actors", table, load_geonames())


@pytest.fixture
def cast_of(parse: Callable[[str], Parse], book: ActorBook) -> Callable[..., tuple[Cast, Parse]]:
    def find(text: str, date: str | None = None) -> tuple[Cast, Parse]:
        parsed = parse(text)
        return find_actors(parsed, Report(id="r", text=text, published=date), book), parsed

    return find


def named(cast: Cast, name: str) -> Actor:
    found = [actor for actor in cast.actors.values() if actor.name == name]
    assert found, f"no {name} among {[actor.name for actor in cast.actors.values()]}"
    return found[0]


def meant(cast: Cast, parsed: Parse, word: str, which: int = 0) -> list[str]:
    """The names of the actors meant by the n-th token that is written so."""
    token = [t for t, w in enumerate(parsed.words) if w == word][which]
    mention = cast.by_head.get(token)
    return [cast.actors[a].name for a in mention.actors] if mention is not None else []


Find = Callable[..., tuple[Cast, Parse]]
