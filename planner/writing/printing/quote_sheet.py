"""A seller's quote on paper: who offers what to whom, at what price, what it covers. Imports reportlab."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from reportlab.platypus import Image, Spacer, Table, TableStyle

from planner.phrases import NOT_KNOWN, count, day, known
from planner.selling.logo import logo_to_print
from planner.writing.printing.course_cell import course_cell, named_code
from planner.writing.printing.coverage_table import coverage_table
from planner.writing.printing.drawn import INK
from planner.writing.printing.lettering import BODY, HEADING, SMALL, TITLE, marked_up, text, unbroken
from planner.writing.printing.paper import Paper, Sheet
from planner.writing.printing.pieces import (
    PADDING,
    TINT,
    Column,
    callout,
    figures,
    head,
    headed_table,
    listed,
    number,
    small_print,
    stacked,
    verdict,
)
from planner.writing.quote_wording import (
    IN_BUNDLE,
    asked,
    closing,
    comes_with,
    proven,
    remarks,
    savings,
    standing,
    sums,
    total_asked,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlab.platypus import Flowable

    from planner.plan import PlannedCourse
    from planner.selling.quotes import BundleLine, Quote
    from planner.writing.printing.pieces import Cell

_COLUMNS = (
    Column("Course"),
    Column("Finish by", 74),
    Column("CE credits", 44, "right"),
    Column("Targeted credits", 54, "right"),
    Column("Price (USD)", 66, "right"),
)
_FACTS, _SUM = 210, 66
# Points that a logo may take.
_LOGO = (150.0, 54.0)
_LONGEST_ID = 80


def quote_as_pdf(quote: Quote, paper: Paper = "letter") -> bytes:
    """Set a quote on paper: the seller's head, the lines, the sums, what is covered and what isn't.

    Raises:
        ValueError: there is no such paper.
    """
    title = f"Quote {quote.number}"
    sheet = Sheet(title, quote.on, paper, fictional=quote.fictional)
    return sheet.as_pdf(_story(quote, sheet.width))


def _story(quote: Quote, width: float) -> Iterator[Flowable]:
    yield head(_seller(quote), _facts(quote), width, _FACTS)
    yield Spacer(0, 12)
    yield from figures(_figures(quote), width)
    if quote.covers_all:
        yield from verdict(standing(quote), proven(quote))
    else:
        yield from callout(standing(quote), [proven(quote)], width)
    if quote.courses or quote.bundles:
        yield from _lines(quote, width)
    yield from coverage_table(quote.plan, width)
    yield from listed("Before you order", remarks(quote))
    yield from listed(f"From {quote.terms.seller}", [quote.terms.note] if quote.terms.note else [])
    yield from small_print(closing(quote))


def _seller(quote: Quote) -> list[Flowable]:
    terms = quote.terms
    parts: list[Flowable] = []
    if terms.logo:
        picture, wide, high = logo_to_print(terms.logo)
        scale = min(_LOGO[0] / wide, _LOGO[1] / high)
        logo = Image(io.BytesIO(picture), wide * scale, high * scale, mask="auto", hAlign="LEFT")
        parts += [logo, Spacer(0, 4)]
    parts.append(text(terms.seller, HEADING, bold=True))
    return [*parts, *(text(line, SMALL) for line in terms.lines)]


def _facts(quote: Quote) -> list[Flowable]:
    """Give what a quote is told apart by; its words stand to the right."""
    customer = quote.customer_id or "without an id"
    said = (
        (f"No. {quote.number}", False),
        (f"For customer {customer}", True),
        (f"Made on {day(quote.on)}", False),
        (f"Valid until {day(quote.valid_until)}", True),
    )
    lines = [
        text(
            line if len(line) < _LONGEST_ID else f"{line[: _LONGEST_ID - 1]}…", BODY, bold=bold, align="right"
        )
        for line, bold in said
    ]
    return [text("Quote", TITLE, bold=True, align="right"), Spacer(0, 8), *lines]


def _figures(quote: Quote) -> list[tuple[str, str]]:
    ce_known = quote.ce_credits_unknown < max(1, len(quote.courses))
    return [
        (total_asked(quote), f"for {count(len(quote.courses), 'course')}"),
        (str(quote.plan.needed), "targeted credits needed"),
        (str(quote.targeted_credits), "targeted credits gained"),
        (
            str(quote.ce_credits) if ce_known else NOT_KNOWN,
            f"CE credits{' known' if quote.ce_credits_unknown and ce_known else ''}",
        ),
    ]


def _lines(quote: Quote, width: float) -> list[Flowable]:
    rows: list[list[Cell]] = []
    commands: list[tuple[object, ...]] = []
    place = 0
    for planned in quote.singles:
        place += 1
        rows.append(_course_row(place, planned, asked(planned.course.price)))
    for line in quote.bundles:
        rows.append(_bundle_row(line))
        row = len(rows)
        commands += [("BACKGROUND", (0, row), (-1, row), TINT), ("NOSPLIT", (0, row), (0, row + 1))]
        for planned in line.courses:
            place += 1
            rows.append(_course_row(place, planned, IN_BUNDLE))
    total: list[Cell] = [
        stacked((f"Total: {count(len(quote.courses), 'course')}", BODY, True)),
        "",
        number(_ce_total(quote), bold=True),
        number(str(quote.targeted_credits), bold=True),
        "",
    ]
    return headed_table(
        "What we offer",
        _COLUMNS,
        rows,
        width,
        commands=commands,
        totals=total,
        closing=_sums(quote, width),
    )


def _ce_total(quote: Quote) -> str:
    return NOT_KNOWN if quote.ce_credits_unknown == len(quote.courses) > 0 else str(quote.ce_credits)


def _course_row(place: int, planned: PlannedCourse, price: str) -> list[Cell]:
    finish = NOT_KNOWN if planned.take_by is None else day(planned.take_by)
    otherwise = "Gives nothing to what is prescribed"
    return [
        course_cell(planned.course, planned.serves, place=place, otherwise=otherwise),
        stacked((unbroken(finish), BODY, False)),
        number(known(planned.course.ce_credits)),
        number(str(planned.targeted)),
        number(price),
    ]


def _bundle_row(line: BundleLine) -> list[Cell]:
    holds = f"{comes_with(line).capitalize()}."
    name = stacked(
        (f"Bundle: {marked_up(line.bundle.name)}", BODY, True),
        (f"{holds} {named_code('Bundle ID', line.bundle.bundle_id)}", SMALL, False),
    )
    return [name, "", "", "", number(asked(line.bundle.price))]


def _sums(quote: Quote, width: float) -> list[Flowable]:
    """Set what the total is made of to the right, where the prices stand, and below it what bundles save."""
    rows = [
        [text(name, BODY, bold=last, align="right"), number(figure, bold=last)]
        for name, figure, last in _with_last(quote)
    ]
    block = Table(rows, colWidths=[width - _SUM - 20, _SUM + 20])
    block.setStyle(
        TableStyle(
            [
                ("LINEABOVE", (-1, -1), (-1, -1), 1, INK),
                ("RIGHTPADDING", (-1, 0), (-1, -1), PADDING),
                ("TOPPADDING", (0, 0), (-1, -1), 2),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ]
        )
    )
    said = savings(quote)
    return [block, *([text(said, BODY, bold=True, align="right")] if said else [])]


def _with_last(quote: Quote) -> Iterator[tuple[str, str, bool]]:
    said = sums(quote)
    for place, (name, figure) in enumerate(said, start=1):
        yield name, figure, place == len(said)
