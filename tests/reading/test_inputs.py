"""Files, folders, pages, lines and standard input: every input ends as a report or as one clear
error, and none stops the others."""

import gzip
import io
import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import InputError, LanguageError
from dragoman.model import Report
from dragoman.reading import (
    InputOptions,
    Reading,
    Refusal,
    check_report,
    read_inputs,
    read_sources,
)

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
        def refuse(_: Path, __: str) -> bytes:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "open", refuse)
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


class TestSources:
    def refusals(self, *paths: Path | str, **options: object) -> list[Refusal]:
        chosen = InputOptions(**options)  # type: ignore[arg-type]
        return [
            found for found in read_sources(map(str, paths), chosen) if isinstance(found, Refusal)
        ]

    def test_every_kind_of_file_in_a_folder_is_read(self, tmp_path: Path) -> None:
        line = json.dumps({"text": TEXT})
        (tmp_path / "a.txt").write_text(TEXT)
        (tmp_path / "b.jsonl").write_text(line + "\n" + line)
        (tmp_path / "c.csv").write_text(f'text\n"{TEXT}"\n')
        (tmp_path / "d.jsonl.gz").write_bytes(gzip.compress(line.encode()))
        (tmp_path / "e.rss").write_text(
            f"<rss><channel><item><title>x</title><description>{TEXT}</description>"
            "</item></channel></rss>"
        )
        (tmp_path / "f.bin").write_bytes(b"\0")
        (tmp_path / "g.bin").write_bytes(b"\0")
        found = list(read_sources([str(tmp_path)], InputOptions(retrieved="2026-03-01T12:00:00Z")))
        readings = [one for one in found if isinstance(one, Reading)]
        assert [one.source.removeprefix(f"{tmp_path}/") for one in readings] == [
            "a.txt", "b.jsonl, line 1", "b.jsonl, line 2", "c.csv, row 2", "d.jsonl.gz, line 1",
            "e.rss, entry 1",
        ]  # fmt: skip
        assert {one.report.text for one in readings} == {TEXT}
        assert {one.retrieved for one in readings} == {"2026-03-01T12:00:00Z"}
        (left,) = [one for one in found if isinstance(one, Refusal)]
        assert (left.why, left.count) == ("2 files of other kinds were not read (.bin 2)", 2)

    def test_a_folder_that_cannot_be_read_does_not_stop_the_others(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        usual = Path.iterdir

        def refuse(path: Path) -> Iterator[Path]:
            if path.name == "sub":
                raise PermissionError(13, "Permission denied")
            return usual(path)

        monkeypatch.setattr(Path, "iterdir", refuse)
        (folder / "z.txt").write_text(TEXT)
        found = [(one.source, type(one).__name__) for one in read_sources([str(folder)])]
        assert found == [
            (f"{folder}/b.txt", "Reading"),
            (f"{folder}/sub", "Refusal"),
            (f"{folder}/z.txt", "Reading"),
        ]

    @pytest.mark.parametrize("data", [b"\n\n  One.\n\nTwo.", b"", b"\xef\xbb\xbfOne."])
    def test_standard_input_is_read_as_it_is(
        self, monkeypatch: pytest.MonkeyPatch, data: bytes
    ) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        texts = [one.text for one in read_inputs(["-"]) if isinstance(one, Report)]
        assert texts == ([data.decode("utf-8-sig")] if data else [])

    def test_source_and_sentence_are_apart(self, folder: Path) -> None:
        (folder / "r.jsonl").write_text('{"text": ""}\nnonsense\n')
        told = self.refusals(folder / "none.txt", folder / "r.jsonl")
        assert told[0].source == str(folder / "none.txt")
        assert told[0].why == "there is no such file"
        assert told[1].message == f"{folder}/r.jsonl, line 1: the text is empty"
        assert told[2].source == f"{folder}/r.jsonl, line 2"

    def test_publisher_and_day_fill_what_is_open(self, folder: Path) -> None:
        options = InputOptions(published="2020-01-01", publisher="The Courier")
        (one,) = read_sources([str(folder / "b.txt")], options)
        assert isinstance(one, Reading)
        assert (one.report.published, one.report.publisher) == ("2020-01-01", "The Courier")

    @pytest.mark.parametrize(
        ("data", "says"),
        [
            (b"PK\x03\x04" + b"x" * 50, "is not a text file: it is a ZIP archive"),
            (b"%PDF-1.7 \0", "is not a text file: it is a PDF"),
            (b"<?xml version='1.0'?><nitf/>", "is XML, but neither a page nor"),
            (b"\xff\xfe\x00", "begins like utf-16 text but is not"),
        ],
    )
    def test_what_is_no_text_is_told_by_its_kind(
        self, tmp_path: Path, data: bytes, says: str
    ) -> None:
        path = tmp_path / "a.txt"
        path.write_bytes(data)
        assert says in self.refusals(path)[0].why

    def test_the_kind_is_told_from_the_bytes_where_the_name_lies(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        path.write_text("<rss><channel><item><title>x</title></item></channel></rss>")
        assert self.refusals(path)[0].why == "the feed gives no text of this entry, only its title"

    def test_bombs_end_in_a_sentence(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt.gz").write_bytes(gzip.compress(b"a" * 60_000_000))
        (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(b"\n" * 2_000_000))
        (tmp_path / "c.html").write_text(
            "<html><body><p " + " ".join(f"a{n}" for n in range(100_000)) + ">x</p></body></html>"
        )
        (tmp_path / "d.html").write_text("<html><body>" + "<div>" * 50_000 + TEXT)
        (tmp_path / "e.jsonl").write_text('{"text": "x", "y": ' + "[" * 100_000 + "}")
        begun = time.monotonic()
        whys = [one.why for one in self.refusals(tmp_path)]
        assert time.monotonic() - begun < 5
        for why, says in zip(
            whys,
            ["unpacks to over 300 times", "empty lines", "a tag with more than 400", "no article",
             "is no report"],
            strict=True,
        ):  # fmt: skip
            assert says in why

    def test_a_web_address_is_not_fetched_for_coding(self) -> None:
        assert fault("https://courier.example/a").endswith(
            "only `dragoman add` fetches from the web"
        )
        (told,) = self.refusals("http://me:secret@127.0.0.1/a")
        assert "secret" not in told.message

    @pytest.mark.parametrize("path", ["a\0b", "x" * 5000, "", "nul/\udcff"])
    def test_names_that_no_file_has(self, path: str) -> None:
        assert len(self.refusals(path)) == 1

    @settings(max_examples=100, deadline=None)
    @given(
        st.binary(max_size=200),
        st.sampled_from([".txt", ".html", ".json", ".jsonl", ".xml", ".gz"]),
    )
    def test_any_bytes_under_any_name(
        self, tmp_path_factory: pytest.TempPathFactory, data: bytes, ending: str
    ) -> None:
        path = tmp_path_factory.getbasetemp() / f"any.{ending}"
        path.write_bytes(data)
        for one in read_sources([str(path)]):
            assert isinstance(one, Reading | Refusal)
            assert one.source.startswith(str(path))
