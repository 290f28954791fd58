"""The workbench as one application: what it is made of, at one look."""

from anyio.to_thread import current_default_thread_limiter, run_sync
from litestar import Router
from litestar.config.compression import CompressionConfig
from litestar.di import Provide

from dragoman.record.adding import Code
from dragoman.record.record import Record
from dragoman.workbench.api import api_router
from dragoman.workbench.api.description import describe
from dragoman.workbench.coding_process import CodingProcess
from dragoman.workbench.faults import fault_handlers
from dragoman.workbench.pages import page_routes
from dragoman.workbench.security.doorkeeper import Doorkeeper
from dragoman.workbench.security.hosts import Hosts
from dragoman.workbench.security.identify import Identify
from dragoman.workbench.settings import WorkbenchSettings
from dragoman.workbench.shell import Shell
from dragoman.workbench.state import Workbench
from dragoman.workbench.static_files import static
from dragoman.workbench.warming import start_warming

_THREADS = 15  # handlers at work at a time: as many as the record has connections


def make_app(
    settings: WorkbenchSettings, record: Record | None = None, code: Code | None = None
) -> Shell:
    """The application over a record. It closes the record, unless it was given one open. ``code``
    codes what is added; without it a process of its own does.

    Raises RecordError where the record cannot be used.
    """
    own = record is None
    coding = CodingProcess(settings.model, settings.lexicon, settings.actors)
    opened = record or Record.open(settings.record, create=True)
    bench = Workbench(opened, settings, code or coding)

    def close() -> None:
        bench.adding.close()
        coding.close()
        if own:
            bench.record.close()

    async def take_up() -> None:
        await run_sync(bench.adding.take_up)
        if settings.warm:
            start_warming(bench)

    def give_bench() -> Workbench:
        return bench

    app = Shell(
        route_handlers=[
            Router("/", route_handlers=page_routes(), include_in_schema=False),
            api_router(),
            static,
        ],
        dependencies={"bench": Provide(give_bench, sync_to_thread=False)},
        middleware=[Identify(bench.record.engine, settings, bench.csrf)],
        guards=[Doorkeeper(bench.csrf)],
        exception_handlers=fault_handlers(bench),
        compression_config=CompressionConfig(
            backend="gzip", gzip_compress_level=5, exclude_opt_key="exclude_from_compression"
        ),
        request_max_body_size=settings.upload,
        on_startup=[_limit_threads, take_up],
        on_shutdown=[close],
        openapi_config=describe(),
        logging_config=None,
    )
    app.hosts, app.cookie, app.secure = Hosts(settings), bench.csrf.cookie, settings.secure_cookies
    return app


async def _limit_threads() -> None:
    current_default_thread_limiter().total_tokens = _THREADS
