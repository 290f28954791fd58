"""Forms of other sites are refused: what changes something must bring a token that only our own
pages know, and must not come from another site by what the browser says.

The token is a keyed hash of the visitor's cookie, masked anew for every page, so that neither the
cookie nor a compressed page gives it away.
"""

import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from typing import Any
from urllib.parse import urlsplit

from litestar import Request
from litestar.exceptions import PermissionDeniedException

from dragoman.workbench.security.visitor import Connection, visitor_of

COOKIE = "dragoman_session"
FIELD = "_csrf"
HEADER = "x-csrf-token"
_SIZE = 32
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


class Csrf:
    """Makes and checks the tokens of one running workbench."""

    def __init__(self, secure: bool) -> None:
        self._secret = secrets.token_bytes(_SIZE)
        self.cookie = f"__Host-{COOKIE}" if secure else COOKIE

    def token(self, connection: Connection) -> str:
        """The token for the forms of a page."""
        mac = self._mac(self.value(connection))
        mask = secrets.token_bytes(_SIZE)
        return urlsafe_b64encode(mask + _xor(mask, mac)).decode("ascii")

    def value(self, connection: Connection) -> str:
        """The visitor's cookie; a new one, to be set with the answer, where there is none."""
        state = connection.scope.setdefault("state", {})
        found = connection.cookies.get(self.cookie) or state.get("new_cookie")
        if not found:
            found = state["new_cookie"] = self.fresh()
        return str(found)

    def fresh(self) -> str:
        """A new cookie for somebody who is not logged in."""
        return secrets.token_urlsafe(_SIZE)

    def agrees(self, connection: Connection, token: str) -> bool:
        """Whether a token was made for this visitor."""
        value = connection.cookies.get(self.cookie)
        try:
            raw = urlsafe_b64decode(token.encode("ascii"))
        except (Error, ValueError):
            return False
        if not value or len(raw) != 2 * _SIZE:
            return False
        return hmac.compare_digest(_xor(raw[:_SIZE], raw[_SIZE:]), self._mac(value))

    def _mac(self, value: str) -> bytes:
        return hmac.digest(self._secret, value.encode("utf-8", "surrogatepass"), "sha256")

    async def check(self, connection: Connection) -> None:
        """Raise PermissionDeniedException for a change that no page of ours asked for."""
        if connection.scope.get("method") in _SAFE or visitor_of(connection).how == "token":
            return
        if _from_elsewhere(connection):
            raise PermissionDeniedException("the request comes from another site")
        token = connection.headers.get(HEADER)
        if token is None and self._from_a_program(connection):
            return
        if token is None:
            token = await _posted(connection)
        if token is None or not self.agrees(connection, token):
            raise PermissionDeniedException(
                "the form is too old or comes from elsewhere; go back, load the page again and "
                "send it once more"
            )

    def _from_a_program(self, connection: Connection) -> bool:
        """Whether a program on this machine asks an open workbench: no browser sends JSON, or
        deletes, without saying from where."""
        headers = connection.headers
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        plain = not any(name in headers for name in ("origin", "sec-fetch-site", "cookie"))
        unsimple = kind == "application/json" or connection.scope.get("method") != "POST"
        return visitor_of(connection).how == "open" and plain and unsimple


def _from_elsewhere(connection: Connection) -> bool:
    headers = connection.headers
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = headers.get("origin")
    try:
        return origin is not None and urlsplit(origin).netloc != headers.get("host", "")
    except ValueError:  # brackets that hold no address
        return True


async def _posted(connection: Connection) -> str | None:
    kind = connection.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in _FORMS or not isinstance(connection, Request):
        return None
    form: Any = await connection.form()
    found = form.get(FIELD)
    return found if isinstance(found, str) else None


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))
