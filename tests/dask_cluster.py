"""A Dask cluster on this machine, as tests and benchmarks need one: no port is fixed.

The scheduler runs in this process; its workers are processes of their own, as on a cluster.
"""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import distributed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_OPTIONS = ("--nthreads", "1", "--memory-limit", "0", "--host", "127.0.0.1")
_WORKER = (sys.executable, "-m", "distributed.cli.dask_worker", "--no-nanny", "--no-dashboard")


@contextmanager
def scheduling() -> Iterator[str]:
    """Run a scheduler without workers; give its address."""
    with distributed.LocalCluster(
        n_workers=0,
        processes=False,
        protocol="tcp",
        host="127.0.0.1",
        scheduler_port=0,
        dashboard_address="127.0.0.1:0",
    ) as made:
        yield made.scheduler_address


def hire_one(scheduler: str, folder: Path, *options: str) -> subprocess.Popen[bytes]:
    """Start a worker that keeps its files in a folder; it comes to the scheduler a little later."""
    command = [*_WORKER, *_OPTIONS, "--local-directory", str(folder), *options, scheduler]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 - Dask's


def wait_for(scheduler: str, workers: int) -> None:
    """Wait until so many workers have come.

    Raises:
        TimeoutError: they didn't within a minute.
    """
    with distributed.Client(scheduler, set_as_default=False) as client:
        client.wait_for_workers(workers, timeout=60)


def dismiss(workers: list[subprocess.Popen[bytes]]) -> None:
    """End workers at once."""
    for process in workers:
        process.kill()
        process.wait()
