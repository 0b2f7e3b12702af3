"""One changed cell of a sound workbook gives exactly one problem: the expected one, at that cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.outline import Subcategory, shipped_outlines
from planner.problem import Problem, Severity
from planner.reading import Read, SourceFile, read_catalog, read_prescriptions
from planner.reading.grid import FormulaWithoutValue
from tests.hostile import table_workbook

KNOWN = sorted(shipped_outlines().known)
# The three sonography outlines share names: with another row's discipline a figure would count just as well.
SHARED = [
    at for at in KNOWN if at.discipline in {"S", "VS", "BS"} and sum(o.name == at.name for o in KNOWN) > 1
]
Table = list[list[object]]
Reader = Callable[[list[SourceFile]], Read[object]]

NO_NUMBER, NEGATIVE, TOO_MUCH, OF_EXCEL = "4x?", -1, 99_999, "#REF!"
NO_NAME = "4x?"


def _numbers(kind: str) -> dict[object, str]:
    return {
        NO_NUMBER: f"{kind}-not-a-number",
        NEGATIVE: f"{kind}-negative",
        TOO_MUCH: f"{kind}-too-large",
        OF_EXCEL: "excel-error",
    }


DAYS = {
    NO_NUMBER: "date-not-readable",
    "31/02/2026": "date-not-readable",
    NEGATIVE: "date-out-of-range",
    OF_EXCEL: "excel-error",
}
NAMES = {
    name: {NO_NAME: code, 17: code, OF_EXCEL: "excel-error"}
    for name, code in {
        "discipline": "unknown-discipline",
        "subcategory": "unknown-subcategory",
        "category": "category-corrected",
    }.items()
}
OF_RESULTS: dict[str, dict[object, str]] = {
    **NAMES,
    "standard": {NO_NAME: "standard-not-readable", 17: "standard-not-readable", OF_EXCEL: "excel-error"},
    "credits_required": {**_numbers("credits"), None: "credits-required-missing"},
    "score": {NO_NUMBER: "score-not-a-number", NEGATIVE: "score-negative", OF_EXCEL: "excel-error"},
}
OF_COURSES: dict[str, dict[object, str]] = {
    **NAMES,
    "price": _numbers("price"),
    "ce_credits": _numbers("credits"),
    "hours": _numbers("hours"),
    "approved_from": DAYS,
    "expires_on": DAYS,
    "credits": {**_numbers("credits"), None: "credits-blank"},
}
# What was used all the same, or was not needed.
WARNINGS = {"unknown-discipline", "unknown-subcategory", "category-corrected", "credits-blank"}

quarters = st.integers(1, 32).map(lambda n: n / 4)


@st.composite
def results(draw: st.DrawFn) -> Table:
    """Results of one person: no standard is met, so that every figure counts."""
    subcategories = draw(st.lists(st.sampled_from(KNOWN), min_size=2, max_size=8, unique=True))
    rows: Table = [["discipline", "category", "subcategory", "standard", "credits_required", "score"]]
    for at in subcategories:
        rows.append(
            [at.discipline, at.category, at.name, "not met", draw(quarters), draw(st.integers(0, 99))]
        )
    return rows


@st.composite
def courses(draw: st.DrawFn, known: Sequence[Subcategory] = KNOWN) -> Table:
    """Courses with two figures each, so that none is left without any."""
    subcategories = draw(st.lists(st.sampled_from(known), min_size=4, max_size=8, unique=True))
    rows: Table = [["course_id", "title", *OF_COURSES]]
    for number, at in enumerate(subcategories[: len(subcategories) // 2 * 2]):
        facts: dict[str, object] = {
            "discipline": at.discipline,
            "category": at.category,
            "subcategory": at.name,
            "price": 20,
            "ce_credits": 24,
            "hours": 12,
            "approved_from": "2026-01-01",
            "expires_on": "2028-12-31",
            "credits": draw(quarters),
        }
        name = number // 2
        rows.append([f"Z-{name}", f"Fictional course {name}", *(facts[column] for column in OF_COURSES)])
    return rows


def _read(reader: Reader, table: Table) -> tuple[Problem, ...]:
    return reader([SourceFile("a.xlsx", table_workbook(table))]).problems


def _change_one(
    data: st.DataObject, table: Table, kinds: dict[str, dict[object, str]], reader: Reader
) -> None:
    assert not _read(reader, table)
    name = data.draw(st.sampled_from(sorted(kinds)))
    bad, code = data.draw(st.sampled_from(list(kinds[name].items())))
    row, column = data.draw(st.integers(1, len(table) - 1)), table[0].index(name)
    changed = [list(cells) for cells in table]
    changed[row][column] = bad
    (problem,) = _read(reader, changed)
    assert (problem.code, problem.place.sheet) == (code, "Results")
    assert (problem.place.row, problem.place.column) == (row + 1, name)
    assert problem.severity is (Severity.WARNING if code in WARNINGS or name == "score" else Severity.ERROR)
    assert bad is None or problem.value == str(bad)


@settings(max_examples=60)
@given(st.data())
def test_one_changed_cell_of_results_is_one_problem_at_that_cell(data: st.DataObject) -> None:
    _change_one(data, data.draw(results()), OF_RESULTS, read_prescriptions)


@settings(max_examples=60)
@given(st.data())
def test_one_changed_cell_of_a_catalog_is_one_problem_at_that_cell(data: st.DataObject) -> None:
    _change_one(data, data.draw(courses()), OF_COURSES, read_catalog)


def _gives(table: Table) -> Counter[Subcategory]:
    """Add up what all courses give to each subcategory of the outlines, in hundredths of a credit."""
    sums: Counter[Subcategory] = Counter()
    for course in read_catalog([SourceFile("a.xlsx", table_workbook(table))]).value.courses:
        for row in course.distributions:
            if row.subcategory in KNOWN and not course.left_out:
                sums[row.subcategory] += row.credits.hundredths
    return sums


@settings(max_examples=4)
@given(courses(SHARED))
def test_a_damaged_name_never_makes_a_catalog_give_more(table: Table) -> None:
    before = _gives(table)
    rows = range(1, len(table))
    for name in ("course_id", "title", *NAMES):
        column = table[0].index(name)
        for damage in (NO_NAME, 17, OF_EXCEL, FormulaWithoutValue("A2")):
            for damaged in (*([row] for row in rows), rows):
                changed = [list(cells) for cells in table]
                for row in damaged:
                    changed[row][column] = damage
                assert _gives(changed) <= before, (name, damage, list(damaged))
