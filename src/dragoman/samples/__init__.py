"""The sample reports: written for this project about real public facts, by imagined desks.

``index.csv`` lists them with what is known of each and where its facts come from.
"""

from collections.abc import Iterator
from pathlib import Path

from dragoman.lexicon.tables import read_rows
from dragoman.model import Report

FOLDER = Path(__file__).parent
INDEX_COLUMNS = ("file", "title", "publisher", "published", "facts")


def sample_reports() -> Iterator[Report]:
    """The reports in the order of the index."""
    for row in read_rows(FOLDER / "index.csv", INDEX_COLUMNS):
        yield Report(
            id=row["file"].removesuffix(".txt"),
            text=(FOLDER / row["file"]).read_text(encoding="utf-8"),
            title=row["title"] or None,
            publisher=row["publisher"] or None,
            published=row["published"] or None,
            published_from="given" if row["published"] else "unknown",
        )
