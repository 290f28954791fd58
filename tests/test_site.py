"""The documentation as a site: it builds without a warning, every page is reached, every link and
anchor leads somewhere, and no page asks another host for anything."""

import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

ROOT = Path(__file__).parents[1]
_LOADS = {"img": "src", "script": "src", "iframe": "src", "source": "src", "link": "href"}


class Page(HTMLParser):
    """What a page links to, loads and names."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.names: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in _LOADS and values.get(_LOADS[tag]):
            self.loads.append(values[_LOADS[tag]])
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        self.names.update(values[name] for name in ("id", "name") if name in values)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [
            sys.executable, "-m", "sphinx", "-b", "html", "-W", "--keep-going", "-q",
            "-d", str(folder / "aside"), str(ROOT / "docs"), str(folder / "site"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return folder / "site"


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Page]:
    return {path: Page(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")}


def test_every_document_is_a_page_that_the_home_page_leads_to(
    site: Path, pages: dict[Path, Page]
) -> None:
    home = {link.partition("#")[0] for link in pages[site / "index.html"].links}
    for document in (ROOT / "docs").glob("*.md"):
        if document.stem != "index":
            assert f"{document.stem}.html" in home


def test_every_link_leads_somewhere(pages: dict[Path, Page]) -> None:
    for path, page in pages.items():
        for link in [*page.links, *page.loads]:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            found = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            assert found.exists(), f"{path.name} links to {link}"
            if parts.fragment and found in pages:
                assert unquote(parts.fragment) in pages[found].names, f"{path.name}: {link}"


def test_nothing_is_asked_of_another_host(site: Path, pages: dict[Path, Page]) -> None:
    for path, page in pages.items():
        for load in page.loads:
            assert not urlsplit(load).netloc, f"{path.name} loads {load}"
    for style in site.rglob("*.css"):
        text = style.read_text(encoding="utf-8")
        for outside in ("url(http", 'url("http', "url(//", "@import"):
            assert outside not in text, f"{style.name}: {outside}"
