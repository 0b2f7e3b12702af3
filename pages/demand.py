"""Demand: what customers ask for that the catalog doesn't give, and the course to make next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pages.parts import decided
from pages.parts.desk import answering, demand_search, in_use
from pages.parts.desk.lacking import show_lacking
from pages.parts.desk.making_next import show_next
from pages.parts.desk.scorecards import show_scorecards
from pages.parts.shell import heading, measure, require_shell
from pages.parts.visit import Aim

if TYPE_CHECKING:
    from planner.catalog import Catalog
    from planner.selling.customers import Queue

require_shell()


def look(queue: Queue, catalog: Catalog) -> None:
    """Show what is in demand, or how far the look at it is."""
    answer = answering.answered(queue, catalog)
    if answer is None:
        return
    demand = demand_search.found(answer, catalog)
    if demand is None:
        return
    demand_search.show_figures(demand)
    demand_search.offer_files(demand, answer, catalog)
    show_next(demand)
    show_lacking(demand.unmet)
    show_scorecards(demand)
    in_use.tell_notes()


with measure():
    decided.aim_at(Aim.DESK)
    heading("Demand")
    catalog_now, queue_now = in_use.at_work("It shows what they lack, and which course to make next.")
    if queue_now.groups and catalog_now.courses:
        look(queue_now, catalog_now)
