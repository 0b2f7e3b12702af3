"""Catalog check: the list of things to do, the safe corrections, what is covered, and the comparison."""

from __future__ import annotations

import io
import json
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import openpyxl
import plotly.graph_objects as go

from pages.parts.desk import covering, covering_charts, todo
from pages.parts.words import shortened
from planner.demo import demo_other_seller_source, demo_seller_catalog_source
from planner.reading import read_catalog
from planner.reading.sources import SourceFile
from planner.selling.comparing import compare
from planner.selling.corrections import corrected
from planner.selling.health import check_catalog
from planner.selling.matrix import coverage_matrix
from tests.app.conftest import Files, Visit, told, words

if TYPE_CHECKING:
    import pytest
    from streamlit.testing.v1 import AppTest

CLEAN = (
    "course_id,title,seller,price,ce_credits,activity_id,discipline,category,subcategory,credits\n"
    "A1,Bodies One,Lantern,20,2,A1,MR,Procedures,Body,2\n"
)
UNTIDY = CLEAN + 'A2,"Bodies  Two ,",Lantern,ten,2,A2,MR,Procedures,Body,2\n'
HOSTILE = '<b onclick="x()">%{x} $1$</b>'


def today() -> datetime:
    return datetime.now(tz=UTC).astimezone()


def sample() -> tuple[object, ...]:
    """Give the fictional seller's catalog as the planner reads and checks it."""
    read = read_catalog([demo_seller_catalog_source()])
    return read.value, check_catalog(read.value, read.problems, today().date())


def uploaded(visit: Visit, text: str, name: str = "mine.csv") -> AppTest:
    app = visit("check")
    app.file_uploader(key="upload-catalog").upload(name, text.encode())
    app.run()
    assert not app.exception, app.exception
    return app


def tab(app: AppTest, name: str) -> AppTest:
    app.session_state["check-tabs"] = name
    app.run()
    assert not app.exception, app.exception
    return app


def figure(app: AppTest, label: str) -> str:
    return next(metric.value for metric in app.metric if metric.label == label)


def todos(app: AppTest) -> list[str]:
    return [box.label for box in app.expander if box.label.startswith("**")]


def test_without_an_own_catalog_it_asks_for_one_and_offers_a_sample(visit: Visit) -> None:
    app = visit("check")
    assert "Which catalog shall be checked?" in words(app)
    assert not app.metric
    app.button(key="sample-seller").click().run()
    assert figure(app, "Courses") == "135"


def test_the_list_is_the_checks_own_worst_first(visit: Visit) -> None:
    app = visit("check", demo="seller")
    _, health = sample()
    expected = [(group.todo.value, len(group.findings)) for group in health.groups]  # type: ignore[attr-defined]
    heads = [label.split(" :gray[")[0].split(" · ")[:2] for label in todos(app)]
    weighty = re.compile(r"(?:(\d+), )?(\d+) to put right")
    to_put_right = [weighty.fullmatch(number) for _, number in heads]
    assert sum(int(each[2]) for each in to_put_right if each) == int(figure(app, "To put right"))
    numbers = [
        each[1] or each[2] if each else head[1] for each, head in zip(to_put_right, heads, strict=True)
    ]
    assert [(head[0], int(number)) for head, number in zip(heads, numbers, strict=True)] == [
        (f"**{name}**", number) for name, number in expected
    ]
    courses = dict.fromkeys(each for found in health.groups[0].findings for each in found.courses)  # type: ignore[attr-defined]
    assert all(each in todos(app)[0].replace("\\", "") for each in list(courses)[:2])
    first = next(text.value for text in app.markdown if text.value.startswith("- "))
    said = first.replace("\\", "").replace("\u2060", "")
    assert all(finding.found in said for finding in health.groups[0].findings)  # type: ignore[attr-defined]
    table = next(frame.value for frame in app.dataframe if "Found" in frame.value)
    many = max((group.findings for group in health.groups), key=len)  # type: ignore[attr-defined]
    assert list(table["Found"]) == [finding.found for finding in many]
    assert "fictional" in " ".join(badge.proto.body for badge in app.get("markdown"))


def test_one_click_uses_the_corrected_catalog_and_one_click_goes_back(visit: Visit) -> None:
    app = visit("check", demo="seller")
    catalog, health = sample()
    changes = next(frame.value for frame in app.dataframe if "Before" in frame.value)
    assert list(changes["After"]) == [change.after for change in health.changes]  # type: ignore[attr-defined]
    app.button(key="go-corrections").click().run()
    assert "The corrected catalog is in use" in words(app)
    assert figure(app, "Safe corrections") == "0"
    app.switch_page("pages/catalog.py").run()
    titles = {course.title for course in corrected(catalog, health.findings).catalog.courses}  # type: ignore[attr-defined, arg-type]
    shown = set(next(frame.value for frame in app.dataframe if "Course id" in frame.value)["Course"])
    assert "Spinal Cord MR" in titles & shown
    app.switch_page("pages/check.py").run()
    app.button(key="undo-corrections").click().run()
    assert figure(app, "Safe corrections") == str(len(health.changes))  # type: ignore[attr-defined]
    assert not app.exception


def test_the_published_distributions_are_corrected_in_a_copy_and_come_back(visit: Visit) -> None:
    app = visit("check")
    app.button(key="check-published").click().run()
    assert figure(app, "Courses") == "3"
    assert "Published" in app.get("popover")[0].proto.popover.label
    if any(button.key == "go-corrections" for button in app.button):
        app.button(key="go-corrections").click().run()
        app.button(key="undo-corrections").click().run()
        assert "Published" in app.get("popover")[0].proto.popover.label


def test_an_own_catalog_without_a_fault_has_nothing_to_put_right(visit: Visit) -> None:
    app = uploaded(visit, CLEAN)
    assert "Nothing to put right" in words(app)
    assert not todos(app)
    assert "sample" not in app.query_params


def test_an_own_catalogs_faults_stand_with_place_and_remedy(visit: Visit) -> None:
    app = uploaded(visit, UNTIDY)
    assert figure(app, "To put right") == "1"
    assert "mine.csv, row 3, column price" in words(app).replace("\\", "")
    assert "Write the number as it was approved or is charged." in words(app)
    app.button(key="go-corrections").click().run()
    assert figure(app, "To put right") == "1"
    assert figure(app, "Safe corrections") == "0"


def test_what_is_no_catalog_is_told_in_words(visit: Visit) -> None:
    app = uploaded(visit, "hello", "broken.xlsx")
    assert told(app)
    assert not app.metric


def test_the_pictures_show_what_the_planner_adds_up(visit: Visit) -> None:
    app = tab(visit("check", demo="seller"), "What it covers")
    catalog, _ = sample()
    matrix = coverage_matrix(catalog, today().date())  # type: ignore[arg-type]
    chosen = app.selectbox(key="covered-discipline").value
    columns = [column for column in matrix.columns if column.subcategory.discipline == chosen]
    table = next(frame.value for frame in app.dataframe if "Covered" in frame.value)
    assert list(table["Credits"]) == [float(column.total) for column in columns]
    charts = app.get("plotly_chart")
    assert [chart.proto.alt.split()[0] for chart in charts] == ["Credits", "The"]
    app.selectbox(key="covered-discipline").set_value("MR").run()
    assert "Only one course covers" in words(app) or "Several courses cover" in words(app)


def test_the_heat_map_says_every_figure_and_nothing_as_markup() -> None:
    text = CLEAN.replace("Bodies One", HOSTILE.replace('"', "'"))
    catalog = read_catalog([SourceFile("mine.csv", text.encode())]).value
    matrix = coverage_matrix(catalog, today().date())
    rows = covering_charts.top_courses(matrix.rows, matrix.columns)
    drawn = go.Figure(covering_charts.heat_map(rows, matrix.columns).as_plotly())
    assert [note.text for note in drawn.layout.annotations] == ["2"]
    assert "<b" not in drawn.layout.yaxis.ticktext[0].replace("<br>", "")
    assert list(drawn.layout.xaxis.ticktext) == [
        shortened(covering_charts.name_of(column), 40) for column in matrix.columns
    ]


def test_a_long_name_stands_on_two_lines_with_its_end() -> None:
    name = "A Fictional Course about Everything that Anybody Ever Wished to Know"
    text = CLEAN.replace("Bodies One", name)
    matrix = coverage_matrix(read_catalog([SourceFile("mine.csv", text.encode())]).value, today().date())
    drawn = go.Figure(covering_charts.heat_map(matrix.rows, matrix.columns).as_plotly())
    assert drawn.layout.yaxis.ticktext[0] == "A Fictional Course about<br>…ody Ever Wished to Know"


def test_a_subcategory_without_a_course_is_told_for_all_disciplines_at_once(visit: Visit) -> None:
    app = tab(visit("check", demo="seller"), "What it covers")
    catalog, _ = sample()
    columns = coverage_matrix(catalog, today().date()).columns  # type: ignore[arg-type]
    nobody = [column.subcategory.discipline for column in columns if not column.activities]
    said = "subcategory has no course" if len(nobody) == 1 else "subcategories have no course"
    assert f"{len(nobody)} {said}" in words(app)
    assert all(f"{code} {nobody.count(code)}" in words(app) for code in nobody)
    assert app.selectbox(key="covered-discipline").value == max(nobody, key=nobody.count)


def test_where_nothing_is_lacking_that_is_said_once(visit: Visit) -> None:
    of_one = coverage_matrix(read_catalog([SourceFile("mine.csv", CLEAN.encode())]).value, today().date())
    rows = [
        f'B{place}{one},Course {place}{one},Lantern,20,2,B{place}{one},MR,"{at.category}","{at.name}",1\n'
        for place, at in enumerate(column.subcategory for column in of_one.columns)
        for one in "ab"
    ]
    app = tab(uploaded(visit, CLEAN + "".join(rows)), "What it covers")
    assert words(app).count(covering.SEVERAL) == 1


def test_totals_say_what_nobody_covers() -> None:
    matrix = coverage_matrix(read_catalog([SourceFile("mine.csv", CLEAN.encode())]).value, today().date())
    totals = go.Figure(covering_charts.totals_chart(matrix.columns).as_plotly())
    assert list(totals.data[0].x) == [2.0]
    assert "nobody" in " ".join(note.text for note in totals.layout.annotations)


def test_another_seller_is_compared_subcategory_by_subcategory(visit: Visit) -> None:
    app = tab(visit("check", demo="seller"), "Compare with another")
    app.button(key="sample-other").click().run()
    catalog, _ = sample()
    found = compare(catalog, read_catalog([demo_other_seller_source()]).value, today().date())  # type: ignore[arg-type]
    assert figure(app, "Only in yours") == str(len(found.only_here))
    assert figure(app, "Only in the other") == str(len(found.only_there))
    assert f"{len(found.clashes)} numbers mean two different courses" in words(app)
    chart = next(each for each in app.get("plotly_chart") if "both catalogs" in each.proto.alt)
    code = app.selectbox(key="compared-discipline").value
    here = [each for each in found.standings if each.subcategory.discipline == code]
    drawn = json.loads(chart.proto.spec)
    assert drawn["data"][0]["x"] == [float(each.here) for each in here if each.here]
    said = " ".join(note["text"] for note in drawn["layout"]["annotations"])
    assert all(f"{each.there}" in said and f"{each.here}" in said for each in here)
    table = next(frame.value for frame in app.dataframe if "Cheaper" in frame.value)
    assert list(table["Yours, credits"]) == [float(each.here) for each in found.standings]


def test_another_catalog_that_is_none_is_told_in_words(visit: Visit) -> None:
    app = tab(visit("check", demo="seller"), "Compare with another")
    app.file_uploader(key="upload-other").upload("other.xlsx", b"PK\x03\x04 not really")
    app.run()
    assert not app.exception
    assert told(app)
    assert "Who gives more" not in words(app)


def test_the_downloads_are_workbooks_that_open(visit: Visit, offered: Files) -> None:
    app = tab(visit("check", demo="seller"), "Compare with another")
    app.button(key="sample-other").click().run()
    sheets = {"The list for Excel": "Findings", "The corrected catalog": "courses"}
    for label, sheet in (sheets | {"The comparison for Excel": "In both"}).items():
        assert sheet in openpyxl.load_workbook(io.BytesIO(offered[label]()), read_only=True).sheetnames


def test_a_long_list_is_cut_and_says_so(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(todo, "_MOST_ROWS", 3)
    app = visit("check", demo="seller")
    assert "The first 3 of 13. The workbook for Excel has all." in words(app)
