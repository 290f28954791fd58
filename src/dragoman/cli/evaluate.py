"""``dragoman evaluate``: hold the coder against your own gold."""

from pathlib import Path

import typer


def evaluate(
    gold: Path = typer.Argument(
        ...,
        metavar="GOLD.jsonl",
        help='Lines of {"id", "text", "published", "events": [{"event", "source": ["USA:GOV"], '
        '"target": [...]}]}.',
    ),
    misses: bool = typer.Option(True, help="List what was missed, wrong or not in the gold."),
    actors: Path | None = typer.Option(None, "--actors", help="CSV table of your own actors."),
    lexicon: Path | None = typer.Option(None, "--lexicon", help="CSV file of your own frames."),
    model: str | None = typer.Option(None, "--model", help="Another installed spaCy pipeline."),
) -> None:
    """Print precision, recall and F1 by type, source, target and dyad, with the misses."""
    from dragoman.coder import Coder
    from dragoman.evaluation import PARTS, Tally, read_gold, report_of
    from dragoman.evaluation import evaluate as compare

    golds = list(read_gold(gold))
    coder = Coder(model, lexicon, actors)
    result = compare(zip(golds, coder.code_all(map(report_of, golds)), strict=True))

    def row(name: str, tally: Tally, part: str) -> None:
        precision, recall, f1 = tally.figures(part)
        print(
            f"{name:<12}{precision:>10.3f}{recall:>8.3f}{f1:>8.3f}"
            f"{tally.right[part]:>8}{tally.gold:>8}{tally.predicted:>11}"
        )

    print(
        f"{'':<12}{'precision':>10}{'recall':>8}{'F1':>8}{'right':>8}{'gold':>8}{'predicted':>11}"
    )
    for part in PARTS:
        row(part, result.together, part)
    for name, tally in sorted(result.by_type.items()):
        row(name, tally, "type")
    if misses:
        for line in result.misses:
            print(line)
