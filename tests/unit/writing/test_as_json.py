"""JSON has the contract's shape, whatever it holds."""

import json

from planner.catalog import Catalog
from planner.problem import Place, Problem, Severity
from planner.writing.as_json import (
    check_as_json,
    json_bytes,
    json_text,
    no_plan_as_json,
    plan_as_json,
    problems_as_json,
)
from tests.builders import BODY, CARE, bundle, course
from tests.unit.writing import plans

PROBLEM = Problem(
    Severity.ERROR, "credits-not-a-number", "Write a number.", Place("a.csv", None, 7, "credits"), "2,5x"
)


def test_a_plan_has_the_shape_of_the_contract() -> None:
    written = plan_as_json(plans.ordinary(), (PROBLEM,))
    assert {key: written[key] for key in ("status", "goal", "proven_optimal", "gap")} == {
        "status": "covered",
        "goal": "cost",
        "proven_optimal": True,
        "gap": 0.0,
    }
    totals = written["totals"]
    assert {key: totals[key] for key in ("price", "price_unknown", "ce_credits", "targeted_credits")} == {
        "price": 79.5,
        "price_unknown": 0,
        "ce_credits": 13.0,
        "targeted_credits": 4.25,
    }
    assert (totals["courses"], totals["hours"]) == (2, 13.0)
    first = written["courses"][0]
    assert first["serves"][0] == {
        "discipline": "MR",
        "category": "Procedures",
        "subcategory": "Body",
        "credits": 2.75,
    }
    assert (first["course_id"], first["price"], first["paid_in_bundle"]) == ("FIC-1", 59.5, None)
    assert (first["take_from"], first["take_by"]) == ("2026-11-23", "2027-03-04")
    row = written["coverage"][1]
    assert (row["required"], row["completed"], row["planned"], row["short"]) == (2.0, 0.5, 1.5, 0.0)
    assert row["best_available"] == 1.5
    assert written["alternatives"][0]["course_ids"] == ["FIC-9"]
    assert written["alternatives"][0]["totals"]["price"] == 90.0
    assert written["alternatives"][0]["started_on"] == {"FIC-9": "2027-03-01"}


def test_a_problem_has_the_shape_of_the_contract() -> None:
    assert problems_as_json([PROBLEM]) == [
        {
            "severity": "error",
            "code": "credits-not-a-number",
            "file": "a.csv",
            "sheet": None,
            "row": 7,
            "column": "credits",
            "value": "2,5x",
            "message": "Write a number.",
            "suggestion": None,
        }
    ]


def test_what_is_not_known_is_null() -> None:
    taken = plans.planned(course("A", {BODY: 1}, price=None, ce=None, hours=None))
    written = plan_as_json(plans.plan([taken], [plans.covered(BODY, 1, 1)]), ())
    only = written["courses"][0]
    assert (only["price"], only["ce_credits"], only["hours"]) == (None, None, None)
    assert written["totals"]["price_unknown"] == 1


def test_bundles_and_limits_are_there() -> None:
    taken = plans.planned(course("A", {BODY: 1}), bundle="B1")
    plan = plans.plan([taken], [plans.covered(BODY, 1, 1)], bundles=[bundle("B1", "A", price=49)])
    written = plan_as_json(plan, ())
    assert written["bundles"][0]["price"] == 49.0
    assert written["bundles"][0]["course_ids"] == ["A"]
    assert written["courses"][0]["paid_in_bundle"] == "B1"
    limit = plan_as_json(plans.short(), ())["limits"][0]
    assert (limit["name"], limit["short"]) == ("budget", 0.0)


def test_no_number_has_more_than_two_decimals() -> None:
    figures = (0.1, 0.07, 19.99, 2.75)
    taken = [plans.planned(course(f"C{x}", {BODY: x, CARE: x}, price=x, ce=x)) for x in figures]
    text = json_text(plan_as_json(plans.plan(taken, [plans.covered(BODY, 1, 22.91)]), ()))
    amounts = [float(word) for word in text.replace(",", " ").split() if word.replace(".", "").isdigit()]
    assert amounts
    assert all(round(value, 2) == value for value in amounts)


def test_json_is_pure_and_survives_broken_text() -> None:
    written = plan_as_json(plans.plan([plans.planned(course("A", {BODY: 1}, title="é\ud800 \x1b"))]), ())
    assert json_text(written).isascii()
    assert json.loads(json_text(written)) == json.loads(json_bytes(written)) == written


def test_an_endless_gap_is_not_written_as_infinity() -> None:
    assert plan_as_json(plans.plan(proven_optimal=False, gap=float("inf")), ())["gap"] is None


def test_a_check_counts_what_was_understood() -> None:
    catalog = Catalog((course("A", {BODY: 1, CARE: 1}), course("B")), (bundle("B1", "A", "B"),))
    assert check_as_json(catalog, ()) == {"courses": 2, "distributions": 2, "bundles": 1, "problems": []}


def test_without_a_plan_the_keys_are_still_there() -> None:
    written = no_plan_as_json([PROBLEM])
    assert written["status"] == "unusable"
    assert written["courses"] == written["coverage"] == []
    assert len(written["problems"]) == 1
