"""Queue: a customers' file in, everybody's standing, a quote for each, and an honest part."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import openpyxl
import pytest

from pages.parts import state
from pages.parts.desk import answering, desk, queue_files
from pages.parts.desk.customer_table import the_one
from pages.parts.desk.standing import standing_alt, standings
from planner.demo import demo_customers_source
from planner.preferences import Preferences
from planner.reading import read_catalog
from planner.reading.queues import read_queue
from planner.reading.sources import SourceFile
from planner.selling.answering import QueueAnswer, answer_queue
from planner.selling.customers import Queue
from tests.app.conftest import Files, Visit, told, words
from tests.app.desk import CATALOG, HEAD, metric

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd
    from streamlit.testing.v1 import AppTest

    from planner.catalog import Catalog
    from planner.selling.labour import Labour

THREE = (
    HEAD + "Ann Example,MR,Procedures,Body,not met,2\n"
    "Ben Example,MR,Procedures,Neurological,not met,3\n"
    "Ann Example,MR,Patient Care,Patient Interactions and Management,not met,1\n"
    "Cyd Example,MR,Procedures,Body,not met,2\n"
    "Cyd Example,MR,Patient Care,Patient Interactions and Management,not met,1\n"
)
PASTED = "discipline,category,subcategory,standard,credits_required\nMR,Procedures,Body,not met,2\n"


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start no further processes for a handful of prescriptions."""
    monkeypatch.setattr(answering, "_MANY", 100)


def given(visit: Visit, customers: bytes, name: str = "customers.csv", *, catalog: str = CATALOG) -> AppTest:
    """Open the page with a catalog and a customers' file."""
    app = visit("queue")
    app.segmented_control(key="offer").set_value("My own catalog").run()
    app.file_uploader(key="upload-catalog").upload("catalog.csv", catalog.encode())
    app.run()
    app.file_uploader(key="upload-customers").upload(name, customers)
    app.run()
    assert not app.exception, app.exception
    return app


def table(app: AppTest) -> pd.DataFrame:
    """Give the table of customers."""
    return next(frame.value for frame in app.dataframe if "Customer" in frame.value)


def open_quote(app: AppTest, customer: int) -> None:
    app.session_state["planner:" + desk.OPENED] = customer
    app.run()
    assert not app.exception, app.exception


def test_without_a_file_there_are_the_ways_to_give_one(visit: Visit) -> None:
    app = visit("queue")
    assert [button.label for button in app.button if button.key == "sample-customers"] == [
        "Show me with a sample"
    ]
    assert "nothing is stored on the server" in words(app)
    assert not app.metric


def test_the_sample_is_500_customers_in_one_click(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    source = demo_customers_source()
    queue = read_queue([source]).value
    monkeypatch.setattr(answering, "answer_queue", lambda waiting, *_, **__: _nobody(waiting))
    app = visit("queue")
    app.button(key="sample-customers").click().run()
    assert not app.exception, app.exception
    assert len(queue.groups) == 143
    assert "143 distinct prescriptions" in words(app)
    assert len(table(app)) == queue.customers == 500


def _nobody(queue: Queue) -> QueueAnswer:
    return QueueAnswer(queue, (None,) * len(queue.groups))


def test_an_own_file_is_planned_a_person_once_however_its_rows_lie(visit: Visit) -> None:
    app = given(visit, THREE.encode())
    rows = table(app).set_index("Customer")
    assert list(rows.index) == ["Ann Example", "Ben Example", "Cyd Example"]
    assert list(rows["Price"]) == [35.0, 12.0, 35.0]
    assert rows.loc["Ann Example", "Group"] == rows.loc["Cyd Example", "Group"]
    assert rows.loc["Ben Example", "Standing"] == "2 short"
    assert "MR · Procedures · Neurological: 2" in rows.loc["Ben Example", "What is open"]
    assert (metric(app, "Covered"), metric(app, "Short"), metric(app, "Price together")) == (
        "2",
        "1",
        "\\$82",
    )


def test_one_customers_pasted_results_become_a_quote(visit: Visit, offered: Files) -> None:
    app = visit("queue")
    app.text_area(key="paste-customer").set_value(PASTED)
    app.text_input(key="customer-pasted").set_value("Caller Example")
    app.button(key="go-paste").click().run()
    assert not app.exception, app.exception
    assert list(table(app)["Customer"]) == ["Caller Example"]
    assert "quote-Caller-Example.pdf" in offered, sorted(offered)
    assert "1 customer, 1 distinct prescription" in words(app)


def test_the_results_on_the_other_page_become_a_quote_too(visit: Visit) -> None:
    app = visit("results", demo="ordinary")
    app.switch_page("pages/queue.py").run()
    app.button(key="take-my-results").click().run()
    assert not app.exception, app.exception
    assert list(table(app)["Customer"]) == ["DEMO-1"]
    assert "What we offer" in words(app)


def test_a_file_without_ids_can_be_one_customers(visit: Visit) -> None:
    app = given(visit, PASTED.encode())
    assert any("no column for an id" in said for said in told(app))
    app.button(key="go-as-one").click().run()
    assert not app.exception, app.exception
    assert list(table(app)["Customer"]) == ["Customer"]
    assert "What we offer" in words(app)


def test_that_rows_were_lost_stands_beside_the_figures(visit: Visit) -> None:
    assert "couldn't be used: see its notes" not in words(given(visit, THREE.encode()))
    damaged = THREE + ",MR,Procedures,Body,not met,2\n"
    assert "1 thing in the file couldn't be used: see its notes below" in words(
        given(visit, damaged.encode())
    )


def test_another_file_closes_the_quote_of_the_one_before(visit: Visit) -> None:
    app = given(visit, THREE.encode())
    open_quote(app, 2)
    app.file_uploader(key="upload-customers").upload("fewer.csv", (HEAD + THREE.split("\n")[1]).encode())
    app.run()
    assert not app.exception, app.exception
    assert "What we offer" not in words(app)


def test_who_is_found_alone_is_one_key_away_from_a_quote(visit: Visit) -> None:
    app = given(visit, THREE.encode())
    assert app.button(key="no-quote").disabled
    app.text_input(key="queue-words").set_value("cyd").run()
    app.button(key="go-quote").click().run()
    assert app.session_state["planner:" + desk.OPENED] == 2


def test_a_whole_id_is_meant_though_others_begin_with_it() -> None:
    queue = Queue(ids=("C-1", "C-10", "C-1x"), group_of=(0, 0, 0))
    assert the_one(queue, " c-1 ", [0, 1, 2]) == 0
    assert the_one(queue, "C-1", [1, 2]) is None
    assert the_one(queue, "", [1]) == 1


def test_the_table_is_narrowed_and_quotes_are_made_for_whom_it_shows(visit: Visit, offered: Files) -> None:
    app = given(visit, THREE.encode())
    app.text_input(key="queue-words").set_value("example b").run()
    assert list(table(app)["Customer"]) == ["Ben Example"]
    app.text_input(key="queue-words").set_value("").run()
    app.selectbox(key="queue-standing").select("covered").run()
    assert list(table(app)["Customer"]) == ["Ann Example", "Cyd Example"]
    app.button(key="make-quotes").click().run()
    assert not app.exception, app.exception
    assert offered["2 quotes to mail"]().startswith(b"PK")


def test_quotes_are_offered_only_to_those_with_something_to_order(visit: Visit) -> None:
    nothing = (
        HEAD + "Dot Example,MR,Procedures,Body,met,\nEve Example,MR,Safety,MRI Screening and Safety,met,\n"
    )
    app = given(visit, nothing.encode())
    assert "has anything to order" in words(app)
    assert "make-quotes" not in {button.key for button in app.button}
    app = given(visit, (THREE + nothing.removeprefix(HEAD)).encode())
    assert app.button(key="make-quotes").label == "Make 3 quotes"
    app.text_input(key="queue-words").set_value("example").run()
    assert app.button(key="make-quotes").label == "Make 3 quotes"


def test_a_row_opens_to_the_quote_of_that_customer(visit: Visit, offered: Files) -> None:
    app = given(visit, THREE.encode())
    open_quote(app, 1)
    said = words(app)
    assert "Q\\-" in said
    assert "Ben Example" in said
    assert "This does not fill the whole prescription" in said
    assert metric(app, "To pay") == "\\$12"
    assert offered["quote-Ben-Example.pdf"]().startswith(b"%PDF")
    book = openpyxl.load_workbook(BytesIO(offered["quote-Ben-Example.xlsx"]()))
    cells = [cell for row in book.active.iter_rows(values_only=True) for cell in row]
    assert "Lantern (fictional)" in cells
    assert "Ben Example" in cells


@pytest.mark.parametrize(
    ("percent", "said"), [(120.0, "Give a percentage from 0 to 100"), (100.0, ""), (0.0, "")]
)
def test_a_discount_is_a_percentage(visit: Visit, percent: float, said: str) -> None:
    app = given(visit, THREE.encode())
    app.button(key="add-discount").click().run()
    app.number_input(key="terms-rule-0-percent").set_value(percent)
    app.number_input(key="terms-rule-0-courses").set_value(1).run()
    assert not app.exception, app.exception
    assert any(said in error.value for error in app.error) is bool(said)
    open_quote(app, 0)
    to_pay = [str(each.value) for each in app.metric if each.label == "To pay"]
    assert to_pay == {120.0: [], 100.0: ["\\$0"], 0.0: ["\\$35"]}[percent]


def test_a_logo_that_is_none_is_refused_in_words(visit: Visit) -> None:
    app = given(visit, THREE.encode())
    app.file_uploader(key="logo-of-quotes").upload("logo.png", b"MZ this is no picture")
    app.run()
    assert any("picture" in error.value for error in app.error)
    app.button(key="remove-logo").click().run()
    assert not app.error


def test_a_row_says_what_its_figures_leave_out(visit: Visit) -> None:
    app = given(visit, THREE.encode(), catalog=CATALOG.replace(",20,3,", ",20,,"))
    row = table(app).set_index("Customer").loc["Ann Example"]
    assert row["CE credits"] < row["Targeted credits"]
    assert row["What is open"] == "CE credits of 1 course not known"


def test_whoever_has_no_plan_is_no_plan_that_is_not_proven(visit: Visit) -> None:
    app = given(visit, (THREE + "Gap Example,MR,Procedures,Body,not met,\n").encode())
    assert metric(app, "No plan") == "1"
    assert "Every plan is proven best" in words(app)
    app = given(visit, (HEAD + "Gap Example,MR,Procedures,Body,not met,\n").encode())
    assert "proven" not in words(app)


def test_bad_rows_cost_themselves_only(visit: Visit) -> None:
    book = openpyxl.Workbook()
    for line in (HEAD + THREE.removeprefix(HEAD)).splitlines():
        book.active.append(line.split(","))
    book.active.append([None, "MR", "Procedures", "Body", "not met", 2])
    book.active.append(["=A2", "MR", "Procedures", "Body", "not met", 2])
    book.active.append(["Dee Example", "MR", "Procedures", "Body", "not met", None])
    content = BytesIO()
    book.save(content)
    app = given(visit, content.getvalue(), "customers.xlsx")
    rows = table(app).set_index("Customer")
    assert list(rows["Price"])[:3] == [35.0, 12.0, 35.0]
    assert "1 row not understood" in rows.loc["Dee Example", "What is open"]
    found = told(app)
    assert any("formula" in text for text in found)
    assert any("id" in text.lower() for text in found)
    app.button(key="customers-assume-it").click().run()
    assert table(app).set_index("Customer").loc["Dee Example", "Standing"].endswith("short")
    assert "assumed at 3 credits each, in 1 row" in words(app)


def test_what_is_no_customers_file_is_told_in_words(visit: Visit) -> None:
    app = given(visit, b"PK\x03\x04 not really", "customers.xlsx")
    assert told(app)
    assert not app.metric


def test_a_part_says_so_everywhere_and_goes_on_from_where_it_was(
    visit: Visit, offered: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def stops_after_one(  # noqa: PLR0913, PLR0917 - as what it stands for
        queue: Queue,
        catalog: Catalog,
        preferences: Preferences,
        labour: Labour,
        on_progress: Callable[[int, int], None],
        stopped: Callable[[], bool],
    ) -> QueueAnswer:
        asked.append(len(queue.groups))

        def tell(done: int, of: int) -> None:
            on_progress(done, of)
            stopped.__self__.stop.set()  # the job itself: a worker has no page to stop it from

        return answer_queue(queue, catalog, preferences, labour=labour, on_progress=tell, stopped=stopped)

    monkeypatch.setattr(answering, "answer_queue", stops_after_one)
    app = given(visit, THREE.encode())
    assert "1 of 3 customers were not reached" in words(app)
    assert list(table(app)["Standing"]) == ["\N{CHECK MARK} covered", "not reached", "\N{CHECK MARK} covered"]
    assert b"not reached" in offered["As plain rows"]()
    assert b'"partial": true' in offered["For scripts"]()
    assert any(name.startswith("queue-part-") for name in offered)
    book = openpyxl.load_workbook(BytesIO(offered["All customers for Excel"]()))
    assert "part only" in str([cell.value for cell in book.worksheets[0]["A"]])
    app.button(key="queue-go-on").click().run()
    assert asked == [2, 1]
    assert list(table(app)["Price"]) == [35.0, 12.0, 35.0]
    assert "were not reached" not in words(app)


def test_what_is_short_in_one_discipline_is_not_short_in_another() -> None:
    both = (
        "Eve Example,MR,Procedures,Neurological,not met,1\n"
        "Eve Example,CT,Safety,Radiation Safety and Dose,not met,2\n"
    )
    queue = read_queue([SourceFile("customers.csv", (THREE + both).encode())]).value
    catalog = read_catalog([SourceFile("catalog.csv", CATALOG.encode())]).value
    found = standings(answer_queue(queue, catalog, Preferences(on=state.today())))
    assert [(one.discipline, dict(one.customers)) for one in found] == [
        ("MR", {"covered": 3, "short": 1}),
        ("CT", {"short": 1}),
    ]
    assert "Computed Tomography (CT): 0 of 1 covered" in standing_alt(found)


def test_who_was_not_reached_has_no_quote_yet(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "answer_queue", lambda waiting, *_, **__: _nobody(waiting))
    app = given(visit, THREE.encode())
    open_quote(app, 0)
    assert "Not reached before the work was stopped" in words(app)


def test_another_goal_asks_anew(visit: Visit) -> None:
    app = given(visit, THREE.encode())
    app.segmented_control(key="choose-goal-desk").set_value("courses").run()
    assert not app.exception, app.exception
    assert metric(app, "Covered") == "2"


def test_quotes_go_on_the_paper_that_was_chosen(visit: Visit, offered: Files) -> None:
    app = given(visit, THREE.encode())
    app.selectbox(key="terms-paper").set_value("a4").run()
    app.button(key="make-quotes").click().run()
    archived = next(build() for name, build in offered.items() if name.endswith(".zip"))
    with ZipFile(BytesIO(archived)) as archive:
        quotes = [archive.read(name) for name in archive.namelist() if name.endswith(".pdf")]
    app.text_input(key="queue-words").set_value("Ben").run()
    app.button(key="go-quote").click().run()
    for quote in (*quotes, offered["quote-Ben-Example.pdf"]()):
        assert {size.group() for size in re.finditer(rb"MediaBox \[ 0 0 [\d]+", quote)} == {
            b"MediaBox [ 0 0 595"
        }


def test_an_archive_says_what_it_leaves_out(
    visit: Visit, offered: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue_files, "_MOST_QUOTES", 2)
    app = given(visit, THREE.encode())
    assert "narrow the table above" in words(app)
    app.button(key="make-quotes").click().run()
    assert any("Only the first 2 of 3" in markdown.value for markdown in app.markdown)
    assert any(name.startswith("quotes-part-") for name in offered)
