"""The pictures of a plan and of a course. Every number comes from the plan or the catalog as it is."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from pages.parts import palette
from pages.parts.bars import Bars, Segment
from pages.parts.words import discipline_name, shortened
from planner.credits import Credits, Money
from planner.phrases import amount, count
from planner.plan import Serving

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pages.parts.drawing import Picture
    from planner.catalog import Course
    from planner.outline import Subcategory
    from planner.plan import Coverage, Plan, PlannedCourse


def coverage_chart(plan: Plan) -> Picture:
    """Draw a bar a subcategory: completed, a segment a course by its number, and what is short, hatched.

    For structured education it is a bar a category, and one for all of them together.
    The tick stands at what is required. What exceeds the need is paler: it counts for nothing here.
    """
    bars = Bars()
    before: tuple[str, str] | None = None
    whole = by_category(plan)
    for row in grouped(plan.coverage):
        group = (row.subcategory.discipline, row.subcategory.category)
        if not whole and (before is None or before[0] != group[0]):
            bars.title(discipline_name(group[0]))
        if not whole and group != before:
            bars.heading(group[1] or "Category not known")
        before = group
        beside = _beside_least(row) if whole and not row.overall else _beside(row)
        bars.bar(_name_of(row, whole=whole), _segments(plan, row), beside, tick=float(row.required))
    return bars.finished(axis="targeted credits")


def by_category(plan: Plan) -> bool:
    """Whether a plan is about whole categories and their total, as structured education is."""
    return any(row.overall for row in plan.coverage)


def beyond_the_need(plan: Plan, row: Coverage) -> Credits:
    """Give the credits that count for nothing; beyond its least, a category's still count in the total."""
    if by_category(plan) and not row.overall:
        return Credits(0)
    return (row.completed + row.planned - row.required - row.margin).or_zero()


def _name_of(row: Coverage, *, whole: bool) -> str:
    if row.overall:
        return "All categories together"
    return row.subcategory.category if whole else row.subcategory.name


def coverage_alt(plan: Plan) -> str:
    """Say in a few sentences what the coverage picture shows."""
    whole = by_category(plan)
    named = [row for row in plan.coverage if not row.overall]
    covered = sum(not row.short for row in named)
    one, many = ("category", "categories") if whole else ("subcategory", "subcategories")
    missing = [f"{_name_of(row, whole=whole)} is {row.short} short." for row in plan.coverage if row.short]
    said = f"{covered} of {count(len(named), one, many)} covered by {count(plan.totals.courses, 'course')}."
    return " ".join([said, *missing])


def grouped(coverage: Sequence[Coverage]) -> list[Coverage]:
    """Put rows of one discipline and category together, each in its order of first appearance."""
    disciplines = list(dict.fromkeys(row.subcategory.discipline for row in coverage))
    groups: dict[tuple[str, str], list[Coverage]] = {}
    for row in coverage:
        groups.setdefault((row.subcategory.discipline, row.subcategory.category), []).append(row)
    ordered = sorted(groups, key=lambda group: disciplines.index(group[0]))
    return [row for group in ordered for row in groups[group]]


def _segments(plan: Plan, row: Coverage) -> list[Segment]:
    """Cut one bar: completed credits, then a piece a course, each cut again where the need ends."""
    need = row.required + row.margin
    if by_category(plan) and not row.overall:
        need = max(need, row.completed + row.planned)
    name = row.subcategory.name or row.subcategory.category
    sources = [(0, "Completed", row.completed)] if row.completed else []
    for number, planned in enumerate(plan.courses, start=1):
        title = f"{number}  {shortened(planned.course.name, 60)}"
        sources += [(number, title, s.credits) for s in _given(planned, row)]
    pieces: list[Segment] = []
    start = Credits(0)
    for number, title, length in sources:
        colour = palette.course_colour(number) if number else palette.DONE
        text = palette.course_text_colour(number) if number else palette.DONE_TEXT
        label = str(number) if number else "done"
        hover = f"{title}\n{amount(length)} in {name}"
        within = min(length, (need - start).or_zero())
        for piece, at, pale in ((within, start, False), (length - within, start + within, True)):
            if piece:
                shown = "" if pale and within else label
                pieces.append(Segment(float(at), float(piece), colour, text, shown, hover, pale=pale))
        start += length
    if row.short:
        hover = f"{amount(row.short)} short in {name}"
        pieces.append(Segment(float(start), float(row.short), hover=hover, hatched=True))
    return pieces


def _given(planned: PlannedCourse, row: Coverage) -> list[Serving]:
    """Give what a course gives to a row; what it gives to any category, it gives to all of them together."""
    if row.overall:
        return [Serving(row.subcategory, planned.targeted)] if planned.targeted else []
    return [serving for serving in planned.serves if serving.subcategory == row.subcategory]


def _beside_least(row: Coverage) -> str:
    has, least = row.completed + row.planned, row.required + row.margin
    return _beside(row) if row.short else f"\N{CHECK MARK} {has}<br>at least {least}"


def _beside(row: Coverage) -> str:
    has, need = row.completed + row.planned, row.required + row.margin
    if row.short:
        return f"{has} of {need}<br><b>{row.short} short</b>"
    return f"\N{CHECK MARK} {has} of {need}"


def distribution_chart(figures: dict[Subcategory, Credits]) -> Picture:
    """Draw a course's distribution: a bar a subcategory, a group a discipline. Disciplines never add up."""
    bars = Bars(aside=84, bar=14, gap=12)
    group = ""
    for subcategory, credits_ in figures.items():
        if subcategory.discipline != group:
            group = subcategory.discipline
            bars.heading(discipline_name(group))
        name = subcategory.name or f"{subcategory.category or 'Category not known'} (category only)"
        hover = f"{amount(credits_)} in {subcategory}"
        bars.bar(name, [Segment(0, float(credits_), hover=hover)], amount(credits_))
    return bars.finished()


def distribution_alt(course: Course, figures: dict[Subcategory, Credits]) -> str:
    """Say a course's distribution in words."""
    said = ", ".join(f"{credits_} in {subcategory}" for subcategory, credits_ in figures.items())
    return f"Credit distribution of {course.name}: {said or 'not known'}."


def totals_chart(plan: Plan) -> Picture:
    """Draw the two kinds of credit beside each other, and how much of each counts for nothing more."""
    counted, gained = _counted_and_gained(plan)
    beyond = (gained - counted).or_zero()
    bars = Bars(aside=118)
    pieces = [
        Segment(
            0, float(counted), label=f"{counted} count", hover=f"{amount(counted)} count for your results"
        )
    ]
    if beyond:
        hover = f"{amount(beyond)} beyond what is needed: they count for nothing here"
        pieces.append(Segment(float(counted), float(beyond), hover=hover, pale=True))
    beside = f"{gained} gained" + (f"<br>{beyond} beyond" if beyond else "")
    bars.bar("Targeted credits, where they are needed", pieces, beside)
    total = plan.totals.ce_credits
    ce = [Segment(0, float(total), palette.DONE, palette.DONE_TEXT, hover=amount(total, "CE credit"))]
    bars.bar("CE credits, as usual for the biennium", ce, amount(total, "CE credit"))
    return bars.finished(axis="credits")


def totals_alt(plan: Plan) -> str:
    """Say both credit totals, and how many targeted credits exceed the need."""
    counted, gained = _counted_and_gained(plan)
    beyond = (gained - counted).or_zero()
    extra = f", {beyond} beyond the need" if beyond else ""
    return (
        f"{amount(counted, 'targeted credit')} count{extra}; {amount(plan.totals.ce_credits, 'CE credit')}."
    )


def rows_to_add_up(plan: Plan) -> Sequence[Coverage]:
    """Give the rows whose credits add up to the plan's: where one is about all the others, that one."""
    return [row for row in plan.coverage if row.overall] or plan.coverage


def _counted_and_gained(plan: Plan) -> tuple[Credits, Credits]:
    rows = rows_to_add_up(plan)
    return Credits.total(map(counted_of, rows)), Credits.total(row.planned for row in rows)


def counted_of(row: Coverage) -> Credits:
    """Give the planned credits that a subcategory takes, margin included; the rest is beyond the need."""
    return min(row.planned, (row.required + row.margin - row.completed).or_zero())


def cost_by_seller(plan: Plan) -> dict[str, tuple[Money, int, int]]:
    """Add up what goes to each seller: dollars, courses, and how many prices are not known. Most first."""
    sums: dict[str, list[int]] = {}
    sellers = {planned.course.course_id: planned.course.seller for planned in plan.courses}
    for planned in plan.courses:
        entry = sums.setdefault(planned.course.seller or "Seller not known", [0, 0, 0])
        entry[1] += 1
        if planned.paid_in_bundle is None:
            price = planned.course.price
            entry[0] += price.hundredths if price is not None else 0
            entry[2] += price is None
    for bundle in plan.bundles:
        seller = next((sellers[part] for part in bundle.course_ids if part in sellers), "")
        entry = sums.setdefault(seller or "Seller not known", [0, 0, 0])
        entry[0] += bundle.price.hundredths if bundle.price is not None else 0
        entry[2] += bundle.price is None
    ranked = sorted(sums.items(), key=lambda item: (-item[1][0], item[0]))
    return {seller: (Money(cents), courses, unknown) for seller, (cents, courses, unknown) in ranked}


def sellers_chart(plan: Plan) -> Picture:
    """Draw what goes to each seller, most first."""
    bars = Bars(aside=150, bar=18)
    for seller, (dollars, courses, unknown) in cost_by_seller(plan).items():
        beside = str(dollars) if dollars or not unknown else "not known"
        bought = count(courses, "course")
        extra = "<br>+ not known" if unknown and dollars else ""
        segment = Segment(0, float(dollars), hover=f"{beside} for {bought}")
        bars.bar(shortened(seller, 100), [segment], f"{escape(beside)} · {bought}{extra}")
    return bars.finished()
