"""Outlines: looked up, mended, used, undone, saved and loaded, and followed wherever names are read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from pages.parts import kept
from pages.parts.outline_rows import changes, read_rows, rows_of, same
from planner.credits import Credits
from planner.keeping import load
from planner.outline import Subcategory, shipped_outlines
from planner.outline_editing import lines_of
from planner.reading.outline_lines import read_outline_lines
from planner.reading.sources import SourceFile
from planner.writing.outline_as_csv import outline_as_csv
from tests.app.conftest import Visit, told, words

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from planner.outline_editing import OutlineLine

NEW = "Neck, Chest and Thorax"
RESULTS = (
    "discipline,category,subcategory,standard,credits_required,outline_version\n"
    "CT,Procedures,Neck and Chest,not met,,2026\n"
    "CT,Safety,Radiation Safety and Dose,not met,1,2026\n"
)


def said(app: AppTest) -> str:
    return words(app).replace("\\", "")


def position(code: str, name: str) -> int:
    return [line.subcategory.name for line in lines_of(code)].index(name)


def write(app: AppTest, code: str, **changed: Any) -> AppTest:  # noqa: ANN401 - what an editor holds
    """Change the grid as the editor would."""
    nothing: dict[str, Any] = {"edited_rows": {}, "added_rows": [], "deleted_rows": []}
    drafts = app.session_state["planner:drafts"]
    app.session_state[f"outline-{code}-{drafts}"] = nothing | changed
    app.run()
    assert not app.exception, app.exception
    return app


def rename(app: AppTest, **more: Any) -> AppTest:  # noqa: ANN401 - cells of a row
    """Rename Neck and Chest, and use it."""
    cells = {"Subcategory": NEW, **{name.replace("_", " "): value for name, value in more.items()}}
    write(app, "CT", edited_rows={position("CT", "Neck and Chest"): cells})
    app.button(key="go-use-outline").click().run()
    assert not app.exception, app.exception
    return app


def own(app: AppTest) -> tuple[OutlineLine, ...]:
    lines: tuple[OutlineLine, ...] = app.session_state["planner:outlines"]
    return lines


def named(app: AppTest) -> set[str]:
    """Give the subcategories that the page's tables name."""
    tables = [element.value for element in (*app.dataframe, *app.table)]
    cells = [cell for table in tables if "Subcategory" in table for cell in table["Subcategory"]]
    return {str(cell).replace("\\", "").partition(" :gray")[0] for cell in cells}


def test_every_outline_stands_in_the_list_and_one_opens(visit: Visit) -> None:
    app = visit("outlines")
    table = app.dataframe[0].value
    assert len(table) == len(shipped_outlines().disciplines)
    assert list(table[table["Missing"] != ""]["Discipline"]) == [
        "Cardiac Interventional Radiography (CI)",
        "Vascular Sonography (VS)",
    ]
    app.selectbox(key="outline-of").select("CT").run()
    assert "As it comes with the planner" in said(app)
    assert "7 names" in said(app)


def test_a_link_opens_an_outline(visit: Visit) -> None:
    assert visit("outlines", discipline="VS").selectbox(key="outline-of").value == "VS"
    assert visit("outlines", discipline="<b>").selectbox(key="outline-of").value is None


def test_what_is_changed_is_said_and_used_only_when_asked(visit: Visit) -> None:
    app = visit("outlines", discipline="CT")
    write(
        app,
        "CT",
        edited_rows={0: {"Subcategory": "Care of Patients"}, 2: {"Version": "2031"}},
        added_rows=[{"Category": "Procedures", "Subcategory": "Toes"}],
        deleted_rows=[6],
    )
    assert "Not in use yet: 1 row renamed, 1 row added, 1 row removed and 1 row changed." in said(app)
    assert own(app) == ()
    app.button(key="go-use-outline").click().run()
    assert "Your own, in use" in said(app)
    assert "Not in use yet" not in said(app)
    assert (own(app)[0].subcategory.name, own(app)[0].was) == (
        "Care of Patients",
        "Patient Interactions and Management",
    )
    assert len(own(app)) == 7
    app.button(key="undo-outline").click().run()
    assert own(app) == ()
    assert "As it comes with the planner" in said(app)


def test_changes_outlive_a_change_of_page_and_can_be_dropped(visit: Visit) -> None:
    app = visit("outlines", discipline="CT")
    write(app, "CT", edited_rows={0: {"Subcategory": "Care of Patients"}})
    app.switch_page("pages/about.py").run()
    app.switch_page("pages/outlines.py").run()
    app.run()
    assert "1 row renamed" in said(app)
    app.button(key="drop-outline-draft").click().run()
    assert "Not in use yet" not in said(app)
    assert own(app) == ()


def test_back_to_what_shipped(visit: Visit) -> None:
    app = rename(visit("outlines", discipline="CT"))
    assert len(own(app)) == 7
    app.button(key="ship-outline").click().run()
    assert own(app) == ()
    app.button(key="undo-outline").click().run()
    assert NEW in {line.subcategory.name for line in own(app)}


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"edited_rows": {0: {"Category": None}}}, "lacks its discipline or its category"),
        ({"edited_rows": {0: {"Questions": 1.5}}}, "questions “1.5”: Expected a whole number"),
        ({"edited_rows": {0: {"Credits": -1}}}, "credits “-1”"),
        ({"edited_rows": {0: {"Credits": 2.333}}}, "credits “2.333”"),
        ({"edited_rows": {4: {"Subcategory": "Neck and Chest"}}}, "stands twice in the outline"),
        ({"deleted_rows": list(range(7))}, "An outline has at least one row"),
    ],
)
def test_what_cannot_be_used_is_told_in_words(visit: Visit, changed: dict[str, Any], told: str) -> None:
    app = write(visit("outlines", discipline="CT"), "CT", **changed)
    assert any(told in error.value.replace("\\", "") for error in app.error), [e.value for e in app.error]
    assert app.button(key="go-use-outline").disabled


def test_a_new_name_is_followed_by_results_catalog_plan_and_sheet(visit: Visit) -> None:
    app = rename(visit("outlines", discipline="CT", demo="two-credentials"), Credits=4.0, Version="2031")
    app.switch_page("pages/plan.py").run()
    assert NEW in named(app)
    assert "Neck and Chest" not in named(app)
    assert "Proven" in said(app)
    assert "Own outline: CT" in said(app)
    assert any("read by your own outline (version 2031)" in note for note in told(app))
    app.switch_page("pages/structured.py").run()
    app.selectbox(key="apply-discipline").select("CT").run()
    sheet = next(table.value for table in app.table if "Content category" in table.value)
    assert any(NEW in cell.replace("\\", "") for cell in sheet["Content category"])


def test_the_grid_of_my_results_has_the_own_outline_and_keeps_what_was_typed(visit: Visit) -> None:
    app = visit("results")
    app.segmented_control(key="way-in").set_value("Type").run()
    app.multiselect(key="type-disciplines").set_value(["CT"]).run()
    row = {"edited_rows": {position("CT", "Neck and Chest"): {"Standard": "not met", "Credits": 2}}}
    app.session_state["type-CT"] = {"added_rows": [], "deleted_rows": []} | row
    app.run()
    app.switch_page("pages/outlines.py").run()
    app.selectbox(key="outline-of").select("CT").run()
    rename(app)
    app.switch_page("pages/results.py").run()
    app.run()
    typed = app.session_state["planner:typed"]["CT"]
    assert [(row["Subcategory"], row["Credits"]) for row in typed if row["Credits"]] == [(NEW, 2)]
    assert NEW in named(app)
    assert "Neck and Chest" not in named(app)
    assert "Own outline: CT" in said(app)


def test_figures_of_the_own_outline_fill_what_results_lack_and_versions_are_flagged(visit: Visit) -> None:
    app = visit("results")
    app.file_uploader(key="upload-results").upload("mine.csv", RESULTS.encode())
    app.run()
    assert "how many is not said" in said(app)
    app.switch_page("pages/outlines.py").run()
    app.selectbox(key="outline-of").select("CT").run()
    rename(app, Credits=4.0, Version="2031")
    assert "2 CT results are of outline version 2026, and the outline in use is 2031" in said(app)
    app.switch_page("pages/results.py").run()
    assert "1 row assumed as your own outline has them." in said(app)
    app.switch_page("pages/plan.py").run()
    app.run()
    assert not app.exception


def test_an_outline_file_is_taken_and_a_bad_one_changes_nothing(visit: Visit) -> None:
    app = visit("outlines")
    lines = (*lines_of("VS"),)
    mine = (*lines, replace(lines[0], subcategory=Subcategory("VS", "Procedures", "Newly Found")))
    for content, what in (
        (b"a,b\n1,2\n", "No outline was found here"),
        (b"discipline,category,subcategory\n", "no row below its headers"),
        (b"discipline,category,subcategory,questions\nVS,Procedures,A,many\n", "row 2 · questions"),
        (b"\x00\x01", ""),
    ):
        app.file_uploader[0].set_value(("bad.csv", content, "text/csv")).run()
        assert what in app.error[0].value.replace("\\", "")
        assert own(app) == ()
    app.file_uploader[0].set_value(("mine.csv", outline_as_csv(mine), "text/csv")).run()
    assert not app.error
    assert own(app) == mine
    assert app.selectbox(key="outline-of").value == "VS"
    app.button(key="undo-outline").click().run()
    assert own(app) == ()


def test_an_own_outline_travels_in_the_plan_file(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    app = rename(visit("outlines", discipline="CT", demo="two-credentials"), Credits=4.0)
    files: list[bytes] = []
    to_keep = kept.to_keep
    monkeypatch.setattr(kept, "offer_to_keep", lambda given: files.append(kept.save(to_keep(given)())))
    app.switch_page("pages/plan.py").run()
    state = load(files[-1]).value
    assert state is not None
    assert state.outline_lines == own(app)
    # As it was given: going back to what shipped must find the names of before.
    names = {row.subcategory.name for person in state.prescriptions for row in person.rows}
    assert NEW not in names
    fresh = visit("start")
    fresh.file_uploader[0].set_value(("plan.json", files[-1], "application/json")).run()
    assert own(fresh) == own(app)
    assert NEW in named(fresh)
    assert [metric.value for metric in fresh.metric] == [metric.value for metric in app.metric]
    assert load(files[-1]).value == state


@pytest.mark.parametrize("code", [discipline.code for discipline in shipped_outlines().disciplines])
def test_a_grid_left_as_it_is_says_what_the_outline_says(code: str) -> None:
    rows = rows_of(lines_of(code), shipped_outlines())
    read = read_rows(code, rows)
    assert read.value == lines_of(code)
    assert read.problems == ()
    assert same(rows, [dict(row) for row in rows])
    saved = read_outline_lines(SourceFile("outline.csv", outline_as_csv(read.value)))
    assert (saved.value, saved.problems) == (lines_of(code), ())


def test_a_row_renamed_twice_or_back_knows_its_former_name() -> None:
    mended = (replace(lines_of("CT")[0], was="Older", credits=Credits.of(2)),)
    (row,) = rows_of(mended, shipped_outlines())
    assert read_rows("CT", [row | {"Subcategory": "Newest"}]).value[0].was == "Older"
    (row,) = rows_of(lines_of("CT")[:1], shipped_outlines())
    once = row | {"Subcategory": "Newest"}
    assert read_rows("CT", [once]).value[0].was == row["Subcategory"]
    assert read_rows("CT", [once | {"Subcategory": row["Subcategory"]}]).value[0].was == ""
    assert changes([once], [row]) == "1 row renamed"
