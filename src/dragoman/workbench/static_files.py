"""The handler of static files."""

from litestar import Response, get
from litestar.exceptions import NotFoundException

from dragoman.workbench.state import Asking, Workbench

_FOR_GOOD = "public, max-age=31536000, immutable"


@get(
    "/static/{name:str}",
    opt={"open": True, "exclude_from_compression": True},
    name="static",
    include_in_schema=False,
    sync_to_thread=True,
)
def static(request: Asking, bench: Workbench, name: str) -> Response[bytes]:
    """One static file, for good where it is asked for by its version."""
    asset = bench.assets.find(name)
    if asset is None:
        raise NotFoundException(f"there is no file {name}")
    etag = f'"{asset.version}"'
    known = request.query_params.get("v") == asset.version
    headers = {"ETag": etag, "Vary": "Accept-Encoding"}
    headers["Cache-Control"] = _FOR_GOOD if known else "no-cache"
    if request.headers.get("if-none-match") == etag:
        return Response(b"", status_code=304, headers=headers)
    body = asset.body
    if asset.packed is not None and "gzip" in request.headers.get("accept-encoding", ""):
        body, headers["Content-Encoding"] = asset.packed, "gzip"
    return Response(body, headers={**headers, "Content-Type": asset.media})
