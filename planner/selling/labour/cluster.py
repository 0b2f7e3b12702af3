"""Work done by a Dask cluster, for queues that outgrow one machine. Dask is loaded only when it is asked for.

The work itself is a task, as every chunk is: what was lost with a worker, the cluster makes again.
"""

from __future__ import annotations

import contextlib
import importlib
import pickle
import time
import zlib
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from planner.problem import Problem, Severity
from planner.selling.labour.crew import CannotGoOn, work_off_by
from planner.selling.labour.pieces import Ended
from planner.selling.labour.version import version_here
from planner.selling.labour.worker import do_some

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence
    from concurrent.futures import Executor, Future

    from planner.selling.labour.pieces import News, P, R, Work

_TO_CONNECT_S = 5.0
_TO_LOOK_S = 5.0
_LOOK_EVERY_S = 1.0
# Workers that died are started again within seconds, where somebody sees to that.
_WITHOUT_WORKERS_S = 30.0
_AN_ADDRESS = (
    "Give the address that the scheduler tells when it starts, such as tcp://10.0.0.5:8786, and check that "
    "it is running."
)
# So much is under way for each thread, that none has to wait for its next chunk.
_AHEAD = 2


class _Client(AbstractContextManager["_Client"], Protocol):
    """What is used of Dask's client, which has types in part only."""

    status: str
    scheduler: Any

    def get_executor(self, *, pure: bool, retries: int) -> Executor: ...
    def submit(self, function: Callable[..., object], *given: object, pure: bool) -> Any: ...  # noqa: ANN401
    def run(self, function: Callable[[], str]) -> dict[str, str]: ...
    def wait_for_workers(self, number: int, timeout: float) -> None: ...
    def sync(self, function: Callable[..., object], **given: float) -> Any: ...  # noqa: ANN401
    def close(self, timeout: float) -> None: ...


class OtherVersion(CannotGoOn):
    """A worker runs another planner or another solver: its answers might differ from those made here."""


def on_dask(address: str) -> DaskCluster | Problem:
    """Find the cluster whose scheduler is at an address such as ``tcp://10.0.0.5:8786``.

    Returns:
        The cluster, once it has answered and has workers that run this very planner; else the problem.
    """
    try:
        importlib.import_module("distributed")
    except ImportError:
        message = (
            'Dask is not installed. Install it with: pip install "distributed". '
            "Without --dask, all cores of this machine are used."
        )
        return _problem("dask-not-installed", message, address)
    try:
        # Without an address, Dask would start a cluster here.
        if not address.strip():
            return _problem("dask-not-reached", f"No address is given. {_AN_ADDRESS}", address)
        with _connected(address) as client:
            return _at_work(client, address)
    except Exception as error:  # noqa: BLE001 - whatever is at that address, the answer is words
        message = (
            f"No Dask scheduler answered at {address!r} within {_TO_CONNECT_S:.0f} seconds "
            f"({type(error).__name__}). {_AN_ADDRESS}"
        )
        return _problem("dask-not-reached", message, address)


@dataclass(frozen=True, slots=True)
class DaskCluster:
    """Does pieces on the cluster at an address. `on_dask` looks first whether there is one."""

    address: str

    def work_off(
        self, work: Work[P, R], pieces: Sequence[P], stopped: Callable[[], bool], /
    ) -> Generator[News[R], None, None]:
        """Do all pieces; stopping takes them off the cluster."""
        if not pieces:
            return
        try:
            client = _connected(self.address)
        except Exception as error:  # noqa: BLE001 - whatever is at that address, the answer is words
            yield Ended(f"The Dask cluster at {self.address} can't be reached ({type(error).__name__}).")
            return
        yield from work_off_by(_Cluster(client, work, self.address), work, pieces, stopped)


class _Cluster:
    """The cluster as a crew: chunks are its tasks."""

    def __init__(self, client: _Client, work: Work[Any, Any], address: str) -> None:
        self._client = client
        self._address = address
        self._version = version_here()
        self._packed = zlib.compress(pickle.dumps(work, pickle.HIGHEST_PROTOCOL))
        self._work: Any = None
        self._executor = client.get_executor(pure=False, retries=1)
        self._looked = self._seen = time.monotonic()
        self.hands = max(1, _threads(client))

    def begin(self, pieces: Sequence[Any], /) -> Future[list[Any]]:
        """Make a chunk a task."""
        if self._work is None or self._work.status not in ("pending", "finished"):
            self._work = self._client.submit(unpacked, self._packed, pure=False)
        begun: Future[list[Any]] = self._executor.submit(do_chunk, self._work, pieces, self._version)
        return begun

    def room(self) -> int:
        """A little more than there are threads."""
        return self.hands * _AHEAD if self._client.status == "running" else 0

    def trouble(self) -> str:
        """Say that the scheduler or all workers are gone, and stay gone."""
        now = time.monotonic()
        if self._client.status in ("closing", "closed"):
            return f"The connection to the Dask scheduler at {self._address} was lost."
        if now - self._looked < _LOOK_EVERY_S:
            return ""
        self._looked = now
        threads = _threads(self._client)
        if threads:
            self._seen, self.hands = now, threads
        if now - self._seen < _WITHOUT_WORKERS_S:
            return ""
        return f"The Dask cluster at {self._address} has had no worker for {_WITHOUT_WORKERS_S:.0f} seconds."

    def leave(self) -> None:
        """Take everything off the cluster that is still there."""
        with contextlib.suppress(Exception):  # the scheduler may be gone
            self._executor.shutdown(wait=False)
        self._work = None
        self._client.close(timeout=_TO_LOOK_S)


def unpacked(packed: bytes) -> Work[Any, Any]:
    """Unpack the work, on a worker: once for each, since it is kept there while chunks need it."""
    work: Work[Any, Any] = pickle.loads(zlib.decompress(packed))  # noqa: S301 - from our own client
    return work


def do_chunk(work: Work[P, R], pieces: Sequence[P], version: str) -> list[R]:
    """Do a chunk, on a worker.

    Raises:
        OtherVersion: this worker might answer otherwise.
    """
    if version_here() != version:
        message = (
            "A worker of the Dask cluster runs another version of the planner or of the solver, so its "
            "answers might differ. Bring all to the same version and start again."
        )
        raise OtherVersion(message)
    return do_some(work, pieces)


def _connected(address: str) -> _Client:
    """Connect to a scheduler. A client that can't connect is closed here.

    Left to the garbage collector, it would be closed within whatever is going on then: within the next
    client's start, it waits for a lock that the very same thread holds, for ever.
    """
    kind = importlib.import_module("distributed").Client
    client: _Client = kind.__new__(kind)
    try:
        kind.__init__(client, address, timeout=_TO_CONNECT_S, set_as_default=False)
    except BaseException:
        client.close(timeout=_TO_LOOK_S)
        raise
    return client


def _at_work(client: _Client, address: str) -> DaskCluster | Problem:
    """Look at the workers: whether there are any, and whether all run this very planner."""
    try:
        client.wait_for_workers(1, timeout=_TO_LOOK_S)
    except TimeoutError:
        message = f"The Dask cluster at {address!r} has no workers. Start some and try again."
        return _problem("dask-no-workers", message, address)
    try:
        versions = set(client.run(version_here).values())
    except Exception as error:  # noqa: BLE001 - whatever a worker lacks, the answer is words
        message = (
            f"The workers of the Dask cluster at {address!r} can't run the planner "
            f"({type(error).__name__}: {error}). Start them where this planner and what it requires is "
            "installed, with the planner's folder in PYTHONPATH."
        )
        return _problem("dask-without-planner", message, address)
    if versions != {version_here()}:
        message = (
            f"Workers of the Dask cluster at {address!r} run another version of the planner or of the "
            "solver, so their answers might differ. Bring all to the same version."
        )
        return _problem("dask-other-version", message, address)
    return DaskCluster(address)


def _threads(client: _Client) -> int:
    """Count the threads of all workers; 0 where there are none, or nobody answers."""
    try:
        found = client.sync(client.scheduler.identity, n_workers=1, callback_timeout=_TO_LOOK_S)
    except (OSError, AttributeError):
        return 0
    return int(found["total_threads"])


def _problem(code: str, message: str, address: str) -> Problem:
    return Problem(Severity.ERROR, code, message, value=address)
