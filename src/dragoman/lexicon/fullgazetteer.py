"""Reading the index that ``dragoman gazetteer import`` makes of GeoNames' full dump.

Nothing is loaded but the file's description: each name is looked up in the file when it is asked
for, so that the index costs no time at the start and a few megabytes of SQLite's cache.
"""

import os
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from dragoman.errors import LexiconError
from dragoman.lexicon.dump import FORMAT

HOME, CHOICE = "DRAGOMAN_HOME", "DRAGOMAN_GAZETTEER"  # environment variables
PACKAGED = "packaged"  # the value of CHOICE that leaves the index unread
_FILE = "gazetteer.sqlite"
# Places of one name, the largest first, that are looked at: more are villages that no report that
# does not name their country can mean.
_MOST = 40

_QUERY = """
SELECT p.id, p.name, p.kind, p.lat, p.lon, p.country, p.admin1, p.population
FROM name AS n JOIN place AS p ON p.id = n.id
WHERE n.folded = ? ORDER BY p.population DESC, p.id LIMIT ?
"""


class FullPlace(NamedTuple):
    """A row of the index. ``country`` is the alpha-2 code, ``admin1`` GeoNames' code in it."""

    geonameid: int
    name: str
    kind: str
    lat: float
    lon: float
    country: str
    admin1: str
    population: int


@dataclass(frozen=True, slots=True)
class FullGazetteer:
    """An open index file."""

    path: Path
    database: sqlite3.Connection
    divisions: dict[str, str]  # name of each first-order division by "US.GA"

    def named(self, folded: str) -> list[FullPlace]:
        """The places of a folded name, the largest first."""
        return [FullPlace(*row) for row in self.database.execute(_QUERY, (folded, _MOST))]

    def about(self) -> dict[str, str]:
        """What the index says of itself: its format, and how many lines, places and names."""
        return dict(self.database.execute("SELECT key, value FROM about ORDER BY key"))


def user_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Where Dragoman keeps what is a user's: $DRAGOMAN_HOME, else ~/.local/share/dragoman."""
    home = environment.get(HOME)
    return Path(home) if home else Path.home() / ".local" / "share" / "dragoman"


def user_index(environment: Mapping[str, str] = os.environ) -> Path:
    """Where a user's index lies: in the user's folder."""
    return user_folder(environment) / _FILE


def chosen_index(environment: Mapping[str, str] = os.environ) -> Path | None:
    """The index to read: none where $DRAGOMAN_GAZETTEER is "packaged" or there is none, the file
    that it names, else the user's own."""
    choice = environment.get(CHOICE, "")
    if choice == PACKAGED:
        return None
    if choice:
        return Path(choice)
    path = user_index(environment)
    return path if path.is_file() else None


def open_index(path: Path) -> FullGazetteer:
    """Open an index file to read from.

    Raises LexiconError where it is missing, broken or of another version.
    """
    if not path.is_file():
        raise LexiconError(f"{path}:1: no such gazetteer; make it with dragoman gazetteer import")
    try:
        database = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        rows = dict(database.execute("SELECT key, value FROM about"))
        divisions = {
            f"{country}.{code}": name
            for country, code, name in database.execute(
                "SELECT country, admin1, name FROM place WHERE id IN "
                "(SELECT id FROM division) ORDER BY id DESC"
            )
        }
    except sqlite3.Error as fault:
        raise LexiconError(f"{path}:1: no gazetteer of Dragoman's ({fault})") from fault
    if rows.get("format") != FORMAT:
        raise LexiconError(f"{path}:1: made by another version; run dragoman gazetteer import")
    return FullGazetteer(path, database, divisions)
