"""The kinds of things that one visit holds: results as given, the catalog in use, the choices for a plan."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from planner.credits import Credits, Money
from planner.preferences import Goal, Preferences

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from planner.catalog import Bundle
    from planner.outline_editing import OutlineLine
    from planner.reading.sources import SourceFile


class How(StrEnum):
    """How the results came in."""

    UPLOAD = "Upload"
    PASTE = "Paste"
    TYPE = "Type"
    SAMPLE = "Sample"
    SAVED = "Saved plan"


class Offer(StrEnum):
    """Which catalog is in use."""

    DEMO = "Demo catalog"
    PUBLISHED = "Published distributions"
    OWN = "My own catalog"


TypedRow = dict[str, Any]
"""One row of a grid, by its columns' names."""


class Aim(StrEnum):
    """What a plan is for. Each has its own choices: a budget or a pin of one says nothing about another.

    The desk's are those for all plans of the customers' queue.
    """

    PRESCRIPTION = "prescription"
    STRUCTURED = "structured"
    DESK = "desk"


def digest_of(sources: Sequence[SourceFile], *more: object) -> str:
    """Give a fingerprint of contents, names and whatever else decides how they are read."""
    whole = hashlib.sha256()
    for source in sources:
        for part in (source.name.encode(), source.content):
            whole.update(len(part).to_bytes(8))
            whole.update(part)
    whole.update(repr(more).encode())
    return whole.hexdigest()


@dataclass(frozen=True, slots=True)
class Given:
    """Results as they were given: the bytes, how they came, and the choices about reading them.

    ``outlines`` are the lines of the person's own outlines to read them by. ``sample`` is the key of the demo
    case that they are. ``corrected`` says that the person changed rows on the page: the sources are then
    those rows, no longer the file.
    """

    how: How
    sources: tuple[SourceFile, ...]
    name: str
    assume: Credits | None = None
    technologist_id: str | None = None
    sample: str = ""
    corrected: bool = False
    outlines: tuple[OutlineLine, ...] = ()

    @property
    def digest(self) -> str:
        """Fingerprint of what is read, whoever of the technologists is chosen."""
        return digest_of(self.sources, self.assume, *self.outlines)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The catalog in use: which offer, the bytes where it is the person's own, the outlines to read it by.

    ``corrected`` says that it is used with its safe corrections. ``bundles`` were made here and put into it.
    """

    offer: Offer = Offer.DEMO
    sources: tuple[SourceFile, ...] = ()
    outlines: tuple[OutlineLine, ...] = ()
    corrected: bool = False
    bundles: tuple[Bundle, ...] = ()

    @property
    def digest(self) -> str:
        """Fingerprint of the catalog."""
        return digest_of(self.sources, self.offer.value, self.corrected, self.bundles, *self.outlines)


@dataclass(frozen=True, slots=True)
class Customers:
    """The customers' file as it was given, and the choices about reading it.

    ``completed`` are files of CE already completed, each row under its customer's id. ``whose`` is the one
    customer whose results these are, where they bear no id.
    """

    sources: tuple[SourceFile, ...] = ()
    assume: Credits | None = None
    completed: tuple[SourceFile, ...] = ()
    whose: str = ""

    @property
    def digest(self) -> str:
        """Fingerprint of all that decides how the queue is read, but for the outlines."""
        return digest_of(self.sources, self.assume, digest_of(self.completed), self.whose)

    @property
    def name(self) -> str:
        """What to call the file."""
        return ", ".join(source.name for source in self.sources)


@dataclass(frozen=True, slots=True)
class Applying:
    """What someone applies for: a discipline as chosen or as a link names it, and the day, where known."""

    discipline: str = ""
    apply_on: date | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person wants of a plan. ``deadline`` and ``budget`` empty mean no limit."""

    goal: Goal = Goal.COST
    budget: Money | None = None
    deadline: date | None = None
    sellers: frozenset[str] = frozenset()
    formats: frozenset[str] = frozenset()
    margin: Credits = Credits(0)
    share_disciplines: bool = False
    allow_unknown_price: bool = False
    alternatives: int = 3
    pins: frozenset[str] = frozenset()
    exclusions: frozenset[str] = frozenset()

    def as_preferences(self, *, on: date, prices_known: bool) -> Preferences:
        """Turn choices into preferences. Without any price, unknown ones have to be allowed."""
        return Preferences(
            on=on,
            goal=self.goal,
            deadline=self.deadline,
            budget=self.budget,
            pins=self.pins,
            exclusions=self.exclusions,
            sellers=self.sellers,
            formats=self.formats,
            margin=self.margin,
            share_disciplines=self.share_disciplines,
            allow_unknown_price=self.allow_unknown_price or not prices_known,
            alternatives=self.alternatives,
        )
