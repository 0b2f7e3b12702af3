"""Plans, catalog checks and problems as JSON, in the shape that people script against.

Money and credits are numbers with two decimals at most; ``null`` means not known. Keys are only ever added.
"""

from __future__ import annotations

import json
import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from planner.catalog import Catalog
    from planner.credits import Hundredths
    from planner.outline import Subcategory
    from planner.plan import Alternative, CompletedCourse, Coverage, Plan, PlannedCourse, Serving, Totals
    from planner.preferences import Preferences
    from planner.problem import Problem
    from planner.selling.health import Change, Finding, Health

Json = dict[str, Any]
# Says how near a plan is to the best bound: finer than this tells nobody anything.
_GAP_DECIMALS = 6


def plan_as_json(plan: Plan, problems: Sequence[Problem]) -> Json:
    """Give a plan, with all problems of reading and planning, in the contract's shape."""
    return {
        "status": plan.status.value,
        "goal": plan.preferences.goal.value,
        "proven_optimal": plan.proven_optimal,
        "gap": round(plan.gap, _GAP_DECIMALS) if math.isfinite(plan.gap) else None,
        "totals": totals_as_json(plan.totals),
        "courses": [_course(planned) for planned in plan.courses],
        "bundles": [
            {
                "bundle_id": bundle.bundle_id,
                "title": bundle.title,
                "price": number(bundle.price),
                "course_ids": list(bundle.course_ids),
            }
            for bundle in plan.bundles
        ],
        "coverage": [_coverage(row) for row in plan.coverage],
        "completed": [_completed(done) for done in plan.completed],
        "limits": [
            {"name": limit.name, "message": limit.message, "short": number(limit.short)}
            for limit in plan.limits
        ],
        "alternatives": [_alternative(other) for other in plan.alternatives],
        "open_questions": plan.open_questions,
        "assumed_figures": plan.assumed_figures,
        "unused": [
            {"course_id": course_id, "reason": reason}
            for course_id, reason in sorted(plan.unused_reasons.items())
        ],
        "choices": _choices(plan.preferences),
        "problems": problems_as_json(problems),
    }


def check_as_json(catalog: Catalog, problems: Sequence[Problem], health: Health | None = None) -> Json:
    """Give what was understood of a catalog, its problems, and what its check found, by what to do."""
    understood = {
        "courses": len(catalog.courses),
        "distributions": sum(len(course.distributions) for course in catalog.courses),
        "bundles": len(catalog.bundles),
        "problems": problems_as_json(problems),
    }
    if health is None:
        return understood
    return understood | {
        "corrections": [_change(change) for change in health.changes],
        "findings": [
            {
                "todo": group.todo.value,
                "remedy": group.todo.remedy,
                "findings": [_finding(finding) for finding in group.findings],
            }
            for group in health.groups
        ],
    }


def no_plan_as_json(problems: Sequence[Problem], status: str = "unusable") -> Json:
    """Give the shape of a plan where none could be made: only ``status`` and the problems say anything."""
    return {
        "status": status,
        "goal": None,
        "proven_optimal": False,
        "gap": None,
        "totals": None,
        "courses": [],
        "bundles": [],
        "coverage": [],
        "alternatives": [],
        "problems": problems_as_json(problems),
    }


def no_check_as_json(problems: Sequence[Problem]) -> Json:
    """Give the shape of a catalog's check where nothing could be checked."""
    return {
        "status": "unusable",
        "courses": 0,
        "distributions": 0,
        "bundles": 0,
        "problems": problems_as_json(problems),
    }


def problems_as_json(problems: Iterable[Problem]) -> list[Json]:
    """Give problems as the contract has them, in their order."""
    return [
        {
            "severity": problem.severity.value,
            "code": problem.code,
            "file": problem.place.file,
            "sheet": problem.place.sheet,
            "row": problem.place.row,
            "column": problem.place.column,
            "value": problem.value,
            "message": problem.message,
            "suggestion": problem.suggestion,
        }
        for problem in problems
    ]


def json_text(content: Mapping[str, Any]) -> str:
    """Write JSON for people and programs: indented, and pure ASCII, which any pipe can carry."""
    return json.dumps(content, indent=1, ensure_ascii=True, allow_nan=False) + "\n"


def json_bytes(content: Mapping[str, Any]) -> bytes:
    """Write JSON for a file: UTF-8, indented. Broken text (lone surrogates) stays escaped."""
    text = json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
    return text.encode("utf-8", "backslashreplace")


def number(quantity: Hundredths | None) -> float | None:
    """Give an exact quantity as the nearest JSON number, which shows at most two decimals; or not known."""
    return None if quantity is None else float(quantity)


def _finding(finding: Finding) -> Json:
    # In the check's own words and place: reading may have said it once for several courses.
    (problem,) = problems_as_json([replace(finding, read=None).problem])
    return problem | {
        "message": finding.found,
        "course_ids": list(finding.courses),
        "correctable": finding.is_correctable,
        "note": finding.note,
    }


def _change(change: Change) -> Json:
    return {
        "course_id": change.course_id,
        "column": change.column,
        "before": change.before,
        "after": change.after,
        "why": change.why,
    }


def totals_as_json(totals: Totals) -> Json:
    """Give sums, with how many items each leaves out."""
    return {
        "price": number(totals.price),
        "price_unknown": totals.price_unknown,
        "ce_credits": number(totals.ce_credits),
        "ce_credits_unknown": totals.ce_credits_unknown,
        "targeted_credits": number(totals.targeted_credits),
        "courses": totals.courses,
        "hours": number(totals.hours),
        "hours_unknown": totals.hours_unknown,
    }


def _course(planned: PlannedCourse) -> Json:
    course = planned.course
    return {
        "course_id": course.course_id,
        "title": course.title,
        "seller": course.seller,
        "format": course.format,
        "price": number(course.price),
        "paid_in_bundle": planned.paid_in_bundle,
        "ce_credits": number(course.ce_credits),
        "hours": number(course.hours),
        "serves": _serves(planned.serves),
        "take_from": _day(planned.take_from),
        "take_by": _day(planned.take_by),
        "url": course.url,
    }


def _coverage(row: Coverage) -> Json:
    return _subcategory(row.subcategory) | {
        "required": number(row.required),
        "margin": number(row.margin),
        "completed": number(row.completed),
        "planned": number(row.planned),
        "short": number(row.short),
        "best_available": number(row.best_available),
        "assumed": row.requirement.assumed,
    }


def _completed(done: CompletedCourse) -> Json:
    return {
        "course_id": done.activity.course_id,
        "title": done.title,
        "completed_on": _day(done.activity.completed_on),
        "serves": _serves(done.serves),
    }


def _alternative(other: Alternative) -> Json:
    return {
        "totals": totals_as_json(other.totals),
        "course_ids": list(other.course_ids),
        "bundle_ids": list(other.bundle_ids),
        "started_on": {course_id: _day(start) for course_id, start in other.started_on},
    }


def _serves(servings: Iterable[Serving]) -> list[Json]:
    return [_subcategory(serving.subcategory) | {"credits": number(serving.credits)} for serving in servings]


def _subcategory(subcategory: Subcategory) -> Json:
    return {
        "discipline": subcategory.discipline,
        "category": subcategory.category,
        "subcategory": subcategory.name,
    }


def _choices(preferences: Preferences) -> Json:
    return {
        "on": _day(preferences.on),
        "deadline": _day(preferences.deadline),
        "budget": number(preferences.budget),
        "pins": sorted(preferences.pins),
        "exclusions": sorted(preferences.exclusions),
        "sellers": sorted(preferences.sellers),
        "formats": sorted(preferences.formats),
        "margin": number(preferences.margin),
        "share_disciplines": preferences.share_disciplines,
        "allow_unknown_price": preferences.allow_unknown_price,
    }


def _day(when: date | None) -> str | None:
    return None if when is None else when.isoformat()
