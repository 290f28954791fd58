"""`dragoman demo`: what a new user sees first."""

from dragoman.samples import sample_reports

from .conftest import Run


def test_all_in_full_and_in_a_table(run: Run) -> None:
    done = run("demo", "--all")
    assert (done.returncode, done.stderr) == (0, "")
    reports = list(sample_reports())
    assert done.stdout.count("WHAT HAPPENED") == len(reports)
    table = done.stdout[done.stdout.index("THE SAMPLE REPORTS") :]
    assert all(report.id in table for report in reports)
    assert max(map(len, done.stdout.splitlines())) <= 80
