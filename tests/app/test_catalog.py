"""Catalog: which one is in use, what was understood of it, and looking through it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pandas as pd

from planner.demo import demo_catalog
from tests.app.conftest import Visit, told, words

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

LONG = (
    "course_id,title,seller,price,ce_credits,discipline,category,subcategory,credits\n"
    "A1,=Formula for Bodies,Lantern,20,3,MR,Procedures,Body,2.75\n"
    "A2,Half read,Lantern,ten,3,MR,Procedures,Body,1\n"
)
LISTING = "Body MR Basics\n\nMagnetic Resonance Imaging: 1.50\nProcedures: 1.50\nBody: 1.50\n"


def browsed(app: AppTest) -> list[str]:
    """Give the titles in the table of courses."""
    table = next(frame.value for frame in app.dataframe if "Course id" in frame.value)
    return list(table["Course"])


def own(visit: Visit) -> AppTest:
    app = visit("catalog")
    app.segmented_control(key="offer").set_value("My own catalog").run()
    assert not app.exception
    return app


def test_the_demo_catalog_says_that_it_is_fictional(visit: Visit) -> None:
    app = visit("catalog")
    assert "This catalog is fictional" in words(app)
    assert len(browsed(app)) == len(demo_catalog().value.courses)


def test_credits_and_price_stand_first_in_the_table_where_a_phone_shows_them(visit: Visit) -> None:
    (table,) = (frame for frame in visit("catalog").dataframe if "Course id" in frame.value)
    assert list(table.value)[:3] == ["Targeted credits", "Price", "Course"]
    widths = {
        name: config["width"] for name, config in json.loads(table.proto.columns).items() if "width" in config
    }
    # A phone's table is 356 pixels wide and begins with a box to select the row by.
    assert 37 + widths["Targeted credits"] + widths["Price"] <= 356 - 150


def test_filters_narrow_the_table(visit: Visit) -> None:
    app = visit("catalog")
    app.selectbox(key="filter-discipline").select("MR").run()
    app.selectbox(key="filter-subcategory").select("Body").run()
    app.number_input(key="filter-price").set_value(20.0).run()
    expected = {
        course.name
        for course in demo_catalog().value.courses
        if course.price is not None
        and float(course.price) <= 20
        and any(
            row.subcategory.discipline == "MR" and row.subcategory.name == "Body"
            for row in course.distributions
        )
    }
    assert expected
    assert set(browsed(app)) == expected


def test_search_finds_by_words_in_any_order(visit: Visit) -> None:
    app = visit("catalog")
    app.text_input(key="filter-words").set_value("mr prostate").run()
    assert browsed(app) == ["Prostate MR"]


def test_nothing_found_is_an_empty_table_that_says_what_to_do(visit: Visit) -> None:
    app = visit("catalog")
    app.text_input(key="filter-words").set_value("no such course").run()
    assert not app.exception
    assert "No course fits these filters: loosen one of them." in words(app)
    assert browsed(app) == []


def test_targeted_credits_follow_the_results(visit: Visit) -> None:
    app = visit("catalog", demo="ordinary")
    table = next(frame.value for frame in app.dataframe if "Course id" in frame.value)
    assert table["Targeted credits"].iloc[0] == table["Targeted credits"].max() > 0
    assert "in the subcategories that your results need" in words(app)


def test_without_a_discipline_targeted_credits_are_of_the_one_that_gets_most(visit: Visit) -> None:
    app = visit("catalog")
    table = next(frame.value for frame in app.dataframe if "Course id" in frame.value).set_index("Course id")
    today = datetime.now(tz=UTC).astimezone().date()
    for course in demo_catalog().value.courses:
        given = course.distribution_on(max(today, course.approved_from or today))
        sums = [
            sum(float(credits_) for where, credits_ in given.items() if where.discipline == discipline)
            for discipline in {where.discipline for where in given}
        ]
        shown = table.loc[course.course_id, "Targeted credits"]
        assert shown == max(sums) if sums else pd.isna(shown)


def test_an_own_catalog_is_read_kept_and_its_problems_are_told(visit: Visit) -> None:
    app = own(visit)
    app.file_uploader(key="upload-catalog").upload("mine.csv", LONG.encode())
    app.run()
    assert set(browsed(app)) == {"=Formula for Bodies", "Half read"}
    assert any('"ten"' in problem for problem in told(app))
    app.switch_page("pages/about.py").run()
    app.switch_page("pages/catalog.py").run()
    app.run()
    assert len(browsed(app)) == 2


def test_no_catalog_yet_is_no_problem_and_says_what_to_do(visit: Visit) -> None:
    app = visit("catalog")
    app.segmented_control(key="offer").set_value("My own catalog").run()
    assert "No catalog given yet: upload or paste one above" in words(app)
    assert not told(app)


def test_a_pasted_listing_is_a_catalog(visit: Visit) -> None:
    app = own(visit)
    app.text_area(key="paste-catalog").set_value(LISTING)
    app.button(key="read-catalog").click().run()
    assert browsed(app) == ["Body MR Basics"]


def test_another_catalog_drops_pins_of_the_old_one(visit: Visit) -> None:
    app = visit("plan", demo="ordinary")
    app.button(key="pin-1").click().run()
    app.switch_page("pages/catalog.py").run()
    app.segmented_control(key="offer").set_value("Published distributions").run()
    app.switch_page("pages/plan.py").run()
    assert not app.exception
    assert any(expander.label == "Limits: none" for expander in app.expander)


def test_what_is_no_catalog_is_told_in_words(visit: Visit) -> None:
    app = own(visit)
    app.file_uploader(key="upload-catalog").upload("broken.xlsx", b"PK\x03\x04 not really")
    app.run()
    assert not app.exception
    assert len(told(app)[0]) > 20
