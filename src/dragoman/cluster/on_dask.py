"""The workers of a Dask cluster: one that is there, or one that SLURM or Kubernetes gives.

Dask does again what a lost worker was doing. A task's answer is small; what it makes goes to files
that driver and workers both reach.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from dragoman.cluster.running import Answer, Task
from dragoman.errors import DragomanError, InputError, MissingPartError

_AHEAD = 2  # tasks handed out for each thread of the cluster: one in work, one waiting
_PATIENCE = "30s"  # in which a scheduler has to answer
_NUMBERS = frozenset({"cores", "processes", "n_workers"})


def open_dask(
    address: str | None, slurm: str | None, kubernetes: str | None, workers: int
) -> "OnDask":
    """Connect to the scheduler at an address, or start workers on SLURM or Kubernetes with
    settings as ``parse_settings`` reads them.

    Raises MissingPartError where a package is not installed, InputError for settings that they do
    not have, DragomanError where the cluster does not answer.
    """
    if sum(given is not None for given in (address, slurm, kubernetes)) != 1:
        raise InputError("give one of --cluster, --slurm and --kubernetes")
    distributed = _package("distributed", "cluster")
    if address is not None:
        return OnDask(_connected(distributed, address))
    if slurm is not None:
        cluster = _slurm(slurm, workers)
    else:
        cluster = _kubernetes(kubernetes or "", workers)
    return OnDask(_connected(distributed, cluster), cluster)


def parse_settings(given: str, option: str) -> dict[str, Any]:
    """``queue=long,memory=4GB`` as a mapping; ``-`` is none, which leaves all to Dask's own
    configuration.

    Raises InputError for anything else than such pairs.
    """
    settings: dict[str, Any] = {}
    for pair in given.split(",") if given not in ("", "-") else []:
        name, equals, value = (part.strip() for part in pair.partition("="))
        if not equals or not value:
            raise InputError(f"{option}: {pair.strip()!r} is no NAME=VALUE, as in memory=4GB")
        settings[name] = int(value) if name in _NUMBERS and value.isdigit() else value
    return settings


class OnDask:
    """A connection to a Dask cluster, as ``running.Runner`` describes."""

    def __init__(self, client: Any, cluster: Any = None) -> None:
        self._client, self._cluster = client, cluster

    def run(
        self, function: Callable[[Task], Answer], tasks: Iterable[Task]
    ) -> Iterator[tuple[int, Answer]]:
        """See ``Runner``."""
        stream = enumerate(tasks)
        numbers: dict[Any, int] = {}
        coming: Any = _package("distributed", "cluster").as_completed([])

        def hand_out(count: int) -> None:
            for number, task in islice(stream, count):
                future = self._client.submit(function, task, pure=False)
                numbers[future.key] = number
                coming.add(future)

        hand_out(self._room())
        for future in coming:
            number = numbers.pop(future.key)
            answer = _result(future)
            hand_out(max(1, self._room() - len(numbers)))
            yield number, answer

    def _room(self) -> int:
        threads = sum(self._client.nthreads().values())
        return max(_AHEAD, _AHEAD * int(threads))

    def close(self) -> None:
        """Leave the cluster; one that was started for this is ended."""
        self._client.close()
        if self._cluster is not None:
            self._cluster.close()


def _result(future: Any) -> Any:
    from distributed.scheduler import KilledWorker

    try:
        return future.result()
    except KilledWorker as fault:
        raise DragomanError(
            "several workers died one after the other over the same part; give them more memory, "
            f"or write smaller shards with --shard ({fault})"
        ) from None
    except ModuleNotFoundError as fault:
        raise MissingPartError(
            f"the workers cannot import {fault.name}; install the same packages on all machines"
        ) from None


def _connected(distributed: Any, cluster: Any) -> Any:
    try:
        return distributed.Client(cluster, timeout=_PATIENCE)
    except (OSError, ValueError, TimeoutError) as fault:
        raise DragomanError(f"no Dask scheduler answers at {cluster} ({fault})") from None


def _slurm(given: str, workers: int) -> Any:
    """Jobs of SLURM, each a worker of one process: the coder uses one core."""
    package = _package("dask_jobqueue", "slurm")
    settings = {"cores": 1, "processes": 1, **parse_settings(given, "--slurm")}
    cluster = _made(package.SLURMCluster, settings, "--slurm")
    cluster.scale(workers)
    return cluster


def _kubernetes(given: str, workers: int) -> Any:
    """Pods of Kubernetes, started by Dask's operator, which has to be there."""
    package = _package("dask_kubernetes.operator", "kubernetes")
    settings = {"name": "dragoman", "n_workers": workers, **parse_settings(given, "--kubernetes")}
    return _made(package.KubeCluster, settings, "--kubernetes")


def _made(kind: Callable[..., Any], settings: dict[str, Any], option: str) -> Any:
    try:
        return kind(**settings)
    except (TypeError, ValueError) as fault:
        raise InputError(f"{option}: {fault}") from None


def _package(name: str, extra: str) -> Any:
    from importlib import import_module

    try:
        return import_module(name)
    except ModuleNotFoundError:
        package = name.partition(".")[0].replace("_", "-")
        raise MissingPartError(
            f"{package} is not installed; install it with: pip install 'dragoman[{extra}]'"
        ) from None
