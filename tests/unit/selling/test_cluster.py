"""A Dask cluster answers as this process does, though its workers die; what can't be used is told in words.

The scheduler runs here, its workers are processes of their own, as on a cluster; no port is fixed.
"""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

import distributed
import pytest

from planner.selling.answering import answer_queue
from planner.selling.labour import DaskCluster, Done, Ended, Lost, cluster, on_dask, version
from tests.builders import preferences
from tests.unit.selling.queues import a_catalog, a_queue
from tests.unit.selling.works import Deadly, Slow, Square

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Hire = Callable[[int], list[subprocess.Popen[bytes]]]

WORKER = (sys.executable, "-m", "distributed.cli.dask_worker", "--no-nanny", "--no-dashboard")
OPTIONS = ("--nthreads", "1", "--memory-limit", "0", "--host", "127.0.0.1")


def never() -> bool:
    return False


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """A scheduler without workers."""
    with distributed.LocalCluster(
        n_workers=0,
        processes=False,
        protocol="tcp",
        host="127.0.0.1",
        scheduler_port=0,
        dashboard_address="127.0.0.1:0",
    ) as made:
        yield made.scheduler_address


@pytest.fixture
def hire(scheduler: str, tmp_path: Path) -> Iterator[Hire]:
    """Start so many workers, and wait until they have come."""
    hired: list[subprocess.Popen[bytes]] = []

    def more(number: int) -> list[subprocess.Popen[bytes]]:
        for _ in range(number):
            command = [*WORKER, *OPTIONS, "--local-directory", str(tmp_path), scheduler]
            hired.append(
                subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 - Dask's
            )
        with distributed.Client(scheduler, set_as_default=False) as client:
            client.wait_for_workers(number, timeout=60)
        return hired

    yield more
    for process in hired:
        process.kill()
        process.wait()


@pytest.fixture
def another_version(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Be of another version than the workers."""
    monkeypatch.setattr(version, "_LIBRARIES", ("highspy",))
    version.version_here.cache_clear()
    yield
    version.version_here.cache_clear()


def test_two_workers_answer_as_this_process_does_though_one_is_killed_half_way(
    scheduler: str, hire: Hire
) -> None:
    queue, offered = a_queue(60), a_catalog()
    one, _ = hire(2)
    found = on_dask(scheduler)
    assert found == DaskCluster(scheduler)
    here = answer_queue(queue, offered, preferences())
    assert repr(answer_queue(queue, offered, preferences(), labour=found)) == repr(here)

    def kill(so_far: int, everybody: int) -> None:
        if so_far > everybody // 2:
            one.kill()

    after = answer_queue(queue, offered, preferences(), labour=found, on_progress=kill)
    assert one.wait(10)
    assert repr(after) == repr(here)


def test_stopping_takes_the_work_off_the_cluster(scheduler: str, hire: Hire) -> None:
    hire(1)
    began, heard = time.monotonic(), list[int]()
    for news in DaskCluster(scheduler).work_off(Slow(0.05), range(2_000), lambda: len(heard) > 1):
        assert isinstance(news, Done)
        heard.append(news.place)
    assert 1 < len(heard) < 2_000
    assert time.monotonic() - began < 60


def test_a_piece_that_takes_workers_with_it_is_told_and_costs_no_other(scheduler: str, hire: Hire) -> None:
    # Dask gives a task up once it was there when several workers died.
    with distributed.Client(scheduler, set_as_default=False) as client:
        client.run_on_scheduler(lambda dask_scheduler: setattr(dask_scheduler, "allowed_failures", 0))
    hire(4)
    news = list(DaskCluster(scheduler).work_off(Deadly(1), [0, 1, 2], never))
    assert sorted(one.result for one in news if isinstance(one, Done)) == [0, 4]
    assert [one.place for one in news if isinstance(one, Lost)] == [1]


def test_where_all_workers_are_gone_for_good_the_work_ends_in_words(
    scheduler: str, hire: Hire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_WITHOUT_WORKERS_S", 1.0)
    monkeypatch.setattr(cluster, "_LOOK_EVERY_S", 0.1)
    (one,) = hire(1)
    *done, last = DaskCluster(scheduler).work_off(Slow(0.01), range(400), lambda: bool(one.kill()))
    assert len(done) < 400
    assert isinstance(last, Ended)
    assert "no worker" in last.why


@pytest.mark.usefixtures("another_version")
def test_a_worker_of_another_version_ends_the_work_in_words(scheduler: str, hire: Hire) -> None:
    hire(1)
    assert _code(scheduler) == "dask-other-version"
    (news,) = DaskCluster(scheduler).work_off(Square(), [1], never)
    assert isinstance(news, Ended)
    assert "another version" in news.why


def test_what_can_not_be_used_is_told_in_words(scheduler: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for limit in ("_TO_CONNECT_S", "_TO_LOOK_S"):
        monkeypatch.setattr(cluster, limit, 0.5)
    assert _code(scheduler) == "dask-no-workers"
    for nobody in ("tcp://127.0.0.1:9", "http://127.0.0.1:9", "nonsense", ""):
        assert _code(nobody) == "dask-not-reached"
    (news,) = DaskCluster("tcp://127.0.0.1:9").work_off(Square(), [1], never)
    assert isinstance(news, Ended)
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert _code(scheduler) == "dask-not-installed"


def _code(address: str) -> str:
    found = on_dask(address)
    return "" if isinstance(found, DaskCluster) else found.code
