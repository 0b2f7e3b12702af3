"""Lets the planner's own text change while a test runs: only the libraries tell one version from another.

Dask's workers are started with this; a test that starts workers later than others would else depend on nobody
writing on the planner meanwhile.
"""

from __future__ import annotations

from planner.selling.labour import version


def dask_setup(_worker: object) -> None:
    """Be called by a worker that starts."""
    version._WHERE = ()  # noqa: SLF001 - what this is for
    version.version_here.cache_clear()
