"""No text steers the terminal it is shown on, and no message has two lines."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.cli import app, main
from dragoman.cli.harmless import harmless, say
from dragoman.cli.recorded import print_table

OBEYED = "a\x1b]0;title\x07b\x9b31mc\x08\x7f\r\u202ed\u2066e"


def test_what_a_terminal_obeys_is_shown_instead() -> None:
    plain = harmless(OBEYED)
    assert len(plain) == len(OBEYED)
    assert plain == "a\ufffd]0;title\ufffdb\ufffd31mc\ufffd\ufffd\ufffd\ufffdd\ufffde"
    assert harmless("é – “a”\n\tb 在 طهران 🇮🇷") == "é – “a”\n\tb 在 طهران 🇮🇷"


def test_a_message_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    say("a\nb\r\nc\u2028d\x1b[2J")
    assert capsys.readouterr().err == "dragoman: a b c d\ufffd[2J\n"


def test_tables_pages_and_quotations(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    print_table(["name"], [[OBEYED]])
    assert "\x1b" not in capsys.readouterr().out
    text = (
        "\x1b[2JIran's minister met his Iraqi counterpart. “We agree,\x1b]0;x\x1b” he said. "
        + "The talks went on. " * 9
    )
    report = tmp_path / "report.txt"
    report.write_text(text)
    for command in ("code", "quotes", "explain"):
        done = CliRunner().invoke(app, [command, str(report)])
        assert "agree" in done.output, command
        assert "\x1b" not in done.output


def test_a_mistake_ends_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["dragoman", "events", "--record", "no\nfile\x1b[2J.db"])
    with pytest.raises(SystemExit):
        main()
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "\x1b" not in told
