"""The name a request asks for. A page of another site can have its own name lead to this machine
(DNS rebinding), but it cannot change the name it asks for."""

from typing import Any

from dragoman.workbench.settings import WorkbenchSettings, is_loopback


class Hosts:
    """Which names the workbench answers to: on a loopback address, loopback names and those of
    ``settings.names``; on others, those of ``settings.names`` and the address that it listens on,
    or any where there are no names."""

    def __init__(self, settings: WorkbenchSettings) -> None:
        self._local = settings.local
        self._names = {name.lower() for name in settings.names}
        self._own = settings.host.strip("[]").lower()

    def refusal(self, scope: Any) -> str | None:
        """Why a request is refused, if it is."""
        given = [value for name, value in scope["headers"] if name == b"host"]
        if len(given) != 1:
            return "a request needs one Host header"
        name = host_name(given[0].decode("latin-1"))
        if name in self._names or (self._local and is_loopback(name)):
            return None
        if not self._local and name == self._own:
            return None
        if not self._local and not self._names:
            return None
        return "the workbench does not answer to this name; start it with --name to let it"


def host_name(host: str) -> str:
    """The name in a Host header, without its port."""
    host = host.strip().lower()
    if host.startswith("["):
        return host.partition("]")[0].removeprefix("[")
    return host.partition(":")[0]
