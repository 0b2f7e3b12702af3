"""What the desk reads and works out once and keeps: by fingerprints, bounded, and gone with the visit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import caching, own_outlines, parsing
from pages.parts.desk import desk
from pages.parts.visit import Offer, Shelf, digest_of
from planner.mending import mend_completed, mend_results
from planner.reading.grid import Read
from planner.reading.queues import read_queue
from planner.selling.comparing import compare
from planner.selling.customers import Queue
from planner.selling.matrix import coverage_matrix

if TYPE_CHECKING:
    from datetime import date

    from pages.parts.visit import Customers
    from planner.catalog import Catalog
    from planner.outline import Outlines
    from planner.outline_editing import OutlineLine
    from planner.reading.sources import SourceFile
    from planner.selling.comparing import Comparison
    from planner.selling.matrix import Matrix

_AN_HOUR = 3600


def queue(customers: Customers) -> Read[Queue]:
    """Read the customers' file, by the person's own outlines where there are any; empty without a file."""
    if not customers.sources:
        return Read(Queue())
    lines = own_outlines.lines()
    digest = digest_of((), customers.digest, *lines)
    return parsing.or_stop(lambda: _queue(digest, customers, lines))


@st.cache_resource(max_entries=2, ttl=_AN_HOUR, scope="session", show_spinner="Reading the customers' file")
def _queue(digest: str, _customers: Customers, _lines: tuple[OutlineLine, ...]) -> Read[Queue]:  # noqa: ARG001
    sources, assume, completed = _customers.sources, _customers.assume, _customers.completed
    if sources == desk.sample_customers() and not completed:
        read = read_queue(sources, assume_credits=assume)
    else:
        read = parsing.queue(sources, assume, completed, _customers.whose)
    return _mended(read, _lines) if _lines else read


def _mended(read: Read[Queue], lines: tuple[OutlineLine, ...]) -> Read[Queue]:
    """Bring a queue to the person's own outlines, a group as one prescription."""
    groups = read.value.groups
    mended = mend_results(Read(tuple(group.prescription for group in groups), read.problems), lines)
    names = own_outlines.names()
    return Read(
        replace(
            read.value,
            groups=tuple(
                replace(group, prescription=new, completed=mend_completed(group.completed, names))
                for group, new in zip(groups, mended.value, strict=True)
            ),
        ),
        mended.problems,
    )


def matrix(shelf: Shelf, on: date) -> Matrix:
    """Work out what the catalog in use covers on a day."""
    outlines = caching.names(shelf.outlines).outlines
    return _matrix(shelf.digest, on, caching.catalog(shelf).value, outlines)


@st.cache_resource(max_entries=4, ttl=_AN_HOUR, scope="session", show_spinner="Adding up what it covers")
def _matrix(digest: str, on: date, _catalog: Catalog, _outlines: Outlines) -> Matrix:  # noqa: ARG001 - the key
    return coverage_matrix(_catalog, on, outlines=_outlines)


def other_shelf(sources: tuple[SourceFile, ...]) -> Shelf:
    """Give the shelf of the catalog to compare with, read by the same outlines."""
    return Shelf(Offer.OWN, sources, own_outlines.lines())


def comparison(here: Shelf, there: Shelf, on: date) -> Comparison:
    """Compare two catalogs as they stand on a day."""
    catalogs = caching.catalog(here).value, caching.catalog(there).value
    return _comparison(here.digest, there.digest, on, *catalogs)


@st.cache_resource(max_entries=2, ttl=_AN_HOUR, scope="session", show_spinner="Comparing the catalogs")
def _comparison(
    digest: str,  # noqa: ARG001 - the key
    other: str,  # noqa: ARG001 - the key
    on: date,
    _here: Catalog,
    _there: Catalog,
) -> Comparison:
    return compare(_here, _there, on)
