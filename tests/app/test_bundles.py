"""Bundles: asked for, found, changed by hand with the effect at once, put into the catalog and taken out."""

from __future__ import annotations

import json
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import plotly.graph_objects as go
import pytest

from pages.parts.desk import answering, bundle_search, bundle_wishes
from planner.preferences import Preferences
from planner.reading import read_catalog
from planner.reading.queues import read_queue
from planner.reading.sources import SourceFile
from planner.selling.answering import answer_queue
from planner.selling.bundles import BundleWishes, find_bundles
from planner.selling.discounts import Percent
from tests.app.conftest import Files, Visit, words
from tests.app.desk import CATALOG, CUSTOMERS, all_but_the_last_group, metric
from tests.builders import TODAY

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from planner.selling.bundles import FoundBundles


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start no further processes, and don't look for long."""
    monkeypatch.setattr(answering, "_MANY", 1_000)
    monkeypatch.setattr(bundle_wishes, "USUAL", replace(bundle_wishes.USUAL, seconds=1.0))
    monkeypatch.setitem(bundle_wishes.TIMES, 1.0, "1 second")


def given(visit: Visit, catalog: str = CATALOG) -> AppTest:
    """Open the page with a catalog and a customers' file."""
    app = visit("bundles")
    app.segmented_control(key="offer").set_value("My own catalog").run()
    app.file_uploader(key="upload-catalog").upload("catalog.csv", catalog.encode())
    app.run()
    app.file_uploader(key="upload-customers").upload("customers.csv", CUSTOMERS.encode())
    app.run()
    assert not app.exception, app.exception
    return app


def asked(app: AppTest, number: int = 2, size: int = 2, discount: float = 20.0) -> AppTest:
    """Press the button for so many bundles."""
    for name, value in (("number", number), ("size", size), ("discount", discount)):
        app.number_input(key=f"bundle-{name}").set_value(value)
    app.button(key="go-bundles").click().run()
    assert not app.exception, app.exception
    return app


def by_planner(number: int = 2, size: int = 2, discount: float = 20.0) -> FoundBundles:
    """Find the same without the page."""
    queue = read_queue([SourceFile("customers.csv", CUSTOMERS.encode())]).value
    catalog = read_catalog([SourceFile("catalog.csv", CATALOG.encode())]).value
    wishes = BundleWishes(number, size, Percent.of(discount), no_dearer=True)
    preferences = Preferences(on=TODAY, alternatives=0)
    return find_bundles(answer_queue(queue, catalog, preferences), catalog, preferences, wishes)


def opened(app: AppTest, key: str) -> AppTest:
    app.session_state[key] = True
    return app.run()


def test_without_customers_it_asks_and_the_sample_shows_bundles_at_once(visit: Visit) -> None:
    app = visit("bundles")
    assert "Whose results wait for an answer?" in words(app)
    app.button(key="sample-customers").click().run()
    assert not app.exception
    assert int(metric(app, "Covered")) > 0
    assert "fictional" in words(app)


def test_the_page_shows_what_the_planner_finds(visit: Visit) -> None:
    app = given(visit)
    assert not app.metric
    found, value = by_planner(), by_planner().value
    asked(app)
    assert value is not None
    assert metric(app, "Covered") == str(value.covered) == "3"
    assert metric(app, "They save") == f"\\{value.saved}"
    assert metric(app, "Pay no more") == str(value.no_dearer)
    assert found.customers_proven
    said = words(app).replace("\\", "")
    assert "Proven: no other choice" in said
    assert "instead of $35 bought singly, 20% off" in said
    assert "Targeted credits: 4.25 in MR · 5 CE credits" in said
    app = opened(app, "covers-0")
    who = next(frame.value for frame in app.dataframe if "Takes" in frame.value)
    assert set(who["Customer"]) == {"Ann Example", "Cyd Example"}
    assert set(who["They save"]) == {7.0}


def test_customers_whom_the_search_counts_come_first_and_the_others_are_told(visit: Visit) -> None:
    app = asked(given(visit))
    value = by_planner().value
    assert value is not None
    said = [(each.label, str(each.value), each.delta) for each in app.metric][:2]
    dearer = f"{value.covered - value.no_dearer} would pay more"
    assert said == [
        ("Pay no more", str(value.no_dearer), "of 4 customers"),
        ("Covered", str(value.covered), dearer),
    ]
    app.toggle(key="bundle-no-dearer").set_value(False)
    asked(app)
    assert [each.label for each in app.metric][:2] == ["Covered", "Pay no more"]


def test_bundles_that_cover_nobody_are_held_against_nothing(visit: Visit) -> None:
    app = asked(given(visit, CATALOG.replace(",20,", ",,").replace(",15,", ",,").replace(",12,", ",,")))
    assert metric(app, "Covered") == "0"
    assert "Compared with other ways" not in words(app)


def test_one_bundle_is_called_this_one() -> None:
    found = by_planner(number=1)
    assert found.value is not None
    assert bundle_search.compared(found, found.value)[0][0] == "This bundle, $28"


def test_a_bar_says_how_many_it_shows() -> None:
    value = by_planner().value
    assert value is not None
    bars = bundle_search.comparison_chart([("These", value)]).as_plotly()["data"][0]
    assert bars["text"] == [str(value.no_dearer)]
    assert bars["width"] >= 24  # plotly hides the number in a thinner one


def test_a_discount_of_120_is_refused_in_words_and_0_and_100_work(visit: Visit) -> None:
    app = asked(given(visit), discount=120.0)
    assert "A discount of 120% would take off more than the price" in app.error[0].value.replace("\\", "")
    assert not app.metric
    assert metric(asked(app, discount=0.0), "They save") == "\\$0"
    assert metric(asked(app, discount=100.0), "They save") == "\\$82"
    asked(app, number=0, size=0)
    assert len(app.error) == 2


def test_more_courses_than_the_catalog_has_are_as_many_as_there_can_be(visit: Visit) -> None:
    app = asked(given(visit), size=500)
    assert "all of them are as many as there can be" in words(app)
    assert metric(app, "Covered") == "3"


def test_a_change_by_hand_shows_at_once_who_is_no_longer_covered(visit: Visit, offered: Files) -> None:
    app = opened(asked(given(visit)), "change-0")
    app.multiselect(key="by-hand-0").set_value(["A1"]).run()
    assert metric(app, "Covered") == "1"
    said = words(app)
    assert "2 customers are no longer covered" in said
    assert "No longer covered: Ann Example, Cyd Example" in said
    assert "Not proven" in said
    assert json.loads(offered["For scripts"]())["covered"] == 1
    app.button(key="undo-bundles").click().run()
    assert metric(app, "Covered") == "3"
    assert "no longer covered" not in words(app)
    assert app.multiselect(key="by-hand-0").value == ["A1", "A2"]


def test_bundles_are_added_and_left_out_and_all_of_it_taken_back(visit: Visit) -> None:
    app = asked(given(visit), number=1)
    app.button(key="add-bundle").click().run()
    assert metric(app, "Bundles") == "2"
    app = opened(app, "change-1")
    app.multiselect(key="by-hand-1").set_value(["A3"]).run()
    assert "1 customer is newly covered" in words(app)
    assert metric(app, "Covered") == "3"
    app = opened(app, "change-0")
    app.button(key="drop-bundle-0").click().run()
    assert metric(app, "Covered") == "1"
    app.button(key="bundles-afresh").click().run()
    assert metric(app, "Covered") == "2"
    assert not app.exception


def test_bundles_go_into_the_catalog_and_out_again(visit: Visit, offered: Files) -> None:
    app = asked(given(visit))
    app.button(key="put-bundles-in").click().run()
    assert not app.exception
    assert "2 new bundles in your catalog" in words(app)
    content = offered["catalog-with-bundles.xlsx"]()
    kept = read_catalog([SourceFile("catalog.xlsx", content)]).value
    assert [(bundle.bundle_id, str(bundle.price), bundle.course_ids) for bundle in kept.bundles] == [
        ("new-1", "$28", ("A1", "A2")),
        ("new-2", "$9.60", ("A3",)),
    ]
    app.switch_page("pages/queue.py").run()
    prices = next(frame.value for frame in app.dataframe if "Customer" in frame.value)["Price"]
    assert sorted(prices) == [9.6, 9.6, 28.0, 28.0]
    app.switch_page("pages/bundles.py").run()
    app.button(key="take-bundles-out").click().run()
    assert "in your catalog" not in words(app)
    assert metric(asked(app), "Covered") == "3"


def test_bundles_stay_in_a_catalog_while_it_is_corrected_and_not_in_another(visit: Visit) -> None:
    app = asked(given(visit, CATALOG.replace("Quiet Heads", '"Quiet Heads ,"')))
    app.button(key="put-bundles-in").click().run()
    app.switch_page("pages/check.py").run()
    for button in ("go-corrections", "undo-corrections"):
        app.button(key=button).click().run()
        assert any(metric.delta == "2 bundles" for metric in app.metric)
    app.switch_page("pages/bundles.py").run()
    assert "2 new bundles in your catalog" in words(app)
    app.segmented_control(key="offer").set_value("Demo catalog").run()
    assert "in your catalog" not in words(app)
    assert not app.exception


def test_the_files_open_and_say_the_same(visit: Visit, offered: Files) -> None:
    asked(given(visit))
    book = openpyxl.load_workbook(BytesIO(offered["The bundles for Excel"]()), read_only=True)
    assert {"Bundles", "Courses", "Customers", "Inputs"} <= set(book.sheetnames)
    rows = list(book["Customers"].iter_rows(min_row=2, values_only=True))
    assert {row[0]: row[4] for row in rows} == {
        "Ann Example": 35,
        "Ben Example": "none covers all",
        "Cyd Example": 35,
        "Dan Example": 12,
        "Total": None,
    }
    told = json.loads(offered["For scripts"]())
    assert told["proven_customers"]
    assert told["covered"] == 3
    with_them = read_catalog([SourceFile("c.xlsx", offered["The catalog with them"]())])
    assert len(with_them.value.bundles) == 2


def test_bundles_for_a_part_of_the_queue_say_so(
    visit: Visit, offered: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "answer_queue", all_but_the_last_group)
    app = asked(given(visit))
    assert "1 customer was not planned for" in words(app)
    assert any("-part-" in name for name in offered)


def test_the_picture_sets_bundles_against_the_courses_most_often_picked() -> None:
    found = by_planner(number=1)
    assert found.value is not None
    rows = bundle_search.compared(found, found.value)
    drawn = go.Figure(bundle_search.comparison_chart(rows).as_plotly())
    assert len(rows) >= 2
    assert next(iter(drawn.data[0].x)) == found.value.no_dearer
    assert "2 covered" in bundle_search.comparison_alt(rows)
