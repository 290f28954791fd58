"""``dragoman watch``: feeds asked again and again, what they bring into a record."""

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from dragoman.cli.add import Teller, as_incoming, print_run
from dragoman.cli.coded import CoderOfCommand
from dragoman.cli.harmless import say
from dragoman.cli.recorded import RecordOption, open_record
from dragoman.errors import RecordError

if TYPE_CHECKING:
    from dragoman.reading.fetching import Fetcher
    from dragoman.reading.watching import FeedSettings
    from dragoman.record.record import Record


def watch(
    feeds: Path = typer.Argument(..., metavar="FEEDS.toml", help="The feeds to watch."),
    record: str = RecordOption,
    once: bool = typer.Option(False, "--once", help="Ask every feed once, and end."),
    jobs: int = typer.Option(1, "--jobs", min=1, help="Processes that code."),
    model: str | None = typer.Option(None, "--model", help="Another spaCy pipeline."),
    actors: Path | None = typer.Option(None, "--actors", help="A table of your own actors."),
    lexicon: Path | None = typer.Option(None, "--lexicon", help="A file of your own frames."),
) -> None:
    """Add what feeds bring, again and again, each at its own pace; Ctrl-C ends it."""
    from dragoman.reading import open_fetcher
    from dragoman.reading.watching import read_settings, rounds

    settings = read_settings(feeds)
    coder = CoderOfCommand(model, actors, jobs, lexicon)
    with open_record(record, create=True) as kept, open_fetcher() as fetcher:
        if once:
            turns = iter(settings)
        else:
            turns = rounds(settings, time.time, time.sleep, kept.feeds_asked())
        for feed in turns:
            try:
                visit(kept, feed, fetcher, coder)
            except RecordError as fault:  # locked, full, restarted: the next round may find it well
                if once:
                    raise
                say(f"{feed.url}: {fault}")


def visit(kept: "Record", feed: "FeedSettings", fetcher: "Fetcher", coder: CoderOfCommand) -> None:
    """One visit to a feed: what it has that the record does not have yet. What the server gave to
    ask for changes with is kept only when all that it brought is: an article that failed is to be
    found in the feed again."""
    from dragoman.reading import InputOptions
    from dragoman.reading.fetching import Validators
    from dragoman.reading.watching import ask_feed
    from dragoman.record.record import utc_now

    now = utc_now()
    known = kept.addresses()
    options = InputOptions(retrieved=now, skip=lambda entry: entry.link in known)
    etag, modified = kept.feed_validators(feed.url)
    poll, found = ask_feed(feed, fetcher, options, Validators(etag=etag, modified=modified))
    teller = Teller()
    asked = json.dumps(["watch", feed.url, now])
    report = kept.add(as_incoming(found), coder, asked=asked, told=teller.hear)
    teller.end()
    got = Validators() if report.states.get("failed") else poll.validators
    kept.note_feed(feed.url, now, got.etag, got.modified)
    print(f"{now} {feed.url}: ", end="")
    print_run(report)
    sys.stdout.flush()
