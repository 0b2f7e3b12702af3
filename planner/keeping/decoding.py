"""From JSON values back to a state: nothing is believed that an upload would not be believed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.catalog import Bundle, Catalog, Course, Distribution, sums_over
from planner.credits import Credits, Hours, Money
from planner.keeping.state import CatalogKind, KeptCatalog, KeptState, KeptStructured
from planner.limits import limits
from planner.outline import Subcategory
from planner.outline_editing import OutlineLine
from planner.preferences import Goal, Preferences
from planner.prescription import CompletedActivity, Prescription, Requirement
from planner.problem import Place
from planner.scheduling.timing import DateKind, KeyDate, Timing

if TYPE_CHECKING:
    from planner.keeping.fields import Fields

MOST_HOURS = 10_000
MOST_DOLLARS = 10_000_000
"""The most hours and dollars that a plan file takes back: nobody is asked for a larger pace or budget."""
_MOST_ALTERNATIVES = 100
_LONGEST_DIGEST = 64


def read_state(fields: Fields) -> KeptState:
    """Read a state of the present version.

    Raises:
        NotUsable: a value isn't what it should be, or doesn't go with the others.
    """
    prescriptions = fields.parts("prescriptions", _prescription)
    ids = [prescription.technologist_id for prescription in prescriptions]
    technologist_id = fields.text("technologist_id")
    if technologist_id and technologist_id not in ids:
        raise fields.refuse(
            name="technologist_id", expected="one of the prescriptions' ids", found=technologist_id
        )
    preferences = fields.part("preferences", _preferences)
    # Earlier files don't tell pins apart: any may have come from a plan that was taken.
    taken = fields.optional_texts("taken")
    any_pin = frozenset[str]() if preferences is None else preferences.pins
    return KeptState(
        prescriptions=prescriptions,
        technologist_id=technologist_id,
        catalog=fields.part("catalog", _kept_catalog) or KeptCatalog(),
        preferences=preferences,
        completed=fields.parts("completed", _activity),
        timing=fields.part("timing", _timing) or Timing(),
        outline_lines=fields.parts("outline_lines", _outline_line),
        taken=any_pin if taken is None else frozenset(taken),
        structured=fields.part("structured", _structured) or KeptStructured(),
    )


def _structured(fields: Fields) -> KeptStructured:
    return KeptStructured(
        fields.text("discipline"),
        fields.day("apply_on"),
        fields.part("preferences", _preferences),
        frozenset(fields.texts("taken")),
    )


def _subcategory(fields: Fields) -> Subcategory:
    return Subcategory(fields.text("discipline"), fields.text("category"), fields.text("subcategory"))


def _prescription(fields: Fields) -> Prescription:
    rows = fields.parts("rows", _requirement)
    technologist_id = fields.text("technologist_id")
    return Prescription(rows, technologist_id, fields.parts("unreadable", _place))


def _requirement(fields: Fields) -> Requirement:
    return Requirement(
        _subcategory(fields),
        fields.truth("standard_met"),
        fields.quantity("credits_required", Credits, limits().credits),
        fields.truth("assumed"),
        fields.text("outline_version"),
    )


def _place(fields: Fields) -> Place:
    return Place(
        fields.optional_text("file"),
        fields.optional_text("sheet"),
        fields.count("row", 10**9),
        fields.optional_text("column"),
    )


def _kept_catalog(fields: Fields) -> KeptCatalog:
    kind = fields.choice("kind", CatalogKind)
    name, digest = fields.text("name"), fields.text("digest")
    if len(digest) > _LONGEST_DIGEST:
        raise fields.refuse(name="digest", expected="a digest of 64 characters", found=digest)
    whole = fields.part("whole", _catalog)
    if (kind is CatalogKind.OWN) is not (whole is not None):
        expected = "a catalog where it is the person's own, and only there"
        raise fields.refuse(name="whole", expected=expected, found=kind.value)
    return KeptCatalog(kind, name, digest, whole)


def _catalog(fields: Fields) -> Catalog:
    courses, bundles = fields.parts("courses", _course), fields.parts("bundles", _bundle)
    ids = {course.course_id for course in courses}
    if len(ids) < len(courses):
        repeated = f"{len(courses) - len(ids):,} repeated"
        raise fields.refuse(name="courses", expected="each course id once", found=repeated)
    if len({bundle.bundle_id for bundle in bundles}) < len(bundles):
        raise fields.refuse(name="bundles", expected="each bundle id once", found="some repeated")
    for bundle in bundles:
        missing = next((part for part in bundle.course_ids if part not in ids), None)
        if missing is not None or not bundle.course_ids:
            expected = f"courses of the catalog in {bundle.bundle_id[:40]}"
            raise fields.refuse(name="bundles", expected=expected, found=missing)
    return Catalog(courses, bundles, fields.text("name"), fields.truth("fictional"))


def _course(fields: Fields) -> Course:
    dollars, most = limits().dollars, limits().credits
    course = Course(
        course_id=fields.name("course_id"),
        title=fields.text("title"),
        seller=fields.text("seller"),
        format=fields.text("format"),
        ce_category=fields.text("ce_category"),
        ce_credits=fields.quantity("ce_credits", Credits, most),
        list_price=fields.quantity("price", Money, dollars),
        sale_price=fields.quantity("sale_price", Money, dollars),
        hours=fields.quantity("hours", Hours, MOST_HOURS),
        activity_id=fields.text("activity_id"),
        approval_number=fields.text("approval_number"),
        approved_from=fields.day("approved_from"),
        expires_on=fields.day("expires_on"),
        url=fields.text("url"),
        left_out=fields.text("left_out"),
        distributions=fields.parts("distributions", _distribution),
    )
    return course if course.left_out or not _is_over(course) else replace(course, left_out=_OVER)


_OVER = "its distribution is larger than its CE credits"


def _is_over(course: Course) -> bool:
    """Whether a discipline's figures of one day add up to more than the course's CE credits."""
    most = course.ce_credits
    return most is not None and any(sums_over(most, course.distributions))


def _distribution(fields: Fields) -> Distribution:
    return Distribution(
        _subcategory(fields),
        fields.known_quantity("credits", Credits, limits().credits),
        fields.day("applies_from"),
        fields.text("outline_version"),
    )


def _bundle(fields: Fields) -> Bundle:
    return Bundle(
        fields.name("bundle_id"),
        fields.text("title"),
        fields.quantity("price", Money, limits().dollars),
        fields.texts("course_ids"),
    )


def _preferences(fields: Fields) -> Preferences:
    return Preferences(
        on=fields.known_day("on"),
        goal=fields.choice("goal", Goal),
        deadline=fields.day("deadline"),
        budget=fields.quantity("budget", Money, MOST_DOLLARS),
        pins=frozenset(fields.texts("pins")),
        exclusions=frozenset(fields.texts("exclusions")),
        sellers=frozenset(fields.texts("sellers")),
        formats=frozenset(fields.texts("formats")),
        margin=fields.quantity("margin", Credits, limits().credits) or Credits(0),
        share_disciplines=fields.truth("share_disciplines"),
        allow_unknown_price=fields.truth("allow_unknown_price"),
        alternatives=fields.count("alternatives", _MOST_ALTERNATIVES) or 0,
    )


def _activity(fields: Fields) -> CompletedActivity:
    return CompletedActivity(
        fields.name("course_id"),
        fields.known_day("completed_on"),
        fields.parts("distributions", _distribution),
        ce_credits=fields.quantity("ce_credits", Credits, limits().credits),
    )


def _timing(fields: Fields) -> Timing:
    return Timing(
        fields.quantity("pace", Hours, MOST_HOURS),
        fields.day("starts_on"),
        fields.parts("dates", _key_date),
    )


def _key_date(fields: Fields) -> KeyDate:
    return KeyDate(
        fields.choice("kind", DateKind),
        fields.known_day("on"),
        fields.text("discipline"),
        fields.day("begins"),
    )


def _outline_line(fields: Fields) -> OutlineLine:
    return OutlineLine(
        _subcategory(fields),
        fields.text("discipline_name"),
        fields.text("version"),
        fields.count("questions", 10_000),
        fields.quantity("credits", Credits, limits().credits),
        fields.text("was"),
        fields.day("effective_from"),
    )
