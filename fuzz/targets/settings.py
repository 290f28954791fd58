"""Files of settings: processes and feeds as TOML."""

from contextlib import suppress

from dragoman.errors import InputError
from dragoman.processes.keeping import read_process
from dragoman.processes.process import parse_process, write_process
from dragoman.reading.watching import read_settings
from fuzz.inputs import Broken, chosen, kept

_WAYS = ("process", "feeds")


def check(data: bytes) -> None:
    """The first byte chooses which; a process that was read is written and read again."""
    way, rest = chosen(data, _WAYS)
    path = kept(rest, "input.toml")
    with suppress(InputError):
        if way == "feeds":
            read_settings(path)
            return
        process = read_process(path)
        try:
            again = parse_process(write_process(process), "written")
        except InputError as fault:
            raise Broken(f"a process is written as none: {fault}") from fault
        if again != process:
            raise Broken("a process is another one when it was written and read")
