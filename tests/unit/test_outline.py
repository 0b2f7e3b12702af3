"""The outlines that ship: every discipline, with its gaps said."""

from planner.outline import Subcategory, shipped_outlines

OUTLINES = shipped_outlines()


def test_all_thirteen_disciplines_are_there() -> None:
    codes = [d.code for d in OUTLINES.disciplines]
    assert sorted(codes) == sorted(["R", "N", "T", "MR", "S", "CT", "M", "BD", "CI", "VI", "BS", "VS", "RRA"])


def test_not_every_discipline_has_all_four_categories() -> None:
    without_safety = {d.code for d in OUTLINES.disciplines if "Safety" not in OUTLINES.categories(d.code)}
    without_image = {
        d.code for d in OUTLINES.disciplines if "Image Production" not in OUTLINES.categories(d.code)
    }
    assert without_safety == {"M", "BD", "BS", "CI", "VI", "S", "VS"}
    assert without_image == {"T", "RRA"}


def test_the_two_disciplines_with_unknown_names_say_so() -> None:
    assert [d.code for d in OUTLINES.disciplines if OUTLINES.has_gap(d.code)] == ["CI", "VS"]
    assert all(s.name for s in OUTLINES.subcategories("CI"))


def test_every_row_says_how_far_it_can_be_trusted() -> None:
    assert {row.confidence for row in OUTLINES.rows} <= {"arrt", "published", "recalled", "unknown"}
    assert all(row.source for row in OUTLINES.rows if row.confidence in {"arrt", "published"})


def test_a_subcategory_reads_from_wide_to_narrow() -> None:
    assert (
        str(Subcategory("CT", "Safety", "Radiation Safety and Dose"))
        == "CT · Safety · Radiation Safety and Dose"
    )
    assert str(Subcategory("CT", "", "Something new")) == "CT · Something new"
