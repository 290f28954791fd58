"""Finding out who asks: nobody has to say on a workbench for this machine alone; elsewhere a
login's cookie or a token does."""

import os
from base64 import b64decode
from binascii import Error
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

from anyio.to_thread import run_sync
from litestar import Request
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send
from sqlalchemy import Engine

from dragoman.errors import RecordError
from dragoman.workbench.security.csrf import Csrf
from dragoman.workbench.security.logins import note_use, visitor_with
from dragoman.workbench.security.tokens import note_token_use, visitor_by
from dragoman.workbench.security.visitor import NOBODY, Visitor
from dragoman.workbench.settings import WorkbenchSettings


class Identify(ASGIMiddleware):
    """Puts the visitor where ``visitor_of`` finds it.

    A token that is not valid makes the visitor nobody, on an open workbench too. That a login or a
    token is used is noted aside: a page does not wait for a writer.
    """

    def __init__(self, engine: Engine, settings: WorkbenchSettings, csrf: Csrf) -> None:
        self._engine, self._csrf = engine, csrf
        self._idle = timedelta(hours=settings.session_hours)
        self._local = None if settings.needs_login else local_visitor()
        self._clerk = ThreadPoolExecutor(1, "noting")

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Find out, and go on."""
        state: dict[str, Any] = scope.setdefault("state", {})
        if not scope["path"].startswith("/static/"):
            state["visitor"] = await self._who(Request(scope))
        await next_app(scope, receive, send)

    async def _who(self, request: Request[Any, Any, Any]) -> Visitor:
        given = request.headers.get("authorization")
        if given is not None:
            token = token_in(given)
            if token is None:
                return NOBODY
            visitor, stale = await run_sync(visitor_by, self._engine, token)
            if stale:
                self._note(note_token_use, token)
            return visitor
        if self._local is not None:
            return self._local
        cookie = request.cookies.get(self._csrf.cookie)
        if not cookie:
            return NOBODY
        visitor, stale = await run_sync(visitor_with, self._engine, cookie, self._idle)
        if stale:
            self._note(note_use, cookie)
        return visitor

    def _note(self, note: Callable[[Engine, str], None], secret: str) -> None:
        def noting() -> None:
            try:
                note(self._engine, secret)
            except RecordError:
                return  # it is noted the next time

        self._clerk.submit(noting)


def local_visitor() -> Visitor:
    """Who sits at this machine: may do everything, and decides under the name of the user."""
    name = os.environ.get("USER") or os.environ.get("USERNAME") or "local"
    return Visitor(name=name, role="admin", how="open")


def token_in(authorization: str) -> str | None:
    """The token in an Authorization header: as Bearer or, for programs that know no other way (as
    calendars do), as the password of Basic."""
    scheme, _, value = authorization.strip().partition(" ")
    value = value.strip()
    if scheme.lower() == "bearer":
        return value or None
    if scheme.lower() != "basic":
        return None
    try:
        return b64decode(value).decode("utf-8").partition(":")[2] or None
    except (Error, ValueError):
        return None
