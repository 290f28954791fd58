"""What every answer says to the browser: load nothing from elsewhere, run nothing inline."""

import re
from pathlib import Path

import pytest
from tests.workbench.shell.making import Client

import dragoman.workbench
from dragoman.workbench.security.headers import content_security_policy

TEMPLATES = sorted((Path(dragoman.workbench.__file__).parent / "templates").rglob("*.html"))
SCRIPTS = sorted((Path(dragoman.workbench.__file__).parent / "static").glob("*.js"))
ANSWERS = ["/", "/events", "/nowhere", "/static/dragoman.css", "/static/no", "/api/events",
           "/api/events?limit=0", "/api/nowhere", "/api/openapi.json", "/login"]  # fmt: skip


@pytest.mark.parametrize("path", ANSWERS)
def test_every_answer_has_the_headers(looking: Client, path: str) -> None:
    headers = looking.get(path).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert "form-action 'self'" in policy
    assert "base-uri 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"


def test_so_has_an_answer_to_a_wrong_method_and_one_that_is_refused(looking: Client) -> None:
    for answer in (
        looking.post("/events"),
        looking.post("/login", data={"name": "x"}),
        looking.get("/", headers={"Host": "elsewhere.example"}),
    ):
        assert answer.status_code >= 400
        assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_only_pages_with_a_chart_may_compile(looking: Client) -> None:
    allowed = set()
    for route in looking.app.routes:
        for handler in getattr(route, "route_handlers", ()):
            if handler.opt.get("csp") == "chart":
                allowed.add(route.path)
    assert all(path.startswith("/charts") for path in allowed)
    assert b"'unsafe-eval'" in content_security_policy("chart")
    assert b"'unsafe-inline'" not in content_security_policy("chart")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_has_anything_inline(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle\s*=|\son[a-z]+\s*=|javascript:", text)
    assert not re.search(r"<script(?![^>]*\b(src=|type=\"application/json\"))", text)
    assert not re.search(r"https?://(?!www\.w3\.org)[a-z]", text), "loads or links elsewhere"


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_takes_escaping_away(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    assert not re.search(r"\|\s*safe\b|autoescape", text)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_no_script_makes_markup_of_text(script: Path) -> None:
    text = script.read_text(encoding="utf-8")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(", text)


def test_a_page_is_not_kept_by_others_where_people_log_in(guarded: Client) -> None:
    assert guarded.get("/login").headers["cache-control"] == "no-store"
    assert guarded.get("/api/events").headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/events", "/api/events", "/static/dragoman.css", "/none"])
def test_head_is_answered_as_get_without_a_body(looking: Client, path: str) -> None:
    got, head = looking.get(path), looking.head(path)
    assert head.status_code == got.status_code
    assert head.headers["content-type"] == got.headers["content-type"]
    assert head.content == b""
