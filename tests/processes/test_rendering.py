"""What a dossier is printed as: no word of a report becomes markup, no page asks the network."""

from html.parser import HTMLParser

import msgspec
import pytest
from tests.processes.making import CHIEF, ENVOY, MINISTER, dossier, event, material, party, report

from dragoman.errors import MissingPartError
from dragoman.processes import pdf
from dragoman.processes.dossier import Dossier
from dragoman.processes.pdf import to_pdf
from dragoman.processes.rendering import to_html, to_json, to_markdown

NASTY = "The chief <script>alert(1)</script> *met* [Lund](http://evil.example) `x` | y"
DAY = report("june", "2020-06-02")
MADE = dossier(
    material(
        event("e1", "CONSULT", [CHIEF, ENVOY], [], NASTY, "met", DAY),
        event("e2", "REJECT", [MINISTER], [CHIEF], "She refused a truce.", "refused", DAY),
        event(
            "e3", "CONSULT", [party("Łukasz <b>Nowak</b>", "NOR", "GOV"), MINISTER], [],
            "Nowak met her.", "met", DAY,
        ),
        reports=[DAY],
    ),
    since="2020-01-01",
)  # fmt: skip


class Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name in ("href", "src"):
                self.links.append(value or "")


def page(text: str) -> Page:
    found = Page()
    found.feed(text)
    return found


def test_markdown_escapes_what_reports_say() -> None:
    text = to_markdown(MADE)
    assert "<script>" not in text
    assert r"\*met\* \[Lund\](http" in text
    assert r"\| y" in text


def test_markdown_numbers_lead_to_words() -> None:
    text = to_markdown(MADE)
    for number in range(1, len(MADE.sources) + 1):
        assert f'<a id="s{number}"></a>{number}. ' in text
    assert r"[\[1\]](#s1)" in text


def test_a_page_asks_nothing_of_the_network() -> None:
    found = page(to_html(MADE))
    assert not {"script", "img", "link", "iframe", "b>"} & set(found.tags)
    assert all(link.startswith("#") for link in found.links)
    assert "default-src 'none'" in to_html(MADE)


def test_every_link_of_a_page_leads_to_something_in_it() -> None:
    found = page(to_html(MADE))
    assert {link[1:] for link in found.links} <= set(found.ids)
    assert len(found.ids) == len(set(found.ids))


def test_only_web_addresses_of_reports_become_links() -> None:
    sources = tuple(
        msgspec.structs.replace(source, url=url)
        for source, url in zip(
            MADE.sources, ["https://example.org/a?b=1&c", "javascript:alert(1)"], strict=False
        )
    )
    found = page(to_html(msgspec.structs.replace(MADE, sources=sources)))
    assert [link for link in found.links if link[0] != "#"] == ["https://example.org/a?b=1&c"]


def test_json_is_the_dossier() -> None:
    assert msgspec.json.decode(to_json(MADE), type=Dossier) == MADE


def test_the_same_dossier_gives_the_same_bytes() -> None:
    assert to_html(MADE) == to_html(MADE)
    assert to_markdown(MADE) == to_markdown(MADE)


def test_pdf_with_and_without_a_font_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    first = to_pdf(MADE)
    assert first.startswith(b"%PDF")
    assert to_pdf(MADE) == first
    monkeypatch.setattr(pdf, "_FONTS", ())
    assert to_pdf(MADE).startswith(b"%PDF")


def test_without_the_library_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "fpdf", None)
    with pytest.raises(MissingPartError, match="pip install fpdf2"):
        to_pdf(MADE)
