"""A course's figures brought together: parents and children, repeats, the sum against its CE credits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.catalog import Distribution, sums_over
from planner.credits import Credits
from planner.naming import fold
from planner.phrases import amount

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from planner.outline import Subcategory
    from planner.reading.catalogs.course_rows import Figure
    from planner.reading.collecting import Problems


@dataclass(frozen=True, slots=True)
class Settled:
    """A course's distribution. ``over``: a discipline's sum is larger than the course's CE credits."""

    distributions: tuple[Distribution, ...]
    over: bool


def settle_figures(
    course_id: str, figures: list[Figure], ce_credits: Credits | None, problems: Problems
) -> Settled:
    """Settle the figures of one course.

    A figure for a whole category or discipline that has figures below it only repeats their sum: it is
    checked and dropped. One that has none is kept, marked by an empty name, and never spread (domain.md,
    traps).
    """
    if not figures:
        return Settled((), over=False)
    kept = _without_repeats(course_id, figures, problems)
    parents = _parents(kept)
    for parent, children in parents:
        _check_sum(parent, children, problems)
    dropped = {id(parent) for parent, _ in parents}
    kept = [figure for figure in kept if id(figure) not in dropped]
    for figure in kept:
        if not figure.subcategory.name:
            _say_category_only(figure, problems)
    over = ce_credits is not None and _exceeds(course_id, kept, ce_credits, problems)
    distributions = tuple(
        Distribution(f.subcategory, f.credits, f.applies_from, f.outline_version) for f in kept
    )
    return Settled(distributions, over)


def _without_repeats(course_id: str, figures: list[Figure], problems: Problems) -> list[Figure]:
    """Keep one figure of each subcategory and first day; of two that differ, the smaller one."""
    kept: dict[tuple[Subcategory, date | None], Figure] = {}
    for figure in figures:
        key = (figure.subcategory, figure.applies_from)
        first = kept.setdefault(key, figure)
        if first is figure:
            continue
        place = figure.spot.place(figure.column)
        if first.credits == figure.credits:
            problems.warning(
                "row-repeated",
                f"The course {course_id} was already given {amount(figure.credits)} in {figure.subcategory} "
                f"in {first.spot.place()}. It counts once.",
                place,
                value=str(figure.credits),
            )
            continue
        smaller = min(first, figure, key=lambda f: f.credits)
        problems.warning(
            "distributions-disagree",
            f"The course {course_id} is given {amount(first.credits)} in {figure.subcategory} in "
            f"{first.spot.place()}, and {figure.credits} here. The smaller figure is used; correct the one "
            "that is wrong.",
            place,
            value=str(figure.credits),
            suggestion=str(smaller.credits),
        )
        # The first one's place in the order stays, whichever figure is used.
        kept[key] = smaller
    return list(kept.values())


def _parents(figures: list[Figure]) -> list[tuple[Figure, list[Figure]]]:
    """Find the figures of categories and disciplines that have figures below them, with those."""
    if all(figure.subcategory.name for figure in figures):
        return []
    named: dict[tuple[str, str, date | None], list[Figure]] = {}
    top: dict[tuple[str, date | None], list[Figure]] = {}
    for figure in figures:
        at = figure.subcategory
        if at.name:
            named.setdefault((at.discipline, at.category, figure.applies_from), []).append(figure)
    for figure in figures:
        at = figure.subcategory
        # A discipline's children are its subcategories, and its categories that have none.
        if at.name or (at.category and (at.discipline, at.category, figure.applies_from) not in named):
            top.setdefault((at.discipline, figure.applies_from), []).append(figure)
    found: list[tuple[Figure, list[Figure]]] = []
    for parent in figures:
        at, day = parent.subcategory, parent.applies_from
        if not at.name:
            below = (
                named.get((at.discipline, at.category, day)) if at.category else top.get((at.discipline, day))
            )
            if below:
                found.append((parent, below))
    return found


def _check_sum(parent: Figure, children: list[Figure], problems: Problems) -> None:
    total = Credits.total(figure.credits for figure in children)
    if total == parent.credits:
        return
    problems.warning(
        "sum-disagrees",
        f"{parent.subcategory} is given as {parent.credits}, but its parts add up to {total}. The parts' own "
        "figures are used.",
        parent.spot.place(parent.column),
        value=str(parent.credits),
        suggestion=str(total),
    )


def _say_category_only(figure: Figure, problems: Problems) -> None:
    rest = " It can count for structured education." if figure.subcategory.category else ""
    problems.warning(
        "category-figure-only",
        f"{figure.subcategory} has {amount(figure.credits)}, but no subcategory is named. A prescription "
        f"is per subcategory, so the figure is kept and serves no prescription.{rest}",
        figure.spot.place(figure.column),
        value=str(figure.credits),
    )


def _exceeds(course_id: str, figures: list[Figure], ce_credits: Credits, problems: Problems) -> bool:
    """Whether any discipline's figures of one day add up to more than the course's CE credits."""
    over = list(sums_over(ce_credits, figures))
    for discipline, total, last in over:
        problems.error(
            "distribution-over-ce-credits",
            f"The {discipline} distribution of {course_id} adds up to {amount(total)}, more than its "
            f"{ce_credits} CE credits. The course is left out of plans; correct one of them.",
            last.spot.place(last.column),
            value=str(total),
        )
    return bool(over)


def common_spellings(subcategories: Iterable[Subcategory]) -> dict[Subcategory, Subcategory]:
    """Give what to write for names that a catalog writes in several ways: the first spelling.

    A name without a category takes the one category that it has elsewhere in the catalog. Only names that no
    outline knows can differ: the others were read as the outline writes them.
    """
    spelled: dict[tuple[str, str], list[Subcategory]] = {}
    for at in dict.fromkeys(subcategories):
        if at.name:
            spelled.setdefault((fold(at.discipline), fold(at.name)), []).append(at)
    means: dict[Subcategory, Subcategory] = {}
    for alike in spelled.values():
        if len(alike) > 1:
            means |= _joined(alike)
    return means


def _joined(alike: list[Subcategory]) -> dict[Subcategory, Subcategory]:
    categories: dict[str, Subcategory] = {}
    for at in alike:
        if at.category:
            categories.setdefault(fold(at.category), at)
    if not categories:
        return dict.fromkeys(alike, alike[0])
    only = next(iter(categories.values())) if len(categories) == 1 else None
    means: dict[Subcategory, Subcategory] = {}
    for at in alike:
        target = categories[fold(at.category)] if at.category else only
        if target is not None:
            means[at] = replace(target, discipline=alike[0].discipline, name=alike[0].name)
    return means
