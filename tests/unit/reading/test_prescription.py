"""SSA results as tables: by every usual header, with what people leave out, and with what they get wrong."""

from __future__ import annotations

from unittest.mock import patch

import pytest

from planner.credits import Credits
from planner.reading import SourceFile, pasted, read_prescriptions
from planner.reading.queues import queue, read_queue
from tests.unit.reading.shapes import codes, csv, errors, prescribed, results, the, workbook

CARE = "MR · Patient Care · Patient Interactions and Management"
BODY = "MR · Procedures · Body"
NEURO = "MR · Procedures · Neurological"
NECK = "CT · Procedures · Neck and Chest"
HEADER = "discipline,category,subcategory,standard,credits_required\n"

GOLDEN: dict[str, SourceFile] = {
    "contract csv": csv(
        HEADER + "MR,Patient Care,Patient Interactions and Management,not met,1.5\n"
        "MR,Procedures,Body,not met,2.75\n"
    ),
    "semicolons, decimal comma, Windows-1252": SourceFile(
        "rx.csv",
        "Modalit\xe9 SSA;;;\nDiscipline/Modality;Topic;Standard met?;CE required\n"
        "MRI;Patient Interactions & Management;no;1,5\nMRI;Body;no;2,75\n".encode("cp1252"),
    ),
    "merged cells below a title": workbook(
        {
            "Results": [
                ["SSA category results", None, None, None, None],
                [],
                ["Credential", "Content area", "Section", "Met/Not met", "Prescribed credits"],
                [
                    "Magnetic Resonance Imaging",
                    "Patient Care",
                    "Patient Interactions and Management",
                    "✗",
                    1.5,
                ],
                [None, "Procedures", "Body", "✗", "2.75 credits"],
                ["Total", None, None, None, 4.25],
            ]
        },
        [("Results", "A1:E1"), ("Results", "A4:A5")],
    ),
    "a sheet a discipline, bare list": workbook(
        {"MRI": [["Subcategory", "Credits"], ["Patient Interactions and Management", 1.5], ["Body", 2.75]]}
    ),
    "nested label list": pasted(
        "Magnetic Resonance Imaging: 4.25\nPatient Care: 1.50\nPatient Interactions and Management: 1.50\n"
        "Procedures: 2.75\nBody: 2.75\n"
    ),
    "lines": pasted("MR / Patient Care / Patient Interactions and Management: 1.5\nMR Body 2.75\n"),
    "markdown": pasted(
        "| Modality | Subcategory | Result | Targeted CE |\n|---|---|---|---|\n"
        "| MR | Patient Interactions and Management | Needs more learning | 1.5 |\n"
        "| MR | Body | Not met | 2.75 |\n"
    ),
    "two columns of marks, from Excel": pasted(
        "SSA results for MRI\nSubcategory\tMet\tNot met\tCE\n"
        "Patient Interactions and Management\t\tX\t1.5\nBody\t\tX\t2.75\n"
    ),
}


@pytest.mark.parametrize("source", GOLDEN.values(), ids=GOLDEN)
def test_one_prescription_in_many_shapes_reads_the_same(source: SourceFile) -> None:
    prescription, problems = prescribed(source)
    assert results(prescription) == {CARE: "1.5", BODY: "2.75"}
    assert not errors(problems)


def test_the_template_headers_need_no_remark() -> None:
    _, problems = prescribed(GOLDEN["contract csv"])
    assert not problems


@pytest.mark.parametrize("met", ["met", "Yes", "✓", "Pass", "TRUE", "standard met"])
@pytest.mark.parametrize("header", ["Standard met?", "Met/Not met", "Result", "Standard", "Status"])
def test_a_met_row_needs_nothing(header: str, met: str) -> None:
    prescription, problems = prescribed(csv(f"Discipline,Subcategory,{header},CE\nMR,Body,{met},\n"))
    assert results(prescription) == {BODY: "met"}
    assert not problems


def test_a_row_not_met_without_a_figure_asks_for_it() -> None:
    prescription, problems = prescribed(csv(HEADER + "MR,,Body,not met,\nMR,,Neurological,not met,2\n"))
    assert results(prescription) == {BODY: "?", NEURO: "2"}
    asked = the("credits-required-missing", problems)
    assert asked.is_error
    assert (asked.place.row, asked.place.column) == (2, "credits_required")
    assert prescription.open_questions == 1


def test_an_assumed_figure_is_marked_and_said() -> None:
    source = csv(HEADER + "MR,,Body,not met,\nMR,,Neurological,not met,2\n")
    prescription, problems = prescribed(source, assume=Credits.of(3))
    assert [(row.credits_required, row.assumed) for row in prescription.rows] == [
        (Credits.of(3), True),
        (Credits.of(2), False),
    ]
    assert the("credits-assumed", problems).place.row == 2
    assert not errors(problems)


def test_a_blank_category_is_settled_by_the_name() -> None:
    prescription, problems = prescribed(csv(HEADER + "MRI,,body,no,1\n"))
    assert results(prescription) == {BODY: "1"}
    assert not problems


def test_a_wrong_category_is_corrected_and_said() -> None:
    prescription, problems = prescribed(csv(HEADER + "MR,Safety,Body,no,1\n"))
    assert results(prescription) == {BODY: "1"}
    said = the("category-corrected", problems)
    assert (said.value, said.suggestion, said.place.column) == ("Safety", "Procedures", "category")


def test_an_unknown_name_is_kept_with_the_nearest_as_a_suggestion() -> None:
    prescription, problems = prescribed(csv(HEADER + "MR,Procedures,Bodyy,no,1\n"))
    assert results(prescription) == {"MR · Procedures · Bodyy": "1"}
    said = the("unknown-subcategory", problems)
    assert (said.is_error, said.value, said.suggestion) == (False, "Bodyy", "Body")


def test_an_older_name_is_read_by_the_alias_table_and_said() -> None:
    prescription, problems = prescribed(csv(HEADER + "MR,,Neuro,no,1\n"))
    assert results(prescription) == {NEURO: "1"}
    assert the("name-read-as", problems).suggestion == "Neurological"


def test_several_disciplines_share_a_file() -> None:
    prescription, _ = prescribed(csv(HEADER + "MR,,Body,no,1\nCT,,Neck and Chest,no,2\n"))
    assert prescription.disciplines == ("MR", "CT")


def test_each_technologist_has_a_prescription() -> None:
    text = (
        "Technologist ID,Discipline,Subcategory,Met?,CE\nT1,MR,Body,no,1\nT2,CT,Neck and Chest,no,2\n"
        "T1,MR,Neuro,no,3\n"
    )
    read = read_prescriptions([csv(text)])
    assert {p.technologist_id: list(results(p).values()) for p in read.value} == {
        "T1": ["1", "3"],
        "T2": ["2"],
    }


def test_scores_tell_where_the_standard_is_not_given() -> None:
    text = "Discipline,Subcategory,Score,Standard,CE\nMR,Body,6,7,2.75\nMR,Neurological,7,7,\n"
    prescription, problems = prescribed(csv(text))
    assert results(prescription) == {BODY: "2.75", NEURO: "met"}
    assert codes(problems) == ["standard-from-scores"]


def test_what_is_written_counts_against_the_scores() -> None:
    text = "Discipline,Subcategory,Standard met,Score,Cut score,CE\nMR,Body,not met,8,7,2\n"
    prescription, problems = prescribed(csv(text))
    assert results(prescription) == {BODY: "2"}
    assert codes(problems) == ["standard-against-scores"]


def test_a_score_that_is_no_number_is_a_problem() -> None:
    text = "Discipline,Subcategory,Score,Cut score,CE\nMR,Body,six,7,\nMR,Neurological,7,7,\n"
    _, problems = prescribed(csv(text))
    assert (the("score-not-a-number", problems).place.row, len(errors(problems))) == (2, 2)


def test_a_bare_list_is_a_list_of_needs() -> None:
    text = "Discipline,Subcategory,Prescribed credits\nMR,Body,2.75\nMR,Neurological,0\nMR,Musculoskeletal,\n"
    prescription, problems = prescribed(csv(text))
    assert [str(row.subcategory.name) for row in prescription.needs] == ["Body"]
    assert codes(problems) == ["standard-not-given", "credits-required-missing"]


def test_a_row_that_says_nothing_is_asked_for() -> None:
    prescription, problems = prescribed(csv(HEADER + "MR,,Body,,\nMR,,Neurological,met,\n"))
    assert results(prescription) == {NEURO: "met"}
    assert (the("standard-missing", problems).place.row, prescription.open_questions) == (2, 1)


@pytest.mark.parametrize("credits_written", ["-1", "2,5x", "1e9", "nine", "2.755", "1,5,0"])
def test_a_figure_that_cannot_be_used_is_an_error_at_its_place(credits_written: str) -> None:
    source = csv(HEADER + f'MR,,Body,not met,"{credits_written}"\nMR,,Neurological,not met,2\n')
    prescription, problems = prescribed(source)
    assert results(prescription) == {NEURO: "2"}
    (error,) = errors(problems)
    assert (error.place.row, error.place.column, error.value) == (2, "credits_required", credits_written)
    assert prescription.unreadable == (prescription.rows[0].place.__class__("table.csv", None, 2),)


def test_a_formula_without_its_value_is_an_error() -> None:
    source = workbook({"MR": [["Subcategory", "Met?", "CE"], ["Body", "no", "=1+1"]]})
    prescription, problems = prescribed(source)
    (error,) = errors(problems)
    assert (error.code, error.place.sheet, error.place.row, error.value) == (
        "formula-without-value",
        "MR",
        2,
        "=1+1",
    )
    assert prescription.open_questions == 1


def test_all_problems_are_said_at_once() -> None:
    text = HEADER + "MR,,Body,maybe,x\nMR,,Neurological,no,-2\nMR,,Musculoskeletal,no,\nXX,,Foo,no,1\n"
    _, problems = prescribed(csv(text))
    assert {(p.code, p.place.row) for p in problems} == {
        ("standard-not-readable", 2),
        ("credits-not-a-number", 2),
        ("credits-negative", 3),
        ("credits-required-missing", 4),
        ("unknown-discipline", 5),
    }


def test_of_two_rows_that_disagree_the_larger_need_is_used() -> None:
    source = csv(HEADER + "CT,,Neck and Chest,no,2\nCT,,Neck & Chest,no,3\nCT,,Neck and Chest,met,\n")
    prescription, problems = prescribed(source)
    assert results(prescription) == {NECK: "3"}
    assert codes(problems) == ["rows-disagree", "rows-disagree"]
    assert [problem.place.row for problem in problems] == [3, 4]


def test_a_repeated_row_counts_once() -> None:
    prescription, problems = prescribed(csv(HEADER + "CT,,Neck and Chest,no,2\n" * 2))
    assert results(prescription) == {NECK: "2"}
    assert codes(problems) == ["row-repeated"]


def test_results_and_their_credits_may_stand_in_two_tables() -> None:
    met = "Discipline,Subcategory,Standard met?\nMR,Body,no\nMR,Neurological,yes\n"
    prescription, problems = prescribed(
        csv(met), csv("Discipline,Subcategory,Credits\nMR,Body,2.75\n", "b.csv")
    )
    assert results(prescription) == {BODY: "2.75", NEURO: "met"}
    assert codes(problems) == ["standard-not-given"]


def test_a_figure_of_nothing_for_a_standard_not_met_is_said() -> None:
    for source in (csv(HEADER + "MR,,Body,not met,0\n"), "MR\nBody: not met, 0 credits\n"):
        prescription, problems = prescribed(source)
        assert [row.standard_met for row in prescription.rows] == [False]
        assert codes(problems) == ["no-credits-prescribed"]


def test_a_row_whose_cells_a_comma_moved_leaves_its_question_open() -> None:
    # Read on, the first row would ask for 2 credits, and the second name a subcategory that isn't meant.
    moved = "MR,,Body,no,2,75\nCT,,Head, Spine, and Musculoskeletal,no,1\nMR,,Neurological,no,1\n"
    prescription, problems = prescribed(csv(HEADER + moved))
    assert results(prescription) == {NEURO: "1"}
    assert [place.row for place in prescription.unreadable] == [2, 3]
    assert codes(problems) == ["row-too-long", "row-too-long"]


def test_blank_cells_at_the_end_of_rows_move_nothing() -> None:
    prescription, problems = prescribed(csv(HEADER + "MR,,Body,no,1,\nMR,,Neurological,yes,,\n"))
    assert (results(prescription), problems) == ({BODY: "1", NEURO: "met"}, ())


def test_one_credit_is_one_credit_in_words() -> None:
    _, problems = prescribed(csv(HEADER + "MR,,Body,no,2\nMR,,Body,no,1\n"))
    assert "not met, 1 credit here" in the("rows-disagree", problems).message


def test_credits_of_a_met_row_are_ignored_and_said() -> None:
    prescription, problems = prescribed(csv(HEADER + "MR,,Body,met,2\n"))
    assert results(prescription) == {BODY: "met"}
    assert codes(problems) == ["credits-on-met-row"]


def test_a_heading_row_gives_the_discipline() -> None:
    text = (
        "Category,Subcategory,Met?,CE\nMRI,,,\nProcedures,Body,no,1\nComputed Tomography,,,\n"
        ",Neck and Chest,no,2\n"
    )
    prescription, problems = prescribed(csv(text))
    assert results(prescription) == {BODY: "1", NECK: "2"}
    assert not problems


def test_a_blank_discipline_is_filled_down_but_never_silently() -> None:
    prescription, problems = prescribed(csv(HEADER + "MR,,Body,no,1\n,,Neurological,no,2\n"))
    assert results(prescription) == {BODY: "1", NEURO: "2"}
    assert (the("filled-down", problems).place.row, codes(problems)) == (3, ["filled-down"])


def test_without_any_discipline_it_is_asked_for() -> None:
    prescription, problems = prescribed(csv("Subcategory,Met?,CE\nBody,no,1\nNeurological,no,2\n"))
    assert not prescription.rows
    asked = the("discipline-missing", problems)
    assert (asked.is_error, asked.place.row, asked.suggestion) == (True, 2, "MR")


def test_a_files_name_may_tell_the_discipline_and_is_said() -> None:
    prescription, problems = prescribed(csv("Subcategory,Met?,CE\nBody,no,1\n", "MRI results.csv"))
    assert results(prescription) == {BODY: "1"}
    assert codes(problems) == ["discipline-from-name"]


@pytest.mark.parametrize("name", ["r.csv", "T.csv", "m.csv"])
def test_a_file_of_one_letter_tells_no_discipline(name: str) -> None:
    prescription, problems = prescribed(csv("Subcategory,Met?,CE\nBody,no,1\n", name))
    assert codes(problems)[0] == "discipline-missing"
    assert not prescription.rows


def test_a_column_of_disciplines_under_an_unknown_header_is_told_and_not_taken() -> None:
    prescription, problems = prescribed(csv("SSA,Room,Subcategory,Met?,CE\nMR,3,Body,no,1\n"))
    unused = the("column-not-used", problems)
    assert (unused.value, unused.suggestion) == ("SSA, Room", "discipline")
    assert not prescription.rows


def test_a_disciplines_total_checks_the_sum_and_goes_no_further_down() -> None:
    text = HEADER + "MR,Procedures,Body,no,2.75\nMR Total,,,,3\n,Procedures,Neurological,no,1\n"
    prescription, problems = prescribed(csv(text))
    assert results(prescription) == {BODY: "2.75", "MR · Procedures · Neurological": "1"}
    assert the("sum-disagrees", problems).suggestion == "3.75"


def test_a_category_alone_means_its_one_subcategory_or_is_asked_for() -> None:
    prescription, problems = prescribed(csv(HEADER + "CT,Safety,,no,2\nCT,Procedures,,no,2\n"))
    assert results(prescription) == {"CT · Safety · Radiation Safety and Dose": "2"}
    assert the("category-read-as-subcategory", problems).place.row == 2
    assert the("subcategory-missing", problems).place.row == 3


def test_a_parents_row_only_checks_the_sum() -> None:
    text = HEADER + "MR,Procedures,,no,3\nMR,Procedures,Body,no,2.75\n"
    prescription, problems = prescribed(csv(text))
    assert results(prescription) == {BODY: "2.75"}
    said = the("sum-disagrees", problems)
    assert (said.value, said.suggestion, said.place.row) == ("3", "2.75", 2)


def test_a_structured_education_sheet_is_no_prescription() -> None:
    text = 'Discipline,Category,Minimum credits\nMR,"Procedures\n1. Neurological\n2. Body",1\nTotal,,16\n'
    prescription, problems = prescribed(csv(text))
    assert not prescription.rows
    assert codes(problems) == ["several-subcategories", "totals-row-skipped"]


def test_columns_that_mean_nothing_are_listed_once() -> None:
    text = "Discipline,Subcategory,Met?,CE,Shoe size,Remark\nMR,Body,no,1,44,x\n"
    _, problems = prescribed(csv(text))
    assert the("column-not-used", problems).value == "Shoe size, Remark"


def test_a_catalog_given_as_a_prescription_is_told_apart() -> None:
    text = "course_id,title,seller,discipline,subcategory,credits,price\n1,A,B,MR,Body,2,3\n"
    read = read_prescriptions([csv(text)])
    (problem,) = read.problems
    assert not read.value
    assert (problem.code, problem.is_error) == ("not-a-prescription", True)
    assert "course catalog" in problem.message
    assert '"seller"' in problem.message


def test_a_header_without_rows_is_an_error() -> None:
    read = read_prescriptions([csv(HEADER)])
    assert codes(read.problems) == ["no-results"]
    assert not read.value


def test_the_files_of_several_people_are_kept_in_order() -> None:
    read = read_prescriptions(
        [
            csv(f"Technologist,Discipline,Subcategory,Met?,CE\nT{n},MR,Body,no,{n}\n", f"{n}.csv")
            for n in (3, 1)
        ]
    )
    assert [p.technologist_id for p in read.value] == ["T3", "T1"]


def test_an_indented_table_with_sums_at_every_level() -> None:
    text = (
        "Discipline,Category,Subcategory,Credits\nMRI,,,5\n,Procedures,,2.75\n,,Body,2.75\n"
        ",Patient Care,,1.5\n,,Patient Interactions and Management,1.5\n"
    )
    prescription, problems = prescribed(csv(text))
    assert results(prescription) == {BODY: "2.75", CARE: "1.5"}
    said = the("sum-disagrees", problems)
    assert (said.place.row, said.value, said.suggestion) == (2, "5", "4.25")
    assert not errors(problems)


@pytest.mark.parametrize("other", ["2", "2.00", ""])
def test_of_two_columns_with_one_meaning_the_first_is_used_and_that_is_said(other: str) -> None:
    text = (
        f"Discipline,Subcategory,Met?,CE required,Prescribed credits\nMR,Body,no,2,{other}\nMR,Neuro,no,1,1\n"
    )
    prescription, problems = prescribed(csv(text))
    assert results(prescription)[BODY] == "2"
    assert the("header-repeated", problems).value == "Prescribed credits"
    assert not errors(problems)


@pytest.mark.parametrize("other", ["3", "2,5x"])
def test_two_columns_with_one_meaning_that_differ_in_a_row_cost_that_row(other: str) -> None:
    text = (
        "Discipline,Subcategory,Met?,CE required,Prescribed credits,CE required\n"
        f'MR,Body,no,2,2,"{other}"\nMR,Neurological,no,1,1,\nMR,Musculoskeletal,yes,1,2,3\n'
    )
    prescription, problems = prescribed(csv(text))
    assert BODY not in results(prescription)
    assert len(results(prescription)) == 2
    assert [place.row for place in prescription.unreadable] == [2]
    (problem,) = errors(problems)
    assert (problem.code, problem.place.row, problem.place.column) == ("two-figures", 2, "CE required")
    assert problem.value == f"2; {other}"


def test_thousands_of_technologists_share_a_file() -> None:
    rows = "".join(f"T{n},MR,,Body,not met,2.75\n" for n in range(2_000))
    read = read_prescriptions([csv("technologist_id," + HEADER + rows)])
    assert (len(read.value), read.problems) == (2_000, ())


def test_two_ticks_that_disagree_are_a_problem_with_its_own_code() -> None:
    prescription, problems = prescribed(
        csv("discipline,subcategory,met,not met,credits\nMR,Body,x,x,2\nMR,Neurological,,x,1\n")
    )
    assert len(prescription.rows) == 1
    assert the("standard-not-readable", problems).place.row == 2
    assert "expected one of the two" in the("standard-not-readable", problems).message


def test_lines_that_were_all_passed_over_are_an_error_as_a_whole() -> None:
    care = "MR,Patient Care,Patient InteRactions and Management,not met,,met,"
    text = f"category,subcaegorr,standard\u2028x\r\n{care}\r\n"
    read = read_prescriptions([csv(text, "lines.csv")])
    assert not read.value
    assert [(problem.code, problem.place.file) for problem in errors(read.problems)] == [
        ("no-results", "lines.csv")
    ]


def test_an_id_too_long_is_shortened_in_a_queue_read_in_pieces_too() -> None:
    rows = f"{'9' * 3_000},MR,Body,not met,1\nE-1,MR,Body,not met,1\n"
    source = csv(f"technologist_id,discipline,subcategory,standard,credits_required\n{rows}", "queue.csv")
    with patch.object(queue, "_SMALL", 0):
        pieces = read_queue([source])
    assert list(pieces.value.ids) == list(read_queue([source]).value.ids)
    assert [len(each) for each in pieces.value.ids] == [2_000, 3]


def test_an_id_that_excel_shows_as_an_error_leaves_its_row_open() -> None:
    rows = (
        "technologist_id,"
        + HEADER
        + "A,MR,Procedures,Body,not met,2\n#REF!,MR,Procedures,Neurological,not met,1\n"
    )
    read = read_prescriptions([csv(rows)])
    problem = the("excel-error", read.problems)
    assert (problem.is_error, problem.place.row, problem.place.column) == (True, 3, "technologist_id")
    assert [(each.technologist_id, each.open_questions) for each in read.value] == [("A", 1)]


@pytest.mark.parametrize("column", ["discipline", "category", "subcategory"])
def test_an_excel_error_in_a_name_is_one_problem_at_its_cell(column: str) -> None:
    row = {"discipline": "MR", "category": "Procedures", "subcategory": "Neurological"} | {column: "#N/A"}
    text = HEADER + f"MR,Procedures,Body,not met,2\n{','.join(row.values())},not met,1\n"
    prescription, problems = prescribed(csv(text))
    assert results(prescription) == {BODY: "2"}
    (problem,) = problems
    assert (problem.code, problem.place.row, problem.place.column, problem.value) == (
        "excel-error",
        3,
        column,
        "#N/A",
    )


def test_boxes_ticked_and_not_ticked() -> None:
    text = "discipline,subcategory,Met,Not met,credits\nMR,Body,☐,☑,2.75\nMR,Neurological,☑,☐,\n"
    prescription, problems = prescribed(csv(text))
    assert results(prescription) == {BODY: "2.75", NEURO: "met"}
    assert not problems


def test_a_figure_that_is_to_be_determined_is_asked_for() -> None:
    text = HEADER + "MR,Procedures,Body,not met,TBD\n"
    _, problems = prescribed(csv(text))
    assert codes(problems) == ["credits-required-missing"]


@pytest.mark.parametrize("header", ["Content category", "Category", "Content area", "Subcategory"])
def test_categories_as_headings_in_the_column_of_their_subcategories(header: str) -> None:
    rows = "Procedures,,\nBody,not met,2.75\nNeurological,met,\n"
    prescription, problems = prescribed(csv(f"MRI,,\n{header},Standard,CE prescribed\n{rows}"))
    assert results(prescription) == {BODY: "2.75", NEURO: "met"}
    assert not problems


def test_two_columns_that_contradict_each_other_on_the_standard() -> None:
    header = "discipline,subcategory,standard met,standard,credits\n"
    text = header + "MR,Body,met,not met,2\nMR,Neurological,not met,no,1\nMR,Musculoskeletal,not met,soon,3\n"
    prescription, problems = prescribed(csv(text))
    assert results(prescription) == {NEURO: "1", "MR · Procedures · Musculoskeletal": "3"}
    (said,) = errors(problems)
    assert (said.code, said.place.row, said.place.column, said.value) == (
        "two-standards",
        2,
        "standard",
        "not met",
    )
    assert len(prescription.unreadable) == 1


@pytest.mark.parametrize(
    "row",
    [
        "MR,Procedures total,,,2.75",
        "MR,Procedures,Procedures subtotal,,2.75",
        "MR,Total for Procedures,,,2.75",
    ],
)
def test_a_categorys_total_is_checked_and_is_no_subcategory(row: str) -> None:
    text = HEADER + f"MR,Procedures,Body,not met,2.75\n{row}\n"
    prescription, problems = prescribed(csv(text))
    assert results(prescription) == {BODY: "2.75"}
    assert set(codes(problems)) <= {"totals-row-skipped"}
    _, problems = prescribed(csv(text.replace(",,2.75", ",,3")))
    assert set(codes(problems)) <= {"totals-row-skipped", "sum-disagrees"}


def test_a_row_that_is_left_out_is_one_problem() -> None:
    _, problems = prescribed(csv(HEADER + "MR,Procedures,Body,not met,2.75\n,,,,2.75\n"))
    assert codes(problems) == ["subcategory-missing"]


def test_numbers_written_as_text_for_excel() -> None:
    prescription, problems = prescribed(csv(HEADER + '="MR",Procedures,Body,not met,"=""2.75"""\n'))
    assert results(prescription) == {BODY: "2.75"}
    assert not problems


def test_all_names_in_one_column() -> None:
    text = "Subcategory,Standard,Credits\nMRI: Procedures: Body,not met,2.75\nCT - Neck and Chest,not met,1\n"
    prescription, problems = prescribed(csv(text))
    assert results(prescription) == {BODY: "2.75", NECK: "1"}
    assert not problems


@pytest.mark.parametrize("header", ["CE required?,credits", "credits,CE required?"])
def test_credits_are_where_the_figures_stand(header: str) -> None:
    cells = ("Yes,2.75", "No,") if header.startswith("CE") else ("2.75,Yes", ",No")
    rows = f"MR,Body,not met,{cells[0]}\nMR,Neurological,met,{cells[1]}\n"
    prescription, problems = prescribed(csv(f"discipline,subcategory,standard,{header}\n{rows}"))
    assert results(prescription) == {BODY: "2.75", NEURO: "met"}
    assert codes(problems) == ["column-not-used"]
