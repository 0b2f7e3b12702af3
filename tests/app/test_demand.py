"""Demand: what lacks, the course to make next, how each course does, and what nobody picks."""

from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import plotly.graph_objects as go
import pytest

from pages.parts.desk import answering, lacking, making_next
from planner.preferences import Preferences
from planner.reading import read_catalog
from planner.reading.queues import read_queue
from planner.reading.sources import SourceFile
from planner.selling.answering import answer_queue
from planner.selling.demand import find_demand
from tests.app.conftest import Files, Visit, told, words
from tests.app.desk import CATALOG, CUSTOMERS, HEAD, all_but_the_last_group, metric
from tests.builders import TODAY

if TYPE_CHECKING:
    import pandas as pd
    from streamlit.testing.v1 import AppTest

    from planner.selling.demand import Demand

SPARE = "A4,Spare Sheets,Lantern (fictional),99,2,MR,Procedures,Body,1\n"
EVE = "Eve <b>Example</b>,MR,Procedures,Neurological,not met,2.5\n"


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start no further processes."""
    monkeypatch.setattr(answering, "_MANY", 1_000)


def given(visit: Visit, customers: str = CUSTOMERS + EVE) -> AppTest:
    """Open the page with a catalog and a customers' file."""
    app = visit("demand")
    app.segmented_control(key="offer").set_value("My own catalog").run()
    app.file_uploader(key="upload-catalog").upload("catalog.csv", (CATALOG + SPARE).encode())
    app.run()
    app.file_uploader(key="upload-customers").upload("customers.csv", customers.encode())
    app.run()
    assert not app.exception, app.exception
    return app


def by_planner() -> Demand:
    """Find the same without the page."""
    queue = read_queue([SourceFile("customers.csv", (CUSTOMERS + EVE).encode())]).value
    catalog = read_catalog([SourceFile("catalog.csv", (CATALOG + SPARE).encode())]).value
    preferences = Preferences(on=TODAY, alternatives=0)
    return find_demand(answer_queue(queue, catalog, preferences), catalog, preferences)


def table(app: AppTest, column: str) -> pd.DataFrame:
    return next(frame.value for frame in app.dataframe if column in frame.value)


def test_without_customers_it_asks_and_the_sample_shows_the_course_to_make(visit: Visit) -> None:
    app = visit("demand")
    assert "Whose results wait for an answer?" in words(app)
    app.button(key="sample-customers").click().run()
    assert not app.exception
    assert metric(app, "Short") == "60"
    assert "The course to make next" in words(app)
    assert "newly covers 20 customers" in words(app)


def test_the_page_shows_what_the_planner_finds(visit: Visit) -> None:
    app, demand = given(visit), by_planner()
    assert metric(app, "Short") == str(demand.short) == "2"
    assert "2 targeted credits, newly covers 2 customers, meets 3.5 missing credits" in words(app)
    lacks = table(app, "Credits short")
    assert list(lacks["Credits short"]) == [3.5]
    assert list(lacks["You give at most"]) == [1.0]
    steps = table(app, "Customers newly covered")
    assert next(iter(steps["Customers newly covered"])) == 2
    cards = table(app, "Irreplaceable")
    picked = {card.course.course_id: card for card in demand.scorecards if card.picked}
    assert dict(zip(cards["Course id"], cards["Picked"], strict=True)) == {
        course_id: card.picked for course_id, card in picked.items()
    }
    assert dict(zip(cards["Course id"], cards["Irreplaceable"], strict=True))["A3"] == 3
    never = next(frame.value for frame in app.dataframe if "Until" in frame.value)
    assert list(never["Course id"]) == ["A4"]
    assert [chart.proto.alt.split()[0] for chart in app.get("plotly_chart")] == ["A", "Credits", "Unmet"]


def test_bars_go_by_credits_or_by_customers(visit: Visit) -> None:
    app = given(visit)
    app.segmented_control(key="lacking-by").set_value("Customers").run()
    assert not app.exception
    drawn = go.Figure(lacking.lacking_chart(by_planner().unmet, customers=True).as_plotly())
    assert list(drawn.data[0].x) == [2.0]
    drawn = go.Figure(lacking.lacking_chart(by_planner().unmet, customers=False).as_plotly())
    assert list(drawn.data[0].x) == [3.5]
    said = " ".join(note.text for note in drawn.layout.annotations)
    assert "MR · Neurological" in said
    assert "<b>3.5</b> · 2 customers<br>you give 1" in said


def test_the_curve_has_a_step_at_each_course() -> None:
    courses = by_planner().new_courses
    drawn = go.Figure(making_next.frontier_chart(courses).as_plotly())
    assert list(drawn.data[1].x) == sorted(float(one.credits) for one in courses)
    assert making_next.frontier_alt(courses).startswith("Credits of a course against customers")


def test_where_nobody_is_short_it_says_so(visit: Visit) -> None:
    app = given(visit, HEAD + "Ann Example,MR,Procedures,Body,not met,2\n")
    assert "Nobody who was planned for is short of anything" in words(app)
    assert "The course to make next" not in words(app)
    assert metric(app, "Never picked") == "3"


def test_the_files_open_and_say_the_same(visit: Visit, offered: Files) -> None:
    given(visit)
    told = json.loads(offered["For scripts"]())
    assert told["short"] == 2
    assert told["complete"]
    book = openpyxl.load_workbook(BytesIO(offered["All of it for Excel"]()), read_only=True)
    assert {"What lacks", "Courses to make", "One subcategory", "Courses", "Inputs"} <= set(book.sheetnames)
    rows = [row[:6] for row in book["What lacks"].iter_rows(values_only=True)]
    assert ("MR", "Procedures", "Neurological", 2, 3.5, 2) in rows


def test_what_is_no_customers_file_is_told_in_words(visit: Visit) -> None:
    app = given(visit, "hello")
    assert told(app)
    assert not app.metric


def test_the_demand_of_a_part_of_the_queue_says_so(
    visit: Visit, offered: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "answer_queue", all_but_the_last_group)
    app = given(visit)
    assert "1 customer had no plan" in words(app)
    assert any("-part-" in name for name in offered)
