"""Tables below each other in one sheet, each with the columns in its own order."""

from __future__ import annotations

import pytest

from planner.reading import read_completed
from planner.reading.queues import queue, read_queue, streaming
from tests.unit.reading.shapes import codes, csv, figures, offered, prescribed, results, workbook

FIRST = "technologist_id,discipline,subcategory,standard,credits required\n"
SECOND = "credits,technologist,subcategory,met?,notes\n"
QUEUE = f"{FIRST}A,MR,Body,not met,2.75\nB,MR,Body,met,\n\nCT\n{SECOND}1.5,A,Neck and Chest,no,by mail\n"

BOTH = {"MR · Procedures · Body": "2.75", "CT · Procedures · Neck and Chest": "1.5"}


def test_each_table_of_results_is_read_by_its_own_header() -> None:
    own = QUEUE.replace("A,MR,Body,not met,2.75\nB,MR,Body,met,", "A,MR,Body,not met,2.75")
    prescription, problems = prescribed(csv(own))
    assert results(prescription) == BOTH
    assert codes(problems) == ["column-not-used"]


def test_a_first_table_with_fewer_columns_is_not_lost() -> None:
    rows = [
        ["discipline", "subcategory", "standard", "credits required"],
        ["MR", "Body", "not met", 2.75],
        ["discipline", "category", "subcategory", "standard", "credits required", "score"],
        ["CT", "Procedures", "Neck and Chest", "not met", 1.5, 60],
    ]
    prescription, problems = prescribed(workbook({"Results": rows}))
    assert results(prescription) == BOTH
    assert not problems


def test_a_header_that_stands_twice_goes_on_with_its_table() -> None:
    header = "discipline,category,subcategory,standard,credits required\n"
    again = header.replace("discipline", "")
    rows = ("MR,Procedures,Body,not met,1\n", ",,Neurological,not met,2\n", ",,Musculoskeletal,no,3\n")
    prescription, problems = prescribed(csv(f"{header}{rows[0]}{header}{rows[1]}{again}{rows[2]}"))
    assert list(results(prescription).values()) == ["1", "2", "3"]
    assert codes(problems) == ["filled-down"]


def test_a_queue_in_pieces_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = QUEUE + "2,C,Neck and Chest,no,\n"
    whole = read_queue([csv(text)])
    assert list(whole.value.ids) == ["A", "B", "C"]
    assert codes(whole.problems) == ["column-not-used"]
    monkeypatch.setattr(queue, "_SMALL", 0)
    assert read_queue([csv(text)]) == whole
    monkeypatch.setattr(streaming, "_HEAD_ROWS", 2)
    assert read_queue([csv(text)]) == whole


def test_figures_of_a_second_wide_table_are_not_those_of_the_first_ones_columns() -> None:
    catalog, problems = offered(
        csv(
            "course id,title,price,MR: Body,MR: Neurological\nA,Alpha,20,1,2\n"
            "title,course id,CT: Neck and Chest,price,CT: Abdomen and Pelvis\nBeta,B,3,10,4\n"
        )
    )
    assert [figures(course) for course in catalog.courses] == [
        {"MR · Procedures · Body": "1", "MR · Procedures · Neurological": "2"},
        {"CT · Procedures · Neck and Chest": "3", "CT · Procedures · Abdomen and Pelvis": "4"},
    ]
    assert not problems


def test_bundles_may_stand_below_the_courses() -> None:
    catalog, problems = offered(
        csv(
            "course id,title,price,discipline,subcategory,credits\nA,A,20,MR,Body,1\nB,B,20,MR,Body,2\n"
            "\nBundles\nbundle id,title,price,course ids\nP,Both,30,A;B\n"
        )
    )
    assert [(bundle.bundle_id, bundle.course_ids) for bundle in catalog.bundles] == [("P", ("A", "B"))]
    assert (len(catalog.courses), problems) == (2, ())


def test_completed_ce_of_two_kinds_may_share_a_sheet() -> None:
    read = read_completed(
        [
            csv(
                "course id,completed on,CE credits\nA,2026-06-01,1\n"
                "completed on,discipline,subcategory,credits,title\n2026-07-01,MR,Body,2,Beta\n"
            )
        ]
    )
    assert [(done.course_id, len(done.distributions)) for done in read.value] == [("A", 0), ("Beta", 1)]
    assert not read.problems


def test_tables_beside_each_other_are_read_apart() -> None:
    catalog, problems = offered(
        csv("Id,Title,MR: Body,,Id,Title,CT: Neck and Chest\n1,A,2.75,,7,G,2\n2,B,1,,,,\n")
    )
    assert {course.course_id: figures(course) for course in catalog.courses} == {
        "1": {"MR · Procedures · Body": "2.75"},
        "2": {"MR · Procedures · Body": "1"},
        "7": {"CT · Procedures · Neck and Chest": "2"},
    }
    assert not problems


def test_results_beside_each_other_go_by_what_stands_above_each() -> None:
    text = "MRI,,,,CT,,\nSubcategory,Met?,CE,,Subcategory,Met?,CE\nBody,no,2.75,,Neck and Chest,no,1.5\n"
    prescription, problems = prescribed(csv(text))
    assert results(prescription) == BOTH
    assert not problems


def test_an_id_repeated_by_a_join_of_two_tables_changes_nothing() -> None:
    joined = "id,title,price,id,discipline,subcategory,credits\n1,A,5,1,MR,Body,2\n1,A,5,1,MR,Neuro,1\n"
    plain = "id,title,price,discipline,subcategory,credits\n1,A,5,MR,Body,2\n1,A,5,MR,Neuro,1\n"
    assert offered(csv(joined))[0].courses[0].distributions == offered(csv(plain))[0].courses[0].distributions
    assert "header-repeated" not in codes(offered(csv(joined))[1])


def test_a_first_header_that_stands_twice_in_one_table_parts_nothing() -> None:
    catalog, problems = offered(csv("Title,discipline,subcategory,credits,Title\nA,MR,Body,2,A\n"))
    assert len(catalog.courses) == 1
    assert codes(problems) == ["header-repeated"]


CARE = "Patient Interactions and Management"
WIDE = f"Id,Title,{CARE}\n"
LONG = "Id,Title,Category,Subcategory,Credits\n"
MET = "Category,Subcategory,Met?,CE\n"


@pytest.mark.parametrize(
    ("titles", "said"),
    [(("MRI", "CT"), 0), (("MRI courses", "CT courses"), 2), (("For MRI", "Exam: CT"), 1)],
)
@pytest.mark.parametrize("again", [True, False])
@pytest.mark.parametrize(
    "table",
    [
        (WIDE, "1,A,1.5\n", "2,B,2\n"),
        (LONG, f"1,A,Patient Care,{CARE},1.5\n", f"2,B,Patient Care,{CARE},2\n"),
    ],
)
def test_a_line_above_rows_tells_their_discipline_also_under_the_same_header(
    table: tuple[str, str, str], titles: tuple[str, str], said: int, *, again: bool
) -> None:
    (header, one, other), (first, then) = table, titles
    below = header if again else ""
    text = f"{first}\n{header}{one}\n{then}\n{below}{other}\n* CT courses are new\n"
    catalog, problems = offered(csv(text))
    assert {course.course_id: figures(course) for course in catalog.courses} == {
        "1": {f"MR · Patient Care · {CARE}": "1.5"},
        "2": {f"CT · Patient Care · {CARE}": "2"},
    }
    assert codes(problems) == ["discipline-from-name"] * said + ["row-not-used"]


@pytest.mark.parametrize("again", [True, False])
@pytest.mark.parametrize("then", ["CT", "CT results"])
def test_a_line_above_results_tells_their_discipline_also_under_the_same_header(
    then: str, *, again: bool
) -> None:
    row = f"Patient Care,{CARE},no,"
    text = f"MRI results\n{MET}{row}1.5\n\n{then}\n{MET if again else ''}{row}2\n"
    prescription, _ = prescribed(csv(text))
    assert results(prescription) == {
        f"{code} · Patient Care · {CARE}": n for code, n in (("MR", "1.5"), ("CT", "2"))
    }


def test_a_title_alone_in_its_row_may_mention_a_discipline() -> None:
    text = "MRI\nTitle,Category,Subcategory,Credits\nAngiography beside CT,,,\n,Procedures,Body,2\n"
    catalog, _ = offered(csv(text))
    assert [(c.title, figures(c)) for c in catalog.courses] == [
        ("Angiography beside CT", {"MR · Procedures · Body": "2"})
    ]
