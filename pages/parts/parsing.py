"""Reading what people give, away from the web process: one place for it, shared by all visits.

What ships with the planner is read here and now; whatever a person uploads or pastes goes through here. A
file that takes too long or too much ends in a word, as any other file that can't be read.
"""

from __future__ import annotations

import atexit
from functools import cache
from typing import TYPE_CHECKING, TypeVar

import streamlit as st

from planner.catalog import Catalog
from planner.keeping import load
from planner.reading import Read, read_catalog, read_completed, read_prescriptions
from planner.reading.apart.readers import NotRead, Readers
from planner.reading.files.opening import Opened, open_source
from planner.reading.outline_lines import read_outline_lines
from planner.reading.queues import read_queue
from planner.selling.customers import Queue

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from planner.credits import Credits
    from planner.keeping import KeptState
    from planner.outline_editing import OutlineLine
    from planner.prescription import CompletedActivity, Prescription
    from planner.reading.sources import SourceFile

T = TypeVar("T")


@cache
def readers() -> Readers:
    """Give the reading programs of this process. They end with it."""
    programs = Readers()
    atexit.register(programs.close)
    return programs


def warm_up() -> None:
    """Start the reading programs, so that the first file doesn't wait for them."""
    readers().warm_up()


def or_stop(read: Callable[[], T]) -> T:
    """Read, or say on the page that nothing can be read just now, and end the page there.

    Nothing of that may be kept, nor anything that follows from it, so this goes around any cache.
    """
    try:
        return read()
    except NotRead as not_read:
        st.warning(not_read.problem.message, icon=":material/hourglass_top:")
        st.button("Try again", key="read-again", icon=":material/refresh:")
        st.stop()


def or_words(read: Callable[[], Read[T]], instead: T) -> Read[T]:
    """Read, or give the words for why nothing can be read just now."""
    try:
        return read()
    except NotRead as not_read:
        return Read(instead, (not_read.problem,))


def prescriptions(sources: tuple[SourceFile, ...], assume: Credits | None) -> Read[tuple[Prescription, ...]]:
    """Read results.

    Raises:
        NotRead: for now; it may go well later. So for all below.
    """
    return _lasting(
        lambda: readers().read(read_prescriptions, sources, file=_called(sources), assume_credits=assume),
        (),
    )


def catalog(sources: tuple[SourceFile, ...]) -> Read[Catalog]:
    """Read a catalog."""
    called = _called(sources)
    return _lasting(lambda: readers().read(read_catalog, sources, file=called, name=called), Catalog())


def completed(sources: tuple[SourceFile, ...]) -> Read[tuple[CompletedActivity, ...]]:
    """Read completed CE."""
    return _lasting(lambda: readers().read(read_completed, sources, file=_called(sources)), ())


def outline_lines(source: SourceFile) -> Read[tuple[OutlineLine, ...]]:
    """Read an outline."""
    return _lasting(lambda: readers().read(read_outline_lines, source, file=source.name), ())


def plan_file(source: SourceFile) -> Read[KeptState | None]:
    """Read a plan file, or the workbook that holds one."""
    return _lasting(lambda: readers().read(load, source.content, source.name, file=source.name), None)


def queue(
    sources: tuple[SourceFile, ...],
    assume: Credits | None,
    done: tuple[SourceFile, ...] = (),
    whose: str = "",
) -> Read[Queue]:
    """Read the results of many people."""
    return _lasting(
        lambda: readers().read(
            read_queue, sources, file=_called(sources), assume_credits=assume, completed=done, whose=whose
        ),
        Queue(),
    )


def opened(source: SourceFile) -> Read[Opened]:
    """Give the cells of a file, whatever they mean."""
    return _lasting(lambda: readers().read(open_source, source, file=source.name), Opened())


def _called(sources: Sequence[SourceFile]) -> str:
    return ", ".join(source.name for source in sources)


def _lasting(read: Callable[[], Read[T]], instead: T) -> Read[T]:
    try:
        return read()
    except NotRead as not_read:
        if not_read.for_now:
            raise
        return Read(instead, (not_read.problem,))
