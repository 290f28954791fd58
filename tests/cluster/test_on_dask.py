"""Dask gives what one process gives, also where a worker is lost; and mistakes are told."""

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import distributed
import pytest
from tests.cluster.conftest import SETTINGS
from tests.cluster.making import contents

from dragoman.cluster.corpus import Progress, code_corpus
from dragoman.cluster.merge import merge_corpus
from dragoman.cluster.on_dask import OnDask, open_dask, parse_settings
from dragoman.cluster.running import InProcess
from dragoman.errors import DragomanError, InputError, MissingPartError


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two workers of this machine, each a process."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as made:
        yield made


def test_a_lost_worker_changes_nothing(
    cluster: Any, news: Path, coded: Path, tmp_path: Path
) -> None:
    runner = open_dask(cluster.scheduler_address, None, None, 2)
    lost: list[int] = []

    def kill_one(progress: Progress) -> None:
        if progress.shards >= 1 and not lost:
            with distributed.Client(cluster) as client:
                lost.append(min(client.run(os.getpid).values()))
            os.kill(lost[0], signal.SIGKILL)

    try:
        code_corpus([str(news)], str(tmp_path / "out"), SETTINGS, runner, told=kill_one)
    finally:
        runner.close()
    assert lost
    assert contents(tmp_path / "out") == contents(coded)


def test_workers_merge_as_one_process_does(cluster: Any, coded: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        shutil.copytree(coded, tmp_path / name)
    merge_corpus(str(tmp_path / "one"), InProcess())
    runner = open_dask(cluster.scheduler_address, None, None, 2)
    try:
        merge_corpus(str(tmp_path / "two"), runner)
    finally:
        runner.close()
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_what_a_task_raises_is_raised_here(cluster: Any) -> None:
    runner = OnDask(distributed.Client(cluster))
    with pytest.raises(ValueError, match="no number"):
        list(runner.run(int, ["no number"]))
    assert dict(runner.run(int, [str(n) for n in range(20)])) == {n: n for n in range(20)}
    runner.close()


def test_a_scheduler_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.cluster.on_dask._PATIENCE", "0.2s")
    with pytest.raises(DragomanError, match=r"no Dask scheduler answers at tcp://127.0.0.1:9"):
        open_dask("tcp://127.0.0.1:9", None, None, 1)


def test_only_one_cluster_can_be_named() -> None:
    with pytest.raises(InputError, match="one of --cluster, --slurm and --kubernetes"):
        open_dask("tcp://127.0.0.1:9", "-", None, 1)


def test_settings_are_pairs() -> None:
    assert parse_settings("queue=long, cores=2", "--slurm") == {"queue": "long", "cores": 2}
    assert parse_settings("-", "--slurm") == {}
    with pytest.raises(InputError, match=r"--slurm: 'long' is no NAME=VALUE"):
        parse_settings("long", "--slurm")


def test_slurm_jobs_are_those_of_dask_jobqueue(monkeypatch: pytest.MonkeyPatch) -> None:
    import dask_jobqueue as jobqueue

    asked: dict[str, Any] = {}

    class Cluster:
        def __init__(self, cores: int, processes: int, memory: str) -> None:
            asked.update(cores=cores, processes=processes, memory=memory)

        def scale(self, workers: int) -> None:
            asked["workers"] = workers

        def close(self) -> None:
            asked["closed"] = True

    monkeypatch.setattr(jobqueue, "SLURMCluster", Cluster)
    monkeypatch.setattr("dragoman.cluster.on_dask._connected", lambda *_: FakeClient())
    open_dask(None, "memory=4GB", None, 7).close()
    assert asked == {"cores": 1, "processes": 1, "memory": "4GB", "workers": 7, "closed": True}
    with pytest.raises(InputError, match=r"--slurm: .*nonsense"):
        open_dask(None, "nonsense=1,memory=4GB", None, 7)


class FakeClient:
    def close(self) -> None:
        pass


def test_a_package_that_is_missing_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "dask_kubernetes", None)
    monkeypatch.setitem(sys.modules, "dask_kubernetes.operator", None)
    with pytest.raises(MissingPartError, match=r"dask-kubernetes is not .*dragoman\[kubernetes\]"):
        open_dask(None, None, "image=dragoman", 1)
