"""The outermost layer: around every answer, those of errors and of static files too."""

from http.cookies import SimpleCookie
from typing import Any

from litestar import Litestar
from litestar.types import Message, Scope, Send

from dragoman.workbench.security.headers import FIXED, content_security_policy
from dragoman.workbench.security.hosts import Hosts


class Shell(Litestar):
    """The application with its headers, its cookie and its check of the name it is asked under."""

    hosts: Hosts
    cookie: str
    secure: bool

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request; see the ASGI specification."""
        if scope["type"] != "http":
            await super().__call__(scope, receive, send)
            return
        if scope["method"] == "HEAD":  # what a GET would answer, without its body
            scope = {**scope, "method": "GET"}
            send = _without_body(send)
        sending = self._sending(scope, send)
        refused = self.hosts.refusal(scope)
        if refused is not None:
            await _plain(sending, 421, refused)
            return
        await super().__call__(scope, receive, sending)

    def _sending(self, scope: Scope, send: Send) -> Send:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = list(message["headers"])
                if not any(name.lower() == b"cache-control" for name, _ in given):
                    given.append((b"cache-control", b"no-store"))
                message["headers"] = [*given, *self._headers(scope)]
            await send(message)

        return sending

    def _headers(self, scope: Any) -> list[tuple[bytes, bytes]]:
        handler = scope.get("route_handler")
        kind = handler.opt.get("csp", "page") if handler is not None else "page"
        headers = [*FIXED, (b"content-security-policy", content_security_policy(kind))]
        if scope["scheme"] == "https":
            headers.append((b"strict-transport-security", b"max-age=31536000"))
        state = scope.get("state", {})
        if state.get("new_cookie"):
            headers.append((b"set-cookie", self.cookie_of(state["new_cookie"]).encode("ascii")))
        return headers

    def cookie_of(self, value: str) -> str:
        """The Set-Cookie line of a visitor's cookie: no script reads it, no other site sends it."""
        jar: SimpleCookie = SimpleCookie({self.cookie: value})
        made = jar[self.cookie]
        made["path"], made["httponly"], made["samesite"] = "/", True, "Lax"
        if self.secure:
            made["secure"] = True
        return made.OutputString()


def _without_body(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.body":
            message["body"] = b""
        await send(message)

    return sending


async def _plain(send: Send, status: int, words: str) -> None:
    body = (words + "\n").encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})
