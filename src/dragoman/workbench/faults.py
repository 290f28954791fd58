"""When something cannot be had: a page that says so in one sentence, or for programs
problem+json (RFC 9457)."""

import json
import logging
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from litestar import Response
from litestar.exceptions import HTTPException
from litestar.types import ExceptionHandlersMap

from dragoman.errors import DragomanError, InputError, RecordError
from dragoman.workbench.orders import BusyError
from dragoman.workbench.state import Asking, Workbench

_LOG = logging.getLogger("dragoman.workbench")


def fault_handlers(bench: Workbench) -> ExceptionHandlersMap:
    """What litestar calls for an exception that a handler raised."""

    def answer(request: Asking, fault: Exception) -> Response[Any]:
        status, words, more = told(fault)
        if status >= 500:
            _LOG.error("%s %s: %s", request.method, request.url.path, words, exc_info=fault)
        if wants_json(request):
            return problem(status, words, more)
        if status == 401:
            # Only this machine's own pages: the address comes back through the login form.
            back = quote(request.url.path + (f"?{request.url.query}" if request.url.query else ""))
            return Response(None, status_code=303, headers={"Location": f"/login?next={back}"})
        title = HTTPStatus(status).phrase
        try:
            return bench.page(request, "fault.html", status=status, title=title, words=words)
        except Exception as again:  # the page itself is broken: words must do
            _LOG.error("no page could be made of a fault", exc_info=again)
            return Response(f"{title}: {words}\n", media_type="text/plain", status_code=status)

    return {HTTPException: answer, DragomanError: answer, Exception: answer}


def told(fault: Exception) -> tuple[int, str, dict[str, Any]]:
    """The status, the sentence and the details of an exception. What the program did not foresee
    says nothing of its insides."""
    if isinstance(fault, HTTPException):
        extra = fault.extra
        more = {"errors": extra} if isinstance(extra, list) and extra else {}
        words = fault.detail or HTTPStatus(fault.status_code).phrase
        if fault.status_code == 500:
            words = "something went wrong in the workbench; its log says what"
        return fault.status_code, words, more
    if isinstance(fault, InputError):
        missing = "has nothing with the id" in str(fault) or "has no report" in str(fault)
        return (404 if missing else 422), str(fault), {}
    if isinstance(fault, RecordError | BusyError):
        return 503, str(fault), {}
    if isinstance(fault, DragomanError):
        return 422, str(fault), {}
    if isinstance(fault, RecursionError):
        return 400, "what was sent is nested too deeply", {}
    if isinstance(fault, UnicodeDecodeError):
        return 400, "what was sent is not in UTF-8", {}
    return 500, "something went wrong in the workbench; its log says what", {}


def wants_json(request: Asking) -> bool:
    """Whether a program asks: under ``/api``, or for the data beside a page."""
    path = request.scope.get("path", "")
    return path == "/api" or path.startswith("/api/") or path.endswith(".json")


def problem(status: int, words: str, more: dict[str, Any] | None = None) -> Response[bytes]:
    """An error as problem+json."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
    body |= {"detail": words, **(more or {})}
    headers = {"WWW-Authenticate": 'Bearer realm="dragoman"'} if status == 401 else {}
    return Response(
        json.dumps(body, ensure_ascii=False).encode(),
        media_type="application/problem+json",
        status_code=status,
        headers=headers,
    )
