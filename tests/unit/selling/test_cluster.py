"""A Dask cluster answers as this process does, though workers die; what can't be used is told in words."""

from __future__ import annotations

import gc
import sys
import time
from typing import TYPE_CHECKING

import distributed
import pytest

from planner.selling.answering import answer_queue
from planner.selling.labour import DaskCluster, Done, Ended, Lost, cluster, on_dask, version
from tests.builders import preferences
from tests.dask_cluster import dismiss, hire_one, scheduling, wait_for
from tests.unit.selling import any_text
from tests.unit.selling.queues import a_catalog, a_queue
from tests.unit.selling.works import Deadly, Slow, Square

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Iterator

    Hire = Callable[[int], list[subprocess.Popen[bytes]]]

OPTIONS = ("--preload", any_text.__name__)


def never() -> bool:
    return False


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """A scheduler without workers."""
    with scheduling() as address:
        yield address


@pytest.fixture(scope="module")
def hire(scheduler: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hire]:
    """See to it that at least so many workers are there, and wait until they have come."""
    hired: list[subprocess.Popen[bytes]] = []
    folder = tmp_path_factory.mktemp("workers")

    def at_least(number: int) -> list[subprocess.Popen[bytes]]:
        hired[:] = [process for process in hired if process.poll() is None]
        hired.extend(hire_one(scheduler, folder, *OPTIONS) for _ in range(number - len(hired)))
        if hired:
            wait_for(scheduler, len(hired))
        return hired

    yield at_least
    dismiss(hired)


@pytest.fixture(autouse=True)
def _any_text(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Be of the version that the workers are of."""
    monkeypatch.setattr(version, "_WHERE", ())
    version.version_here.cache_clear()
    yield
    version.version_here.cache_clear()


@pytest.fixture
def another_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """Be of another version than the workers."""
    monkeypatch.setattr(version, "_LIBRARIES", ("highspy",))
    version.version_here.cache_clear()


def test_two_workers_answer_as_this_process_does_though_one_is_killed_half_way(
    scheduler: str, hire: Hire
) -> None:
    queue, offered = a_queue(60), a_catalog()
    one = hire(2)[0]
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
        client.run_on_scheduler(_give_up_at_once)
    hire(4)
    news = list(DaskCluster(scheduler).work_off(Deadly(1), [0, 1, 2], never))
    assert sorted(one.result for one in news if isinstance(one, Done)) == [0, 4]
    assert [one.place for one in news if isinstance(one, Lost)] == [1]


def test_where_all_workers_are_gone_for_good_the_work_ends_in_words(
    scheduler: str, hire: Hire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_WITHOUT_WORKERS_S", 1.0)
    monkeypatch.setattr(cluster, "_LOOK_EVERY_S", 0.1)
    workers = hire(1)
    *done, last = DaskCluster(scheduler).work_off(Slow(0.01), range(400), lambda: bool(dismiss(workers)))
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


def test_what_can_not_be_used_is_told_in_words(
    scheduler: str, hire: Hire, monkeypatch: pytest.MonkeyPatch
) -> None:
    dismiss(hire(0))
    for limit in ("_TO_CONNECT_S", "_TO_LOOK_S"):
        monkeypatch.setattr(cluster, limit, 0.5)
    assert _code(scheduler) == "dask-no-workers"
    for nobody in ("tcp://127.0.0.1:9", "http://127.0.0.1:9", "nonsense", ""):
        assert _code(nobody) == "dask-not-reached"
    (news,) = DaskCluster("tcp://127.0.0.1:9").work_off(Square(), [1], never)
    assert isinstance(news, Ended)
    assert {one.status for one in gc.get_objects() if isinstance(one, distributed.Client)} <= {"closed"}
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert _code(scheduler) == "dask-not-installed"


def _give_up_at_once(dask_scheduler: distributed.Scheduler) -> None:
    dask_scheduler.allowed_failures = 0


def _code(address: str) -> str:
    found = on_dask(address)
    return "" if isinstance(found, DaskCluster) else found.code
