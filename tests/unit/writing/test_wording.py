"""What is said about a plan, word by word."""

from datetime import date

import pytest

from planner.plan import Plan
from planner.preferences import Goal
from planner.problem import Place, Problem, Severity
from planner.writing import notes, wording
from planner.writing.problem_wording import problem_line
from tests.builders import BODY, bundle, course, preferences
from tests.unit.writing import plans

DOSE = "CT/Safety/Radiation Safety and Dose"


def test_the_headline_says_cost_courses_both_credits_and_the_proof() -> None:
    assert wording.headline(plans.ordinary()) == (
        "$79.50 · 2 courses · 4.75 targeted credits needed, 0.5 completed, 4.25 gained · 13 CE credits · "
        "Proven cheapest"
    )
    assert wording.proof(plans.ordinary()) == "No cheaper set exists in this catalog under these limits."


def test_the_headline_of_a_shortfall_names_the_subcategory_and_the_amount() -> None:
    assert wording.headline(plans.short()).endswith(
        "3 CE credits · Can't be fully covered: 0.5 short in CT · Safety · Radiation Safety and Dose"
    )
    assert wording.shortfall_sentences(plans.short()) == (
        (
            "CT · Safety · Radiation Safety and Dose: 0.5 credits short. It needs 2; the plan gives 1.5. "
            "Alone it could get 2, but not within these limits."
        ),
    )
    assert "leaves less uncovered" in wording.proof(plans.short())


def test_a_headline_counts_many_short_subcategories() -> None:
    rows = [
        plans.covered(f"MR/Procedures/{name}", 1, 0) for name in ("Body", "Neurological", "Musculoskeletal")
    ]
    assert "3 short in 3 subcategories" in wording.headline(plans.plan([], rows))


def test_a_shortfall_says_the_margin_what_is_completed_and_the_most_there_is() -> None:
    row = plans.covered(DOSE, 2, 0.5, completed=1, margin=1, best=1)
    assert wording.shortfall_sentence(row).endswith(
        "1.5 credits short. It needs 2 and a margin of 1; completed CE gives 1, the plan gives 0.5. "
        "The most that can be had for it is 1."
    )
    assert wording.shortfall_sentence(plans.covered(DOSE, 2, 0)).endswith("gives it any.")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("CT/Safety/Radiation Safty & Dose", 'planner: is "Radiation Safety and Dose" meant?'),
        ("CT/Procedures/Lungs", "planner: check it."),
        ("QM/Quality/Projects", "planner: check it."),
    ],
)
def test_a_shortfall_that_may_come_from_a_misread_name_says_so(written: str, said: str) -> None:
    short = plans.covered(written, 2, 0)
    assert wording.shortfall_sentence(short).endswith(said)
    assert wording.name_in_doubt(short)
    assert not wording.name_in_doubt(plans.covered(DOSE, 2, 0))
    assert "outline" not in wording.shortfall_sentence(plans.covered(written, 2, 1, best=1))


def test_each_goal_has_its_own_proof() -> None:
    said = {wording.headline(_with_goal(goal)).rsplit(" · ", 1)[1] for goal in wording.GOALS}
    assert said == {
        "Proven cheapest",
        "Proven fewest CE credits",
        "Proven fewest courses",
        "Proven fewest hours",
    }


def _with_goal(goal: Goal) -> Plan:
    taken = plans.planned(course("A", {BODY: 1}))
    return plans.plan([taken], [plans.covered(BODY, 1, 1)], chosen=preferences(goal))


def test_an_unproven_plan_says_how_near_it_is() -> None:
    taken = plans.planned(course("A", {BODY: 1}))
    plan = plans.plan([taken], [plans.covered(BODY, 1, 1)], proven_optimal=False, gap=0.0321)
    assert wording.outcome(plan) == "Not proven: at most 3.2% from the best"
    assert "may exist" in wording.proof(plan)
    endless = plans.plan([taken], [plans.covered(BODY, 1, 1)], proven_optimal=False, gap=float("inf"))
    assert wording.outcome(endless) == "Not proven"


def test_an_unknown_price_is_never_called_cheapest_nor_zero() -> None:
    plan = plans.plan([plans.planned(course("A", {BODY: 1}, price=None))], [plans.covered(BODY, 1, 1)])
    assert wording.headline(plan).startswith("price not known · 1 course")
    assert "Proven best with price not known" in wording.headline(plan)
    assert "cheap" not in wording.proof(plan)
    assert "1 price is not known, and not in the sum." in notes.notes(plan)


def test_a_shortfall_of_unknown_price_is_not_called_cheapest() -> None:
    taken = plans.planned(course("A", {BODY: 1}, price=None))
    plan = plans.plan([taken], [plans.covered(BODY, 2, 1)])
    assert wording.proof(plan).endswith("none costs less as far as is known.")


def test_hours_are_said_where_they_are_the_goal() -> None:
    taken = [plans.planned(course(i, {BODY: 1}, hours=h)) for i, h in (("A", 1), ("B", None))]
    plan = plans.plan(taken, [plans.covered(BODY, 2, 2)], chosen=preferences("hours"))
    assert " · 1 hour and those of 1 course not known · " in wording.headline(plan)
    assert wording.hours(plans.plan(taken[1:]).totals) == "hours not known"
    assert wording.hours(plans.plan(taken[:1]).totals) == "1 hour"
    assert "The hours of 1 course are not known, and not in the sum." in notes.notes(plan)


def test_known_and_unknown_figures_are_both_said() -> None:
    taken = [
        plans.planned(course(i, {BODY: 1}, price=p, ce=c)) for i, p, c in (("A", 20, None), ("B", None, 2))
    ]
    plan = plans.plan(taken, [plans.covered(BODY, 2, 2)])
    assert wording.cost(plan.totals) == "$20 and 1 price not known"
    assert wording.ce_credits(plan.totals) == "2 CE credits and those of 1 course not known"
    assert wording.ce_credits(plans.plan(taken[:1]).totals) == "CE credits not known"


def test_nothing_to_take_says_why() -> None:
    assert wording.headline(plans.plan()) == "Nothing to take · no subcategory needs credits"
    done = plans.plan([], [plans.covered(BODY, 1, 0, completed=1)])
    assert wording.headline(done) == "Nothing to take · completed CE covers everything prescribed"


def test_rows_not_understood_and_assumed_figures_are_said() -> None:
    taken = plans.planned(course("A", {BODY: 1}))
    plan = plans.plan(
        [taken],
        [plans.covered(BODY, 1, 1)],
        status=plans.Status.SHORTFALL,
        open_questions=2,
        assumed_figures=1,
    )
    assert wording.outcome(plan) == "Not complete: 2 rows of the results not understood"
    assert notes.notes(plan)[:2] == (
        (
            "2 rows of the results couldn't be read or lack their credits: until that is settled, "
            "no plan is complete."
        ),
        "1 figure of credits required was assumed, not read: check with your prescription.",
    )


def test_why_a_course_is_in() -> None:
    plan = plans.ordinary()
    assert wording.why_in(plan.courses[0], plan) == (
        "Gives 2.75 of the 2.75 credits needed in MR · Procedures · Body and 0.5 of the 2 credits needed in "
        "MR · Patient Care · Patient Interactions and Management"
    )
    more = plans.plan([plans.planned(course("A", {BODY: 4.25}))], [plans.covered(BODY, 1, 4.25)])
    assert wording.why_in(more.courses[0], more) == "Gives 4.25 where 1 is needed in MR · Procedures · Body"


def test_why_a_pinned_or_bundled_course_is_in() -> None:
    useless = course("A", {})
    pinned = plans.plan([plans.planned(useless)], chosen=preferences(pins=["A"]))
    assert wording.why_in(pinned.courses[0], pinned).startswith("You pinned it")
    along = plans.plan([plans.planned(useless, bundle="B1")], bundles=[bundle("B1", "A", price=49)])
    assert wording.why_in(along.courses[0], along).startswith("Comes with its bundle")
    assert wording.how_paid(along.courses[0], along) == "in Bundle B1"


def test_choices_leave_out_what_was_not_chosen() -> None:
    assert wording.choices(preferences()) == (("Goal", "lowest cost"), ("Planned on", "Nov 23, 2026"))
    chosen = preferences(
        "hours",
        budget=12.5,
        pins=["b", "a"],
        margin=0.25,
        deadline=date(2027, 3, 4),
        share_disciplines=True,
        allow_unknown_price=True,
        sellers=["Lantern Learning"],
    )
    assert wording.choices(chosen) == (
        ("Goal", "fewest hours"),
        ("Planned on", "Nov 23, 2026"),
        ("Deadline", "Mar 4, 2027"),
        ("Budget", "$12.50"),
        ("Sellers", "Lantern Learning"),
        ("Pinned", "a, b"),
        ("Margin on each requirement", "0.25 credits"),
        ("One activity for several disciplines", "allowed"),
        ("Courses whose price is not known", "allowed"),
    )


def test_a_problem_is_one_line_with_its_place_and_the_nearest_name() -> None:
    problem = Problem(
        Severity.WARNING,
        "unknown-subcategory",
        "No outline knows\nthis name.",
        Place("results.csv", None, 7, "subcategory"),
        "Boddy",
        "Body",
    )
    assert problem_line(problem) == (
        'warning: results.csv, row 7, column subcategory: No outline knows this name. Nearest known: "Body".'
    )


def test_what_is_completed_is_said_with_its_day() -> None:
    plan = plans.ordinary()
    assert wording.completed_sentence(plan.completed[0]) == (
        "An older course, finished Jun 1, 2026: counts 0.5 in MR · Patient Care · "
        "Patient Interactions and Management"
    )
