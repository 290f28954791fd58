"""What handlers share: the record, the templates, the settings, the queue of what is added."""

import time
from functools import partial
from typing import Any

from anyio import CapacityLimiter
from litestar import Request, Response
from litestar.datastructures import State
from litestar.enums import MediaType

from dragoman.record.adding import Code
from dragoman.record.record import Record
from dragoman.workbench.adding import Adding
from dragoman.workbench.assets import Assets
from dragoman.workbench.dossiers import Dossiers
from dragoman.workbench.inputs import inputs_of
from dragoman.workbench.pages import page_assets, page_filters
from dragoman.workbench.process_files import ProcessFiles
from dragoman.workbench.rendering import make_environment
from dragoman.workbench.security.csrf import Csrf
from dragoman.workbench.security.limits import LoginLimit
from dragoman.workbench.security.visitor import Visitor, visitor_of
from dragoman.workbench.settings import WorkbenchSettings

_HASHES = 2  # passwords checked at a time, each with 64 MiB and not in the way of pages

Asking = Request[Any, Any, State]


class Workbench:
    """The one thing that every handler is given, as ``bench``."""

    def __init__(self, record: Record, settings: WorkbenchSettings, code: Code) -> None:
        self.record = record
        self.adding = Adding(record, code, partial(inputs_of, settings=settings))
        self.processes = ProcessFiles(_where(record, settings), settings.processes)
        self.dossiers = Dossiers(record)
        self.settings = settings
        self.assets = Assets(page_assets())
        self.csrf = Csrf(settings.secure_cookies)
        self.hashing = CapacityLimiter(_HASHES)
        self.limit = LoginLimit(time.monotonic)
        self._templates = make_environment(self.assets, page_filters())

    def page(
        self, request: Asking, template: str, *, status: int = 200, **shown: Any
    ) -> Response[str]:
        """A page from its template. Every template also knows ``visitor`` (who asks), ``csrf``
        (the token that each form posts as ``_csrf``), ``path`` and ``here`` (path and query)."""
        query = request.scope.get("query_string", b"").decode("latin-1")
        path = request.scope.get("path", "/")
        common = {
            "visitor": visitor_of(request),
            "csrf": self.csrf.token(request),
            "path": path,
            "here": f"{path}?{query}" if query else path,
            "needs_login": self.settings.needs_login,
        }
        body = self._templates.get_template(template).render({**common, **shown})
        headers = {"Cache-Control": "no-store" if self.settings.needs_login else "no-cache"}
        return Response(body, media_type=MediaType.HTML, status_code=status, headers=headers)

    def visitor(self, request: Asking) -> Visitor:
        """Who asks."""
        return visitor_of(request)


def _where(record: Record, settings: WorkbenchSettings) -> str:
    """The file of a record, wherever it was opened from; the name it was given, on a server."""
    url = record.engine.url
    return url.database or settings.record if url.get_backend_name() == "sqlite" else str(url)
