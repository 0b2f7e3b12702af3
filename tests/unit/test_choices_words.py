"""What is said about choices."""

from __future__ import annotations

from planner.choices import (
    Given,
    Patience,
    different_plans,
    efficient_plans,
    safe_plan,
    sharing_saving,
    swaps,
    why,
    yield_of,
)
from planner.choices.differences import difference
from planner.planning import make_plan
from planner.writing.about_choices import (
    PARTIAL,
    difference_words,
    different_sentence,
    efficient_sentence,
    reason_sentences,
    safe_sentences,
    sharing_sentences,
    swap_sentence,
    yield_sentences,
)
from tests.builders import BODY, CARE, NECK, catalog, course, preferences, prescribe

A = course("a", {BODY: 2.5, CARE: 1}, price=10, ce=4)
B = course("b", {BODY: 2}, price=12, ce=4)
C = course("c", {CARE: 1}, price=5.5, ce=None)
ASKED = Given(prescribe({BODY: 2, CARE: 1}), catalog(A, B, C))
PLAN = make_plan(ASKED.prescription, ASKED.catalog, preferences()).plan
assert PLAN is not None
NO_TIME = Patience(seconds=0)


def test_a_difference_in_words() -> None:
    assert PLAN is not None
    dearer = make_plan(ASKED.prescription, ASKED.catalog, preferences(exclusions=["a"])).plan
    assert dearer is not None
    assert difference_words(difference(PLAN, dearer)) == (
        "$7.50 more, 0.5 targeted credits fewer, 1 course of unknown CE credits more, 1 course more"
    )
    assert difference_words(difference(dearer, PLAN)).startswith("$7.50 less, 0.5 targeted credits more")
    assert difference_words(difference(PLAN, PLAN)) == "the same cost"


def test_reasons_in_words() -> None:
    assert PLAN is not None
    (reason,) = why(PLAN, ASKED).reasons
    lacks, best = reason_sentences(reason)
    assert lacks == (
        "Without it 2 credits in MR · Procedures · Body and 1 credit in MR · Patient Care · "
        "Patient Interactions and Management would be short."
    )
    assert best.startswith("The best set without it: $7.50 more")
    (unknown,) = why(PLAN, ASKED, patience=NO_TIME).reasons
    assert reason_sentences(unknown)[1] == "What could take its place was not looked for: time was up."


def test_a_course_that_nothing_replaces_in_words() -> None:
    asked = Given(prescribe({BODY: 2}), catalog(B, course("small", {BODY: 0.5})))
    plan = make_plan(asked.prescription, asked.catalog, preferences()).plan
    assert plan is not None
    (reason,) = why(plan, asked).reasons
    assert reason_sentences(reason)[1] == (
        "No other set in this catalog makes up for it under these limits: "
        "1.5 credits in MR · Procedures · Body would stay short."
    )


def test_a_larger_budget_in_words() -> None:
    asked = Given(prescribe({BODY: 2}), catalog(B, course("dear", {BODY: 2}, price=20)))
    plan = make_plan(asked.prescription, asked.catalog, preferences(budget=15)).plan
    assert plan is not None
    (reason,) = why(plan, asked).reasons
    assert reason_sentences(reason)[1] == "Without it the budget would have to be $5 larger."
    pinned = make_plan(asked.prescription, asked.catalog, preferences(pins=["dear", "b"])).plan
    assert pinned is not None
    assert (
        reason_sentences(why(pinned, asked).reasons[0])[0] == "Nothing falls short without it; you pinned it."
    )
    (one, _) = swaps(pinned, asked).lists
    assert swap_sentence(one.by_one[0], one.course) == (
        '"Course b" can be left out: $12 less, 2 targeted credits fewer, 4 CE credits fewer, 1 course fewer.'
    )


def test_a_swap_in_words() -> None:
    assert PLAN is not None
    (one,) = swaps(PLAN, ASKED).lists
    assert swap_sentence(one.by_two[0], one.course).startswith(
        'Take "Course b" and "Course c" instead: $7.50'
    )


def test_the_trade_off_in_words() -> None:
    found = efficient_plans(ASKED, preferences())
    assert efficient_sentence(found) == "One plan has both the lowest cost and the fewest CE credits."
    asked = Given(prescribe({BODY: 2}), catalog(A, course("d", {BODY: 2}, price=11, ce=2)))
    assert efficient_sentence(efficient_plans(asked, preferences())) == (
        "2 plans between the lowest cost and the fewest CE credits. "
        "Every other plan is matched or beaten in both by one of these."
    )
    assert PARTIAL in efficient_sentence(efficient_plans(asked, preferences(), patience=NO_TIME))
    assert (
        efficient_sentence(efficient_plans(asked, preferences(pins=["x"]))) == "There is no plan to compare."
    )


def test_different_plans_in_words() -> None:
    assert different_sentence(different_plans(ASKED, preferences())) == (
        "Each leaves out at least 1 course of every plan before it."
    )
    only = Given(prescribe({BODY: 2}), catalog(B))
    assert different_sentence(different_plans(only, preferences())) == (
        "No plan that leaves out 1 course of the best one covers as much under these limits."
    )
    assert PARTIAL in different_sentence(different_plans(only, preferences(), patience=NO_TIME))


def test_safety_in_words() -> None:
    assert PLAN is not None
    holds, costs = safe_sentences(safe_plan(PLAN, ASKED), PLAN)
    assert holds == "This plan still covers everything if any one of its courses falls away."
    assert costs == (
        "Against the plan of $10: $17.50 more, 3 targeted credits more, 4 CE credits more, "
        "1 course of unknown CE credits more, 2 courses more."
    )
    fewer = Given(ASKED.prescription, catalog(A, B))
    none, lacks = safe_sentences(safe_plan(PLAN, fewer), PLAN)
    assert none == "Under these limits no plan still covers everything if any one of its courses falls away."
    assert lacks == (
        "After the worst loss 1 credit in MR · Patient Care · Patient Interactions and Management would be "
        "short."
    )
    assert safe_sentences(safe_plan(PLAN, ASKED, patience=NO_TIME), PLAN) == (
        "No safe plan was found in the time given.",
    )


def test_safety_over_the_budget_in_words() -> None:
    plan = make_plan(ASKED.prescription, ASKED.catalog, preferences(budget=20)).plan
    assert plan is not None
    assert safe_sentences(safe_plan(plan, ASKED), plan)[-1] == "That is $7.50 over the budget."


def test_sharing_in_words_says_that_arrt_must_be_asked() -> None:
    both = course("both", {BODY: 1, NECK: 1}, price=9)
    offers = catalog(both, course("body", {BODY: 1}), course("neck", {NECK: 1}))
    asked = Given(prescribe({BODY: 1, NECK: 1}), offers)
    plan = make_plan(asked.prescription, asked.catalog, preferences()).plan
    assert plan is not None
    saving = sharing_saving(plan, asked)
    assert saving is not None
    saves, ask = sharing_sentences(saving, plan)
    assert saves == (
        "If one course could count for both MR and CT: $10 less, 3 CE credits fewer, 1 course fewer "
        '($9 instead of $19). "Course both" would serve more than one.'
    )
    assert ask.endswith("Ask ARRT before you count on it.")


def test_yield_in_words() -> None:
    assert PLAN is not None
    *rates, beyond, serving_nothing = yield_sentences(yield_of(PLAN))
    assert rates == ["0.35 targeted credits per dollar.", "0.88 targeted credits per CE credit."]
    assert beyond == "Targeted credits beyond what is needed: 0.5."
    assert serving_nothing == (
        "CE credits that serve nothing prescribed: 1. "
        "CE credits usually count for the biennium too; check with ARRT."
    )
