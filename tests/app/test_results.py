"""My results: files, pasted text and typed rows in; what was understood, and ways to put it right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.app.conftest import Visit, told, words

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

HEADER = "discipline,category,subcategory,standard,credits_required\n"
GOOD = HEADER + "MR,Procedures,Body,not met,2.75\nMR,Procedures,Neurological,met,\n"


def upload(app: AppTest, text: str | bytes, name: str = "results.csv") -> AppTest:
    content = text.encode() if isinstance(text, str) else text
    app.file_uploader(key="upload-results").upload(name, content)
    app.run()
    assert not app.exception
    return app


def test_nothing_given_yet_says_what_will_stand_there(visit: Visit) -> None:
    assert "Nothing read yet" in words(visit("results"))


def test_an_upload_is_shown_as_understood(visit: Visit) -> None:
    app = upload(visit("results"), GOOD)
    table = app.table[0].value
    assert list(table["Subcategory"]) == ["Body :gray[· Procedures]", "Neurological :gray[· Procedures]"]
    assert list(table["Standing"]) == [
        ":material/pending: **needs 2.75 credits**",
        ":material/check_circle: met",
    ]
    assert "1 subcategory needs 2.75 credits" in words(app)


def test_whose_results_are_in_use_is_said(visit: Visit) -> None:
    assert "Sample results: Three subcategories" in words(visit("results", demo="ordinary"))
    assert "Results:" not in words(visit("results"))
    assert "Results: results\\.csv" in words(upload(visit("results"), GOOD))


def test_results_survive_a_change_of_page(visit: Visit) -> None:
    app = upload(visit("results"), GOOD)
    for page in ("catalog", "about", "results"):
        app.switch_page(f"pages/{page}.py").run()
    app.run()
    assert "1 subcategory needs 2.75 credits" in words(app)


def test_pasted_text_is_read_like_a_file(visit: Visit) -> None:
    app = visit("results")
    app.segmented_control(key="way-in").set_value("Paste").run()
    app.text_area(key="paste-results").set_value(
        "Discipline\tSubcategory\tStandard\tCredits required\nMRI\tBody\tnot met\t2,75\n"
    )
    app.button(key="read-paste").click().run()
    assert "1 subcategory needs 2.75 credits" in words(app)


def edit(app: AppTest, key: str, row: int, **cells: object) -> AppTest:
    """Change a row in an editor, as its widget reports it."""
    before = (app.session_state.get(key) or {}).get("edited_rows", {})
    now = {name.replace("_", " "): value for name, value in cells.items()}
    changes = {"edited_rows": {**before, row: now}, "added_rows": [], "deleted_rows": []}
    app.session_state[key] = changes
    app.run()
    assert not app.exception
    return app


def typing(visit: Visit, *codes: str) -> AppTest:
    app = visit("results")
    app.segmented_control(key="way-in").set_value("Type").run()
    app.multiselect(key="type-disciplines").set_value(list(codes)).run()
    return app


def test_typed_rows_are_read_at_once_and_kept(visit: Visit) -> None:
    app = typing(visit, "CT", "MR")
    grids = [frame.value for frame in app.dataframe if "Standard" in frame.value]
    assert len(grids) == 2
    row = list(grids[0]["Subcategory"]).index("Neck and Chest")
    edit(app, "type-CT", row, Standard="not met", Credits=3.0)
    assert "1 subcategory needs 3 credits" in words(app)
    edit(app, "type-MR", 0, Standard="not met", Credits=1.5)
    assert "2 subcategories need 4.5 credits" in words(app)
    app.switch_page("pages/about.py").run()
    app.run()
    app.switch_page("pages/results.py").run()
    app.run()
    assert "2 subcategories need 4.5 credits" in words(app)
    kept = next(frame.value for frame in app.dataframe if "Standard" in frame.value)
    assert kept.loc[row, "Credits"] == 3


def test_a_credential_taken_away_takes_its_rows_along(visit: Visit) -> None:
    app = edit(typing(visit, "CT", "MR"), "type-CT", 0, Standard="not met", Credits=3.0)
    app.multiselect(key="type-disciplines").set_value(["MR"]).run()
    assert "Nothing read yet" in words(app)


def test_an_unknown_name_is_kept_until_the_suggestion_is_taken(visit: Visit) -> None:
    app = upload(
        visit("results"), HEADER + "MR,Procedures,Neurologic,not met,2\nMR,Procedures,Bodyy,not met,1\n"
    )
    assert "Bodyy :gray[· Procedures]" in list(app.table[0].value["Subcategory"])
    taken = next(button for button in app.button if button.label == "Use Body")
    taken.click().run()
    assert not app.exception
    assert "Body :gray[· Procedures]" in list(app.table[0].value["Subcategory"])
    assert "Bodyy" not in str(app.table[0].value)


def test_a_missing_figure_is_asked_for_and_only_assumed_on_request(visit: Visit) -> None:
    app = upload(
        visit("results"), HEADER + "MR,Procedures,Body,not met,\nMR,Procedures,Neurological,not met,1\n"
    )
    assert "credits not known" in app.table[0].value["Standing"][0]
    app.number_input(key="assume-credits").set_value(2.5).run()
    app.button(key="assume").click().run()
    assert "needs 2.5 credits, assumed" in app.table[0].value["Standing"][0]
    app.button(key="stop-assuming").click().run()
    assert "credits not known" in app.table[0].value["Standing"][0]


def test_the_foot_counts_what_is_still_to_settle(visit: Visit) -> None:
    head = "discipline,subcategory,standard,credits_required\n"
    app = upload(visit("results"), head + "MR,Body,not met,2\nMR,Neurological,not met,\nMR,Heart,no,x\n")
    assert "1 subcategory needs 2 credits · 2 rows to settle" in words(app)
    app = upload(visit("results"), head + "MR,Neurological,not met,\n")
    assert "**1 row to settle**" in words(app)
    assert "No subcategory needs" not in words(app)


def test_a_row_that_was_not_understood_can_be_put_right(visit: Visit) -> None:
    app = upload(
        visit("results"), HEADER + "MR,Procedures,Body,not met,lots\nMR,Procedures,Neurological,not met,1\n"
    )
    assert "not understood" in str(app.table[1].value["Standing"][0])
    assert "lots" in str(app.table[1].value)
    editor = next(frame for frame in app.dataframe if "Credits required" in frame.value)
    row = list(editor.value["Subcategory"]).index("Body")
    assert editor.value.loc[row, "Credits required"] == "lots"
    edit(app, "correct-1", row, Credits_required="2.75")
    assert "2 subcategories need 3.75 credits" in words(app)


def test_one_of_several_technologists_is_chosen(visit: Visit) -> None:
    text = "technologist_id," + HEADER + "A,MR,Procedures,Body,not met,1\nB,CT,Safety,,not met,2\n"
    text = text.replace("CT,Safety,,", "CT,Safety,Radiation Safety and Dose,")
    app = upload(visit("results"), text)
    app.selectbox(key="technologist").select("B").run()
    assert "1 subcategory needs 2 credits" in words(app)
    app.switch_page("pages/plan.py").run()
    assert list(app.dataframe[0].value["Subcategory"]) == ["Radiation Safety and Dose"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b""),
        ("renamed.xlsx", b"this is no workbook"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)),
        ("binary.csv", bytes(range(256)) * 8),
    ],
)
def test_what_can_not_be_read_is_told_in_words(visit: Visit, name: str, content: bytes) -> None:
    app = upload(visit("results"), content, name)
    assert "could be read as results" in words(app)
    assert len(told(app)[0]) > 20


def test_problems_are_read_one_by_one_until_there_are_too_many(visit: Visit) -> None:
    rows = [f"MR,Procedures,Body {number},not met,much" for number in range(16)]  # two problems each
    few = upload(visit("results"), HEADER + "\n".join(rows[:15]))
    assert len(told(few)) == 30
    assert not any("What to do" in frame.value for frame in few.dataframe)
    assert "**results\\.csv\\, row 2\\, column credits\\_required**" in words(few)
    many = upload(visit("results"), HEADER + "\n".join(rows))
    assert any("What to do" in frame.value for frame in many.dataframe)


def test_a_name_that_was_corrected_shows_what_was_written(visit: Visit) -> None:
    app = upload(visit("results"), HEADER + "R,Procedures,Extremities,not met,1\n")
    assert app.table[0].value["Subcategory"][0] == (
        "Extremity Procedures :gray[· Procedures · written as Extremities]"
    )


def test_names_are_never_read_as_markdown(visit: Visit) -> None:
    name = "**bold** :red[x] <b>y</b> $1$ [z](http://a.b)"
    app = upload(visit("results"), HEADER + f'MR,Procedures,"{name}",not met,1\n')
    shown = app.table[0].value["Subcategory"][0]
    assert "**" not in shown.replace("\\*", "")
    assert "\\[" in shown
    assert "\\<" in shown


def test_completed_ce_is_taken_and_can_be_left_out_again(visit: Visit) -> None:
    app = upload(visit("results"), GOOD)
    app.file_uploader(key="upload-completed").upload(
        "done.csv", b"title,completed_on,discipline,subcategory,credits\nMine,2026-06-01,MR,Body,2.75\n"
    )
    app.run()
    app.switch_page("pages/plan.py").run()
    assert not app.exception
    assert "completed CE covers everything" in words(app)
    app.switch_page("pages/results.py").run()
    app.button(key="drop-completed").click().run()
    app.switch_page("pages/plan.py").run()
    assert "completed CE covers everything" not in words(app)
