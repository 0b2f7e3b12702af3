"""A queue's answer as JSON, written bit by bit: a line a technologist, for any number of them.

Keys are only ever added:

- ``technologists``, in the order of the queue: ``technologist_id, status, totals, course_ids, bundle_ids,
  short`` (``discipline, category, subcategory, short``), ``open_questions, assumed_figures,
  proven_optimal``. One row more or less in the queue leaves everybody else's entry as it is.
  ``status`` is covered or shortfall, as of a plan; ``unplanned`` where no plan can be made: then all totals
  are zero and ``short`` lists everything that the rows ask for; ``not-reached`` where the work was stopped
  before: then ``totals`` is null, because nothing is known.
- ``distinct_prescriptions``, ``customers`` (``all, covered, shortfall, unplanned, not_reached``), ``totals``
  over everybody who has a plan, ``goal``, ``partial`` and ``problems`` as everywhere.
"""

from __future__ import annotations

import json
from json.encoder import encode_basestring, encode_basestring_ascii
from typing import TYPE_CHECKING, Any

from planner.writing.as_json import number, problems_as_json, totals_as_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from planner.credits import Credits
    from planner.outline import Subcategory
    from planner.preferences import Preferences
    from planner.problem import Problem
    from planner.selling.answering import Answer, QueueAnswer
    from planner.selling.customers import Group

_LINES_A_PART = 5_000
UNPLANNED, NOT_REACHED = "unplanned", "not-reached"


def queue_json_parts(
    answer: QueueAnswer, preferences: Preferences, problems: Sequence[Problem], *, plain: bool
) -> Iterator[str]:
    """Write a queue's answer, with all problems of reading and planning, in parts.

    Args:
        answer: of the whole queue, or of a part of it.
        preferences: what the plans were made with.
        problems: what to tell.
        plain: pure ASCII, which any pipe can carry.
    """
    quoted = encode_basestring_ascii if plain else encode_basestring
    written: dict[int, str] = {}
    groups = answer.queue.groups
    lines: list[str] = []
    before = ""
    yield '{"technologists": [\n'
    for customer, group in zip(answer.queue.ids, answer.queue.group_of, strict=True):
        line = written.get(group)
        if line is None:
            # From the second brace on: the id goes before.
            line = _text(_technologist(groups[group], answer.answers[group]), plain=plain)[1:]
            if groups[group].customers > 1:
                written[group] = line
        lines.append(f'{before}{{"technologist_id": {quoted(customer)}, {line}')
        before = ",\n"
        if len(lines) == _LINES_A_PART:
            yield "".join(lines)
            lines.clear()
    yield "".join(lines)
    rest = _text(_whole(answer, preferences, problems), plain=plain)[1:]
    yield f"\n],\n{rest}\n"


def no_queue_as_json(problems: Sequence[Problem]) -> dict[str, Any]:
    """Give the shape of a queue's answer where there is none: only ``status`` and the problems tell."""
    return {
        "status": "unusable",
        "technologists": [],
        "distinct_prescriptions": 0,
        "totals": None,
        "problems": problems_as_json(problems),
    }


def _technologist(group: Group, answer: Answer | None) -> dict[str, Any]:
    """Give what is the same for everybody of a group."""
    facts: dict[str, Any] = {
        "status": NOT_REACHED,
        "totals": None,
        "course_ids": [],
        "bundle_ids": [],
        "short": [],
        "open_questions": group.prescription.open_questions,
        "assumed_figures": group.prescription.assumed_figures,
        "proven_optimal": False,
    }
    if answer is None:
        return facts
    planned = answer.status is not None
    needs = [(row.subcategory, row.credits_required) for row in group.prescription.needs]
    return facts | {
        "status": UNPLANNED if answer.status is None else answer.status.value,
        "totals": totals_as_json(answer.totals),
        "course_ids": list(answer.course_ids),
        "bundle_ids": list(answer.bundle_ids),
        "short": _short(answer.short if planned else sorted((at, c) for at, c in needs if c is not None)),
        "proven_optimal": answer.proven_optimal,
    }


def _short(rows: Iterable[tuple[Subcategory, Credits]]) -> list[dict[str, Any]]:
    return [
        {
            "discipline": at.discipline,
            "category": at.category,
            "subcategory": at.name,
            "short": number(credits_),
        }
        for at, credits_ in rows
    ]


def _whole(answer: QueueAnswer, preferences: Preferences, problems: Sequence[Problem]) -> dict[str, Any]:
    return {
        "distinct_prescriptions": len(answer.queue.groups),
        "customers": {
            "all": answer.queue.customers,
            "covered": answer.covered,
            "shortfall": answer.short,
            "unplanned": answer.without_plan,
            "not_reached": answer.not_reached,
        },
        "totals": totals_as_json(answer.totals),
        "goal": preferences.goal.value,
        "partial": answer.partial,
        "problems": problems_as_json(problems),
    }


def _text(content: dict[str, Any], *, plain: bool) -> str:
    return json.dumps(content, ensure_ascii=plain, allow_nan=False)
