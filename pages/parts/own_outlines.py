"""The outlines in use: those that come with the planner, with the person's own in their place."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from pages.parts import caching, state
from planner.outline import Outlines, shipped_outlines
from planner.outline_editing import lines_of, own_outline_notes
from planner.problem import Place, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pages.parts.visit import TypedRow
    from planner.naming import Names
    from planner.outline_editing import OutlineLine

Lines = tuple["OutlineLine", ...]
_MOST_STEPS = 30


def lines() -> Lines:
    """Give the lines of the person's own outlines, whole disciplines at a time."""
    return cast("Lines", state.recall("outlines")) if state.begun() else ()


def names() -> Names:
    """Give the names to read by."""
    return caching.names(lines())


def in_use() -> Outlines:
    """Give the outlines in use."""
    own = lines()
    return caching.names(own).outlines if own else shipped_outlines()


def instead() -> Outlines | None:
    """Give the outlines in use where the person has some; None where all are as they ship."""
    return in_use() if lines() else None


def disciplines() -> tuple[str, ...]:
    """Give the codes of the disciplines whose outline is the person's own."""
    return tuple(dict.fromkeys(line.subcategory.discipline for line in lines()))


def of(discipline: str) -> Lines:
    """Give the lines of one discipline's outline in use, the person's own or the shipped one."""
    own = tuple(line for line in lines() if line.subcategory.discipline == discipline)
    return own or lines_of(discipline)


def notes(concerned: Iterable[str]) -> tuple[Problem, ...]:
    """Say which of some disciplines are read by the person's own outline."""
    return own_outline_notes(lines(), concerned)


def with_discipline(discipline: str, mended: Sequence[OutlineLine]) -> Lines:
    """Give the person's own lines with those of one discipline replaced."""
    others = tuple(line for line in lines() if line.subcategory.discipline != discipline)
    return (*others, *mended)


def take(new: Lines) -> None:
    """Use outlines from now on; `undo` takes it back. What says the same as the shipped ones is not kept."""
    kept = tuple(line for line in new if not _as_shipped(line.subcategory.discipline, new))
    if kept == lines():
        return
    state.keep("outlines-before", (*state.recall("outlines-before"), lines())[-_MOST_STEPS:])
    _put(kept)


def put(saved: Lines) -> None:
    """Put the outlines of a saved plan in place; there is nothing to take back then."""
    state.keep("outlines-before", ())
    _put(saved)


def chosen() -> str | None:
    """Give the discipline whose outline is looked at."""
    return cast("str | None", state.recall("outline-chosen"))


def choose(discipline: str | None) -> None:
    """Look at a discipline's outline."""
    state.keep("outline-chosen", discipline)


def draft(discipline: str) -> list[TypedRow] | None:
    """Give the changes to an outline that aren't in use yet."""
    drafts: dict[str, list[TypedRow]] = state.recall("outline-drafts")
    return drafts.get(discipline)


def keep_draft(discipline: str, rows: list[TypedRow] | None) -> None:
    """Keep changes that aren't in use yet, so that they outlive a change of page; None: there are none."""
    drafts: dict[str, list[TypedRow]] = state.recall("outline-drafts")
    if rows is None:
        drafts.pop(discipline, None)
    else:
        drafts[discipline] = rows


def drop_draft(discipline: str) -> None:
    """Let go of changes that aren't in use."""
    keep_draft(discipline, None)
    state.start_drafts_afresh()


def refused() -> tuple[Problem, ...]:
    """Give why the last outline file was not taken."""
    return cast("tuple[Problem, ...]", state.recall("outline-refused"))


def refuse(problems: tuple[Problem, ...]) -> None:
    """Remember why an outline file was not taken."""
    state.keep("outline-refused", problems)


def nothing_in(name: str) -> Problem:
    """Say that a file has the columns of an outline and no row."""
    message = (
        "The table has no row below its headers, so nothing was changed. Add a row for each subcategory."
    )
    return Problem(Severity.ERROR, "outline-empty", message, Place(name))


def can_undo() -> bool:
    """Whether there are outlines of before to go back to."""
    return bool(state.recall("outlines-before"))


def undo() -> None:
    """Go back to the outlines used before."""
    *earlier, last = state.recall("outlines-before")
    state.keep("outlines-before", tuple(earlier))
    _put(last)


def _as_shipped(discipline: str, new: Lines) -> bool:
    own = tuple(line for line in new if line.subcategory.discipline == discipline)
    return own == lines_of(discipline)


def _put(new: Lines) -> None:
    for code in {line.subcategory.discipline for line in {*new} ^ {*lines()}}:
        keep_draft(code, None)
    state.keep("outlines", new)
    refuse(())
    state.start_drafts_afresh()
    for discipline in in_use().disciplines:
        state.forget_widgets(f"type-{discipline.code}")
    state.take_typed({code: _regridded(code, rows) for code, rows in state.typed().items()})


def _regridded(code: str, rows: Sequence[TypedRow]) -> list[TypedRow]:
    """Lay typed rows out anew: the outline's own rows with what was typed, then rows of other names."""
    read = names()
    said: dict[str, TypedRow] = {}
    others: list[TypedRow] = []
    known = in_use().subcategories(code)
    by_place = {at: at.name for at in known}
    for row in rows:
        if row["Credits"] is None and not row["Standard"]:
            continue
        at = read.subcategory(code, str(row["Category"] or ""), str(row["Subcategory"] or "")).subcategory
        if at in by_place and at.name not in said:
            said[at.name] = row
        else:
            others.append(row)
    nothing: TypedRow = {"Standard": None, "Credits": None}
    fresh = [
        nothing | said.get(at.name, {}) | {"Subcategory": at.name, "Category": at.category} for at in known
    ]
    return [*fresh, *others]
