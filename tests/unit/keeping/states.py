"""A state that has something of everything, the same each time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from planner.credits import Credits, Hours
from planner.keeping import CatalogKind, KeptState, KeptStructured, kept_catalog, tick
from planner.outline import Subcategory
from planner.outline_editing import OutlineLine
from planner.prescription import Prescription
from planner.problem import Place
from planner.scheduling import DateKind, KeyDate, Timing
from tests.builders import BODY, CARE, NECK, bundle, catalog, course, done, need, preferences

CATALOG = catalog(
    course("FIC-1", {BODY: 2.75, CARE: 0.5}, price=59.5, ce=12, hours=None, expires_on=date(2028, 3, 4)),
    course("FIC-2", {NECK: 1}, price=None, ce=None, title='Neck, "chest"; \u2603', sale_price=None),
    bundle("B-1", "FIC-1", "FIC-2", price=None),
)
EARLIER = KeptState(
    prescriptions=(
        Prescription(
            (need(BODY, 2.75), need(CARE, None, met=True), need(NECK, 1, assumed=True)),
            "T-1",
            (Place("results.csv", None, 7, "credits"),),
        ),
        Prescription((need(NECK, None),), "T-2"),
    ),
    technologist_id="T-1",
    catalog=kept_catalog(CatalogKind.OWN, CATALOG),
    preferences=preferences(
        "hours", deadline=date(2027, 6, 30), budget="120.50", pins=["FIC-1"], margin=0.25, alternatives=3
    ),
    completed=(done("elsewhere", {CARE: 0.5}), tick(CATALOG.courses[0], date(2026, 11, 1))),
    timing=Timing(
        Hours.of(6),
        date(2026, 12, 1),
        (
            KeyDate(DateKind.CQR_WINDOW, date(2027, 12, 31), "MR", date(2025, 1, 1)),
            KeyDate(DateKind.BIENNIUM, date(2027, 5, 31)),
        ),
    ),
    outline_lines=(
        OutlineLine(
            Subcategory("BS", "Procedures", "Breast"), "Breast Sonography", "2027", 40, Credits.of(5.5), "B"
        ),
    ),
    taken=frozenset({"FIC-1"}),
)
"""All that files of version 1 held from the first day on."""
EVERYTHING = replace(
    EARLIER,
    outline_lines=tuple(replace(line, effective_from=date(2027, 1, 1)) for line in EARLIER.outline_lines),
    preferences=preferences("hours", budget="120.50", pins=["FIC-1", "FIC-2"], exclusions=["FIC-9"]),
    structured=KeptStructured(
        "CT", date(2027, 9, 1), preferences(budget="80", pins=["FIC-2"]), frozenset({"FIC-2"})
    ),
)
