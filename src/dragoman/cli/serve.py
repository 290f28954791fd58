"""``dragoman serve``: the workbench in the browser."""

import socket
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from dragoman.cli.recorded import RecordOption
from dragoman.errors import DragomanError, InputError

if TYPE_CHECKING:
    from dragoman.record.record import Record
    from dragoman.workbench.serving import WorkbenchServer
    from dragoman.workbench.settings import WorkbenchSettings


def serve(
    record: str = RecordOption,
    host: str = typer.Option(
        "127.0.0.1", "--host", help="The address to listen on. Beyond this machine, people log in."
    ),
    port: int = typer.Option(8017, "--port", min=0, max=65535, help="The port; 0 for a free one."),
    show: bool = typer.Option(False, "--open", help="Open it in the browser."),
    login: bool = typer.Option(
        False, "--login", help="Ask for an account on this machine's own address too."
    ),
    name: list[str] | None = typer.Option(
        None, "--name", help="A host name it may be asked under, as behind a proxy."
    ),
    certificate: Path | None = typer.Option(
        None, "--certificate", help="A TLS certificate (PEM), to serve HTTPS."
    ),
    key: Path | None = typer.Option(None, "--key", help="The private key of the certificate."),
    plain_http: bool = typer.Option(
        False, "--plain-http", help="Let logins go over HTTP, where nobody else is on the network."
    ),
    max_upload: int = typer.Option(20, "--max-upload", min=1, help="Largest upload in megabytes."),
    allow_private: bool = typer.Option(
        False, "--allow-private", help="Allow addresses of private networks to be added."
    ),
    processes: Path | None = typer.Option(
        None, "--processes", help="The folder with the processes; by default beside the record."
    ),
    model: str | None = typer.Option(None, "--model", help="Another spaCy pipeline."),
    actors: Path | None = typer.Option(None, "--actors", help="A table of your own actors."),
    lexicon: Path | None = typer.Option(None, "--lexicon", help="A file of your own frames."),
) -> None:
    """Open the workbench over a record: read, check and follow it in the browser."""
    from dragoman.workbench.settings import WorkbenchSettings

    encrypted = _has_certificate(certificate, key)
    settings = WorkbenchSettings(
        record=record,
        host=host,
        port=port,
        login=login,
        names=tuple(name or ()),
        secure=True if encrypted else (False if plain_http else None),
        upload=max_upload * 1_000_000,
        model=model,
        actors=actors,
        lexicon=lexicon,
        allow_private=allow_private,
        processes=processes,
        warm=True,
    )
    with closing(_listen(host, port)) as listening:
        run(settings, listening, certificate=certificate, key=key, show=show)


def run(
    settings: "WorkbenchSettings",
    listening: socket.socket,
    *,
    certificate: Path | None = None,
    key: Path | None = None,
    show: bool = False,
) -> None:
    """Serve until Ctrl-C or a signal to end. Raises DragomanError where it cannot be started."""
    from dragoman.workbench.security.accounts import check_accounts

    with _open(settings) as record:
        check_accounts(settings, record.engine)
        address = _address(settings.host, listening, encrypted=certificate is not None)
        server = _server(settings, record, address, certificate, key, show)
        server.run(sockets=[listening])
    print("dragoman: stopped", file=sys.stderr)


def _server(
    settings: "WorkbenchSettings",
    record: "Record",
    address: str,
    certificate: Path | None,
    key: Path | None,
    show: bool,
) -> "WorkbenchServer":
    from uvicorn import Config

    from dragoman.workbench.app import make_app
    from dragoman.workbench.logbook import keep_log
    from dragoman.workbench.serving import WorkbenchServer

    keep_log()
    config = Config(
        make_app(settings, record),
        log_level="warning",
        log_config=None,  # one log for all
        access_log=False,  # what people search for is theirs
        server_header=False,
        proxy_headers=settings.local and settings.needs_login,
        forwarded_allow_ips="127.0.0.1,::1",
        timeout_keep_alive=30,  # longer than clients keep one, so that none is used as it closes
        timeout_graceful_shutdown=5,
        ssl_certfile=certificate,
        ssl_keyfile=key,
    )

    def started() -> None:
        print(f"dragoman: the workbench is at {address} (Ctrl-C ends it)", file=sys.stderr)
        if settings.secure_cookies and certificate is None:
            print(
                "dragoman: browsers keep a login only over HTTPS: give --certificate and --key, or "
                "put a proxy with HTTPS in front (--plain-http does without)",
                file=sys.stderr,
            )
        sys.stderr.flush()
        if show:
            typer.launch(address)

    return WorkbenchServer(config, started)


def _open(settings: "WorkbenchSettings") -> "Record":
    from dragoman.record.record import Record

    is_file = "://" not in settings.record
    new = is_file and not Path(settings.record).expanduser().exists()
    record = Record.open(settings.record, create=True)
    if new:
        print(f"dragoman: made a new record at {settings.record}", file=sys.stderr)
    return record


def _has_certificate(certificate: Path | None, key: Path | None) -> bool:
    if (certificate is None) != (key is None):
        raise InputError("--certificate and --key belong together; give both")
    for path in (certificate, key):
        if path is not None and not path.is_file():
            raise InputError(f"there is no file {path}")
    return certificate is not None


def _listen(host: str, port: int) -> socket.socket:
    """A socket that listens. Raises DragomanError where the port is taken or the address is not
    this machine's."""
    name = host.strip("[]")
    try:
        family, kind, proto, _, where = socket.getaddrinfo(
            name, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listening = socket.socket(family, kind, proto)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(where)
        listening.listen(128)
    except OSError as fault:
        raise DragomanError(
            f"cannot listen on {host}, port {port} ({fault.strerror or fault}); "
            "choose another with --port, or --port 0 for a free one"
        ) from None
    listening.set_inheritable(False)
    return listening


def _address(host: str, listening: socket.socket, *, encrypted: bool) -> str:
    port = listening.getsockname()[1]
    shown = f"[{host}]" if ":" in host and not host.startswith("[") else host
    return f"{'https' if encrypted else 'http'}://{shown}:{port}/"
