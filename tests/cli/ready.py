"""The program, started once and ready: each command runs in a copy of this process.

A command is a line of JSON on standard input (arguments, folder, environment, and the files that
are its three streams); its exit status is a line on standard output. The copy is a process as any
other that runs the command line, only that its modules and its model need not be loaded again.
``python -m dragoman`` itself is started by other tests (``tests/test_packaging.py``).
"""

import io
import json
import os
import signal
import sys
from typing import Any

_PATIENCE = 120  # seconds until a command is ended


def main() -> None:
    _get_ready()
    for line in sys.stdin:
        sys.stdout.write(f"{_run(json.loads(line))}\n")
        sys.stdout.flush()


def _get_ready() -> None:
    """Load what commands load: the modules of the record, the coder and its model."""
    from dragoman import cases, coder
    from dragoman.cli import add, code, export, serve  # noqa: F401
    from dragoman.record import record  # noqa: F401

    usual = coder.load_model
    loaded = usual()

    def load_model(name: str | None = None) -> Any:
        return loaded if name is None else usual(name)

    coder.load_model = load_model
    cases.load_model = load_model


def _run(asked: dict[str, Any]) -> int:
    pid = os.fork()
    if pid == 0:
        os._exit(_command(asked))
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _command(asked: dict[str, Any]) -> int:
    """Run a command in this process, which is a copy, and give its exit status."""
    from dragoman.cli import main as run

    signal.alarm(_PATIENCE)
    for number, name in enumerate(asked["streams"]):
        flags = os.O_RDONLY if number == 0 else os.O_WRONLY
        os.dup2(os.open(name, flags), number)
    sys.stdin, sys.stdout, sys.stderr = (
        io.TextIOWrapper(os.fdopen(number, mode), encoding="utf-8", line_buffering=number == 2)
        for number, mode in enumerate(("rb", "wb", "wb"))
    )
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    sys.argv = ["dragoman", *asked["arguments"]]
    try:
        run()
        status: Any = 0
    except SystemExit as end:
        status = end.code
    except BaseException:
        import traceback

        traceback.print_exc()
        status = 1
    sys.stdout.flush()
    return status if isinstance(status, int) else int(status is not None)


if __name__ == "__main__":
    main()
