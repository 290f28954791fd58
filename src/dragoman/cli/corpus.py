"""``dragoman corpus``: a corpus of any size, coded and merged without a database."""

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from dragoman.cluster.corpus import Manifest, Progress
    from dragoman.cluster.running import Runner

app = typer.Typer(
    help="Code a corpus of any size into Parquet, and merge it.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

_JOBS = typer.Option(1, "--jobs", min=1, help="Processes of this machine.")
_CLUSTER = typer.Option(
    None, "--cluster", metavar="ADDRESS", help="A Dask cluster, as tcp://host:8786."
)
_SLURM = typer.Option(
    None,
    "--slurm",
    metavar="SETTINGS",
    help="Workers from SLURM, as queue=long,memory=4GB,walltime=04:00:00; - for those of Dask's "
    "configuration.",
)
_KUBERNETES = typer.Option(
    None,
    "--kubernetes",
    metavar="SETTINGS",
    help="Workers from Kubernetes, as image=registry/dragoman:1,namespace=news.",
)
_WORKERS = typer.Option(4, "--workers", min=1, help="Workers to start on SLURM or Kubernetes.")


@app.command("code")
def code(
    inputs: list[str] = typer.Argument(
        ...,
        metavar="INPUT... OUTPUT",
        help="JSON lines, Parquet, CSV, WARC, texts, folders or object-store paths; and, last, "
        "where the tables are written.",
    ),
    jobs: int = _JOBS,
    cluster: str | None = _CLUSTER,
    slurm: str | None = _SLURM,
    kubernetes: str | None = _KUBERNETES,
    workers: int = _WORKERS,
    shard: int = typer.Option(500, "--shard", min=1, help="Reports of a shard."),
    again: bool = typer.Option(
        False, "--again", help="Code anew what changed since OUTPUT was begun."
    ),
    date: str | None = typer.Option(
        None, "--date", help="Publication day (YYYY-MM-DD) of reports that do not say theirs."
    ),
    publisher: str | None = typer.Option(
        None, "--publisher", help="Publisher of reports that do not name theirs."
    ),
    columns: str | None = typer.Option(
        None, "--columns", help="Columns of tables, as in text=body,title=headline."
    ),
    model: str | None = typer.Option(None, "--model", help="Another spaCy pipeline."),
    actors: Path | None = typer.Option(None, "--actors", help="A table of your own actors."),
    lexicon: Path | None = typer.Option(None, "--lexicon", help="A file of your own frames."),
    max_chars: int = typer.Option(1_000_000, "--max-chars", min=1, help="Longest report read."),
) -> None:
    """Code a corpus into Parquet tables. Started again, it goes on where it stopped."""
    from dragoman.cluster.corpus import code_corpus
    from dragoman.cluster.shards import Settings
    from dragoman.errors import InputError
    from dragoman.reading import iso_day, parse_columns

    *sources, output = inputs
    if not sources:
        raise InputError("name the inputs and, last, where the tables are written")
    settings = Settings(
        model=model,
        actors=str(actors) if actors else None,
        lexicon=str(lexicon) if lexicon else None,
        published=iso_day(date, "--date") if date is not None else None,
        publisher=publisher,
        columns=parse_columns(columns) if columns else {},
        limit=max_chars,
        size=shard,
    )
    if cluster or slurm or kubernetes:
        _check_whole([*sources, *(str(path) for path in (actors, lexicon) if path)])
    runner = _runner(jobs, cluster, slurm, kubernetes, workers)
    teller = _Teller()
    try:
        manifest = code_corpus(sources, output, settings, runner, again=again, told=teller.hear)
    except KeyboardInterrupt:
        teller.end()
        print(
            f"dragoman: interrupted; the same command goes on from {teller.stand}", file=sys.stderr
        )
        raise typer.Exit(130) from None
    finally:
        runner.close()
    teller.end()
    _print(manifest, output)


@app.command("merge")
def merge(
    output: str = typer.Argument(..., metavar="OUTPUT", help="A corpus that was coded."),
    jobs: int = _JOBS,
    cluster: str | None = _CLUSTER,
    slurm: str | None = _SLURM,
    kubernetes: str | None = _KUBERNETES,
    workers: int = _WORKERS,
    memory: str = typer.Option("2GB", "--memory", help="What DuckDB may use before it spills."),
) -> None:
    """Find copies, merge actors and events, and link plans, by the rules of a record."""
    from dragoman.cluster.merge import merge_corpus

    runner = _runner(jobs, cluster, slurm, kubernetes, workers)
    try:
        made = merge_corpus(output, runner, memory=memory, told=_tell_step)
    except KeyboardInterrupt:
        print("dragoman: interrupted; nothing was changed, start it again", file=sys.stderr)
        raise typer.Exit(130) from None
    finally:
        runner.close()
    counts = ", ".join(f"{count:,} {table}" for table, count in made.counts.items())
    print(f"{output}/merged: {made.sources:,} independent sources: {counts}")


def _tell_step(name: str) -> None:
    if sys.stderr.isatty():
        print(f"{name} …", file=sys.stderr)


def _check_whole(paths: list[str]) -> None:
    """Workers of a cluster do not stand in the folder that the command was given in."""
    from dragoman.errors import InputError
    from dragoman.reading.remote import is_remote

    for path in paths:
        if not is_remote(path) and not Path(path).is_absolute():
            raise InputError(f"{path}: name it by its whole path, so that the workers find it")


def _runner(
    jobs: int, cluster: str | None, slurm: str | None, kubernetes: str | None, workers: int
) -> "Runner":
    from dragoman.cluster.running import InProcess, InProcesses

    if cluster or slurm or kubernetes:
        from dragoman.cluster.on_dask import open_dask

        return open_dask(cluster, slurm, kubernetes, workers)
    return InProcess() if jobs == 1 else InProcesses(jobs)


class _Teller:
    """Tells on a terminal how far the work is, how fast, and how long it will take."""

    def __init__(self) -> None:
        self._shows = sys.stderr.isatty()
        self._begun: float | None = None
        self.stand = "the beginning"

    def hear(self, progress: "Progress") -> None:
        """Take note of how far it is."""
        now = time.monotonic()
        if self._begun is None:
            self._begun = now
        self.stand = f"shard {progress.shards:,} of {progress.of_shards:,}"
        if self._shows:
            sys.stderr.write(f"\r\x1b[K{line_of(progress, now - self._begun)}")
            sys.stderr.flush()

    def end(self) -> None:
        """Leave the line."""
        if self._shows and self._begun is not None:
            sys.stderr.write("\n")


def line_of(progress: "Progress", seconds: float) -> str:
    """How far a run is after some seconds, in one line."""
    share = progress.reports / max(1, progress.of_reports)
    line = f"{progress.reports:,} of {progress.of_reports:,} inputs ({share:.0%})"
    made = progress.reports - progress.before
    if not made or seconds <= 0:
        return line
    left = (progress.of_reports - progress.reports) * seconds / made
    rate = f"{made / seconds:,.1f} inputs/s, {progress.words / seconds:,.0f} words/s"
    return f"{line}, {rate}, {_span(left)} left"


def _span(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}"


def _print(manifest: "Manifest", output: str) -> None:
    counts = ", ".join(f"{count:,} {table}" for table, count in manifest.counts.items())
    print(f"{output}: {len(manifest.shards):,} shards: {counts}")
