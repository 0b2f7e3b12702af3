"""The pictures show the plan's own numbers, and nothing of what people wrote as markup."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from pages.parts import charts, drawing, palette, tables
from pages.parts.bars import Bars, Segment
from pages.parts.palette import course_colour
from planner.credits import Credits, Money
from planner.planning import make_plan
from tests.builders import BODY, CARE, bundle, catalog, course, done, preferences, prescribe, subcategory

if TYPE_CHECKING:
    from planner.plan import Plan
    from tests.app.conftest import Visit

HOSTILE = '<b onclick="x()">%{x} $1$</b>'


def plan_of(**choices: Any) -> Plan:  # noqa: ANN401 - whatever preferences hold
    planned = make_plan(
        prescribe({CARE: 1.5, BODY: 4}),
        catalog(
            course("A", {CARE: 1.5, BODY: 1}, title=HOSTILE, price=20),
            course("B", {BODY: 2}, price=30),
            course("E", {BODY: 0.5}, price=5),
        ),
        preferences(**choices),
        [done("D", {BODY: 0.25})],
    )
    assert planned.plan is not None
    return planned.plan


def checked(picture: drawing.Picture) -> go.Figure:
    """Have Plotly check every property of a picture: on the way to the screen nothing does."""
    return go.Figure(picture.as_plotly())


def drawn(plan: Plan) -> tuple[list[Any], list[Any]]:
    """Give the bars of the coverage picture: filled and hatched."""
    traces = checked(charts.coverage_chart(plan)).data
    filled = [trace for trace in traces if not trace.marker.pattern.shape]
    hatched = [trace for trace in traces if trace.marker.pattern.shape]
    return filled, hatched


def test_filled_and_hatched_add_up_to_what_the_plan_says() -> None:
    plan = plan_of()
    filled, hatched = drawn(plan)
    gained = sum(float(row.completed + row.planned) for row in plan.coverage)
    assert sum(sum(trace.x) for trace in filled) == gained
    assert sum(sum(trace.x) for trace in hatched) == float(plan.short) > 0


def test_a_course_keeps_its_number_and_colour() -> None:
    plan = plan_of()
    filled = drawn(plan)[0][0]
    colours = {
        label: colour
        for label, colour in zip(filled.text, filled.marker.color, strict=True)
        if label.isdigit()
    }
    assert colours == {str(n): course_colour(n) for n in range(1, len(plan.courses) + 1)}


def test_what_exceeds_the_need_is_drawn_apart() -> None:
    planned = make_plan(prescribe({BODY: 1}), catalog(course("A", {BODY: 3})), preferences())
    assert planned.plan is not None
    filled = drawn(planned.plan)[0][0]
    assert list(filled.x) == [1, 2]
    assert filled.marker.opacity[0] == 1 > filled.marker.opacity[1]


def test_figures_and_shortfall_stand_beside_the_bars_in_words() -> None:
    texts = [note.text for note in checked(charts.coverage_chart(plan_of())).layout.annotations]
    assert "\N{CHECK MARK} 1.5 of 1.5" in texts
    assert any("<b>0.25 short</b>" in text for text in texts)


def test_names_are_escaped_everywhere() -> None:
    figure = checked(charts.coverage_chart(plan_of())).to_json()
    assert 'onclick=\\"' not in figure
    assert "<b onclick" not in figure


def test_the_words_for_those_who_do_not_see_it_name_the_shortfall() -> None:
    assert charts.coverage_alt(plan_of()) == "1 of 2 subcategories covered by 3 courses. Body is 0.25 short."


def test_what_goes_to_each_seller_adds_up_with_bundles() -> None:
    planned = make_plan(
        prescribe({CARE: 1, BODY: 2}),
        catalog(
            course("A", {CARE: 1}, price=20, seller="One"),
            course("B", {BODY: 2}, price=30, seller="One"),
            bundle("K", "A", "B", price=35),
        ),
        preferences(),
    )
    assert planned.plan is not None
    assert charts.cost_by_seller(planned.plan) == {"One": (Money.of(35), 2, 0)}


def test_a_distribution_shows_each_discipline_on_its_own() -> None:
    figures = {
        subcategory(BODY): Credits.of(2),
        subcategory("CT/Safety/Radiation Safety and Dose"): Credits.of(3),
    }
    texts = [note.text for note in checked(charts.distribution_chart(figures)).layout.annotations]
    assert "2 credits" in texts
    assert "5 credits" not in texts


def test_the_matrix_has_both_kinds_of_credit() -> None:
    plan = plan_of()
    matrix = tables.matrix(plan)
    assert {"Targeted credits", "CE credits"} <= set(matrix.column_names)
    assert matrix["Targeted credits"].to_pylist() == [float(planned.targeted) for planned in plan.courses]


def test_a_label_is_left_out_where_a_phone_has_no_room_for_it() -> None:
    bars = Bars()
    bars.bar("one", [Segment(0, 20), Segment(20, 10, label="wide", pale=True)], "30")
    bars.bar("two", [Segment(0, 1, label="narrow", pale=True)], "1")
    texts = [note.text for note in checked(bars.finished()).layout.annotations]
    assert "wide" in texts
    assert "narrow" not in texts


def test_an_axis_of_customers_is_never_cut_into_halves() -> None:
    for customers, tick in ((1, 1), (6, 1), (7, None)):
        bars = Bars()
        bars.bar("one", [Segment(0, customers)], "")
        assert checked(bars.finished(axis="customers", whole=True)).layout.xaxis.dtick == tick


def test_no_line_runs_through_the_names_above_the_bars() -> None:
    assert not checked(charts.coverage_chart(plan_of())).layout.xaxis.showgrid


def test_height_fits_the_rows() -> None:
    plans = [
        make_plan(prescribe(p), catalog(course("A", p)), preferences()).plan
        for p in ({BODY: 1}, {BODY: 1, CARE: 1})
    ]
    short, tall = (checked(charts.coverage_chart(plan)) for plan in plans if plan is not None)
    assert short.layout.height < tall.layout.height
    assert drawing.CONFIG["displayModeBar"] is False


def test_every_picture_on_my_plan_is_one_that_plotly_accepts(visit: Visit) -> None:
    app = visit("plan", demo="two-credentials")
    app.button(key="tick-1").click().run()
    seen = set()
    for tab in ("Where the credits go", "Trade-offs", "When"):
        app.session_state["plan-tabs"] = tab
        app.run()
        for drawn_ in app.get("plotly_chart"):
            seen.add(drawn_.proto.id)
            sent = json.loads(drawn_.proto.spec)
            assert go.Figure(sent).layout.template.layout.colorway, "it lacks Streamlit's theme"
    assert len(seen) >= 5


def test_a_tick_within_a_bar_is_drawn_so_that_it_can_be_told_from_it() -> None:
    def ticks(at: float) -> list[object]:
        bars = Bars()
        bars.bar("Body", [Segment(0, 4)], "4", tick=at)
        return [line["line"]["color"] for line in bars.finished().as_plotly()["layout"]["shapes"]]

    assert ticks(2) == 2 * [palette.TICK, palette.ACCENT_TEXT]
    assert ticks(4) == ticks(5) == [palette.TICK]


def test_a_tick_within_a_bar_leaves_the_number_of_the_course_free() -> None:
    def crosses(label: str) -> bool:
        bars = Bars()
        bars.bar("Body", [Segment(0, 4, label=label)], "4", tick=2)
        drawn = bars.finished().as_plotly()
        (middle,) = drawn["data"][0]["y"]
        return any(
            min(line["y0"], line["y1"]) < middle + 6 and max(line["y0"], line["y1"]) > middle - 6
            for line in drawn["layout"]["shapes"]
        )

    assert crosses("")
    assert not crosses("1")
