"""A dossier as PDF, with the optional library fpdf2 and a font of the machine where there is one.

fpdf2 is pure Python and needs no system libraries. Its own fonts have the letters of Western
Europe only; names in others need a TrueType font, which is looked for where systems keep DejaVu
and Liberation, or named by ``DRAGOMAN_PDF_FONT``. Without one, letters are printed without marks.
"""

import os
import unicodedata
from collections.abc import Callable, Sequence
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from dragoman.errors import MissingPartError
from dragoman.processes.chapters import sheet_of
from dragoman.processes.dossier import Dossier, Source
from dragoman.processes.sheet import Cell, Chapter, Grid, Line, Sheet
from dragoman.processes.wording import day_words

_FONTS = (
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    "/usr/share/fonts/dejavu/DejaVuSans.ttf",
    "/usr/share/fonts/TTF/DejaVuSans.ttf",
    "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf",
    "/Library/Fonts/Arial Unicode.ttf",
    "C:/Windows/Fonts/arial.ttf",
)
_SHOWN = 6
_INDENT, _BULLET, _FOOT, _TOGETHER = 6, 3.5, 12, 32  # mm
# Marks that Latin-1 has not, in its letters.
_PLAIN = str.maketrans(
    {
        "•": "-",
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        "–": "-",
        "—": "-",
        "−": "-",
        "→": ">",
        "…": "...",
    }
)


def to_pdf(dossier: Dossier) -> bytes:
    """A dossier as PDF. Raises MissingPartError where fpdf2 is not installed."""
    try:
        library = import_module("fpdf")
    except ModuleNotFoundError:
        raise MissingPartError(
            "fpdf2 is not installed; install it with: pip install fpdf2"
        ) from None
    return _Printer(library, dossier).print()


class _Printer:
    """One PDF in the making."""

    def __init__(self, library: Any, dossier: Dossier) -> None:
        self.sheet = sheet_of(dossier)
        font = _font()
        self.wide = font is not None
        self.name = "text" if self.wide else "helvetica"
        self.pdf = _with_numbers(library, self.sheet, self._text)
        self.pdf.set_margin(18)
        self.pdf.set_auto_page_break(auto=True, margin=18)
        # The same dossier gives the same bytes.
        self.pdf.set_creation_date(datetime.fromisoformat(f"{dossier.day}T00:00:00+00:00"))
        self.pdf.set_title(self.sheet.title)
        if font is not None:
            for style in ("", "B", "I"):
                self.pdf.add_font("text", style, _styled(font, style))
        self.numbers = {source.key: n for n, source in enumerate(dossier.sources, 1)}
        self.links: list[int] = []

    def print(self) -> bytes:
        """The bytes of the file."""
        pdf, sheet = self.pdf, self.sheet
        pdf.add_page()
        self.links = [pdf.add_link() for _ in sheet.sources]
        self._head(sheet)
        for chapter in sheet.chapters:
            self._chapter(chapter)
        self._title("The words")
        for number, source in enumerate(sheet.sources, 1):
            pdf.set_link(self.links[number - 1], y=pdf.get_y(), page=pdf.page)
            self._paragraph(f"{number}. {_source(source)}", 8)
        return bytes(pdf.output())

    def _head(self, sheet: Sheet) -> None:
        self._paragraph(sheet.title, 18, "B")
        if sheet.about:
            self._paragraph(sheet.about, 10)
        self._paragraph(
            f"Dossier of {sheet.day}. Every line is made from the record; the numbers lead to the "
            "words it rests on.",
            10,
        )

    def _chapter(self, chapter: Chapter) -> None:
        self._title(chapter.title)
        if chapter.note:
            self._paragraph(chapter.note, 9, "I")
        for block in chapter.blocks:
            if isinstance(block, Grid):
                self._grid(block)
            else:
                self._line(block)

    def _title(self, title: str) -> None:
        self.pdf.ln(3)
        if self.pdf.will_page_break(_TOGETHER):
            self.pdf.add_page()  # no heading without a line under it
        self.pdf.start_section(self._text(title))
        self._paragraph(title, 13, "B")

    def _line(self, line: Line) -> None:
        pdf = self.pdf
        left = pdf.l_margin
        pdf.set_x(left + _INDENT * line.level)
        pdf.set_font(self.name, "", 10)
        pdf.write(5, self._text("– " if line.level else "• "))
        pdf.l_margin = left + _INDENT * line.level + _BULLET
        if line.head:
            pdf.set_font(self.name, "B", 10)
            pdf.write(5, self._text(f"{line.head} "))
        pdf.set_font(self.name, "I" if line.gap else "", 10)
        pdf.write(5, self._text(line.text))
        if line.quote:
            pdf.set_font(self.name, "I", 10)
            pdf.write(5, self._text(f" “{' '.join(line.quote.split())}”"))
        self._references(line.evidence)
        pdf.l_margin = left
        pdf.ln(6.5)

    def _references(self, keys: Sequence[str]) -> None:
        pdf = self.pdf
        numbers = [self.numbers[key] for key in keys if key in self.numbers]
        pdf.set_font(self.name, "", 7.5)
        for number in numbers[:_SHOWN]:
            told = f" {number}"
            if pdf.get_x() + pdf.get_string_width(told) + 1 > pdf.w - pdf.r_margin:
                pdf.ln(5)  # a number is not cut in two
            pdf.write(5, told, link=self.links[number - 1])
        if len(numbers) > _SHOWN:
            pdf.write(5, f" and {len(numbers) - _SHOWN} more")

    def _grid(self, grid: Grid) -> None:
        self._paragraph(f"{grid.about}:", 10)
        self.pdf.set_font(self.name, "", 8)
        with self.pdf.table(first_row_as_headings=False) as table:
            for row in (tuple(Cell(text=name) for name in grid.head), *grid.rows):
                cells = table.row()
                for cell in row:
                    cells.cell(self._text(cell.text))
        self.pdf.ln(3)

    def _paragraph(self, text: str, size: int, style: str = "") -> None:
        self.pdf.set_font(self.name, style, size)
        self.pdf.multi_cell(0, size * 0.5, self._text(text), new_x="LMARGIN", new_y="NEXT")
        self.pdf.ln(1)

    def _text(self, text: str) -> str:
        """What the font can print."""
        if self.wide:
            return text
        plain = unicodedata.normalize("NFKD", text.translate(_PLAIN))
        kept = "".join(char for char in plain if not unicodedata.combining(char))
        return kept.encode("latin-1", "replace").decode("latin-1")


def _with_numbers(library: Any, sheet: Sheet, printable: Callable[[str], str]) -> Any:
    """An A4 document whose pages say of what they are, and their number."""

    class Pages(library.FPDF):  # type: ignore[misc]
        def footer(self) -> None:
            self.set_y(-_FOOT)
            self.set_font(self.font_family or "helvetica", "", 7.5)
            told = printable(f"{sheet.title}, {sheet.day} – {self.page_no()}")
            self.cell(0, 4, told, align="R")

    return Pages(format="A4")


def _styled(font: str, style: str) -> str:
    """The bold or slanted font beside a font, as systems name them; itself where there is none."""
    path = Path(font)
    stem = path.stem.removesuffix("-Regular")
    for ending in {"B": ("-Bold",), "I": ("-Oblique", "-Italic")}.get(style, ()):
        other = path.with_name(f"{stem}{ending}{path.suffix}")
        if other.is_file():
            return str(other)
    return font


def _font() -> str | None:
    own = os.environ.get("DRAGOMAN_PDF_FONT")
    if own and not Path(own).is_file():
        raise MissingPartError(f"DRAGOMAN_PDF_FONT names {own}, which is no file")
    return own or next((path for path in _FONTS if Path(path).is_file()), None)


def _source(source: Source) -> str:
    day = day_words(source.published) if source.published else "day unknown"
    where = ", ".join(part for part in (source.publisher, source.title, day) if part)
    quote = f": “{' '.join(source.quote.split())}”" if source.quote else ""
    return f"{where}{quote} ({source.key})"
