"""What the API's answers have in common: pages of a list, errors, ids and limits of parameters."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, TypeVar
from urllib.parse import urlencode

from litestar.exceptions import NotFoundException
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import Parameter

from dragoman.errors import InputError
from dragoman.model import Record
from dragoman.workbench.state import Asking, Workbench

MOST = 500  # entries of one page
_USUAL = 50

Limit = Annotated[int, Parameter(ge=1, le=MOST, description="At most so many entries.")]
Offset = Annotated[
    int, Parameter(ge=0, le=100_000_000, description="Leave out so many at the beginning.")
]
Words = Annotated[str | None, Parameter(max_length=500)]
Ident = Annotated[str, Parameter(min_length=1, max_length=200)]
Number = Annotated[int, Parameter(ge=1, le=2_147_483_647)]
Entry = TypeVar("Entry")


class Problem(Record, frozen=True, kw_only=True):
    """An error (RFC 9457). ``detail`` is one sentence; ``errors`` names the parameters at fault."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[Any] | None = None


_MEANINGS: Mapping[int, str] = {
    400: "A parameter or the body is not as described.",
    401: "Nobody has said who asks, or the token is not valid.",
    403: "The role does not allow it, or the request comes from a page of another site.",
    404: "There is no such thing (any more).",
    413: "The body is too large.",
    415: "The body is of another kind.",
    422: "The parameters can be read, but not be done: the detail says why.",
    503: "The record cannot be used at the moment.",
}


def problems(*also: int) -> dict[int, ResponseSpec]:
    """The errors that a route can end with: those of all routes, and more."""
    return {
        status: ResponseSpec(
            Problem,
            description=_MEANINGS[status],
            generate_examples=False,
            media_type="application/problem+json",
        )
        for status in sorted({400, 401, 403, 422, 503, *also})
    }


def next_link(request: Asking, limit: int, offset: int, total: int) -> str | None:
    """The address of the next page: this one, further on. None on the last page."""
    if offset + limit >= total:
        return None
    pairs = [
        (name, value)
        for name, value in request.query_params.multi_items()
        if name not in ("limit", "offset")
    ]
    pairs += [("limit", str(limit)), ("offset", str(offset + limit))]
    return f"{request.scope['path']}?{urlencode(pairs)}"


def found(bench: Workbench, name: str, kind: type[Entry]) -> Entry:
    """The entry of a kind that has an id. Raises NotFoundException where there is none."""
    try:
        entry = bench.record.find(name)
    except InputError as fault:
        raise NotFoundException(str(fault)) from None
    if not isinstance(entry, kind):
        raise NotFoundException(f"the record has nothing of this kind with the id {name}")
    return entry


def present(read: Callable[[], Entry]) -> Entry:
    """What is read. Raises NotFoundException where it is not there (any more)."""
    try:
        return read()
    except InputError as fault:
        raise NotFoundException(str(fault)) from None
