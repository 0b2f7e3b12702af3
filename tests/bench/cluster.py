"""The queue of a million people on a Dask cluster of two workers here, one of which is killed half way."""

from __future__ import annotations

import hashlib
import tempfile
import threading
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Self

import distributed

from planner.selling.labour.processes import cores
from tests import dask_cluster
from tests.bench import queues
from tests.bench.timing import Measured

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator

WORKERS = 2
_LOOKS_EVERY_S = 0.05


@dataclass(frozen=True)
class Runs:
    """Seconds of the command on the cluster, to the end and with a worker killed, and of the reference."""

    whole_s: float
    killed_s: float
    pandas_s: float
    bare_s: float


def whole_time(name: str) -> Measured:
    """Answer the whole queue on the cluster; what it answers is what this machine answers without one."""
    runs = _runs()
    return Measured(
        name,
        f"queue of {queues.PEOPLE:,} people on {WORKERS} Dask workers, the same bytes as without",
        runs.whole_s,
        f"pandas.read_csv ({runs.pandas_s:.1f} s) + bare solves ({runs.bare_s:.1f} s) / {cores()} cores",
        runs.pandas_s + runs.bare_s / cores(),
        3.0,
        1,
    )


def killed_time(name: str) -> Measured:
    """Answer the whole queue although a worker is killed half way: it costs time, no result."""
    runs = _runs()
    return Measured(
        name,
        f"the same, one of the {WORKERS} workers killed half way through the solves, the same bytes again",
        runs.killed_s,
        "with all of them to the end",
        runs.whole_s,
        2.0,
        1,
    )


@cache
def _runs() -> Runs:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        queue, catalog = folder / "queue.csv", queues.write_catalog(folder)
        distinct = queues.prescriptions(queues.DISTINCT)
        queues.write_queue(queue, queues.PEOPLE, distinct)
        queues.run(queue, catalog)
        here = _answered(queue)
        scheduler = stack.enter_context(dask_cluster.scheduling())
        workers = stack.enter_context(_workers(scheduler, folder))
        on_cluster = partial(queues.run, queue, catalog, "--dask", scheduler)
        with _Watch(scheduler) as solving:
            whole = on_cluster()
        assert _answered(queue) == here
        with _Watch(scheduler, workers[0], after_s=solving.seconds / 2):
            killed = on_cluster()
        assert workers[0].poll() is not None, "no worker was killed"
        assert _answered(queue) == here
        return Runs(whole.seconds, killed.seconds, *queues.reference(queue, catalog, distinct))


def _answered(queue: Path) -> str:
    with queues.answer_of(queue).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _workers(scheduler: str, folder: Path) -> Iterator[list[subprocess.Popen[bytes]]]:
    hired = [dask_cluster.hire_one(scheduler, folder) for _ in range(WORKERS)]
    try:
        dask_cluster.wait_for(scheduler, WORKERS)
        yield hired
    finally:
        dask_cluster.dismiss(hired)


class _Watch(threading.Thread):
    """Sees how long a cluster has work; kills one of its workers after it has had some for so long."""

    def __init__(
        self, scheduler: str, worker: subprocess.Popen[bytes] | None = None, after_s: float = 0.0
    ) -> None:
        """Begin when entered, end when left."""
        super().__init__(daemon=True)
        self._scheduler, self._worker, self._after_s = scheduler, worker, after_s
        self._over = threading.Event()
        self.seconds = 0.0

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *raised: object) -> None:
        self._over.set()
        self.join()

    def run(self) -> None:
        """Look now and then until it is over."""
        began = None
        with distributed.Client(self._scheduler, set_as_default=False) as client:
            while not self._over.wait(_LOOKS_EVERY_S):
                if any(client.processing().values()):
                    began = began or time.perf_counter()
                    self.seconds = time.perf_counter() - began
                if self._worker and began and self.seconds >= self._after_s:
                    self._worker.kill()
