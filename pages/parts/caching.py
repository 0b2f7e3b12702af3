"""What is read once and kept: keyed by a fingerprint of the content, bounded, and gone with the visit.

What came from a person is kept for that person's visit only; what ships with the planner is shared.
Everything kept is immutable, so sharing it is safe.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts.visit import Given, Offer, Shelf, digest_of
from planner.demo import demo_catalog
from planner.keeping import load
from planner.outline import DATA
from planner.reading import read_catalog, read_completed, read_prescriptions
from planner.reading.grid import Read
from planner.reading.sources import SourceFile
from planner.writing.as_listing import Purpose, listing_rows

if TYPE_CHECKING:
    from datetime import date

    from planner.catalog import Catalog
    from planner.credits import Credits
    from planner.keeping import KeptState
    from planner.outline import Subcategory
    from planner.prescription import CompletedActivity, Prescription
    from planner.writing.as_listing import Listing

_AN_HOUR = 3600
# What a plan file begins with: nothing that is given as results or as a catalog does.
_PLAN_FILE = b'{\n "file": "targeted-ce-plan"'


def prescriptions(results: Given) -> Read[tuple[Prescription, ...]]:
    """Read the results in use."""
    return _prescriptions(results.digest, results.sources, results.assume)


@st.cache_resource(max_entries=8, ttl=_AN_HOUR, scope="session", show_spinner="Reading your results")
def _prescriptions(
    digest: str,  # noqa: ARG001 - the key
    _sources: tuple[SourceFile, ...],
    _assume: Credits | None,
) -> Read[tuple[Prescription, ...]]:
    kept = plan_file(_sources)
    return Read(kept.prescriptions) if kept else read_prescriptions(_sources, assume_credits=_assume)


def plan_file(sources: tuple[SourceFile, ...]) -> KeptState | None:
    """Give what a plan file holds that was saved here; None for anything else."""
    if len(sources) != 1 or not sources[0].content.startswith(_PLAN_FILE):
        return None
    return load(sources[0].content, sources[0].name).value


def completed(sources: tuple[SourceFile, ...]) -> Read[tuple[CompletedActivity, ...]]:
    """Read the files of completed CE."""
    return _completed(digest_of(sources), sources) if sources else Read(())


@st.cache_resource(max_entries=4, ttl=_AN_HOUR, scope="session", show_spinner="Reading what you completed")
def _completed(
    digest: str,  # noqa: ARG001 - the key
    _sources: tuple[SourceFile, ...],
) -> Read[tuple[CompletedActivity, ...]]:
    return read_completed(_sources)


def catalog(shelf: Shelf) -> Read[Catalog]:
    """Read the catalog in use."""
    match shelf.offer:
        case Offer.DEMO:
            return _demo_catalog()
        case Offer.PUBLISHED:
            return _published_catalog()
        case Offer.OWN:
            return _own_catalog(shelf.digest, shelf.sources)


@st.cache_resource(max_entries=1, show_spinner=False)
def _demo_catalog() -> Read[Catalog]:
    return demo_catalog()


@st.cache_resource(max_entries=1, show_spinner=False)
def _published_catalog() -> Read[Catalog]:
    content = (DATA / "published" / "distributions.csv").read_bytes()
    return read_catalog([SourceFile("distributions.csv", content)], name=Offer.PUBLISHED.value)


@st.cache_resource(max_entries=4, ttl=_AN_HOUR, scope="session", show_spinner="Reading the catalog")
def _own_catalog(
    digest: str,  # noqa: ARG001 - the key
    _sources: tuple[SourceFile, ...],
) -> Read[Catalog]:
    kept = plan_file(_sources)
    if kept is not None and kept.catalog.catalog is not None:
        return Read(kept.catalog.catalog)
    return read_catalog(_sources, name=", ".join(source.name for source in _sources))


def listing(shelf: Shelf, today: date, discipline: str | None, purpose: Purpose) -> Listing:
    """List the courses that serve a discipline, or any, for a purpose."""
    return _listing(shelf.digest, today, discipline, purpose, catalog(shelf).value)


@st.cache_resource(max_entries=8, ttl=_AN_HOUR, scope="session", show_spinner="Listing the courses")
def _listing(
    digest: str,  # noqa: ARG001 - the key
    today: date,
    discipline: str | None,
    purpose: Purpose,
    _catalog: Catalog,
) -> Listing:
    return listing_rows(_catalog, discipline, purpose, on=today)


def figures(shelf: Shelf, today: date) -> dict[str, dict[Subcategory, Credits]]:
    """Give each course's distribution on the first day on which it can be taken, by course id."""
    return _figures(shelf.digest, today, catalog(shelf).value)


@st.cache_resource(max_entries=4, ttl=_AN_HOUR, scope="session", show_spinner=False)
def _figures(digest: str, today: date, _catalog: Catalog) -> dict[str, dict[Subcategory, Credits]]:  # noqa: ARG001
    return {
        course.course_id: course.distribution_on(max(today, course.approved_from or today))
        for course in _catalog.courses
    }
