"""Queue: a plan and a quote for every customer of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pages.parts import caching, decided, state
from pages.parts.desk import answering, desk, in_use, reading
from pages.parts.desk.customer_table import show_customers
from pages.parts.desk.left_open import ask_for_figures
from pages.parts.desk.queue_files import offer_answer, show_quotes
from pages.parts.desk.quote_drawer import show_opened
from pages.parts.desk.standing import show_by_discipline, show_figures
from pages.parts.problem_list import show_problems
from pages.parts.shell import heading, measure, require_shell
from pages.parts.visit import Aim

if TYPE_CHECKING:
    from planner.catalog import Catalog
    from planner.selling.customers import Queue

require_shell()


def look(queue: Queue, catalog: Catalog) -> None:
    """Show the answer, or how far it is: the customers and their quotes first."""
    answer = answering.answered(queue, catalog)
    if answer is None:
        return
    of_customers = reading.queue(desk.customers()).problems
    show_figures(answer, catalog, answering.preferences_in_use(catalog), of_customers)
    of_catalog = caching.catalog(state.shelf()).problems
    narrowed = show_customers(answer)
    offer_answer(answer, catalog, (*of_customers, *of_catalog))
    show_quotes(answer, catalog, narrowed)
    show_by_discipline(answer)
    ask_for_figures(queue)
    show_problems(of_customers, in_use.NOTES)
    show_problems(of_catalog, "Notes on the catalog")
    show_opened(answer, catalog)


with measure():
    decided.aim_at(Aim.DESK)
    heading("Queue")
    catalog_now, queue_now = in_use.at_work("Each gets the best plan, and a quote to send.", one=True)
    if queue_now.groups and catalog_now.courses:
        look(queue_now, catalog_now)
