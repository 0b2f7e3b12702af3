"""Two catalogs as bars, a discipline at a time: the credits of either in each subcategory, who is cheaper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import drawing
from pages.parts.bars import Bars, Segment
from pages.parts.words import discipline_name
from planner.phrases import NOT_KNOWN, amount, count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pages.parts.drawing import Picture
    from planner.credits import Credits, Money
    from planner.selling.comparing import Standing


def show_standings(standings: Sequence[Standing]) -> None:
    """Show who gives more, first where the other catalog gives more most often."""
    if not standings:
        return
    by_code: dict[str, list[Standing]] = {}
    for each in standings:
        by_code.setdefault(each.subcategory.discipline, []).append(each)
    st.header("Who gives more, and cheaper", anchor=False)
    code = st.selectbox(
        "Discipline",
        sorted(by_code, key=lambda code: -_ahead(by_code[code])),
        format_func=discipline_name,
        key="compared-discipline",
        width=320,
    )
    shown = by_code[code]
    drawing.show(standings_chart(shown), key="compared-standings", alt=standings_alt(shown))
    st.caption(
        "Bar: credits of all your courses. Mark: those of the other catalog. Prices: the least a credit."
    )


def _ahead(standings: Sequence[Standing]) -> int:
    return sum(each.more == "there" for each in standings)


def standings_chart(standings: Sequence[Standing]) -> Picture:
    """Draw a bar a subcategory, as long as yours gives credits, with a mark at what the other gives."""
    bars = Bars(aside=165)
    before: str | None = None
    for each in standings:
        at = each.subcategory
        if at.category != before:
            bars.heading(at.category or "Category not known")
            before = at.category
        hover = f"Yours: {amount(each.here)}, the other: {amount(each.there)}"
        piece = [Segment(0, float(each.here), hover=hover)] if each.here else []
        bars.bar(at.name or at.category, piece, _beside(each), tick=float(each.there) if each.there else None)
    return bars.finished(axis="targeted credits")


def _beside(each: Standing) -> str:
    """Say both figures, and below the least prices in the same order; the better one is strong."""
    credits_ = _against(str(each.here), str(each.there), each.more)
    here, there = _price(each.here, each.least_here), _price(each.there, each.least_there)
    return f"{credits_}<br>{_against(here, there, each.cheaper)}"


def _price(credits_: Credits, least: Money | None) -> str:
    if not credits_:
        return "none"
    return NOT_KNOWN if least is None else str(least)


def _against(here: str, there: str, better: str) -> str:
    sides = (
        f"<b>{said}</b>" if better == side else said for side, said in (("here", here), ("there", there))
    )
    return " against ".join(sides)


def standings_alt(standings: Sequence[Standing]) -> str:
    """Say what the bars show."""
    mine = sum(each.more == "here" for each in standings)
    return (
        f"Credits of both catalogs in {count(len(standings), 'subcategory', 'subcategories')} of "
        f"{discipline_name(standings[0].subcategory.discipline)}: yours gives more in {mine}, "
        f"the other in {_ahead(standings)}."
    )
