"""A small catalog and its customers, for all pages of the sellers' desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.selling.answering import QueueAnswer, answer_queue

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from planner.catalog import Catalog
    from planner.preferences import Preferences
    from planner.selling.customers import Queue
    from planner.selling.labour import Labour

CATALOG = (
    "course_id,title,seller,price,ce_credits,discipline,category,subcategory,credits\n"
    "A1,Bodies of Paper,Lantern (fictional),20,3,MR,Procedures,Body,2.75\n"
    "A2,Careful Hands,Lantern (fictional),15,2,MR,Patient Care,Patient Interactions and Management,1.5\n"
    "A3,Quiet Heads,Lantern (fictional),12,2,MR,Procedures,Neurological,1\n"
)
HEAD = "technologist_id,discipline,category,subcategory,standard,credits_required\n"
CUSTOMERS = (
    HEAD + "Ann Example,MR,Procedures,Body,not met,2\n"
    "Ann Example,MR,Patient Care,Patient Interactions and Management,not met,1\n"
    "Ben Example,MR,Procedures,Neurological,not met,3\n"
    "Cyd Example,MR,Procedures,Body,not met,2\n"
    "Cyd Example,MR,Patient Care,Patient Interactions and Management,not met,1\n"
    "Dan Example,MR,Procedures,Neurological,not met,1\n"
)


def metric(app: AppTest, label: str) -> str:
    """Give the figure under a label."""
    return next(str(each.value) for each in app.metric if each.label == label)


def all_but_the_last_group(
    queue: Queue, catalog: Catalog, preferences: Preferences, *, labour: Labour, **_more: object
) -> QueueAnswer:
    """Stand for a search that was stopped: the last group of customers has no plan yet."""
    whole = answer_queue(queue, catalog, preferences, labour=labour)
    return QueueAnswer(queue, (*whole.answers[:-1], None))
