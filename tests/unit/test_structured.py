"""Structured education: what it takes, in which discipline, and when a set of courses is enough."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from planner.checking.by_category import confirm_by_category
from planner.credits import Credits
from planner.faults import CheckFailed
from planner.outline import Discipline, OutlineRow, Outlines, Subcategory
from planner.plan import Status
from planner.rules import rulebook
from planner.structured import (
    TOTAL,
    StructuredPlan,
    StructuredPlanned,
    disciplines_with_structured_education,
    make_structured_plan,
    structured_requirement,
)
from planner.structured.collapsing import collapse
from tests.builders import Number, bundle, catalog, course, distributions, done, preferences
from tests.unit.structured_cases import APPLY_ON, FOUR, apply, completed_in, gives, required

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.catalog import Catalog
    from planner.prescription import CompletedActivity


def _plan(
    offers: Catalog,
    completed: Sequence[CompletedActivity] = (),
    **choices: Any,  # noqa: ANN401 - preferences
) -> StructuredPlanned:
    return make_structured_plan(required("MR"), offers, preferences(**choices), completed, apply_on=APPLY_ON)


def _answer(
    offers: Catalog,
    completed: Sequence[CompletedActivity] = (),
    **choices: Any,  # noqa: ANN401 - preferences
) -> StructuredPlan:
    answer = _plan(offers, completed, **choices).answer
    assert answer is not None
    return answer


def _ids(answer: StructuredPlan) -> list[str]:
    return sorted(planned.course.course_id for planned in answer.plan.courses)


@pytest.mark.parametrize("written", ["MR", "mri", "Magnetic Resonance Imaging", "R.T.(MR)(ARRT)"])
def test_a_discipline_is_asked_for_by_any_usual_name(written: str) -> None:
    requirement = required(written)
    assert requirement.discipline.code == "MR"
    assert [category.name for category in requirement.categories] == list(FOUR)
    assert requirement.figures == rulebook().structured_education


@pytest.mark.parametrize("code", ["M", "BD", "BS", "CI", "VI", "VS"])
def test_a_discipline_with_three_categories_asks_for_three(code: str) -> None:
    assert "Safety" not in [category.name for category in required(code).categories]
    names = [category.name for category in required(code).categories]
    assert len(names) == 3
    enough = apply(code, completed_in(code, dict.fromkeys(names, 2) | {names[0]: 12}))
    assert enough.status is Status.COVERED
    assert [row.subcategory.category for row in enough.coverage] == [*names, TOTAL]


@pytest.mark.parametrize("code", ["R", "N", "T", "S", "RRA"])
def test_disciplines_without_the_requirement_are_refused_with_the_reason(code: str) -> None:
    asked = structured_requirement(code)
    (problem,) = asked.problems
    assert asked.requirement is None
    assert problem.is_error
    assert problem.code == "no-structured-education"
    assert "Sonography has had no postprimary pathway since 2020" in problem.message
    assert problem.value == code


@pytest.mark.parametrize("written", ["QM", "Quality Management"])
def test_a_retired_discipline_is_refused_as_retired(written: str) -> None:
    (problem,) = structured_requirement(written).problems
    assert problem.code == "no-structured-education"
    assert "QM is retired" in problem.message


def test_an_unknown_discipline_is_an_error_with_the_nearest_name() -> None:
    asked = structured_requirement("Mamography")
    (problem,) = asked.problems
    assert asked.requirement is None
    assert (problem.code, problem.suggestion) == ("unknown-discipline", "Mammography")
    assert structured_requirement("CTT").problems[0].suggestion == "CT"
    assert structured_requirement("xyzzy").problems[0].suggestion is None


def test_another_outline_decides_which_categories_there_are() -> None:
    rows = tuple(
        OutlineRow(Subcategory("MR", category, "Something"), "2027", None, "arrt", "")
        for category in ("One", "Other")
    )
    mended = Outlines((Discipline("MR", "Magnetic Resonance Imaging", "postprimary"),), rows)
    requirement = structured_requirement("MR", outlines=mended).requirement
    assert requirement is not None
    assert [category.name for category in requirement.categories] == ["One", "Other"]
    primary = Outlines((Discipline("MR", "Magnetic Resonance Imaging", "primary"),), rows)
    (problem,) = structured_requirement("MR", outlines=primary).problems
    assert "no postprimary pathway" in problem.message
    bare = Outlines(mended.disciplines, ())
    assert structured_requirement("MR", outlines=bare).problems[0].code == "outline-without-categories"


def test_the_disciplines_to_choose_from_are_those_not_refused() -> None:
    codes = {discipline.code for discipline in disciplines_with_structured_education()}
    assert codes == {"MR", "CT", "M", "BD", "CI", "VI", "BS", "VS"}


@pytest.mark.parametrize("code", ["MR", "CT"])
@pytest.mark.parametrize("sums", [(3, 2, 4, 7), (1, 1, 1, 13), (1, 5, 5, 5)])
def test_the_cases_of_arrts_sheets_are_complete(code: str, sums: tuple[Number, ...]) -> None:
    plan = apply(code, completed_in(code, dict(zip(FOUR, sums, strict=True))))
    assert plan.status is Status.COVERED
    assert plan.courses == ()
    assert [str(row.completed) for row in plan.coverage] == [str(Credits.of(n)) for n in (*sums, 16)]
    assert not plan.short


@pytest.mark.parametrize(
    ("sums", "short", "where"),
    [
        ((1, 1, 1, 12.75), 0.25, {TOTAL}),
        ((3.25, 0.75, 4, 8), 0.25, {"Safety"}),
        ((0, 0, 0, 16), 3, {"Patient Care", "Safety", "Image Production"}),
        ((0.75, 0.75, 1, 1), 12.5, {"Patient Care", "Safety", TOTAL}),
    ],
)
def test_less_in_all_or_in_one_category_is_not_complete(
    sums: tuple[Number, ...], short: Number, where: set[str]
) -> None:
    plan = apply("MR", completed_in("MR", dict(zip(FOUR, sums, strict=True))))
    assert plan.status is Status.SHORTFALL
    assert plan.short == Credits.of(short)
    assert {row.subcategory.category for row in plan.coverage if row.short} == where


def test_the_plan_is_in_the_catalogs_terms_and_counts_each_credit_once() -> None:
    rich = course("rich", gives("MR", 2, 2, 2, 2), price=40, ce=9)
    book = course("book", gives("MR", 0, 0, 0, 8), price=10, ce=20)
    dear = course("dear", gives("MR", 4, 4, 4, 4), price=60, ce=16)
    answer = _answer(catalog(rich, book, dear, course("other", gives("CT", 4, 4, 4, 4), price=1)))
    plan = answer.plan
    assert [planned.course for planned in plan.courses] == [rich, book]
    assert [[str(s.subcategory) for s in planned.serves] for planned in plan.courses] == [
        ["MR · Patient Care", "MR · Safety", "MR · Image Production", "MR · Procedures"],
        ["MR · Procedures"],
    ]
    assert [str(planned.targeted) for planned in plan.courses] == ["8", "8"]
    assert str(plan.totals.targeted_credits) == "16"
    assert str(plan.totals.ce_credits) == "29"
    assert [str(row.planned) for row in answer.categories] == ["2", "2", "2", "10"]
    assert (str(answer.total.required), str(answer.total.planned), answer.total.overall) == ("16", "16", True)
    assert (str(plan.needed), str(plan.done), str(plan.short)) == ("16", "0", "0")


def test_goal_budget_pins_bundles_margin_and_alternatives_are_those_of_any_plan() -> None:
    whole = course("whole", gives("MR", 4, 4, 4, 4), price=60, ce=16)
    extra = course("extra", gives("MR", 1, 1, 1, 1), price=5, ce=4)
    half = course("half", gives("MR", 1, 1, 1, 5), price=25, ce=12)
    twin = course("twin", gives("MR", 1, 1, 1, 5), price=25, ce=12)
    offers = catalog(whole, extra, half, twin, bundle("pair", "half", "twin", price=30))
    assert _ids(_answer(offers)) == ["half", "twin"]
    assert _answer(offers).plan.bundles == offers.bundles
    assert _ids(_answer(offers, goal="courses")) == ["whole"]
    assert _ids(_answer(offers, pins=["whole"])) == ["whole"]
    assert _ids(_answer(offers, exclusions=["twin"])) == ["whole"]
    assert _ids(_answer(offers, margin=1)) == ["extra", "half", "twin"]
    (other,) = _answer(offers, alternatives=1).plan.alternatives
    assert (other.course_ids, str(other.totals.targeted_credits)) == (("whole",), "16")
    poor = _answer(offers, budget=20).plan
    assert [limit.name for limit in poor.limits] == ["budget"]
    assert poor.limits[0].message == "With $10 more (a budget of $30), everything would be covered."


def test_what_would_stay_short_without_a_limit_is_not_counted_twice() -> None:
    offers = catalog(course("some", gives("MR", 1, 1, 0, 8), price=50))
    (limit,) = _answer(offers, budget=20).plan.limits
    assert limit.message == "With $30 more (a budget of $50), less would stay short."


def test_figures_outside_the_outlines_categories_are_said_and_not_counted() -> None:
    odd = course("odd", {"MR/Anatomy/Heart": 16, "MR//Lungs": 2} | gives("MR", 1, 1, 1, 1))
    planned = _plan(catalog(odd))
    assert planned.answer is not None
    assert str(planned.answer.total.planned) == "4"
    assert [(p.code, p.value) for p in planned.problems] == [
        ("category-not-in-outline", None),
        ("category-not-in-outline", "Anatomy"),
    ]


def test_a_catalog_without_the_discipline_is_said_once() -> None:
    planned = _plan(catalog(course("ct", gives("CT", 4, 4, 4, 4))))
    assert planned.answer is not None
    assert planned.answer.plan.status is Status.SHORTFALL
    assert [problem.code for problem in planned.problems] == ["discipline-not-in-catalog"]


def test_preferences_that_cannot_be_kept_give_no_plan() -> None:
    planned = _plan(catalog(course("a", gives("MR", 4, 4, 4, 4))), pins=["b"])
    assert planned.answer is None
    assert [problem.code for problem in planned.problems] == ["unknown-pin"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([({"MR/Safety/a": 1, "MR/Safety/b": 0.5}, None)], "1.5"),
        ([({"MR/Safety/": 2}, None)], "2"),
        ([({"MR/Safety/": 2, "MR/Safety/a": 1.5}, None)], "1.5"),
        ([({"MR/safety/a": 1}, None)], "1"),
        ([({"MR/Safety/a": 1, "CT/Safety/a": 9}, None)], "1"),
        ([({"MR/Safety/a": 1, "MR/Safety/b": 2}, None), ({"MR/Safety/a": 3}, date(2026, 1, 1))], "5"),
        ([({"MR/Safety/a": 1}, None), ({"MR/Safety/": 3}, date(2026, 1, 1))], "3"),
        ([({"MR/Safety/": 3}, None), ({"MR/Safety/a": 1}, date(2026, 1, 1))], "1"),
        ([({"MR/Safety/a": 1}, None), ({"MR/Safety/a": 3}, date(2027, 1, 1))], "1"),
        ([({"MR/Safety/a": 4}, date(2025, 1, 1)), ({"MR/Procedures/b": 2}, date(2026, 1, 1))], "0"),
        ([({"MR/Safety/a": 4}, date(2025, 1, 1)), ({"MR/Elsewhere/b": 2}, date(2026, 1, 1))], "0"),
        ([({"MR/Safety/a": 2}, None), ({"MR/Safety/a": 0}, date(2026, 1, 1))], "0"),
    ],
)
def test_a_distribution_is_summed_up_by_category_as_it_holds_on_the_day(
    rows: list[tuple[dict[str, Number], date | None]], expected: str
) -> None:
    figures = [row for made, day in rows for row in distributions(made, applies_from=day)]
    taken = course("c", distributions=tuple(figures), price=1)
    answer = _answer(catalog(taken, course("rest", gives("MR", 9, 0, 9, 9), price=50)), pins=["c"])
    assert str(answer.plan.coverage[1].planned) == expected


def test_other_disciplines_rows_stay_as_they_are() -> None:
    rows = distributions({"CT/Safety/Radiation Safety and Dose": 1})
    assert collapse(rows, required("MR")) == rows
    assert collapse((*rows, *distributions({"MR/Safety/a": 1})), required("MR"))[0] == rows[0]


@pytest.mark.parametrize(
    "change", ["a category", "the total", "a completed activity", "the sum", "the course"]
)
def test_a_wrong_figure_planted_into_an_answer_is_found(change: str) -> None:
    offers = catalog(course("a", gives("MR", 4, 4, 4, 3), price=5))
    answer = _answer(offers, [done("mine", gives("MR", 0, 0, 0, 1))])
    confirm_by_category(answer, offers)
    with pytest.raises(CheckFailed):
        confirm_by_category(_spoiled(answer, change), offers)


def _spoiled(answer: StructuredPlan, change: str) -> StructuredPlan:
    plan, more = answer.plan, Credits.of("0.25")
    match change:
        case "a category":
            rows = (replace(plan.coverage[0], planned=plan.coverage[0].planned + more), *plan.coverage[1:])
            plan = replace(plan, coverage=rows)
        case "the total":
            total = replace(answer.total, completed=answer.total.completed + more)
            plan = replace(plan, coverage=(*answer.categories, total))
        case "a completed activity":
            plan = replace(plan, completed=(replace(plan.completed[0], serves=()),))
        case "the sum":
            twice = replace(plan.totals, targeted_credits=Credits.of(30))
            plan = replace(plan, totals=twice)
        case _:
            other = replace(plan.courses[0].course, title="Another")
            plan = replace(plan, courses=(replace(plan.courses[0], course=other),))
    return replace(answer, plan=plan)
