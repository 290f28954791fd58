"""``dragoman demo``: code the sample reports and show what Dragoman does."""

import sys

import typer


def demo(
    every: bool = typer.Option(False, "--all", help="Show every sample report in full."),
) -> None:
    """Code the sample reports that come with Dragoman and show what was found."""
    from dragoman.cli.code import Format, _chunks
    from dragoman.coder import Coder
    from dragoman.samples import sample_reports

    codings = list(Coder().code_all(sample_reports()))
    shown = codings if every else codings[:1]
    for chunk in _chunks(shown, Format.text):
        sys.stdout.write(chunk)
    print("\nTHE SAMPLE REPORTS")
    print(f"{'report':<38}{'published':<12}{'events':>8}{'statements':>12}{'actors':>8}")
    for coding in codings:
        print(
            f"{coding.report.id[:37]:<38}{coding.report.published or 'unknown':<12}"
            f"{len(coding.events):>8}{len(coding.statements):>12}{len(coding.actors):>8}"
        )
    if not every:
        print("\nAll of them in full: dragoman demo --all. Your own: dragoman code FILE.")
