"""Where processes are kept: one TOML file each in a folder, beside those that are shipped."""

import re
import unicodedata
from collections.abc import Collection
from pathlib import Path

from dragoman.errors import InputError
from dragoman.processes.process import Process, check_process, parse_process, write_process

SHIPPED = Path(__file__).parent / "shipped"
FOLDER = "processes"


def default_folder(record: str) -> Path:
    """The folder of a record's processes: ``processes`` beside its file; in the folder one is in,
    for a record on a server."""
    return Path(FOLDER) if "://" in record else Path(record).parent / FOLDER


def slug(name: str) -> str:
    """A process's name as a file name: "Syria: Geneva talks" is "syria-geneva-talks"."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def read_process(path: Path, topics: Collection[str] = ()) -> Process:
    """The process in a file. Raises InputError where it cannot be read or is none."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise InputError(f"{path}: cannot be read as UTF-8 text ({fault})") from None
    return parse_process(text, str(path), topics)


def list_processes(folder: Path, topics: Collection[str] = ()) -> dict[str, Process]:
    """The processes of a folder and those that come with Dragoman, by file name without its end.
    A file of the folder goes before one of the same name that comes with Dragoman."""
    paths = {path.stem: path for path in sorted(SHIPPED.glob("*.toml"))}
    if folder.is_dir():
        paths |= {path.stem: path for path in sorted(folder.glob("*.toml"))}
    return {name: read_process(path, topics) for name, path in sorted(paths.items())}


def find_process(name: str, folder: Path, topics: Collection[str] = ()) -> Process:
    """The process of a name or file name, or in a file. Raises InputError if there is none."""
    if name.endswith(".toml"):
        return read_process(Path(name), topics)
    wanted = slug(name)
    for place in (folder, SHIPPED):
        path = place / f"{wanted}.toml"
        if wanted and path.is_file():
            return read_process(path, topics)
    known = list_processes(folder, topics)
    found = [process for process in known.values() if slug(process.name) == wanted]
    if not found:
        raise InputError(f"there is no process {name!r} in {folder}; there are {', '.join(known)}")
    return found[0]


def keep_process(process: Process, folder: Path, topics: Collection[str] = ()) -> Path:
    """Write a new process into a folder, which is made where there is none. Returns its file.

    Raises InputError where the folder has one of this name, or the process cannot be one.
    """
    check_process(process, process.name, topics)
    path = folder / f"{slug(process.name)}.toml"
    if not slug(process.name):
        raise InputError(f"{process.name!r}: a name needs a letter or a digit")
    # What is written must read back as it was meant.
    parse_process(write_process(process), str(path), topics)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(write_process(process))
    except FileExistsError:
        raise InputError(f"{path} is there already; edit it, or choose another name") from None
    except OSError as fault:
        raise InputError(f"{path} cannot be written ({fault})") from None
    return path
