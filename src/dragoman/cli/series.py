"""``dragoman series``: events over time, by dyad."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from dragoman.cli.ask import pair_of
from dragoman.cli.harmless import say
from dragoman.cli.recorded import Format, FormatOption, RecordOption
from dragoman.cli.studied import (
    ActorOption,
    ByOption,
    ChartOption,
    Lens,
    LensOption,
    NameOption,
    SinceOption,
    StatusChoice,
    StatusOption,
    Step,
    Study,
    ToOption,
    TypeOption,
    UntilOption,
    study,
    write_chart,
    write_study,
)
from dragoman.errors import InputError

if TYPE_CHECKING:
    from dragoman.analysis.changing import Found
    from dragoman.analysis.dyadic import Asked, Line
    from dragoman.analysis.measures import Window

SHOWN = ("series", "status", "start", "events", "value", "rolling", "independent", "warning")
CHANGES_SHOWN = (
    "series", "status", "start", "earliest", "latest", "before", "after", "strength",
    "reporting_change", "rate_change",
)  # fmt: skip


class MeasureChoice(StrEnum):
    """What of a series is looked at."""

    events = "events"
    cooperation = "cooperation"
    conflict = "conflict"
    verbal_cooperation = "verbal_cooperation"
    material_cooperation = "material_cooperation"
    verbal_conflict = "verbal_conflict"
    material_conflict = "material_conflict"
    score = "score"
    mean = "mean"
    per_100_reports = "per_100_reports"
    share = "share"


def series(
    record: str = RecordOption,
    dyad: list[str] | None = typer.Option(
        None, "--dyad", help="Two, as USA:IRN; again for more. By default those of most events."
    ),
    most: int = typer.Option(5, "--most", min=1, help="So many dyads, where none are named."),
    together: bool = typer.Option(False, "--together", help="One series of all events."),
    directed: bool = typer.Option(
        False, "--directed", help="Also what each of the two does to the other."
    ),
    by: Step = ByOption,
    lens: Lens = LensOption,
    measure: MeasureChoice = typer.Option(
        MeasureChoice.events,
        "--measure",
        help="events, cooperation, conflict, one of the four classes (as verbal_conflict), "
        "score, mean, per_100_reports or share.",
    ),
    actor: str | None = ActorOption,
    event: list[str] | None = TypeOption,
    status: list[StatusChoice] = StatusOption,
    independent: bool = typer.Option(
        False, "--independent", help="Count an event once for each independent source."
    ),
    since: str | None = SinceOption,
    until: str | None = UntilOption,
    rolling: int | None = typer.Option(
        None, "--rolling", min=1, help="Add the mean over so many periods."
    ),
    least: int | None = typer.Option(
        None, "--least", min=1, help="So many of them are enough; by default all."
    ),
    centred: bool = typer.Option(
        False, "--centred", help="Over the periods around each, not those before it."
    ),
    change_points: bool = typer.Option(
        False, "--change-points", help="Show when the level changes instead of the periods."
    ),
    penalty: float | None = typer.Option(
        None, "--penalty", min=0.01, help="How hard a change is to believe; by default 3."
    ),
    form: Format = FormatOption,
    to: Path | None = ToOption,
    name: str = NameOption,
    chart: Path | None = ChartOption,
) -> None:
    """Events over time by dyad, zeros too, beside the reports they were read from."""
    from dragoman.analysis.charts import chart_of_series
    from dragoman.analysis.dyadic import lines, series_frame

    about = study(
        record, actor, event, status, since, until,
        dyad=",".join(dyad or ()), most=None if dyad or together else most, together=together,
        directed=directed, by=by.value, lens=lens.value, measure=measure.value,
        independent=independent, rolling=rolling, least=least, centred=centred,
        change_points=change_points, penalty=penalty,
    )  # fmt: skip
    window = _window(rolling, least, centred)
    asked = _asked(about, dyad, window, lens, by, measure, most, together, directed, independent)
    found = lines(about.material, asked)
    frame = series_frame(found, asked)
    changes = _changes(found, measure, penalty) if change_points else None
    if chart is not None:
        rows = changes.changes.rows if changes else ()
        write_chart(chart_of_series(frame.rows, measure.value, rows), chart)
    if to is not None:
        write_study(about, [frame, *(changes or ())], to, name, form)
    elif changes is not None:
        _print_changes(changes, form)
    else:
        from dragoman.cli.printing import print_frame

        print_frame(frame, form, SHOWN)


def _window(rolling: int | None, least: int | None, centred: bool) -> "Window | None":
    from dragoman.analysis.measures import Window

    if rolling is None:
        if least is not None or centred:
            raise InputError("--least and --centred are of --rolling, which is not given")
        return None
    return Window(rolling, least, centred)


def _asked(
    about: Study,
    dyad: list[str] | None,
    window: "Window | None",
    lens: Lens,
    by: Step,
    measure: MeasureChoice,
    most: int,
    together: bool,
    directed: bool,
    independent: bool,
) -> "Asked":
    from dragoman.analysis.dyadic import Asked
    from dragoman.analysis.material import known_key

    if together and dyad:
        raise InputError("--together is one series of all events; leave out --dyad")
    pairs = [pair_of(words) for words in dyad or ()]
    return Asked(
        dyads=tuple(
            (
                known_key(about.material, one, lens.value),
                known_key(about.material, other, lens.value),
            )
            for one, other in pairs
        ),
        together=together,
        directed=directed,
        most=most,
        lens=lens.value,
        step=by.value,
        since=about.since,
        until=about.until,
        statuses=about.statuses,
        weight="sources" if independent else "events",
        measure=measure.value,
        window=window,
    )


def _changes(found: "list[Line]", measure: MeasureChoice, penalty: float | None) -> "Found":
    from dragoman.analysis.change_points import PENALTY
    from dragoman.analysis.changing import find_changes

    factor = PENALTY if penalty is None else penalty
    return find_changes(found, measure.value, factor=factor)


def _print_changes(found: "Found", form: Format) -> None:
    """The changes on stdout; on stderr, where there are none and why."""
    from dragoman.cli.printing import print_frame

    print_frame(found.changes, form, CHANGES_SHOWN)
    for trial in found.trials:
        words = trial.note
        if not words and not trial.changes:
            words = f"no change of level in {trial.periods} periods"
        if words:
            say(f"{trial.series}, {trial.status}, {trial.measure}: {words}")
