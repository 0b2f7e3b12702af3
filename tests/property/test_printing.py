"""Whatever text a catalog holds, the paper holds it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.writing.as_listing import listing_rows
from planner.writing.as_log_sheet import log_sheet
from planner.writing.printing import listing_as_pdf, log_as_pdf, plan_as_pdf
from planner.writing.printing.lettering import NOT_PRINTABLE, printable
from tests.builders import BODY, TODAY, catalog, course
from tests.unit.writing import plans
from tests.unit.writing.printed import Printed

_text = st.text(max_size=200) | st.sampled_from(
    ["<b>", "</para>", "&amp;", "\U0001fac0" * 99, "x" * 3000, "%s"]
)


@given(_text)
def test_what_is_printable_stays_as_it_is(text: str) -> None:
    shown = printable(text)
    assert printable(shown) == shown
    assert NOT_PRINTABLE * 2 not in shown
    assert shown.isprintable()


@settings(max_examples=25, deadline=None)
@given(st.lists(_text, min_size=5, max_size=5))
def test_every_paper_can_be_made_and_read(texts: list[str]) -> None:
    title, seller, url, course_id, name = texts
    taken = course(course_id, {BODY: 1}, title=title, seller=seller, url=url, approval_number=name)
    offers = replace(catalog(taken), name=name)
    plan = plans.plan([plans.planned(taken, take_by=date(2027, 1, 2))], [plans.covered(BODY, 1, 1)])
    for content in (
        plan_as_pdf(plan, (), offers),
        listing_as_pdf(listing_rows(offers, on=TODAY)),
        log_as_pdf(log_sheet(plan, offers)),
    ):
        printed = Printed(content)
        assert printed.says(printable(taken.name))
        assert printed.outside(18) == []
