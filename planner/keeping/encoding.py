"""What is kept as plain JSON values: quantities as plain numbers, dates as ISO, blanks as null."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from planner.catalog import Bundle, Catalog, Course, Distribution
    from planner.credits import Hundredths
    from planner.keeping.state import KeptCatalog, KeptState, KeptStructured
    from planner.outline import Subcategory
    from planner.outline_editing import OutlineLine
    from planner.preferences import Preferences
    from planner.prescription import CompletedActivity, Prescription, Requirement
    from planner.problem import Place
    from planner.scheduling.timing import Timing

Content = dict[str, Any]
"""A JSON object, ready to be written."""


def state_content(state: KeptState) -> Content:
    """Give a state as JSON values."""
    return {
        "prescriptions": [_prescription(prescription) for prescription in state.prescriptions],
        "technologist_id": state.technologist_id,
        "catalog": _kept_catalog(state.catalog),
        "preferences": None if state.preferences is None else _preferences(state.preferences),
        "completed": [_activity(activity) for activity in state.completed],
        "timing": _timing(state.timing),
        "outline_lines": [_outline_line(line) for line in state.outline_lines],
        "taken": sorted(state.taken),
        "structured": _structured(state.structured),
    }


def catalog_content(catalog: Catalog) -> Content:
    """Give a catalog as JSON values, whole but for the places where it stood."""
    return {
        "name": catalog.name,
        "fictional": catalog.fictional,
        "courses": [_course(course) for course in catalog.courses],
        "bundles": [_bundle(bundle) for bundle in catalog.bundles],
    }


def _structured(kept: KeptStructured) -> Content:
    return {
        "discipline": kept.discipline,
        "apply_on": _day(kept.apply_on),
        "preferences": None if kept.preferences is None else _preferences(kept.preferences),
        "taken": sorted(kept.taken),
    }


def _number(quantity: Hundredths | None) -> int | float | None:
    if quantity is None:
        return None
    whole, rest = divmod(quantity.hundredths, 100)
    return float(quantity) if rest else whole


def _day(when: date | None) -> str | None:
    return None if when is None else when.isoformat()


def _names(at: Subcategory) -> Content:
    return {"discipline": at.discipline, "category": at.category, "subcategory": at.name}


def _prescription(prescription: Prescription) -> Content:
    return {
        "technologist_id": prescription.technologist_id,
        "rows": [_requirement(row) for row in prescription.rows],
        "unreadable": [_place(place) for place in prescription.unreadable],
    }


def _requirement(row: Requirement) -> Content:
    return {
        **_names(row.subcategory),
        "standard_met": row.standard_met,
        "credits_required": _number(row.credits_required),
        "assumed": row.assumed,
        "outline_version": row.outline_version,
    }


def _place(place: Place) -> Content:
    return {"file": place.file, "sheet": place.sheet, "row": place.row, "column": place.column}


def _kept_catalog(kept: KeptCatalog) -> Content:
    whole = None if kept.catalog is None else catalog_content(kept.catalog)
    return {"kind": kept.kind.value, "name": kept.name, "digest": kept.digest, "whole": whole}


def _course(course: Course) -> Content:
    return {
        "course_id": course.course_id,
        "title": course.title,
        "seller": course.seller,
        "format": course.format,
        "ce_category": course.ce_category,
        "ce_credits": _number(course.ce_credits),
        "price": _number(course.list_price),
        "sale_price": _number(course.sale_price),
        "hours": _number(course.hours),
        "activity_id": course.activity_id,
        "approval_number": course.approval_number,
        "approved_from": _day(course.approved_from),
        "expires_on": _day(course.expires_on),
        "url": course.url,
        "left_out": course.left_out,
        "distributions": _distributions(course.distributions),
    }


def _distributions(figures: Iterable[Distribution]) -> list[Content]:
    return [
        {
            **_names(figure.subcategory),
            "credits": _number(figure.credits),
            "applies_from": _day(figure.applies_from),
            "outline_version": figure.outline_version,
        }
        for figure in figures
    ]


def _bundle(bundle: Bundle) -> Content:
    return {
        "bundle_id": bundle.bundle_id,
        "title": bundle.title,
        "price": _number(bundle.price),
        "course_ids": list(bundle.course_ids),
    }


def _preferences(wishes: Preferences) -> Content:
    return {
        "on": _day(wishes.on),
        "goal": wishes.goal.value,
        "deadline": _day(wishes.deadline),
        "budget": _number(wishes.budget),
        "pins": sorted(wishes.pins),
        "exclusions": sorted(wishes.exclusions),
        "sellers": sorted(wishes.sellers),
        "formats": sorted(wishes.formats),
        "margin": _number(wishes.margin),
        "share_disciplines": wishes.share_disciplines,
        "allow_unknown_price": wishes.allow_unknown_price,
        "alternatives": wishes.alternatives,
    }


def _activity(activity: CompletedActivity) -> Content:
    return {
        "course_id": activity.course_id,
        "completed_on": _day(activity.completed_on),
        "ce_credits": _number(activity.ce_credits),
        "distributions": _distributions(activity.distributions),
    }


def _timing(timing: Timing) -> Content:
    return {
        "pace": _number(timing.pace),
        "starts_on": _day(timing.starts_on),
        "dates": [
            {
                "kind": key_date.kind.value,
                "on": _day(key_date.on),
                "discipline": key_date.discipline,
                "begins": _day(key_date.begins),
            }
            for key_date in timing.dates
        ],
    }


def _outline_line(line: OutlineLine) -> Content:
    return {
        **_names(line.subcategory),
        "discipline_name": line.discipline_name,
        "version": line.version,
        "questions": line.questions,
        "credits": _number(line.credits),
        "was": line.was,
        "effective_from": _day(line.effective_from),
    }
