"""What is handed in, as the record takes it: a text, an upload, or the address of a page."""

import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from dragoman.errors import InputError
from dragoman.model import Report
from dragoman.reading import InputOptions, Reading, Refusal, check_report, iso_day, open_fetcher
from dragoman.reading import read_sources as read_all
from dragoman.reading.urls import is_url
from dragoman.record.adding import Incoming
from dragoman.record.record import utc_now
from dragoman.workbench.adding import Inputs
from dragoman.workbench.orders import Order
from dragoman.workbench.settings import WorkbenchSettings

_LONGEST = 2_000  # characters of an address
_NAME = 100


def text_order(text: str, known: dict[str, str | None], settings: WorkbenchSettings) -> Order:
    """A text that was pasted or posted, to be added. ``known``: its title, publisher, url and
    published day. Raises InputError where it cannot be read as a report."""
    _text_inputs(text, known, settings)
    return Order(kind="text", given={"text": text, **known})


def upload_order(name: str, data: bytes) -> Order:
    """A file that was uploaded, to be added."""
    return Order(kind="file", given={"name": safe_name(name)}, data=data)


def address_order(address: str) -> Order:
    """A page or feed of the web, to be added. Raises InputError for what is no web address; which
    machines may be asked is the fetcher's to say, at every redirect."""
    return Order(kind="address", given={"address": checked_address(address)})


def inputs_of(order: Order, settings: WorkbenchSettings) -> Inputs:
    """The inputs that an order holds. Raises InputError where it holds none."""
    if order.kind == "file":
        return _upload_inputs(order.given.get("name") or "upload", order.data, settings)
    if order.kind == "address":
        return _address_inputs(order.given.get("address") or "", settings)
    known = {name: value for name, value in order.given.items() if name != "text"}
    return _text_inputs(order.given.get("text") or "", known, settings)


def _text_inputs(text: str, known: Mapping[str, str | None], settings: WorkbenchSettings) -> Inputs:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    name = "text " + sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    day = known.get("published")
    url = known.get("url")
    if url is not None:
        url = checked_address(url)
    report = Report(
        id=name,
        text=text,
        title=known.get("title"),
        publisher=known.get("publisher"),
        url=url,
        published=iso_day(day, "published") if day else None,
        published_from="given" if day else "unknown",
    )
    if not all(map(_is_text, (text, *filter(None, known.values())))):
        raise InputError("the text holds characters that are none")
    check_report(report, settings.longest)
    found = Incoming(name=url or name, report=report, retrieved=utc_now())
    return lambda: iter([found])


def _upload_inputs(name: str, data: bytes, settings: WorkbenchSettings) -> Inputs:
    """Any kind of file that ``dragoman add`` reads. Nothing is fetched for it."""
    folder = TemporaryDirectory(prefix="dragoman-upload-")  # goes with the last use of it
    path = Path(folder.name) / safe_name(name)
    path.write_bytes(data)

    def inputs() -> Iterator[Incoming]:
        with folder:
            options = InputOptions(
                retrieved=utc_now(), limit=settings.longest, max_bytes=settings.upload
            )
            shown = f"{folder.name}/"
            for found in read_all([str(path)], options):
                yield from _incoming([found], shown)

    return inputs


def _address_inputs(address: str, settings: WorkbenchSettings) -> Inputs:
    address = checked_address(address)

    def inputs() -> Iterator[Incoming]:
        options = InputOptions(retrieved=utc_now(), limit=settings.longest)
        with open_fetcher(allow_private=settings.allow_private) as fetcher:
            yield from _incoming(read_all([address], options, fetcher))

    return inputs


def checked_address(address: str) -> str:
    """A web address of a usual length, without a password. Raises InputError for any other."""
    address = address.strip()
    usable = address.isprintable() and len(address) <= _LONGEST and is_url(address)
    try:
        parts = urlsplit(address)
        usable = usable and parts.scheme in ("http", "https") and bool(parts.hostname)
        usable = usable and parts.port != 0  # raises where it is no number
    except ValueError:
        usable = False
    if not usable:
        raise InputError("give the address of a page as https://…")
    if parts.username or parts.password:
        raise InputError("an address with a name or password in it is not kept")
    return address


def safe_name(name: str) -> str:
    """A file name without folders, hidden beginnings and surprising characters."""
    last = re.split(r"[/\\]", name)[-1]
    plain = re.sub(r"[^\w.\- ]", "_", last).lstrip(".- ")
    stem, dot, ending = plain.rpartition(".")
    if not dot:
        return plain[:_NAME] or "upload"
    return f"{stem[:_NAME] or 'upload'}.{ending[:12]}"


def _incoming(found: Iterable[Reading | Refusal], shown: str = "") -> Iterator[Incoming]:
    for one in found:
        name = one.source.replace(shown, "") if shown else one.source
        if isinstance(one, Refusal):
            why = one.why.replace(shown, "") if shown else one.why
            yield Incoming(name=name, state=one.state, why=why)
        else:
            yield Incoming(name=name, report=one.report, retrieved=one.retrieved)


def _is_text(value: str) -> bool:
    """Whether it can be kept: every database takes it, and it can be sent again."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return "\x00" not in value
