"""The plan file: found again as it was, or refused in words."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from planner.catalog import Distribution
from planner.credits import Credits
from planner.demo import demo_catalog
from planner.keeping import VERSION, CatalogKind, KeptState, kept_catalog, load, save, tick
from planner.keeping.plan_file import MIGRATIONS, migrated
from planner.outline import Subcategory
from tests.builders import BODY, NECK, catalog, course, distributions
from tests.unit.keeping.states import EARLIER, EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Callable

_VERSION_1 = Path(__file__).parent / "plan-file-version-1.json"


def _refused(content: bytes) -> tuple[str, str]:
    read = load(content, "plan.json")
    (problem,) = read.problems
    assert read.value is None
    assert problem.is_error
    assert problem.place.file == "plan.json"
    assert problem.message.endswith("Nothing was changed.")
    return problem.code, problem.message


def _changed(change: Callable[[dict[str, Any]], object]) -> bytes:
    """Change a file's content and make its digest right again, as someone may who knows how."""
    whole = json.loads(save(EVERYTHING))
    change(whole["content"])
    canonical = json.dumps(whole["content"], sort_keys=True, separators=(",", ":"))
    whole["digest"] = f"sha256:{hashlib.sha256(canonical.encode()).hexdigest()}"
    return json.dumps(whole).encode()


def test_everything_is_found_as_it_was() -> None:
    read = load(save(EVERYTHING))
    assert read.value == EVERYTHING
    assert read.problems == ()
    assert save(EVERYTHING) == save(EVERYTHING)


def test_a_file_from_before_structured_education_was_kept_stays_readable() -> None:
    """Its pins may all have come from a plan that was taken: it doesn't tell."""
    read = load(_VERSION_1.read_bytes())
    assert read.value == EARLIER
    assert read.problems == ()


def test_pins_of_ones_own_and_pins_of_a_plan_taken_are_told_apart() -> None:
    kept = load(save(EVERYTHING)).value
    assert kept is not None
    assert kept.preferences is not None
    assert kept.preferences.pins - kept.taken == {"FIC-2"}


def test_every_earlier_version_has_its_step_and_steps_are_taken_in_order() -> None:
    assert set(MIGRATIONS) == set(range(1, VERSION))
    assert migrated({"a": 1}, VERSION) == {"a": 1}
    steps = {VERSION - 1: lambda content: {**content, "b": 2}}
    assert migrated({"a": 1}, VERSION - 1, steps) == {"a": 1, "b": 2}


def test_an_empty_state_is_a_state() -> None:
    assert load(save(KeptState())).value == KeptState()


def test_a_later_version_is_refused() -> None:
    whole = json.loads(save(EVERYTHING))
    whole["version"] = VERSION + 1
    code, message = _refused(json.dumps(whole).encode())
    assert code == "plan-file-later-version"
    assert f"version {VERSION + 1}" in message


def test_a_changed_digit_is_noticed() -> None:
    code, _ = _refused(save(EVERYTHING).replace(b"2.75", b"2.5", 1))
    assert code == "plan-file-damaged"


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.99])
def test_a_file_cut_short_is_damaged(part: float) -> None:
    whole = save(EVERYTHING)
    assert _refused(whole[: int(len(whole) * part)])[0] == "plan-file-damaged"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "plan-file-empty"),
        (b" \n", "plan-file-empty"),
        (b"[]", "not-a-plan-file"),
        (b'{"file": "other", "version": 1}', "not-a-plan-file"),
        (b'{"file": "targeted-ce-plan", "version": true}', "not-a-plan-file"),
        (b'{"file": "targeted-ce-plan", "version": 0}', "not-a-plan-file"),
        (b'{"file": "targeted-ce-plan", "version": 1}', "plan-file-damaged"),
        (b'{"file": "targeted-ce-plan", "version": %s}' % (b"9" * 5000), "plan-file-damaged"),
        (b"course_id,title\n1,2\n", "plan-file-damaged"),
        (b"\xff\xfe\x00", "plan-file-damaged"),
        (b"[" * 100_000, "plan-file-damaged"),
        (b'{"file": NaN}', "plan-file-damaged"),
        (b"PK\x03\x04 no archive", "not-a-plan-file"),
    ],
)
def test_what_is_no_plan_file_is_refused(content: bytes, code: str) -> None:
    assert _refused(content)[0] == code


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda c: c["preferences"].update(budget=-1), "preferences.budget"),
        (lambda c: c["preferences"].update(budget="12"), "preferences.budget"),
        (lambda c: c["preferences"].update(margin=1e300), "preferences.margin"),
        (lambda c: c["preferences"].update(margin=0.333), "preferences.margin"),
        (lambda c: c["preferences"].update(goal="fame"), "preferences.goal"),
        (lambda c: c["preferences"].update(on="23.11.2026"), "preferences.on"),
        (lambda c: c["preferences"].update(on=None), "preferences.on"),
        (lambda c: c["preferences"].update(alternatives=2.5), "preferences.alternatives"),
        (lambda c: c["preferences"].update(share_disciplines=1), "preferences.share_disciplines"),
        (lambda c: c["preferences"].update(pins=[["a"]]), "preferences.pins[0]"),
        (lambda c: c["prescriptions"][0]["rows"][0].update(credits_required=999), "credits_required"),
        (lambda c: c["prescriptions"][0].update(rows={}), "prescriptions[0].rows"),
        (lambda c: c.update(technologist_id="T-9"), "technologist_id"),
        (lambda c: c.update(completed=[3]), "completed[0]"),
        (lambda c: c["completed"][0].update(course_id=""), "completed[0].course_id"),
        (lambda c: c["completed"][0].update(course_id="\ud800"), "completed[0].course_id"),
        (lambda c: c["completed"][0].update(course_id="x" * 20_001), "completed[0].course_id"),
        (lambda c: c["completed"][0]["distributions"][0].update(credits=None), "distributions[0].credits"),
        (lambda c: c["timing"]["dates"][0].update(on="0000-00-00"), "timing.dates[0].on"),
        (lambda c: c["catalog"].update(whole=None), "catalog.whole"),
        (lambda c: c["catalog"].update(digest="x" * 65), "catalog.digest"),
        (lambda c: c["catalog"]["whole"]["courses"].append(c["catalog"]["whole"]["courses"][0]), "courses"),
        (lambda c: c["catalog"]["whole"]["bundles"][0]["course_ids"].append("no"), "bundles"),
        (lambda c: c["catalog"]["whole"]["bundles"].append(c["catalog"]["whole"]["bundles"][0]), "bundles"),
        (lambda c: c["outline_lines"][0].update(questions=-3), "outline_lines[0].questions"),
        (lambda c: c["outline_lines"][0].update(effective_from="soon"), "outline_lines[0].effective_from"),
        (lambda c: c.update(taken="FIC-1"), "taken"),
        (lambda c: c["structured"].update(apply_on="2027-13-01"), "structured.apply_on"),
        (lambda c: c["structured"].update(discipline=7), "structured.discipline"),
        (lambda c: c["structured"]["preferences"].update(budget=-1), "structured.preferences.budget"),
    ],
)
def test_a_value_put_in_by_hand_is_named_and_refused(
    change: Callable[[dict[str, Any]], object], where: str
) -> None:
    code, message = _refused(_changed(change))
    assert code == "plan-file-not-usable"
    assert where in message


def test_what_is_not_known_is_left_out_and_said() -> None:
    def change(content: dict[str, Any]) -> None:
        content["mood"] = "good"
        content["preferences"]["colour"] = [1]

    read = load(_changed(change))
    assert read.value == EVERYTHING
    (problem,) = read.problems
    assert (problem.code, problem.value) == ("plan-file-unknown-part", "colour, mood")
    assert not problem.is_error


def test_a_distribution_over_its_ce_credits_is_left_out_of_plans() -> None:
    def change(content: dict[str, Any]) -> None:
        content["catalog"]["whole"]["courses"][0]["ce_credits"] = 1

    state = load(_changed(change)).value
    assert state is not None
    assert state.catalog.catalog is not None
    assert state.catalog.catalog.courses[0].left_out


def test_too_large_a_file_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shipped = Path("data/limits.toml").read_text(encoding="utf-8")
    small = tmp_path / "limits.toml"
    small.write_text(shipped.replace("file_bytes = 20_000_000", "file_bytes = 10"), encoding="utf-8")
    monkeypatch.setenv("PLANNER_LIMITS", str(small))
    assert _refused(save(EVERYTHING))[0] == "plan-file-too-large"


def test_a_shipped_catalog_is_kept_by_name_and_a_change_of_it_is_said() -> None:
    shipped = demo_catalog().value
    kept = kept_catalog(CatalogKind.DEMO, shipped)
    assert kept.catalog is None
    assert kept.compare(shipped) == ()
    (problem,) = kept.compare(catalog(course("FIC-9")))
    assert problem.code == "catalog-changed"


def test_a_tick_keeps_what_the_course_gave_on_that_day() -> None:
    figures = (
        *distributions({BODY: 1, NECK: 2}),
        *distributions({BODY: 3}, applies_from=date(2026, 6, 1)),
        Distribution(Subcategory("CT", "Safety", ""), Credits.of(1)),
    )
    taken = replace(course("FIC-1", ce=6), distributions=figures)
    before, after = (tick(taken, day) for day in (date(2026, 5, 31), date(2026, 6, 1)))
    given = [{str(f.subcategory): str(f.credits) for f in done.distributions} for done in (before, after)]
    assert given[0] == {
        "MR · Procedures · Body": "1",
        "CT · Procedures · Neck and Chest": "2",
        "CT · Safety": "1",
    }
    assert given[1]["MR · Procedures · Body"] == "3"
    assert before.ce_credits == Credits.of(6)
    assert tick(replace(taken, left_out="for a reason"), date(2026, 6, 1)).distributions == ()


def test_200_ticks_are_kept() -> None:
    ticks = tuple(tick(course(f"c{n}", {BODY: 1}), date(2026, 6, 1)) for n in range(200))
    state = KeptState(completed=ticks)
    assert load(save(state)).value == state
