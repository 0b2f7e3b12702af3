"""Quotes for many customers in one archive: whose, under which names, and what is said of a part."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from planner.faults import SolverFault
from planner.guarding import unguard
from planner.writing import quotes_archive as module
from planner.writing.quotes_archive import LIST_NAME, PART_NAME, QuotesArchive, names_of_files, quotes_archive
from tests.builders import TODAY, preferences
from tests.unit.selling.offers import OFFERS, rule, terms
from tests.unit.writing import answers
from tests.unit.writing.printed import Printed

if TYPE_CHECKING:
    from planner.selling.answering import QueueAnswer


def _archive(answer: QueueAnswer | None = None, **choices: Any) -> QuotesArchive:  # noqa: ANN401 - its choices
    return quotes_archive(
        answer or answers.answered(),
        OFFERS,
        preferences(),
        choices.pop("terms", terms()),
        on=TODAY,
        **choices,
    )


def _files(made: QuotesArchive) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _listed(made: QuotesArchive) -> list[dict[str, str]]:
    text = _files(made)[LIST_NAME].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_every_customer_with_a_plan_gets_a_quote_of_the_own_plan() -> None:
    made = _archive()
    rows = _listed(made)
    assert [unguard(row["technologist_id"]) for row in rows] == list(answers.IDS)
    assert (made.written, made.problems) == (6, ())
    assert PART_NAME not in _files(made)
    for row in rows:
        if row["file"]:
            printed = Printed(_files(made)[row["file"]])
            assert printed.says(f"For customer {unguard(row['technologist_id'])}", row["total"])
    ((who, why),) = made.without
    assert (who, why[:9]) == ("C-4", "No row of")
    assert rows[1]["standing"].startswith("This does not fill the whole prescription: 0.5")


def test_the_same_answer_gives_the_same_bytes() -> None:
    assert _archive(customers=["C-1"]).content == _archive(customers=["C-1"]).content


def test_chosen_customers_only_and_those_unknown_are_told() -> None:
    made = _archive(customers=[answers.IDS[-1], "nobody", "C-1", "C-1"])
    assert [row["technologist_id"] for row in _listed(made)] == ["C-1", answers.IDS[-1]]
    (problem,) = made.problems
    assert (problem.code, '"nobody" is not in the queue' in problem.message) == ("not-in-queue", True)
    assert b"nobody" in _files(made)[PART_NAME]


def test_it_is_bounded_and_says_so() -> None:
    made = _archive(most=2)
    assert made.written == 2
    assert [row["technologist_id"] for row in _listed(made)] == ["C-1", "'=2+2"]
    assert b"Only the first 2 of 7 customers" in _files(made)[PART_NAME]


def test_it_can_be_stopped_and_tells_how_far_it_is() -> None:
    told: list[tuple[int, int]] = []
    made = _archive(on_progress=lambda done, of: told.append((done, of)), stopped=lambda: len(told) == 3)
    assert told == [(1, 7), (2, 7), (3, 7)]
    assert made.written == 3
    assert "It was stopped: 4 customers were not reached." in made.problems[0].message


def test_of_a_part_of_a_queue_those_not_reached_get_none() -> None:
    made = _archive(answers.answered(reached=1))
    assert made.written == 3
    assert {why for _, why in made.without} == {"not reached"}
    assert "This is a part only: 4 of 7 customers" in made.problems[0].message


def test_a_fault_and_nothing_to_order_cost_that_customer_only(monkeypatch: pytest.MonkeyPatch) -> None:
    plan_of = module.plan_of

    def faulty(group: Any, *given: Any) -> Any:  # noqa: ANN401 - as plan_of
        if group.customers == 2:
            message = "the solver ended"
            raise SolverFault(message)
        return plan_of(group, *given)

    monkeypatch.setattr(module, "plan_of", faulty)
    made = _archive()
    assert made.written == 4
    assert ("=2+2", "the solver ended") in made.without


def test_terms_that_cannot_be_used_are_refused() -> None:
    with pytest.raises(ValueError, match="from 0 to 100"):
        _archive(terms=terms(discounts=(rule(120),)))


def test_names_are_safe_on_every_file_system_and_kept_apart() -> None:
    ids = [
        "a/b",
        "a\\b",
        "a:b",
        "A-B",
        "",
        "..",
        "放射",
        "CON",
        "é.1",
        "x" * 300,
        "x" * 301,
        "a-b-2",
        "../../etc",
    ]
    names = names_of_files(ids)
    assert names[:5] == [
        "quote-a-b.pdf",
        "quote-a-b-2.pdf",
        "quote-a-b-3.pdf",
        "quote-A-B-4.pdf",
        "quote-customer.pdf",
    ]
    assert names[7:9] == ["quote-CON.pdf", "quote-e.1.pdf"]
    assert len({name.casefold() for name in names}) == len(ids)
    assert all(len(name) < 80 and name.isascii() and not set(name) & set('/\\:*?"<>| ') for name in names)
