"""New bundles for a queue, as JSON and as text for a terminal.

The JSON is flat and stable; keys are only ever added. Money and credits are numbers, null is not known:

- ``status``: covered where every customer who needs something is covered by some bundle, else shortfall;
- ``bundles``: ``bundle_id, title, course_ids, price`` (null where some price in it isn't known; then
  ``price_known_part`` is the rest), ``singles_price, discount_percent, customers_covered, customers_taking,
  money_saved, ce_credits, ce_credits_unknown, disciplines``;
- ``customers, covered, not_covered, need_nothing, no_dearer, distinct_prescriptions``: customers, in all;
- ``proven_optimal``: no choice covers more customers, or as many and saves more; ``proven_customers``: the
  first half of that; ``covered_at_most`` customers any choice covers, ``gap`` = that less what this one does
  (where only those who pay no more were to count: so many for no more, and ``no_dearer``);
- ``comparison``: ``single_plans`` (what the covered customers' best plans cost, and what they pay now), and
  ``most_popular`` (one bundle of the courses most often picked, with what it would do) and
  ``at_no_greater_price`` (what bundles as wished would do that cost no more than that one);
- ``wishes``; ``technologists`` (``technologist_id, bundle_id, needs_nothing, single_price, money_saved``);
  ``problems`` as everywhere.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from planner.phrases import amount, count, joined, one_line
from planner.writing.as_json import number, problems_as_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.catalog import Catalog
    from planner.problem import Problem
    from planner.selling.answering import QueueAnswer
    from planner.selling.bundles import BundlesValue, FoundBundles, ValuedBundle

Json = dict[str, Any]


def bundles_as_json(found: FoundBundles, queue_answer: QueueAnswer, problems: Sequence[Problem]) -> Json:
    """Give the bundles found in the shape that the module tells.

    Raises:
        ValueError: no bundles were looked for, because what was asked for can't be had.
    """
    value = _value(found)
    wishes = found.wishes
    return {
        "status": "shortfall" if value.not_covered else "covered",
        "bundles": [_bundle(valued, value) for valued in value.bundles],
        "customers": value.customers,
        "covered": value.covered,
        "not_covered": value.not_covered,
        "need_nothing": value.need_nothing,
        "no_dearer": value.no_dearer,
        "distinct_prescriptions": len(value.groups),
        "money_saved": number(value.saved),
        "proven_optimal": found.customers_proven and found.saved_proven,
        "proven_customers": found.customers_proven,
        "covered_at_most": found.at_most,
        "gap": found.gap,
        "comparison": {
            "single_plans": {
                "price": number(value.singles_price),
                "price_with_bundles": number(value.paid),
                "money_saved": number(value.saved),
            },
            "most_popular": None if found.popular is None else _popular(found.popular),
            "at_no_greater_price": None if found.as_cheap is None else _as_cheap(found.as_cheap),
        },
        "wishes": {
            "bundles": wishes.number,
            "size": wishes.size,
            "discount_percent": number(wishes.discount),
            "most_price": number(wishes.most_price),
            "no_dearer": wishes.no_dearer,
            "seconds": wishes.seconds,
        },
        "technologists": list(_technologists(value, queue_answer)),
        "problems": problems_as_json(problems),
    }


def no_bundles_as_json(problems: Sequence[Problem]) -> Json:
    """Give the shape where there is no answer: only ``status`` and the problems tell."""
    return {
        "status": "unusable",
        "bundles": [],
        "customers": 0,
        "covered": 0,
        "proven_optimal": False,
        "technologists": [],
        "problems": problems_as_json(problems),
    }


def _value(found: FoundBundles) -> BundlesValue:
    if found.value is None:
        message = "there are no bundles to tell of"
        raise ValueError(message)
    return found.value


def _bundle(valued: ValuedBundle, value: BundlesValue) -> Json:
    return {
        "bundle_id": valued.bundle.bundle_id,
        "title": valued.bundle.title,
        "course_ids": list(valued.bundle.course_ids),
        "price": number(valued.bundle.price),
        "price_known_part": number(valued.price.price),
        "price_unknown": valued.price.unknown,
        "singles_price": number(valued.price.singles),
        "discount_percent": number(value.discount),
        "customers_covered": valued.covers,
        "customers_taking": valued.taken_by,
        "money_saved": number(valued.saved),
        "ce_credits": number(valued.ce_credits),
        "ce_credits_unknown": valued.ce_credits_unknown,
        "disciplines": list(valued.disciplines),
    }


def _popular(popular: BundlesValue) -> Json:
    return {
        "course_ids": [course_id for valued in popular.bundles for course_id in valued.bundle.course_ids],
        "price": number(popular.bundles[0].bundle.price) if popular.bundles else None,
        "covered": popular.covered,
        "money_saved": number(popular.saved),
    }


def _as_cheap(as_cheap: BundlesValue) -> Json:
    return {
        "bundles": [
            {"course_ids": list(valued.bundle.course_ids), "price": number(valued.bundle.price)}
            for valued in as_cheap.bundles
        ],
        "covered": as_cheap.covered,
        "money_saved": number(as_cheap.saved),
    }


def _technologists(value: BundlesValue, queue_answer: QueueAnswer) -> Iterator[Json]:
    queue = queue_answer.queue
    for technologist_id, group in zip(queue.ids, queue.group_of, strict=True):
        outcome = value.groups[group]
        takes = outcome.takes
        yield {
            "technologist_id": technologist_id,
            "bundle_id": None if takes is None else value.bundles[takes].bundle.bundle_id,
            "needs_nothing": outcome.needs_nothing,
            "single_price": number(outcome.single_price),
            "money_saved": number(outcome.saved),
        }


def bundles_as_table(found: FoundBundles, catalog: Catalog, notes: Sequence[str], width: int) -> str:
    """Write the bundles for people: how many they cover and how sure that is, then each of them.

    ``notes``: what a reader must know beside the figures.
    """
    value = _value(found)
    sections = [
        [bundles_headline(found), bundles_proof(found), singles_sentence(value)],
        *(list(_lines_of(valued, catalog)) for valued in value.bundles),
        [popular_sentence(found)] if found.popular is not None else [],
        *([note] for note in notes),
    ]
    return (
        "\n\n".join(
            "\n".join(line for said in section for line in _wrapped(said, width))
            for section in sections
            if section
        )
        + "\n"
    )


def bundles_headline(found: FoundBundles) -> str:
    """Say in one line what the bundles do."""
    value = _value(found)
    waiting = value.customers - value.need_nothing
    covered = f"{value.covered:,} of {count(waiting, 'customer')} covered"
    if found.wishes.no_dearer:
        covered += f", {value.no_dearer:,} of them for no more than their own plan"
    said = [count(len(value.bundles), "bundle"), covered, f"{value.saved} saved"]
    if value.need_nothing:
        said.append(f"{value.need_nothing:,} need nothing")
    return " · ".join(said)


def bundles_proof(found: FoundBundles) -> str:
    """Say how sure it is that no choice of bundles does better."""
    counted = "covers more customers" if not found.wishes.no_dearer else "covers more customers for no more"
    if found.customers_proven and found.saved_proven:
        return f"Proven: no other choice {counted}, or as many and saves them more."
    if found.customers_proven:
        return f"Proven: no other choice {counted}. Another might save them more."
    more = count(found.gap, "customer")
    at = " at no more than their own plan" if found.wishes.no_dearer else ""
    return f"Not proven: another choice might cover up to {more} more{at} (at most {found.at_most:,} in all)."


def singles_sentence(value: BundlesValue) -> str:
    """Hold the bundles against the best plans without them."""
    return (
        f"The best plans without new bundles cost the covered customers {value.singles_price} in all; where "
        f"each takes the cheaper, they pay {value.paid}. For {count(value.no_dearer, 'customer')} a bundle "
        "costs no more than the plan."
    )


def popular_sentence(found: FoundBundles) -> str:
    """Hold the bundles against what one would guess."""
    popular = found.popular
    if popular is None or not popular.bundles:
        return ""
    bundle = popular.bundles[0]
    return (
        f"For comparison, one bundle of the courses most often picked "
        f"({joined([one_line(one) for one in bundle.bundle.course_ids])}) would cost {bundle_price(bundle)}, "
        f"cover {count(popular.covered, 'customer')} and save {popular.saved}.{_at_no_greater_price(found)}"
    )


def _at_no_greater_price(found: FoundBundles) -> str:
    cheap = found.as_cheap
    if cheap is None:
        return ""
    return (
        f" At no greater price each, {count(len(cheap.bundles), 'bundle')} can cover "
        f"{count(cheap.covered, 'customer')} and save {cheap.saved}."
    )


def bundle_price(valued: ValuedBundle) -> str:
    """Say what a bundle costs, and what that leaves out."""
    if valued.price.known:
        return str(valued.price.price)
    return f"{valued.price.price} and {count(valued.price.unknown, 'price')} not known"


def _lines_of(valued: ValuedBundle, catalog: Catalog) -> Iterator[str]:
    known = catalog.by_id()
    yield (
        f"{valued.bundle.bundle_id}: {valued.bundle.title} · {bundle_price(valued)} instead of "
        f"{valued.price.singles} · covers {count(valued.covers, 'customer')}, {valued.taken_by:,} take it · "
        f"{valued.saved} saved · {amount(valued.ce_credits, 'CE credit')}"
    )
    for course_id in valued.bundle.course_ids:
        course = known[course_id]
        price = "price not known" if course.price is None else str(course.price)
        yield f"  {one_line(course_id)}  {one_line(course.name)}, {price}"


def _wrapped(text: str, width: int) -> list[str]:
    indent = text[: len(text) - len(text.lstrip())]
    return textwrap.wrap(
        text.strip(),
        width,
        initial_indent=indent,
        subsequent_indent=f"{indent}  " if indent else "",
        break_on_hyphens=False,
    )
