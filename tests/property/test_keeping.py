"""Whatever a person has said is found as it was; whatever is done to a file, it is read or refused."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.catalog import Bundle, Catalog, Course, Distribution
from planner.credits import Credits, Hours, Money
from planner.keeping import (
    CatalogKind,
    KeptCatalog,
    KeptState,
    KeptStructured,
    kept_catalog,
    load,
    save,
    state_rows,
)
from planner.keeping.encoding import state_content
from planner.keeping.in_workbook import plan_file_in
from planner.outline import Subcategory
from planner.outline_editing import OutlineLine
from planner.preferences import Goal, Preferences
from planner.prescription import CompletedActivity, Prescription, Requirement
from planner.problem import Place
from planner.scheduling import DateKind, KeyDate, Timing
from planner.writing.sheets import Book, Column, Kind, Table

if TYPE_CHECKING:
    from collections.abc import Callable

_text = st.text(max_size=20)
_name = _text.filter(str.strip)
_texts = st.frozensets(_text, max_size=3)
_days = st.dates()
_maybe_day = st.none() | _days
_credits = st.integers(0, 20_000).map(Credits)
_maybe_credits = st.none() | _credits
_maybe_money = st.none() | st.integers(0, 2_000_000).map(Money)
_maybe_hours = st.none() | st.integers(0, 1_000_000).map(Hours)
_at = st.builds(Subcategory, _text, _text, _text)
_figures = st.lists(st.builds(Distribution, _at, _credits, _maybe_day, _text), max_size=3).map(tuple)


def _tuples(parts: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(parts, max_size=most).map(tuple)


_prescriptions = st.builds(
    Prescription,
    _tuples(st.builds(Requirement, _at, st.booleans(), _maybe_credits, st.booleans(), _text)),
    _text,
    _tuples(st.builds(Place, st.none() | _text, st.none() | _text, st.none() | st.integers(1, 9), st.none())),
)
_preferences = st.builds(
    Preferences,
    _days,
    st.sampled_from(Goal),
    _maybe_day,
    _maybe_money,
    _texts,
    _texts,
    _texts,
    _texts,
    _credits,
    st.booleans(),
    st.booleans(),
    st.integers(0, 9),
)
_activities = st.builds(CompletedActivity, _name, _days, _figures, ce_credits=_maybe_credits)
_key_dates = st.builds(KeyDate, st.sampled_from(DateKind), _days, _text, _maybe_day)
_timings = st.builds(Timing, _maybe_hours, _maybe_day, _tuples(_key_dates))
_lines = st.builds(
    OutlineLine, _at, _text, _text, st.none() | st.integers(0, 500), _maybe_credits, _text, _maybe_day
)
_structured = st.builds(KeptStructured, _text, _maybe_day, st.none() | _preferences, _texts)


@st.composite
def _catalogs(draw: st.DrawFn) -> KeptCatalog:
    if draw(st.booleans()):
        return KeptCatalog(draw(st.sampled_from([CatalogKind.DEMO, CatalogKind.PUBLISHED])), draw(_text))
    ids = draw(st.lists(_name, min_size=1, max_size=3, unique=True))
    courses = tuple(
        Course(
            course_id,
            *(draw(_text) for _ in range(4)),
            ce_credits=draw(_maybe_credits),
            list_price=draw(_maybe_money),
            sale_price=draw(_maybe_money),
            hours=draw(_maybe_hours),
            approved_from=draw(_maybe_day),
            expires_on=draw(_maybe_day),
            distributions=draw(_figures),
            left_out="for a reason",
        )
        for course_id in ids
    )
    parts = st.lists(st.sampled_from(ids), min_size=1, max_size=3).map(tuple)
    bundles = draw(_tuples(st.builds(Bundle, _name, _text, _maybe_money, parts), 1))
    return kept_catalog(CatalogKind.OWN, Catalog(courses, bundles, draw(_text), draw(st.booleans())))


@st.composite
def _states(draw: st.DrawFn) -> KeptState:
    prescriptions = draw(_tuples(_prescriptions, 2))
    chosen = draw(st.sampled_from(["", *(p.technologist_id for p in prescriptions)]))
    wishes = draw(st.none() | _preferences)
    done = draw(_tuples(_activities))
    return KeptState(
        prescriptions,
        chosen,
        draw(_catalogs()),
        wishes,
        done,
        draw(_timings),
        draw(_tuples(_lines)),
        draw(_texts),
        draw(_structured),
    )


_quick = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@_quick
@given(_states())
def test_a_state_saved_is_found_as_it_was(state: KeptState) -> None:
    content = save(state)
    read = load(content)
    assert read.value == state
    assert read.problems == ()
    assert save(state) == content


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_states())
def test_a_state_in_a_workbook_is_found_as_it_was(state: KeptState) -> None:
    book = Book(title="Plan", made_on=date(2026, 11, 23))
    book.add_sheet("For the app", Table((Column("Part", Kind.COUNT), Column("State")), state_rows(state)))
    content = book.as_bytes()
    assert plan_file_in(content, "plan.xlsx") == save(state)
    assert load(content).value == state


@_quick
@given(_states(), st.data())
def test_a_file_with_any_byte_changed_is_refused_or_means_the_same(
    state: KeptState, data: st.DataObject
) -> None:
    content = bytearray(save(state))
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] = data.draw(st.integers(0, 255))
    read = load(bytes(content))
    assert read.value in (None, state)
    assert read.value is not None or read.problems[0].is_error


_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=4,
)


@_quick
@given(_states(), _values, st.integers(0, 200))
def test_any_value_put_in_any_place_is_read_or_refused(state: KeptState, value: object, place: int) -> None:
    content = state_content(state)
    spots = _spots(content)
    put = spots[place % len(spots)]
    put(value)
    whole = {"file": "targeted-ce-plan", "version": 1, "digest": _digest(content), "content": content}
    read = load(json.dumps(whole).encode())
    if read.value is not None:
        assert load(save(read.value)).value == read.value
    else:
        assert read.problems[0].is_error


def _digest(content: dict[str, Any]) -> str:
    """Make the digest right again, as someone may who knows how."""
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(canonical.encode()).hexdigest()}"


def _spots(content: Any) -> list[Callable[[object], None]]:  # noqa: ANN401 - any JSON value
    """Give a setter for every place in a JSON value that can be changed."""
    pairs = content.items() if isinstance(content, dict) else enumerate(content)
    spots: list[Callable[[object], None]] = []
    for key, value in list(pairs):
        spots.append(lambda new, key=key: content.__setitem__(key, new))
        if isinstance(value, dict | list):
            spots.extend(_spots(value))
    return spots
