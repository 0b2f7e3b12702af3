"""The files from which mutation starts: `python -m tests.fuzz.corpus` writes them, always the same bytes.

Small tables in the shapes that people have. Files that once failed are kept beside them, named ``found-``.
"""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import TYPE_CHECKING

from planner.keeping import CatalogKind, KeptCatalog, KeptState, save
from planner.outline import DATA, Subcategory
from planner.outline_editing import OutlineLine
from planner.scheduling.timing import DateKind, KeyDate, Timing
from tests import builders, hostile
from tests.fuzz.running import CORPUS
from tests.raw_workbook import sheet_rows, sheet_xml, workbook

if TYPE_CHECKING:
    from collections.abc import Mapping

_RESULT_LINES = """\
Technologist: Example-1
Magnetic Resonance Imaging
Procedures
1. Body - not met - 2.75
2. Neurological: met
Patient Interactions and Management ...... 1 1/2 credits
CT Neck and Chest 3,5
"""
_LISTING = """\
Fictional Body MRI
Author: A. Example, R.T. Credits: 3
Targeted CE by ARRT's three levels, for enrollments starting after February 14, 2023:

Magnetic Resonance Imaging: 0.25
Procedures: 0.25
Body: 0.25

Registered Radiologist Assistant: 2.00
Patient Care: 0.25
Patient Management: 0.25
Procedures: 1.75
Abdominal Section: 1.75

Example Case Files - 21.75 credits - $94.50 Book & Test
This activity is approved for 2.5 Category A credits.
"""
_WIDE = """\
course_id,title,price,ce_credits,MR: Body,MR: Neurological,CT: Neck and Chest
W-1,Fictional one,$20.00,4,2.75,,0.25
W-2,Fictional two,10,2,,1.5,
"""
_QUEUE = """\
technologist_id,discipline,category,subcategory,standard,credits_required
E-1,MR,Procedures,Body,not met,2.75
E-2,MR,Procedures,Body,not met,2.75
E-1,MR,Procedures,Neurological,met,
E-3,CT,Procedures,Neck and Chest,not met,
"""
_TWO_FIGURES = """\
technologist_id,discipline,subcategory,standard,credits_required,prescribed credits
E-1,MR,Body,not met,2.75,2.75
E-2,MR,Body,not met,2.75,1.75
E-3,MR,Body,not met,2.75,
E-2,CT,Neck and Chest,not met,1,1
"""
_HEADINGS = """\
technologist_id,discipline,category,subcategory,standard,credits_required
E-1,,,,,
,MR,Procedures,Body,not met,2.75
,#REF!,Procedures,Neck and Chest,not met,1
E-2,,,,,
,MR,Patient Care,Patient Interactions and Management,met,
E-3,MR,Safety,,not met,1.5
"""
_OUTLINE = """\
discipline,discipline name,category,subcategory,version,effective from,questions,credits,was
MR,Magnetic Resonance Imaging,Procedures,Body,2027,2027-01-01,10,7,
MR,,Procedures,Brain,2027,,,,Neurological
"""
_COMPLETED = """\
course_id,title,completed_on,ce_credits,discipline,subcategory,credits
Z-1,Fictional Body MRI,2026-10-01,4,MR,Body,2.75
,Fictional two,3 March 2026,2,,,
"""


def _state() -> KeptState:
    catalog = builders.catalog(
        builders.course("Z-1", {"MR/Procedures/Body": 2.75}, price=20), builders.bundle("B-1", "Z-1")
    )
    return KeptState(
        prescriptions=(builders.prescribe({"MR/Procedures/Body": 2.75}),),
        catalog=KeptCatalog(CatalogKind.OWN, catalog.name, "0" * 64, catalog),
        preferences=builders.preferences(pins=frozenset({"Z-1"})),
        completed=(builders.done("Z-1"),),
        timing=Timing(starts_on=date(2026, 12, 1), dates=(KeyDate(DateKind.CQR_WINDOW, date(2027, 5, 31)),)),
        outline_lines=(OutlineLine(Subcategory("MR", "Procedures", "Body"), "MRI", "2027"),),
        taken=frozenset({"Z-1"}),
    )


def _steady(packed: bytes) -> bytes:
    """Pack a workbook anew without the time at which it was made."""
    steady = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as archive, zipfile.ZipFile(steady, "w") as new:
        for member in archive.infolist():
            new.writestr(zipfile.ZipInfo(member.filename), archive.read(member), zipfile.ZIP_STORED)
    return steady.getvalue()


def _rich() -> bytes:
    """A workbook with shared texts, dates, formulas, merged cells and a hidden sheet."""
    texts = ("discipline", "subcategory", "credits required", "MR")
    strings = "".join(f"<si><t>{text}</t></si>" for text in texts)
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="20"/></cellXfs>'
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>'
        '<c r="C1" t="s"><v>2</v></c></row>'
        '<row r="2"><c r="A2" t="s"><v>3</v></c><c r="B2" t="str"><v>Body</v></c>'
        '<c r="C2"><f>11/4</f><v>2.75</v></c><c r="D2" s="1"><v>46349</v></c>'
        '<c r="E2" t="b"><v>1</v></c></row>'
        '<row r="3"><c r="B3" t="inlineStr"><is><r><t>Neuro</t></r><r><t>logical</t></r></is></c>'
        '<c r="C3"><f>1</f></c><c r="D3" s="2"><v>0.5</v></c></row>'
    )
    merged = '<mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>'
    sheets = [("Results", sheet_xml(rows, merged)), ("Old", sheet_xml(sheet_rows(hostile.RESULTS)))]
    return workbook(sheets, states=["visible", "hidden"], strings=strings, styles=styles)


def files() -> Mapping[str, Mapping[str, bytes]]:
    """Give the files of each target, by name."""
    results, courses = hostile.csv_text(), hostile.csv_text(hostile.COURSES)
    templates = DATA / "templates"
    bundles = [("bundle_id", "title", "price", "course_ids"), ("B", "Both", 25, "Z-1; Z-2")]
    three = workbook(
        [
            ("courses", sheet_xml(sheet_rows([row[:4] for row in hostile.COURSES]))),
            ("distributions", sheet_xml(sheet_rows([(row[0], *row[4:]) for row in hostile.COURSES]))),
            ("bundles", sheet_xml(sheet_rows(bundles))),
        ]
    )
    return {
        "prescription-csv": {
            "results.csv": results.encode(),
            "semicolons.csv": hostile.csv_text(delimiter=";").encode(),
            "template.csv": (templates / "prescription.csv").read_bytes(),
            "windows.csv": hostile.windows_1252_csv(),
            "unicode.csv": hostile.utf_16_csv(),
        },
        "prescription-paste": {
            "lines.txt": _RESULT_LINES.encode(),
            "table.txt": results.replace(",", "\t").encode(),
        },
        "prescription-xlsx": {
            "results.xlsx": _steady(hostile.table_workbook()),
            "rich.xlsx": _steady(_rich()),
        },
        "catalog-csv": {
            "courses.csv": courses.encode(),
            "wide.csv": _WIDE.encode(),
            "template.csv": (templates / "catalog_long.csv").read_bytes(),
        },
        "catalog-paste": {"listing.txt": _LISTING.encode()},
        "catalog-xlsx": {
            "courses.xlsx": _steady(hostile.table_workbook(hostile.COURSES)),
            "three-sheets.xlsx": _steady(three),
            "wide.xlsx": _steady(hostile.table_workbook([line.split(",") for line in _WIDE.splitlines()])),
        },
        "completed-csv": {"completed.csv": _COMPLETED.encode()},
        "plan-file": {"plan.json": save(_state())},
        "outline-csv": {"outline.csv": _OUTLINE.encode()},
        "queue-csv": {"queue.csv": _QUEUE.encode()},
        "queue-pieces": {
            "queue.csv": _QUEUE.encode(),
            "results.csv": results.encode(),
            "two-figures.csv": _TWO_FIGURES.encode(),
            "headings.csv": _HEADINGS.encode(),
        },
    }


def main() -> None:
    """Write the files."""
    for target, made in files().items():
        folder = CORPUS / target
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in made.items():
            (folder / name).write_bytes(content)


if __name__ == "__main__":
    main()
