"""How pieces of work are worked off: in this process, in several, or on a Dask cluster.

Whoever does it, each piece's result is the same; only the order in which results come differs.
"""

from __future__ import annotations

from planner.selling.labour.cluster import DaskCluster, on_dask
from planner.selling.labour.here import ThisProcess
from planner.selling.labour.pieces import Done, Ended, Labour, Lost, News, Work
from planner.selling.labour.processes import Processes

__all__ = [
    "DaskCluster",
    "Done",
    "Ended",
    "Labour",
    "Lost",
    "News",
    "Processes",
    "ThisProcess",
    "Work",
    "on_dask",
]
