"""The picture of all efficient plans: what one pays against what one pays it for."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from pages.parts import palette, plane
from pages.parts.drawing import Picture
from planner.phrases import count
from planner.preferences import Goal
from planner.writing.wording import ce_credits, cost, hours

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.plan import Plan, Totals

AXES = {Goal.CE_CREDITS: "CE credits", Goal.HOURS: "hours", Goal.COURSES: "courses"}
_HEIGHT = 340
_DOT, _MINE = 17, 21
# Between points nearer than this share of the width, a label would cover the next one.
_ROOM = 0.3
_AS_SELECTED = {"marker": {"opacity": 1}}


def same_courses(one: Plan, other: Plan) -> bool:
    """Whether two plans take the same courses."""
    return _ids(one) == _ids(other)


def _ids(plan: Plan) -> frozenset[str]:
    return frozenset(planned.course.course_id for planned in plan.courses)


def amount_of(totals: Totals, against: Goal) -> float:
    """Give a plan's place on the other axis."""
    return {
        Goal.CE_CREDITS: float(totals.ce_credits),
        Goal.HOURS: float(totals.hours),
        Goal.COURSES: float(totals.courses),
    }[against]


def words_of(totals: Totals, against: Goal) -> str:
    """Say what a plan has of the other axis."""
    return {
        Goal.CE_CREDITS: ce_credits(totals),
        Goal.HOURS: hours(totals),
        Goal.COURSES: count(totals.courses, "course"),
    }[against]


def tradeoff_chart(plans: Sequence[Plan], mine: Plan, against: Goal) -> Picture:
    """Draw the efficient plans as points on their line. One's own plan is a ringed diamond, on it or off."""
    places = [(float(plan.totals.price), amount_of(plan.totals, against)) for plan in plans]
    here = (float(mine.totals.price), amount_of(mine.totals, against))
    on_line = [same_courses(plan, mine) for plan in plans]
    picture = Picture()
    plane.line(picture, places, {"color": palette.TICK, "width": 1.5, "dash": "dot"})
    plane.points(
        picture,
        places,
        [_hover(plan, against, own=own) for plan, own in zip(plans, on_line, strict=True)],
        {
            "size": [_MINE if own else _DOT for own in on_line],
            "symbol": ["diamond" if own else "circle" for own in on_line],
            "color": [palette.COURSES[1][0] if own else palette.ACCENT for own in on_line],
            "line": {"width": [3 if own else 1.5 for own in on_line], "color": palette.PAGE_TEXT},
        },
        customdata=list(range(len(plans))),
        unselected=_AS_SELECTED,
    )
    if not any(on_line):
        look = {"size": _MINE, "symbol": "diamond", "color": palette.COURSES[1][0]}
        ring = {"line": {"width": 3, "color": palette.PAGE_TEXT}}
        plane.points(picture, [here], [_hover(mine, against, own=True)], look | ring, unselected=_AS_SELECTED)
    _label(picture, plans, [*places, here], mine, against)
    return _finished(picture, [*places, here], against)


def _hover(plan: Plan, against: Goal, *, own: bool) -> str:
    last = "your plan" if own else "click to take this plan"
    return f"{escape(cost(plan.totals))}<br>{escape(words_of(plan.totals, against))}<br>{last}"


def _label(
    picture: Picture,
    plans: Sequence[Plan],
    places: Sequence[tuple[float, float]],
    mine: Plan,
    against: Goal,
) -> None:
    """Write beside a point what it is, one's own first, as far as labels don't cover each other."""
    left, right = min(x for x, _ in places), max(x for x, _ in places)
    middle, width = (left + right) / 2, (right - left) or 1
    written: list[float] = []
    ordered = [mine, *(plan for plan in (plans[0], plans[-1], *plans) if not same_courses(plan, mine))]
    for plan in ordered:
        x, y = float(plan.totals.price), amount_of(plan.totals, against)
        if any(abs(x - other) / width < _ROOM for other in written):
            continue
        written.append(x)
        text = f"{escape(cost(plan.totals))}<br>{escape(words_of(plan.totals, against))}"
        on_left = x <= middle
        picture.write(
            f"<b>Your plan</b><br>{text}" if plan is mine else text,
            x=x,
            y=y,
            xanchor="left" if on_left else "right",
            xshift=12 if on_left else -12,
            # The line falls to the right: it leaves room above on the left and below on the right.
            yanchor="bottom" if on_left else "top",
            yshift=8 if on_left else -4,
            align="left" if on_left else "right",
            font={"size": 13},
        )


def _finished(picture: Picture, places: Sequence[tuple[float, float]], against: Goal) -> Picture:
    x = plane.axis("cost, dollars", *_range([x for x, _ in places], 0.12, 0.12), tickprefix="$")
    y = plane.axis(AXES[against], *_range([y for _, y in places], 0.4, 0.45))
    plane.lay_out(picture, _HEIGHT, x, y, clickmode="event+select")
    return picture


def _range(values: Sequence[float], below: float, above: float) -> tuple[float, float]:
    low, high = min(values), max(values)
    width = (high - low) or max(high * 0.2, 1)
    return low - width * below, high + width * above


def tradeoff_alt(plans: Sequence[Plan], against: Goal) -> str:
    """Say what the picture shows."""
    first, last = plans[0].totals, plans[-1].totals
    return (
        f"{count(len(plans), 'efficient plan')}, from {cost(first)} with {words_of(first, against)} "
        f"to {cost(last)} with {words_of(last, against)}."
    )
