"""``python -m planner bundles``: the bundles that cover most customers of a queue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.cli.answer import DONE, SHORTFALL, UNUSABLE, Unusable, give, progress, say_problems, show, width
from planner.cli.arguments import STANDARD
from planner.cli.customers import answered, read_seconds
from planner.cli.files import write_files
from planner.problem import Problem, Severity
from planner.reading.cells.values import NotReadable, read_money
from planner.selling.bundles import BundleWishes, check_wishes, find_bundles
from planner.selling.discounts import Percent
from planner.writing.as_bundles import bundles_as_json, bundles_as_table, no_bundles_as_json
from planner.writing.as_json import json_bytes, json_text
from planner.writing.queue_wording import queue_notes

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from planner.credits import Money
    from planner.selling.bundles import FoundBundles

_MOST_DIGITS = 9
no_answer = no_bundles_as_json


def run(options: argparse.Namespace) -> int:
    """Run the command.

    Returns:
        The exit status: 0 where each customer who needs something is covered by some bundle, and every row
        was understood; 3 where somebody isn't, or a row was lost.

    Raises:
        Unusable: no answer can be given.
    """
    wishes, wrong = _read_wishes(options)
    outputs = {"--json": options.json, "--out": options.out}
    customers = answered(options, outputs, wrong, progress())
    found = find_bundles(
        customers.answer, customers.catalog, customers.preferences, wishes, on_progress=progress()
    )
    problems = (*customers.problems, *found.problems)
    if found.value is None:
        raise Unusable(problems)
    say_problems(problems)
    content = bundles_as_json(found, customers.answer, problems)

    def files() -> Iterator[tuple[str, bytes]]:
        if options.json not in {None, STANDARD}:
            yield options.json, json_bytes(content)
        if options.out:
            from planner.writing.bundles_book import bundles_as_workbook  # noqa: PLC0415 - openpyxl

            yield (
                options.out,
                bundles_as_workbook(
                    found, customers.answer, customers.catalog, customers.preferences, problems
                ),
            )

    unwritten = write_files(files())
    say_problems(unwritten)
    if options.json == STANDARD:
        give((json_text(content),))
    else:
        notes = queue_notes(customers.answer, customers.catalog)
        show(bundles_as_table(found, customers.catalog, notes, width()))
    if unwritten:
        return UNUSABLE
    return SHORTFALL if _somebody_is_left(found) or customers.rows_lost else DONE


def _somebody_is_left(found: FoundBundles) -> bool:
    return found.value is not None and found.value.not_covered > 0


def _read_wishes(options: argparse.Namespace) -> tuple[BundleWishes, tuple[Problem, ...]]:
    """Read what bundles are asked for; everything wrong with it at once."""
    problems: list[Problem] = []
    seconds, wrong = read_seconds(options)
    problems += wrong
    number = _whole("--bundles", options.bundles, problems)
    size = _whole("--size", options.size, problems)
    discount = _percent(options.discount, problems)
    wishes = BundleWishes(
        1 if number is None else number,
        1 if size is None else size,
        discount,
        most_price=_money(options.most_price, problems),
        no_dearer=options.no_dearer,
        seconds=seconds,
    )
    return wishes, (*problems, *check_wishes(wishes))


def _whole(option: str, written: str, problems: list[Problem]) -> int | None:
    text = written.strip()
    digits = text.removeprefix("-")
    if digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS:
        return int(text)
    message = f"{option}: {written!r} can't be used; expected a whole number such as 3."
    problems.append(Problem(Severity.ERROR, "number-not-readable", message, value=written))
    return None


def _percent(written: str | None, problems: list[Problem]) -> Percent:
    if written is None:
        return Percent(0)
    try:
        return Percent.of(written.strip().removesuffix("%").strip())
    except ValueError:
        message = (
            f"--discount: {written!r} can't be used; expected a percentage from 0 to 100 such as 15 or 12.5."
        )
        problems.append(Problem(Severity.ERROR, "discount-not-readable", message, value=written))
        return Percent(0)


def _money(written: str | None, problems: list[Problem]) -> Money | None:
    if written is None:
        return None
    try:
        price = read_money(written.strip())
    except NotReadable as error:
        message = f"--most-price: {error.message}"
        problems.append(
            Problem(Severity.ERROR, error.code, message, value=written, suggestion=error.suggestion)
        )
        return None
    if price is None:
        message = "--most-price: a value is missing: give one, or leave the option out."
        problems.append(Problem(Severity.ERROR, "option-without-value", message, value=written))
    return price
