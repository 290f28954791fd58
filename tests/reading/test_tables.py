"""Tables of reports: any column names, any of the usual forms, and every bad row told by number."""

import contextlib
import io
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import InputError
from dragoman.model import Report
from dragoman.reading import InputOptions, read_sources
from dragoman.reading.columns import choose_columns, day_of, parse_columns
from dragoman.reading.inputs import Reading, Refusal
from dragoman.reading.tables import read_csv

LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
TEXT = "The envoys of Peru and Chile met in Tacna on Monday."


def rows(data: bytes | str, **columns: str) -> list[Reading | Refusal]:
    file = io.BytesIO(data if isinstance(data, bytes) else data.encode())
    return list(read_csv(file, "t.csv", columns, limit=10_000, cap=100_000))


def reports(data: bytes | str, **columns: str) -> list[Report]:
    found = rows(data, **columns)
    assert all(isinstance(one, Reading) for one in found), found
    return [one.report for one in found if isinstance(one, Reading)]


class TestColumns:
    def test_usual_names_are_understood(self) -> None:
        header = ["Headline", "Body", "Date Published", "Source", "Link", "Doc-ID", "Lang", "Views"]
        assert choose_columns(header, {}, "t") == {
            "text": 1, "title": 0, "published": 2, "publisher": 3, "url": 4, "id": 5, "language": 6,
        }  # fmt: skip

    def test_a_name_that_is_given_comes_first(self) -> None:
        assert choose_columns(["text", "lead"], {"text": "lead"}, "t") == {"text": 1}

    def test_a_table_of_headlines_has_them_as_texts(self) -> None:
        assert choose_columns(["date", "headline"], {}, "t") == {"published": 0, "text": 1}

    @pytest.mark.parametrize(
        ("header", "columns", "says"),
        [
            (["a", "b"], {}, r"t: has no column with the text; it has 'a', 'b'; .*--columns text="),
            (["text"], {"title": "head"}, r"t: has no column 'head'; it has 'text'"),
        ],
    )
    def test_what_is_not_there_is_told(
        self, header: list[str], columns: dict[str, str], says: str
    ) -> None:
        with pytest.raises(InputError, match=says):
            choose_columns(header, columns, "t")

    def test_the_option(self) -> None:
        assert parse_columns("text=body, published=day") == {"text": "body", "published": "day"}

    @pytest.mark.parametrize("given", ["text", "text=", "colour=red", "", "text=a,,"])
    def test_the_option_written_wrongly(self, given: str) -> None:
        with pytest.raises(InputError, match=r"^--columns: "):
            parse_columns(given)


class TestCsv:
    def test_a_row_is_a_report(self) -> None:
        data = "id,title,text,date,source,url\n"
        data += f'7,Met,"{TEXT}\nMore, later.",2020-02-29,The Courier,u\n'
        assert reports(data) == [
            Report(
                id="7",
                text=f"{TEXT}\nMore, later.",
                title="Met",
                published="2020-02-29",
                published_from="given",
                publisher="The Courier",
                url="u",
            )
        ]

    @pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
    def test_the_delimiter_is_told_from_the_header(self, delimiter: str) -> None:
        line = delimiter.join
        data = line(["id", "text", "date"]) + "\n" + line(["a", f'"{TEXT}"', "2020-02-29"]) + "\n"
        assert [(r.id, r.text, r.published) for r in reports(data)] == [("a", TEXT, "2020-02-29")]

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
    def test_the_encoding_is_found(self, encoding: str) -> None:
        data = "text\r\nSeñor Núñez met “the envoy”.\r\nZwei.\r\n".encode(encoding)
        assert [r.text for r in reports(data)] == ["Señor Núñez met “the envoy”.", "Zwei."]

    def test_bad_rows_are_told_by_number_and_the_others_read(self) -> None:
        found = rows("id,text,date\na,one,\nb,,\n\nc,two,03/06/2019\nd\ne,three,2019-06-03\n")
        assert [(one.source, type(one).__name__) for one in found] == [
            ("t.csv, row 2", "Reading"),
            ("t.csv, row 3", "Refusal"),
            ("t.csv, row 5", "Refusal"),
            ("t.csv, row 6", "Refusal"),
            ("t.csv, row 7", "Reading"),
        ]
        assert [one.why for one in found if isinstance(one, Refusal)] == [
            "the text is empty",
            "'03/06/2019' is no date that can be told; write it as 2019-06-03",
            "the text is empty",
        ]

    def test_rows_without_an_id_are_named_by_their_number(self) -> None:
        assert [r.id for r in reports("text\na\nb\n")] == ["2", "3"]

    @pytest.mark.parametrize(
        ("data", "says"),
        [
            (b"", "the table is empty"),
            (b"\n\n", "the table is empty"),
            (b"a,b\n1,2\n", "has no column with the text"),
            (b"\x89PNG\r\n\0\0\n", "is not a text file; give CSV or TSV"),
        ],
    )
    def test_what_is_no_table(self, data: bytes, says: str) -> None:
        (found,) = rows(data)
        assert isinstance(found, Refusal)
        assert says in found.why

    @pytest.mark.parametrize("length", [1, 200_000])
    def test_a_quotation_mark_that_is_not_closed_ends_the_table(self, length: int) -> None:
        found = rows('text\none\n"two\n' + "three four five\n" * length)
        assert [one.source for one in found] == ["t.csv, row 2", "t.csv, row 3"]
        assert isinstance(found[1], Refusal)
        assert "a quotation mark is not closed" in found[1].why

    def test_a_last_row_without_a_line_end_is_whole(self) -> None:
        assert [r.text for r in reports('text\none\n"two\nthree"')] == ["one", "two\nthree"]

    def test_a_line_that_is_too_long_is_left_out(self) -> None:
        found = rows("text\none\n" + "x" * 150_000 + "\ntwo\n")
        assert {one.source for one in found} == {"t.csv, row 2", "t.csv, line 3", "t.csv, row 4"}

    @settings(max_examples=150, deadline=None)
    @given(st.binary(max_size=300), st.booleans())
    def test_whatever_the_bytes_nothing_but_readings_and_refusals(
        self, data: bytes, header: bool
    ) -> None:
        for one in rows((b"text,date\n" if header else b"") + data):
            assert isinstance(one, Reading | Refusal)
            assert one.source.startswith("t.csv")

    @settings(max_examples=100, deadline=None)
    @given(st.lists(st.tuples(st.text(LETTERS, max_size=30), st.text(LETTERS, max_size=12))))
    def test_what_a_writer_quotes_is_read_back(self, cells: list[tuple[str, str]]) -> None:
        quoted = "".join(
            ",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n" for row in cells
        )
        found = rows("text,title\n" + quoted)
        texts = [one.report.text for one in found if isinstance(one, Reading)]
        plain = [text for text, _ in cells if text.strip()]
        assert texts == [text.replace("\r\n", "\n").replace("\r", "\n") for text in plain]


class TestDays:
    @pytest.mark.parametrize(
        "value",
        ["2019-06-03", "2019-06-03T10:00:00Z", "2019-06-03 10:00", "20190603", "20190603T101500Z",
         "3 June 2019", "June 3, 2019", "Jun 3, 2019", "Monday, June 3, 2019", "2019/06/03",
         "Mon, 03 Jun 2019 10:00:00 GMT", date(2019, 6, 3), datetime(2019, 6, 3, 23),
         " 2019-06-03 "],
    )  # fmt: skip
    def test_forms_that_can_be_told(self, value: object) -> None:
        assert day_of(value, "t") == "2019-06-03"

    @pytest.mark.parametrize("value", ["03/06/2019", "6.3.19", "yesterday", "2019", "2019-02-30"])
    def test_forms_that_cannot(self, value: str) -> None:
        with pytest.raises(InputError, match="is no date that can be told"):
            day_of(value, "t, row 2")

    @pytest.mark.parametrize("value", [None, "", "  ", "NaN", float("nan"), "NaT"])
    def test_no_day(self, value: object) -> None:
        assert day_of(value, "t") is None

    @given(st.text(max_size=40))
    def test_any_text_is_a_day_or_an_error_of_ours(self, value: str) -> None:
        with contextlib.suppress(InputError):
            day_of(value, "t")


class TestParquet:
    def table(self, tmp_path: Path, **columns: object) -> Path:
        path = tmp_path / "t.parquet"
        pq.write_table(pa.table(columns), path)
        return path

    def read(self, path: Path, **columns: str) -> list[Reading | Refusal]:
        return list(read_sources([str(path)], InputOptions(columns=columns)))

    def test_a_row_is_a_report_and_a_bad_one_is_told(self, tmp_path: Path) -> None:
        path = self.table(
            tmp_path,
            body=[TEXT, None, TEXT],
            day=pa.array([date(2020, 2, 29), None, None], pa.date32()),
            doc_id=pa.array([1, 2, 3]),
            other=[[1], [2], [3]],
        )
        one, two, three = self.read(path, published="day")
        assert isinstance(one, Reading)
        assert (one.report.id, one.report.published, one.source) == (
            "1", "2020-02-29", f"{path}, row 1",
        )  # fmt: skip
        assert two == Refusal(source=f"{path}, row 2", state="refused", why="the text is empty")
        assert isinstance(three, Reading)
        assert three.report.published is None

    def test_times_and_dictionaries_are_read(self, tmp_path: Path) -> None:
        path = self.table(
            tmp_path,
            text=pa.array([TEXT, TEXT]).dictionary_encode(),
            timestamp=pa.array([datetime(2020, 2, 29, 8), None], pa.timestamp("ns", tz="UTC")),
        )
        one, _ = self.read(path)
        assert isinstance(one, Reading)
        assert one.report.published == "2020-02-29"

    def test_what_is_no_parquet(self, tmp_path: Path) -> None:
        path = tmp_path / "t.parquet"
        for data in (b"", b"PAR1", b"PAR1" + b"x" * 200 + b"PAR1", b"text\n"):
            path.write_bytes(data)
            (found,) = self.read(path)
            assert isinstance(found, Refusal)
            assert "cannot be read as Parquet" in found.why

    @settings(max_examples=60, deadline=None)
    @given(st.data())
    def test_a_damaged_file_is_told_and_nothing_else_happens(
        self, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
    ) -> None:
        path = self.table(tmp_path_factory.mktemp("p"), text=[TEXT] * 3, id=["a", "b", "c"])
        whole = bytearray(path.read_bytes())
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at] = data.draw(st.integers(0, 255))
        path.write_bytes(whole)
        for found in self.read(path):
            assert isinstance(found, Reading | Refusal)
