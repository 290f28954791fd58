"""`dragoman demo`: what a new user sees first."""

from dragoman.samples import sample_reports

from .conftest import Run


def test_one_report_in_full_and_all_in_a_table(run: Run) -> None:
    done = run("demo")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("WHAT HAPPENED") == 1
    assert "THE SAMPLE REPORTS" in done.stdout
    for report in sample_reports():
        assert report.id in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_all_in_full(run: Run) -> None:
    done = run("demo", "--all")
    assert done.stdout.count("WHAT HAPPENED") == len(list(sample_reports()))
