"""Tables of actors: a user's own, those made elsewhere, and dumps of a gazetteer."""

from contextlib import suppress
from functools import cache

from dragoman.errors import InputError
from dragoman.lexicon.actor_files import import_actors
from dragoman.lexicon.actors import load_actors
from dragoman.lexicon.dump import import_dump
from dragoman.lexicon.importing import Codes, write_table
from dragoman.lexicon.own_actors import user_entries
from dragoman.lexicon.tables import DATA
from fuzz.inputs import chosen, kept

_WAYS = ("own", "import", "dump")


def check(data: bytes) -> None:
    """The first byte chooses which; what is imported has to be a table that ``--actors`` takes."""
    way, rest = chosen(data, _WAYS)
    path = kept(rest, "actors.csv")
    with suppress(InputError):
        if way == "own":
            list(user_entries(path))
        elif way == "dump":
            import_dump(path, path.with_name("places.db"))
        else:
            table = write_table(import_actors(path, _codes()))
            list(user_entries(kept(table.encode("utf-8", "surrogatepass"), "imported.csv")))


@cache
def _codes() -> Codes:
    return Codes(load_actors(DATA / "actors"))
