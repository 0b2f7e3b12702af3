"""A plan on paper says everything that the plan says, and nothing of it is cut off."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from planner.credits import Credits, Hours
from planner.plan import Limit
from planner.problem import Place, Problem, Severity
from planner.scheduling import DateKind, KeyDate, Timing, make_schedule
from planner.writing.printing import plan_as_pdf
from planner.writing.wording import DISCLAIMER, FICTIONAL
from tests.builders import BODY, CARE, NECK, bundle, catalog, course
from tests.unit.writing import plans
from tests.unit.writing.printed import Printed, squeezed

if TYPE_CHECKING:
    from planner.plan import Plan

REAL = replace(catalog(), fictional=False, name="a real catalog")
SPACED = ("A title of three hundred characters that goes on and on about imaging of the " * 5)[:300]
UNBROKEN = "Radiopharmaceuticals" * 15
# Points that printers may not reach.
MARGIN = 18


def _printed(plan: Plan, **choices: Any) -> Printed:  # noqa: ANN401 - what `plan_as_pdf` takes
    return Printed(plan_as_pdf(plan, choices.pop("problems", ()), choices.pop("catalog", REAL), **choices))


def _many(number: int = 30) -> Plan:
    titles = {4: SPACED, 9: UNBROKEN}
    taken = [
        course(
            f"FIC-{place:02}",
            {BODY: 0.25},
            title=titles.get(place, f"Course number {place:02}"),
            price=10 + place,
            url=f"https://ce.example/{place:02}",
        )
        for place in range(number)
    ]
    rows = [plans.covered(BODY, 5, 7.5)]
    return plans.plan([plans.planned(each, take_by=date(2027, 3, 4)) for each in taken], rows)


def test_it_says_what_to_order_what_for_and_by_when() -> None:
    printed = _printed(plans.ordinary())
    assert printed.says("1. Body MR, start; to finish", "Lantern Learning · online", "ID FIC-1", "$59.50")
    assert printed.says("For MR · Procedures · Body: 2.75 credits", "Mar 4, 2027", "2. Course FIC-2")
    assert printed.links == {"https://ce.example/fic-1"}
    assert printed.says("https://ce.example/fic-1")


def test_it_says_the_sums_in_both_kinds_of_credit() -> None:
    printed = _printed(plans.ordinary())
    assert printed.says("$79.50", "for 2 courses", "Total: 2 courses", "4.75 0.5 4.25 13")
    for name in (
        "targeted credits needed",
        "targeted credits completed",
        "targeted credits gained",
        "CE credits",
    ):
        assert printed.says(name)


def test_it_says_what_is_covered_and_what_was_completed() -> None:
    printed = _printed(plans.ordinary())
    assert printed.says(
        "Subcategory Needed Completed Planned Standing", "Body MR · Procedures 2.75 0 2.75 ✓ covered"
    )
    assert printed.says("An older course, finished Jun 1, 2026: counts 0.5 in MR · Patient Care")


def test_every_page_says_that_it_is_no_official_record_and_when_it_was_made() -> None:
    for page in _printed(_many()).pages:
        assert squeezed(f"{DISCLAIMER} Made on Nov 23, 2026.") in page


def test_a_schedule_says_when_to_begin_and_to_finish_and_what_is_late() -> None:
    plan = plans.ordinary()
    schedule = make_schedule(plan, Timing(Hours.of(6))).schedule
    printed = _printed(plan, schedule=schedule)
    assert printed.says("At 6 hours a month from Nov 23, 2026 on, you finish on", "every date is met")
    assert printed.says("begin Nov 23, 2026 last day Mar 4, 2027")
    slow = make_schedule(plan, Timing(Hours.of(2))).schedule
    assert slow is not None
    (late,) = slow.late
    said = f"{late.days_late} days after its last day Mar 4, 2027"
    assert _printed(plan, schedule=slow).says("1 date can't be met", said)


def test_with_a_schedule_the_courses_stand_in_the_order_in_which_they_are_begun() -> None:
    later = plans.planned(course("A", {BODY: 1}, title="Second"), take_by=date(2027, 6, 1))
    sooner = plans.planned(course("B", {BODY: 1}, title="First"), take_by=date(2027, 1, 1))
    plan = plans.plan([later, sooner], [plans.covered(BODY, 2, 2)])
    text = _printed(plan, schedule=make_schedule(plan, Timing(Hours.of(3))).schedule).text
    assert text.index("2.First") < text.index("1.Second")
    assert "1.Second" in _printed(plan).text


def test_the_dates_that_bind_are_named_also_without_a_pace() -> None:
    ends = KeyDate(DateKind.CQR_WINDOW, date(2027, 1, 15), "MR")
    dates = (KeyDate(DateKind.BIENNIUM, date(2027, 5, 31)), ends)
    named = "Dates that bind: CQR window end (MR) Jan 15, 2027; Biennium end May 31, 2027."
    plan = plans.ordinary()
    printed = _printed(plan, dates=dates)
    assert printed.says(named)
    assert printed.says("Finish by, and finished on 1. Body MR")
    assert not printed.says("Mar 4, 2027")
    slow = make_schedule(plan, Timing(Hours.of(1), dates=dates)).schedule
    assert _printed(plan, schedule=slow).says("CQR window end (MR) Jan 15, 2027 (can't be met at this pace);")


def test_hours_that_were_reckoned_are_told() -> None:
    taken = plans.planned(course("A", {BODY: 1}, hours=None))
    plan = plans.plan([taken], [plans.covered(BODY, 1, 1)])
    schedule = make_schedule(plan, Timing(Hours.of(6))).schedule
    said = "The hours of 1 course are not known: an hour for each credit was reckoned."
    assert _printed(plan, schedule=schedule).says(said)
    known = make_schedule(plans.ordinary(), Timing(Hours.of(6))).schedule
    assert not _printed(plans.ordinary(), schedule=known).says("was reckoned")


def test_a_window_that_is_still_to_come_is_said_of_each_course() -> None:
    window = KeyDate(DateKind.CQR_WINDOW, date(2030, 1, 15), "MR", date(2027, 1, 16))
    assert _printed(plans.ordinary(), dates=(window,)).says("Mar 4, 2027 not before Jan 16, 2027")


def test_of_much_completed_ce_the_first_is_told() -> None:
    done = plans.ordinary().completed * 200
    printed = _printed(replace(plans.ordinary(), completed=done))
    assert printed.says("And 188 more: all stand on the log sheet.")
    assert len(printed.pages) < 4


def test_no_page_holds_but_a_remark() -> None:
    for number in range(1, 12):
        last = _printed(_many(number), catalog=catalog()).pages[-1]
        assert "Total" in last, number


def test_a_fictional_catalog_is_said_on_every_page() -> None:
    assert not _printed(_many()).says(FICTIONAL)
    assert all(squeezed(FICTIONAL) in page for page in _printed(_many(), catalog=catalog()).pages)


def test_a_shortfall_is_said_with_its_reason() -> None:
    printed = _printed(plans.short())
    assert printed.says("Can't be fully covered: 0.5 short in CT · Safety", "It needs 2; the plan gives 1.5.")
    assert printed.says("With a budget of $45 everything would be covered.", "0.5 short")


def test_of_many_shortfalls_the_first_are_told_and_all_stand_in_the_table() -> None:
    rows = [plans.covered(f"MR/Procedures/Part {number:02}", 1, 0) for number in range(20)]
    printed = _printed(plans.plan([], rows))
    assert printed.says("And 14 more.", *(f"Part {number:02}" for number in range(20)))


def test_assumed_and_unknown_figures_are_said() -> None:
    taken = course("A", {BODY: 1}, price=None, ce=None)
    rows = [plans.covered(BODY, 1, 1, assumed=True)]
    printed = _printed(plans.plan([plans.planned(taken)], rows, assumed_figures=1))
    assert printed.says("1 figure of credits required was assumed", "Credits needed were assumed, not read")
    assert printed.says("price not known 1 1 not known for 1 course")
    assert printed.says("Not in the sums, because not known: 1 price and the CE credits of 1 course")
    assert not printed.says("$0")


def test_a_bundle_is_ordered_once_and_its_courses_follow() -> None:
    parts = [
        plans.planned(course("A", {BODY: 1}), bundle="B1"),
        plans.planned(course("B", {CARE: 1})),
        plans.planned(course("C", {NECK: 1}), bundle="B1"),
    ]
    plan = plans.plan(parts, [plans.covered(BODY, 1, 1)], bundles=[bundle("B1", "A", "C", "Z", price=49)])
    text = _printed(plan).text
    # Each keeps its number in the plan, wherever it stands.
    order = ["Bundle:BundleB1Orderitonce", "1.CourseA", "3.CourseC", "2.CourseB"]
    assert [text.index(part) for part in order] == sorted(text.index(part) for part in order)
    assert "itholdsthenext2coursesand1more." in text
    assert text.count("inthebundle") == 2


@pytest.mark.parametrize("dollars", ["1027.42", "12345.67"])
def test_a_large_sum_stays_on_one_line(dollars: str) -> None:
    plan = plans.plan([plans.planned(course("A", {BODY: 1}, price=dollars))], [plans.covered(BODY, 1, 1)])
    # Among the figures at the head, in its row, and below the rows.
    assert _printed(plan).lines_of(f"${float(dollars):,.2f}") == 3


def test_problems_are_told_errors_first() -> None:
    errors = [Problem(Severity.ERROR, "x", f"Wrong {n}.", Place("a.csv", row=n)) for n in range(3)]
    warnings = [Problem(Severity.WARNING, "x", f"Odd {n}.") for n in range(9)]
    text = _printed(plans.ordinary(), problems=[*warnings, *errors]).text
    assert text.index("error:a.csv,row0:Wrong0.") < text.index("warning:Odd0.")
    assert "And6more." in text


def test_nothing_to_take_is_said() -> None:
    assert _printed(plans.plan()).says("Nothing to take.", "$0", "for 0 courses")


def test_thirty_courses_break_pages_between_courses_below_the_header() -> None:
    printed = _printed(_many())
    assert len(printed.pages) > 3
    for number, page in enumerate(printed.pages, start=1):
        assert f"Page{number}of{len(printed.pages)}" in page
        assert page.count("Finishby,andfinishedon") == ("IDFIC-" in page)
    for place in range(30):
        assert (
            sum(f"IDFIC-{place:02}·https://ce.example/{place:02}ForMR" in page for page in printed.pages) == 1
        )


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_long_titles_are_whole_and_within_the_margins(paper: Any) -> None:  # noqa: ANN401 - a literal
    printed = _printed(_many(), paper=paper)
    assert printed.says(SPACED, UNBROKEN)
    assert printed.outside(MARGIN) == []
    assert printed.outside(150) != []


def test_a_row_that_no_page_can_hold_goes_on_on_the_next() -> None:
    figures = {f"CT/Procedures/Subcategory {place:03} of very many": 0.25 for place in range(120)}
    plan = plans.plan([plans.planned(course("A", figures))], [plans.covered(BODY, 1, 0)])
    printed = _printed(plan)
    assert printed.says(
        *(f"For CT · Procedures · Subcategory {place:03} of very many" for place in range(120))
    )
    assert printed.outside(MARGIN) == []


def test_letter_and_a4_and_no_other_paper() -> None:
    assert _printed(plans.ordinary()).sizes == {(612, 792)}
    assert _printed(plans.ordinary(), paper="a4").sizes == {(595, 842)}
    with pytest.raises(ValueError, match="letter or a4"):
        _printed(plans.ordinary(), paper="legal")


def test_it_has_a_title_and_a_language() -> None:
    assert _printed(plans.ordinary()).about == ("Targeted CE plan", "en-US")


def test_the_same_plan_gives_the_same_bytes_also_at_the_same_time() -> None:
    first = plan_as_pdf(_many(), (), REAL)
    with ThreadPoolExecutor(4) as pool:
        again = pool.map(lambda _: plan_as_pdf(_many(), (), REAL), range(6))
        assert all(other == first for other in again)


def test_the_limit_in_the_way_is_told_even_if_the_figures_are_missing() -> None:
    limit = Limit("dates", "With another date less would be short.", Credits(0))
    plan = replace(plans.short(), open_questions=2, limits=(limit,))
    assert _printed(plan).says(limit.message, "2 rows of the results couldn't be read or lack their credits")
