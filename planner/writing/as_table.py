"""Plans and catalog checks as text for a terminal: short, aligned, the answer first."""

from __future__ import annotations

import textwrap
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from planner.phrases import NOT_KNOWN, count, day, known, one_line
from planner.writing.notes import notes
from planner.writing.wording import (
    DISCLAIMER,
    FICTIONAL,
    ce_credits,
    choices,
    completed_sentence,
    cost,
    headline,
    how_paid,
    later_starts,
    limit_sentences,
    proof,
    shortfall_sentences,
    why_in,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from planner.catalog import Bundle, Catalog
    from planner.plan import Alternative, Coverage, Plan, PlannedCourse, Totals
    from planner.problem import Problem
    from planner.selling.health import Group, Health

WIDTH = 80
_BAR = 12
_NUMBER = 11
_WIDEST = 28
_MOST_LISTED = 12
_ELLIPSIS = "…"
# For terminals that can't show them. A bar must stay a bar, a separator a separator.
_PLAIN = str.maketrans(
    {"·": "-", "█": "#", "▓": "=", "░": ".", _ELLIPSIS: "...", "\u2019": "'", "\u2013": "-"}
)


def plan_as_table(plan: Plan, catalog: Catalog, width: int = WIDTH) -> str:
    """Write a plan for people: headline and proof, courses, coverage, what is short, what else to know."""
    sections = [
        [*_wrapped(headline(plan), width), *_wrapped(proof(plan), width)],
        _courses(plan, width),
        _coverage(plan, width),
        _listed("Can't be covered", shortfall_sentences(plan), width),
        _listed("What stands in the way", limit_sentences(plan), width),
        _listed("Completed", [completed_sentence(done) for done in plan.completed], width),
        _listed("Other plans", _alternatives(plan), width),
        [*_wrapped(_made_from(plan, catalog), width)],
        [line for note in (*notes(plan), DISCLAIMER) for line in _wrapped(note, width)],
    ]
    return "\n\n".join("\n".join(section) for section in sections if section) + "\n"


def check_as_table(
    catalog: Catalog,
    problems: Sequence[Problem],
    width: int = WIDTH,
    health: Health | None = None,
    corrected: str | None = None,
) -> str:
    """Write what was understood of a catalog, what its courses lack, what to do, and how many problems.

    ``corrected`` names the file into which the catalog with its safe corrections was written.
    """
    courses = catalog.courses
    sellers = {course.seller for course in courses if course.seller}
    figures = sum(len(course.distributions) for course in courses)
    of_sellers = f"{count(len(courses), 'course')} of {count(len(sellers), 'seller')}"
    bundles = count(len(catalog.bundles), "bundle")
    said = [f"{of_sellers} · {count(figures, 'distribution figure')} · {bundles}"]
    if catalog.fictional:
        said.append(FICTIONAL)
    lacks = Counter[str]()
    for course in courses:
        lacks["left out of every plan"] += bool(course.left_out)
        lacks["without a credit distribution"] += not any(d.subcategory.name for d in course.distributions)
        lacks["without a price"] += course.price is None
        lacks["without CE credits"] += course.ce_credits is None
        lacks["without an expiry date"] += course.expires_on is None
    to_do = [f"{count(number, 'course')} {what}" for what, number in lacks.items() if number]
    errors = sum(problem.is_error for problem in problems)
    warnings = len(problems) - errors
    found = f"{count(errors, 'error')} and {count(warnings, 'warning')}" if problems else "No problems"
    sections = [
        [line for sentence in said for line in _wrapped(sentence, width)],
        to_do,
        _listed("What to do, the worst first", map(_group, health.groups if health else ()), width),
        [f"{found} found."],
        _wrapped(_corrections(health, corrected), width) if health and health.changes else [],
    ]
    return "\n\n".join("\n".join(section) for section in sections if section) + "\n"


def _group(group: Group) -> str:
    ids = list(dict.fromkeys(course_id for finding in group.findings for course_id in finding.courses))
    return f"{group.todo}: {len(group.findings)}{f' ({_some(ids)})' if ids else ''}"


def _corrections(health: Health, corrected: str | None) -> str:
    safe = count(len(health.changes), "safe correction")
    where = f"{corrected} has" if corrected else "--out FILE.xlsx writes"
    return f"{safe}: {where} the catalog with them, each marked."


def in_plain_characters(text: str, encoding: str) -> str:
    """Write text with what an encoding has: signs by their plain forms, the rest as question marks."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(_PLAIN).encode(encoding, "replace").decode(encoding)
    return text


def _courses(plan: Plan, width: int) -> list[str]:
    if not plan.courses:
        return []
    lines = [_columns("Courses", ("price", "CE credits"), width)]
    for planned in plan.courses:
        lines.extend(_course(planned, plan, width))
    for bundle in plan.bundles:
        lines.extend(_bundle(bundle, width))
    lines.append(_columns("Total", (cost(plan.totals), _sum_of_ce_credits(plan.totals)), width))
    return lines


def _sum_of_ce_credits(totals: Totals) -> str:
    if not totals.ce_credits_unknown:
        return str(totals.ce_credits)
    return f"{totals.ce_credits} and some {NOT_KNOWN}" if totals.ce_credits else NOT_KNOWN


def _course(planned: PlannedCourse, plan: Plan, width: int) -> Iterator[str]:
    course = planned.course
    name = f"{one_line(course.course_id)}  {one_line(course.title)}".rstrip()
    paid = how_paid(planned, plan)
    price = paid if planned.paid_in_bundle is None else "in bundle"
    yield _columns(name, (price, known(course.ce_credits)), width)
    facts = [one_line(fact) for fact in (course.seller, course.format) if fact]
    if planned.paid_in_bundle is not None:
        facts.append(paid)
    yield from _wrapped(" · ".join([*facts, *_dates(planned, plan)]), width, "  ")
    yield from _wrapped(why_in(planned, plan), width, "  ")


def _dates(planned: PlannedCourse, plan: Plan) -> Iterator[str]:
    if planned.take_from > plan.preferences.on:
        yield f"from {day(planned.take_from)}"
    yield f"last day {NOT_KNOWN if planned.take_by is None else day(planned.take_by)}"


def _bundle(bundle: Bundle, width: int) -> Iterator[str]:
    price = "price not known" if bundle.price is None else str(bundle.price)
    yield _columns(f"Bundle {one_line(bundle.name)}", (price, ""), width)
    yield from _wrapped(f"Holds {_some(bundle.course_ids)}", width, "  ")


def _coverage(plan: Plan, width: int) -> list[str]:
    if not plan.coverage:
        return []
    header = ("needed", "completed", "planned", "short")
    lines = [_columns("Coverage in credits", header, width)]
    for row in plan.coverage:
        margin = f" (and a margin of {row.margin})" if row.margin else ""
        assumed = " (figure assumed)" if row.requirement.assumed else ""
        lines.extend(_wrapped(f"{one_line(str(row.subcategory))}{margin}{assumed}", width))
        figures = (row.required, row.completed, row.planned, row.short)
        lines.append(_columns(f"  {_bar(row)}", tuple(str(figure) for figure in figures), width))
    return lines


def _bar(row: Coverage) -> str:
    """Draw completed, planned and short as one bar; the word after it says the same."""
    whole = (row.required + row.margin).hundredths
    if not whole:
        return "covered"
    done = min(_BAR, row.completed.hundredths * _BAR // whole)
    both = min(_BAR, (row.completed + row.planned).hundredths * _BAR // whole)
    return f"{'▓' * done}{'█' * (both - done)}{'░' * (_BAR - both)} {'short' if row.short else 'covered'}"


def _alternatives(plan: Plan) -> list[str]:
    if plan.preferences.alternatives and not plan.alternatives:
        return ["None was found that covers as much within these limits."]
    return [_alternative(other) for other in plan.alternatives]


def _alternative(other: Alternative) -> str:
    credits_ = ce_credits(other.totals)
    bundles = f" (bundles {_some(other.bundle_ids)})" if other.bundle_ids else ""
    later = f"; {waiting}" if (waiting := later_starts(other)) else ""
    return f"{cost(other.totals)} · {credits_}: {_some(other.course_ids)}{bundles}{later}"


def _made_from(plan: Plan, catalog: Catalog) -> str:
    name = f"Catalog {one_line(catalog.name)}, " if catalog.name else "Catalog of "
    said = [f"{name}{count(len(catalog.courses), 'course')}"]
    said += [f"{what.lower()}: {value}" for what, value in choices(plan.preferences)]
    fictional = f" {FICTIONAL}" if catalog.fictional else ""
    return f"{' · '.join(said)}.{fictional}"


def _some(ids: Sequence[str]) -> str:
    shown = ", ".join(one_line(written) for written in ids[:_MOST_LISTED])
    more = len(ids) - _MOST_LISTED
    return f"{shown} and {more} more" if more > 0 else shown


def _listed(title: str, sentences: Iterable[str], width: int) -> list[str]:
    lines = [line for sentence in sentences for line in _wrapped(sentence, width, "  ", hang="  ")]
    return [title, *lines] if lines else []


def _wrapped(text: str, width: int, indent: str = "", hang: str = "") -> list[str]:
    longest = width * 8
    shown = text if len(text) <= longest else text[: longest - 1] + _ELLIPSIS
    return textwrap.wrap(
        shown, width, initial_indent=indent, subsequent_indent=indent + hang, break_on_hyphens=False
    )


def _columns(left: str, right: Sequence[str], width: int) -> str:
    """Put text to the left and figures, each at least one column wide, to the right of one line."""
    figures = "".join(f"  {_cut(figure, _WIDEST)}".rjust(_NUMBER) for figure in right)
    room = width - _cells(figures)
    shown = _cut(left, room)
    return f"{shown}{' ' * (room - _cells(shown))}{figures}".rstrip()


def _cut(text: str, cells: int) -> str:
    if _cells(text) <= cells:
        return text
    kept = text[:cells]
    while kept and _cells(kept) > cells - 1:
        kept = kept[:-1]
    return kept.rstrip() + _ELLIPSIS


def _cells(text: str) -> int:
    """Count the places that text takes on a terminal: wide characters take two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )
