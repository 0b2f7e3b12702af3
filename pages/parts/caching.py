"""What is read once and kept: keyed by a fingerprint of the content, bounded, and gone with the visit.

What came from a person is kept for that person's visit only; what ships with the planner is shared.
Everything kept is immutable, so sharing it is safe.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import parsing, state
from pages.parts.visit import Given, How, Offer, Shelf, digest_of
from planner.demo import (
    demo_catalog,
    demo_catalog_source,
    demo_other_seller_source,
    demo_seller_catalog_source,
)
from planner.mending import mend_catalog_read, mend_results
from planner.naming import shipped_names
from planner.outline import DATA
from planner.outline_editing import mended_names, version_problems
from planner.reading import read_catalog, read_prescriptions
from planner.reading.grid import Read
from planner.reading.sources import SourceFile
from planner.selling.corrections import corrected
from planner.selling.health import check_catalog
from planner.writing.as_listing import Purpose, listing_rows

if TYPE_CHECKING:
    from datetime import date

    from planner.catalog import Bundle, Catalog
    from planner.credits import Credits
    from planner.keeping import KeptState
    from planner.naming import Names
    from planner.outline import Outlines, Subcategory
    from planner.outline_editing import OutlineLine
    from planner.prescription import CompletedActivity, Prescription
    from planner.problem import Problem
    from planner.selling.corrections import Corrected
    from planner.selling.health import Health
    from planner.writing.as_listing import Listing

_AN_HOUR = 3600
# What a plan file begins with: nothing that is given as results or as a catalog does.
_PLAN_FILE = b'{\n "file": "targeted-ce-plan"'


def prescriptions(results: Given) -> Read[tuple[Prescription, ...]]:
    """Read the results in use."""
    return parsing.or_stop(lambda: _prescriptions(results.digest, results))


@st.cache_resource(max_entries=8, ttl=_AN_HOUR, scope="session", show_spinner="Reading your results")
def _prescriptions(
    digest: str,  # noqa: ARG001 - the key
    _results: Given,
) -> Read[tuple[Prescription, ...]]:
    sources, assume = _results.sources, _results.assume
    kept = plan_file(sources)
    if kept is not None:
        read = Read(kept.prescriptions)
    elif _results.how is How.SAMPLE and not _results.corrected:
        read = read_prescriptions(sources, assume_credits=assume)
    else:
        read = parsing.prescriptions(sources, assume)
    return mend_results(read, _results.outlines) if _results.outlines else read


def plan_file(sources: tuple[SourceFile, ...]) -> KeptState | None:
    """Give what a plan file holds that was saved here; None for anything else."""
    if len(sources) != 1 or not sources[0].content.startswith(_PLAN_FILE):
        return None
    return parsing.plan_file(sources[0]).value


def completed(sources: tuple[SourceFile, ...]) -> Read[tuple[CompletedActivity, ...]]:
    """Read the files of completed CE."""
    return parsing.or_stop(lambda: _completed(digest_of(sources), sources)) if sources else Read(())


@st.cache_resource(max_entries=4, ttl=_AN_HOUR, scope="session", show_spinner="Reading what you completed")
def _completed(
    digest: str,  # noqa: ARG001 - the key
    _sources: tuple[SourceFile, ...],
) -> Read[tuple[CompletedActivity, ...]]:
    return parsing.completed(_sources)


def catalog(shelf: Shelf) -> Read[Catalog]:
    """Read the catalog in use, with its safe corrections where it is used with them, and bundles put in."""
    if shelf.corrected:
        fixed = corrections(replace(shelf, corrected=False), state.today())
        return Read(fixed.catalog, fixed.problems)
    if shelf.bundles:
        return _with_bundles(shelf.digest, shelf.bundles, catalog(replace(shelf, bundles=())))
    if shelf.outlines:
        return parsing.or_stop(lambda: _mended_catalog(shelf.digest, shelf))
    return parsing.or_stop(lambda: _catalog_as_it_is(shelf))


def health(shelf: Shelf, on: date) -> Health:
    """Check the catalog in use as it stands on a day."""
    return _health(shelf.digest, on, shelf, catalog(shelf))


@st.cache_resource(max_entries=4, ttl=_AN_HOUR, scope="session", show_spinner="Checking the catalog")
def _health(digest: str, on: date, _shelf: Shelf, _read: Read[Catalog]) -> Health:  # noqa: ARG001 - the key
    return check_catalog(_read.value, _read.problems, on, names=names(_shelf.outlines))


def corrections(shelf: Shelf, on: date) -> Corrected:
    """Correct the catalog in use as far as that is safe."""
    return _corrections(shelf.digest, on, catalog(shelf).value, health(shelf, on))


@st.cache_resource(max_entries=4, ttl=_AN_HOUR, scope="session", show_spinner="Correcting the catalog")
def _corrections(digest: str, on: date, _catalog: Catalog, _health: Health) -> Corrected:  # noqa: ARG001
    return corrected(_catalog, _health.findings)


@st.cache_resource(max_entries=4, ttl=_AN_HOUR, scope="session", show_spinner=False)
def _with_bundles(digest: str, _bundles: tuple[Bundle, ...], _read: Read[Catalog]) -> Read[Catalog]:  # noqa: ARG001
    return Read(replace(_read.value, bundles=(*_read.value.bundles, *_bundles)), _read.problems)


@st.cache_resource(max_entries=4, ttl=_AN_HOUR, scope="session", show_spinner="Reading by your own outlines")
def _mended_catalog(digest: str, _shelf: Shelf) -> Read[Catalog]:  # noqa: ARG001 - the key
    return mend_catalog_read(_catalog_as_it_is(_shelf), _shelf.outlines)


def _catalog_as_it_is(shelf: Shelf) -> Read[Catalog]:
    match shelf.offer:
        case Offer.DEMO:
            return _demo_catalog()
        case Offer.PUBLISHED:
            return _published_catalog()
        case Offer.OWN:
            return _own_catalog(digest_of(shelf.sources), shelf.sources)


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
    if all(source in made_up() for source in _sources):
        read = read_catalog(_sources, name=", ".join(source.name for source in _sources))
        return Read(replace(read.value, fictional=bool(_sources)), read.problems)
    return parsing.catalog(_sources)


@lru_cache(maxsize=1)
def made_up() -> tuple[SourceFile, ...]:
    """Give the catalogs that come with the planner and are fictional, whoever brings them."""
    return (demo_catalog_source(), demo_seller_catalog_source(), demo_other_seller_source())


def listing(shelf: Shelf, today: date, discipline: str | None, purpose: Purpose) -> Listing:
    """List the courses that serve a discipline, or any, for a purpose."""
    known = names(shelf.outlines).outlines
    return _listing(shelf.digest, today, discipline, purpose, catalog(shelf).value, known)


@st.cache_resource(max_entries=8, ttl=_AN_HOUR, scope="session", show_spinner="Listing the courses")
def _listing(
    digest: str,  # noqa: ARG001 - the key
    today: date,
    discipline: str | None,
    purpose: Purpose,
    _catalog: Catalog,
    _outlines: Outlines,
) -> Listing:
    return listing_rows(_catalog, discipline, purpose, on=today, outlines=_outlines)


def figures(shelf: Shelf, today: date) -> dict[str, dict[Subcategory, Credits]]:
    """Give each course's distribution on the first day on which it can be taken, by course id."""
    return _figures(shelf.digest, today, catalog(shelf).value)


@st.cache_resource(max_entries=4, ttl=_AN_HOUR, scope="session", show_spinner=False)
def _figures(digest: str, today: date, _catalog: Catalog) -> dict[str, dict[Subcategory, Credits]]:  # noqa: ARG001
    return {
        course.course_id: course.distribution_on(max(today, course.approved_from or today))
        for course in _catalog.courses
    }


def names(outlines: tuple[OutlineLine, ...]) -> Names:
    """Give the names to read by: those that come with the planner, with the person's own in their place."""
    return _names(digest_of((), *outlines), outlines) if outlines else shipped_names()


@st.cache_resource(max_entries=4, ttl=_AN_HOUR, scope="session", show_spinner=False)
def _names(digest: str, _outlines: tuple[OutlineLine, ...]) -> Names:  # noqa: ARG001 - the key
    return mended_names(_outlines)


def other_versions(
    results: Given | None, prescription: Prescription | None, shelf: Shelf
) -> tuple[Problem, ...]:
    """Flag results and distributions of another version than the outlines in use."""
    digest = "" if results is None or prescription is None else results.digest
    who = "" if prescription is None else prescription.technologist_id
    return _other_versions(digest, who, shelf.digest, shelf, prescription)


@st.cache_resource(max_entries=8, ttl=_AN_HOUR, scope="session", show_spinner=False)
def _other_versions(
    digest: str,  # noqa: ARG001 - the key
    who: str,  # noqa: ARG001 - the key
    on_shelf: str,  # noqa: ARG001 - the key
    _shelf: Shelf,
    _prescription: Prescription | None,
) -> tuple[Problem, ...]:
    people = () if _prescription is None else (_prescription,)
    return version_problems(people, catalog(_shelf).value, names(_shelf.outlines).outlines)
