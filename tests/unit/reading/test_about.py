"""A catalog's problems tell which courses they are about, wherever its rows stand."""

from __future__ import annotations

from planner.reading import SourceFile, pasted, read_catalog


def about(text: str) -> dict[str, tuple[str, ...]]:
    problems = read_catalog([SourceFile("list.csv", text.encode())]).problems
    return {problem.code: problem.course_ids for problem in problems}


def test_a_row_is_about_its_course_also_where_only_the_title_is_given() -> None:
    told = about(
        "course_id,title,price,discipline,subcategory,credits\n"
        "A,Knee MR,ask,MR,Body,1\n"
        ",Knee MR,,MR,Neurological,0.3\n"
    )
    assert told == {"price-not-a-number": ("A",), "credits-odd-step": ("A",)}


def test_a_name_is_about_every_course_that_uses_it() -> None:
    rows = "".join(f"{each},MR,Bdy,1\n" for each in ("A", "B", "A"))
    told = about(f"course_id,discipline,subcategory,credits\n{rows}C,MR,Body,1\n")
    assert told["unknown-subcategory"] == ("A", "B")


def test_what_is_about_the_whole_file_is_about_no_course() -> None:
    told = about("course_id,discipline,subcategory,credits,colour\nA,MR,Body,1,red\n")
    assert told == {"column-not-used": ()}


def test_a_line_of_a_listing_is_about_the_course_of_its_block() -> None:
    text = "Knee MR\n\nMagnetic Resonance Imaging: 1\nProcedures: 1\nBdy: 1\n"
    (problem,) = read_catalog([pasted(text)]).problems
    assert (problem.code, problem.course_ids) == ("unknown-subcategory", ("Knee MR",))
