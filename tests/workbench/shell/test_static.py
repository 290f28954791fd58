"""Static files: those of the list, and nothing beside it."""

import pytest
from tests.workbench.shell.making import Client

PATHS = ["..%2fapp.py", "%2e%2e/app.py", "..%5capp.py", "....//app.py", "%00", "dragoman.css%00.js",
         "%2fetc%2fpasswd", "..%252fapp.py", "", "nothing.css", "/etc/passwd"]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_no_path_leads_out(looking: Client, path: str) -> None:
    answer = looking.get(f"/static/{path}")
    assert answer.status_code in (400, 404)
    assert "make_app" not in answer.text
    assert "root:" not in answer.text


def test_a_file_is_kept_for_good_under_its_version(looking: Client) -> None:
    page = looking.get("/login").text
    link = page.split('<link rel="stylesheet" href="')[1].split('"')[0]
    answer = looking.get(link)
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert "immutable" in answer.headers["cache-control"]
    assert "--paper" in answer.text
    again = looking.get("/static/dragoman.css", headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304
    assert looking.get("/static/dragoman.css?v=old").headers["cache-control"] == "no-cache"


def test_it_comes_packed_and_plain(looking: Client) -> None:
    plain = looking.get("/static/dragoman.css", headers={"Accept-Encoding": "identity"})
    packed = looking.get("/static/dragoman.css", headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert plain.text == packed.text
