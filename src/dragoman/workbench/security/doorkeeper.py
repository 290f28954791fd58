"""The guard before every handler: who may ask, and that changes come from our own pages."""

from urllib.parse import unquote_plus

from litestar.exceptions import (
    NotAuthorizedException,
    PermissionDeniedException,
    ValidationException,
)
from litestar.handlers import BaseRouteHandler

from dragoman.workbench.security.csrf import Csrf
from dragoman.workbench.security.visitor import Connection, Role, visitor_of

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Doorkeeper:
    """Called by litestar before a handler runs."""

    def __init__(self, csrf: Csrf) -> None:
        self._csrf = csrf

    async def __call__(self, connection: Connection, handler: BaseRouteHandler) -> None:
        """Raise NotAuthorizedException for who is not known, PermissionDeniedException for who
        may not, ValidationException for what no database takes."""
        if "\x00" in unquote_plus(connection.scope.get("query_string", b"").decode("latin-1")):
            raise ValidationException("no parameter may hold the character NUL")
        if not handler.opt.get("open"):
            visitor, role = visitor_of(connection), _wanted(connection, handler)
            if visitor.role is None:
                raise NotAuthorizedException("log in first")
            if not visitor.may(role):
                raise PermissionDeniedException(
                    f"this is for the role {role}; you have the role {visitor.role}"
                )
        await self._csrf.check(connection)


def _wanted(connection: Connection, handler: BaseRouteHandler) -> Role:
    """The role that a handler asks for: its own word, or else the lowest that is safe."""
    role: Role | None = handler.opt.get("role")
    if role is not None:
        return role
    return "reader" if connection.scope.get("method") in _SAFE else "reviewer"
