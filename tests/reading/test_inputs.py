"""Files, folders, pages, lines and standard input: every input ends as a report or as one clear
error, and none stops the others."""

import io
import json
import os
import sys
from pathlib import Path

import pytest

from dragoman.errors import InputError, LanguageError
from dragoman.model import Report
from dragoman.reading import check_report, read_inputs

TEXT = "The envoys of Peru and Chile met in Tacna on Monday to talk about the border and the port."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").write_bytes(TEXT.replace(" ", "\r\n", 1).encode())
    return tmp_path


def reports(*paths: Path | str, **options: str) -> list[Report]:
    found = list(read_inputs(map(str, paths), **options))  # type: ignore[arg-type]
    assert all(isinstance(item, Report) for item in found), found
    return [item for item in found if isinstance(item, Report)]


def fault(*paths: Path | str, limit: int = 1000) -> str:
    (found,) = read_inputs(map(str, paths), limit=limit)
    assert isinstance(found, InputError)
    return str(found)


class TestReports:
    def test_a_text_file_is_named_by_its_name(self, folder: Path) -> None:
        assert reports(folder / "b.txt") == [Report(id="b.txt", text=TEXT)]

    def test_a_folder_is_read_to_its_depth_in_order(self, folder: Path) -> None:
        (folder / "notes.pdf").write_bytes(b"%PDF-1.7 \0\0")
        assert [report.id for report in reports(folder)] == ["b.txt", "sub/a.txt"]

    def test_crlf_is_read_as_lf(self, folder: Path) -> None:
        assert reports(folder / "sub" / "a.txt")[0].text == TEXT.replace(" ", "\n", 1)

    def test_lines_and_objects_of_json(self, folder: Path) -> None:
        line = json.dumps({"id": "one", "text": TEXT, "published": "2019-06-03"})
        (folder / "r.jsonl").write_text(line + "\n\n" + line.replace("one", "two") + "\n")
        (folder / "r.json").write_text(json.dumps({"text": TEXT}, indent=2))
        found = reports(folder / "r.jsonl", folder / "r.json")
        assert [report.id for report in found] == ["one", "two", "r.json"]
        assert found[0].published_from == "given"

    @pytest.mark.parametrize(
        ("data", "count"),
        [(TEXT.encode(), 1), (json.dumps({"text": TEXT}).encode() + b"\n" + b'{"text": "x"}', 2)],
    )
    def test_standard_input_is_text_or_json_lines(
        self, monkeypatch: pytest.MonkeyPatch, data: bytes, count: int
    ) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        assert len(reports("-")) == count

    def test_the_day_that_is_given_is_for_reports_that_do_not_say_theirs(
        self, folder: Path
    ) -> None:
        line = {"text": TEXT, "published": "2011-11-11"}
        (folder / "r.jsonl").write_text(json.dumps(line))
        found = reports(folder / "b.txt", folder / "r.jsonl", published="2019-06-03")
        assert [report.published for report in found] == ["2019-06-03", "2011-11-11"]
        assert {report.published_from for report in found} == {"given"}


class TestFaults:
    def test_a_missing_file(self, tmp_path: Path) -> None:
        assert fault(tmp_path / "no.txt") == f"{tmp_path / 'no.txt'}: there is no such file"

    def test_a_folder_without_texts(self, tmp_path: Path) -> None:
        (tmp_path / "a.png").write_bytes(b"\x89PNG")
        assert fault(tmp_path) == f"{tmp_path}: the folder holds no text, HTML or JSON-lines file"

    @pytest.mark.skipif(os.name == "nt", reason="file modes")
    def test_an_unreadable_file(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        # The superuser may read everything, so the system's answer is put in its mouth.
        def refuse(_: Path) -> bytes:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "read_bytes", refuse)
        path = folder / "b.txt"
        assert fault(path) == f"{path}: cannot be read (Permission denied)"

    def test_a_binary_file(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        path.write_bytes(b"\x7fELF\0\0\1")
        assert fault(path).startswith(f"{path}: is not a text file")

    @pytest.mark.parametrize("text", ["", " \n\t\u00a0\n"])
    def test_an_empty_text(self, tmp_path: Path, text: str) -> None:
        path = tmp_path / "a.txt"
        path.write_text(text, encoding="utf-8")
        assert fault(path) == "a.txt: the text is empty"

    def test_a_text_over_the_limit_and_how_to_raise_it(self, folder: Path) -> None:
        told = fault(folder / "b.txt", limit=10)
        assert told == (
            f"b.txt: the text has {len(TEXT)} characters, the limit is 10; "
            "raise it with --max-chars"
        )

    def test_another_language(self) -> None:
        text = (
            "Le président a reçu hier le ministre pour parler de la guerre et des élections. " * 2
        )
        with pytest.raises(LanguageError, match=r"^r: the text is in French; .* English only$"):
            check_report(Report(id="r", text=text))

    def test_a_bad_input_does_not_stop_the_others(self, folder: Path) -> None:
        (folder / "r.jsonl").write_text('{"text": ""}\nnonsense\n' + json.dumps({"text": TEXT}))
        found = list(
            read_inputs(map(str, (folder / "no.txt", folder / "r.jsonl", folder / "b.txt")))
        )
        assert [isinstance(item, Report) for item in found] == [False, False, False, True, True]
