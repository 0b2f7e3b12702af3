"""Structured education: the link, the sheet filled in, refusals with their reason, dates and completed CE."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from pages.parts import asking, charts, tables
from pages.parts.requirement_sheet import sheet_table
from planner.faults import CheckFailed
from planner.outline import shipped_outlines
from planner.structured import make_structured_plan
from planner.writing.wording import headline
from tests.app.conftest import Visit, told, words
from tests.app.test_charts import checked
from tests.builders import catalog, course, preferences
from tests.unit.structured_cases import apply, completed_in, gives, required

if TYPE_CHECKING:
    from pandas import DataFrame
    from streamlit.testing.v1 import AppTest

    from planner.structured import StructuredPlan

DONE = (
    "course_id,completed_on,discipline,category,subcategory,credits\n"
    "Old CT day,2026-06-01,CT,Procedures,Neck and Chest,12\n"
)


def sheet(app: AppTest) -> DataFrame:
    """Give the requirement sheet, a row a category."""
    return next(table.value for table in app.table if "Content category" in table.value)


def planned(*, completed: float = 0, **courses: tuple[float, ...]) -> StructuredPlan:
    """Plan CT with courses that give so much to each category."""
    offers = [course(name, gives("CT", *sums), price=10) for name, sums in courses.items()]
    done = completed_in("CT", {"Procedures": completed})
    answer = make_structured_plan(required("CT"), catalog(*offers), preferences(), done).answer
    assert answer is not None
    return answer


def test_a_link_leads_to_a_finished_plan(visit: Visit) -> None:
    app = visit("structured", discipline="CT")
    assert "Proven cheapest" in words(app)
    assert [metric.delta for metric in app.metric][2] == "16 needed"
    assert app.query_params["discipline"] == "CT"
    total = sheet(app).iloc[-1]
    assert (total["Content category"], total["Minimum credits"], total["Planned"]) == (
        "**Total**",
        "**16**",
        "16",
    )


def test_a_link_may_name_a_discipline_as_people_do(visit: Visit) -> None:
    app = visit("structured", discipline="bone densitometry")
    assert app.selectbox(key="apply-discipline").value == "BD"
    assert app.query_params["discipline"] == "BD"


def test_what_the_demo_catalog_lacks_is_said(visit: Visit) -> None:
    app = visit("structured", discipline="BD")
    said = words(app).replace("\\", "")
    assert "Can't be fully covered: 0.5 short in BD · Total" in said
    assert "The most that can be had for it is 15.5." in said
    assert list(sheet(app)["Standing"])[-1] == ":material/pending: **0.5 short**"


def test_every_discipline_can_be_chosen_and_some_have_a_reason(visit: Visit) -> None:
    app = visit("structured")
    chooser = app.selectbox(key="apply-discipline")
    assert len(chooser.options) == len(shipped_outlines().disciplines)
    chooser.select("S").run()
    said = words(app).replace("\\", "")
    assert "Sonography: nothing to plan." in said
    assert "no postprimary pathway since 2020" in said
    assert not app.metric
    app.button(key="to-results").click().run()
    assert app.title[0].value == "My results"


@pytest.mark.parametrize(
    ("name", "reason"), [("QM", "QM is retired"), ("<b>x</b>", "No discipline is called")]
)
def test_a_link_that_names_nothing_to_plan_is_told_in_words(visit: Visit, name: str, reason: str) -> None:
    app = visit("structured", discipline=name)
    assert reason in words(app)
    assert "<b>" not in words(app).replace("\\<", "")
    assert app.selectbox(key="apply-discipline").value is None
    app.selectbox(key="apply-discipline").select("CT").run()
    assert app.query_params["discipline"] == "CT"


@pytest.mark.parametrize("begin", ["start", "structured"])
def test_one_click_shows_a_sample(visit: Visit, begin: str) -> None:
    app = visit(begin)
    app.button(key="sample-structured").click().run()
    assert not app.exception
    assert app.title[0].value == "Structured education"
    assert "Proven cheapest" in words(app)


def test_the_day_of_the_application_moves_the_window(visit: Visit) -> None:
    app = visit("structured", discipline="CT")
    assert "since no application date was given" in words(app)
    app.date_input(key="apply-on").set_value(date(2027, 6, 1)).run()
    assert (
        "CE finished from Jun 1, 2025 on counts, 24 months before the application on Jun 1, 2027."
        in words(app).replace("\\", "")
    )
    app.switch_page("pages/about.py").run()
    app.switch_page("pages/structured.py").run()
    app.run()
    assert app.date_input(key="apply-on").value == date(2027, 6, 1)


def test_completed_ce_is_shared_with_my_results(visit: Visit) -> None:
    app = visit("results")
    app.file_uploader(key="upload-completed").upload("done.csv", DONE.encode())
    app.run()
    app.switch_page("pages/structured.py")
    app.run()
    app.selectbox(key="apply-discipline").select("CT").run()
    rows = sheet(app)
    assert list(rows["Completed"]) == ["0", "0", "0", "12", "12"]
    assert "No application date was given" in " ".join(told(app))


def test_its_limits_and_pins_are_its_own(visit: Visit) -> None:
    app = visit("plan", demo="ordinary")
    app.number_input(key="choose-budget").set_value(20.0).run()
    app.switch_page("pages/structured.py").run()
    app.selectbox(key="apply-discipline").select("CT").run()
    assert any(expander.label == "Limits: none" for expander in app.expander)
    app.button(key="pin-1").click().run()
    assert any(expander.label == "Limits: 1 pinned" for expander in app.expander)
    app.switch_page("pages/plan.py").run()
    app.run()
    assert app.number_input(key="choose-budget").value == 20
    assert not any("pinned" in expander.label for expander in app.expander)


def test_a_course_ticked_as_done_counts_once_in_all(visit: Visit) -> None:
    app = visit("structured", discipline="CT")
    app.button(key="tick-1").click().run()
    assert not app.exception
    rows = sheet(app)
    assert rows["Completed"].iloc[0] == rows["Completed"].iloc[-1] != "0"
    drawn = next(c for c in app.get("plotly_chart") if "targeted credits completed." in c.proto.alt)
    assert drawn.proto.alt.startswith(f"{rows['Completed'].iloc[-1]} of 16 targeted credits completed.")


def test_a_plan_that_is_not_confirmed_is_not_shown(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(*_: object, **__: object) -> None:
        raise CheckFailed(("Procedures has 2, not 3",))

    monkeypatch.setattr(asking, "make_structured_plan", wrong)
    app = visit("structured", discipline="CT")
    assert "was not confirmed" in words(app)
    assert not app.metric


def test_it_can_be_taken_along(visit: Visit) -> None:
    app = visit("structured", discipline="CT")
    labels = [button.proto.label for button in app.get("download_button")]
    assert [label for label in labels if "mpty" not in label][:3] == [
        "To print",
        "For Excel",
        "For my calendar",
    ]
    assert {"To print on A4", "As plain rows", "For scripts", "Log sheet to print"} <= set(labels)


def test_the_total_is_drawn_beside_the_categories_and_not_added_to_them() -> None:
    plan = planned(A=(4, 4, 4, 6)).plan
    filled, paler = checked(charts.coverage_chart(plan)).data[0], charts.totals_alt(plan)
    assert list(filled.x) == [4, 4, 4, 6, 16, 2]
    assert list(filled.marker.opacity).count(1) == 5  # only what exceeds the total counts for nothing
    assert "16 targeted credits count, 2 beyond the need" in paler
    assert charts.coverage_alt(plan) == "4 of 4 categories covered by 1 course."


def test_the_picture_says_what_each_category_has_at_least_to_have() -> None:
    plan = planned(A=(4, 4, 4, 0)).plan
    texts = [note.text for note in checked(charts.coverage_chart(plan)).layout.annotations]
    assert "\N{CHECK MARK} 4<br>at least 1" in texts
    assert "0 of 1<br><b>1 short</b>" in texts
    assert "12 of 16<br><b>4 short</b>" in texts


def test_tables_go_by_category() -> None:
    plan = planned(A=(4, 4, 4, 6)).plan
    matrix = tables.matrix(plan)
    assert matrix.column_names[3:7] == ["Patient Care", "Safety", "Image Production", "Procedures"]
    assert matrix["Targeted credits"].to_pylist() == [18]
    rows = tables.coverage_table(plan)
    assert "Subcategory" not in rows.column_names
    assert rows["By courses"].to_pylist() == ["1"] * 5


def test_the_sheet_has_a_column_for_completed_ce_where_there_is_any() -> None:
    assert "Completed" not in sheet_table(planned(A=(4, 4, 4, 6)))
    rows = sheet_table(planned(A=(4, 4, 4, 0), completed=4))
    assert list(rows["Completed"]) == ["0", "0", "0", "4", "4"]
    assert list(rows["Standing"]) == [":material/check_circle: covered"] * 5
    assert rows["Content category"][3].startswith("**Procedures**  \n1\\. ")


def test_what_is_complete_is_called_required_and_not_prescribed() -> None:
    done = completed_in("CT", {"Patient Care": 3, "Safety": 2, "Image Production": 4, "Procedures": 7})
    assert headline(apply("CT", done)) == "Nothing to take · completed CE covers everything required"
