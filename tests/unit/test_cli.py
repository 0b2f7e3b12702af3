"""The command line from end to end: files in, answer out, exit status, nothing on the wrong stream."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from planner.cli import main

ROOT = Path(__file__).resolve().parents[2]

RESULTS = """\
discipline,category,subcategory,standard,credits_required
MR,Patient Care,Patient Interactions and Management,not met,1.5
MR,Procedures,Body,not met,2.75
MR,Procedures,Neurological,met,
"""
CATALOG = """\
course_id,title,seller,format,ce_credits,price,hours,expires_on,discipline,category,subcategory,credits
FIC-1,All,Lantern Learning,online,6,90,6,2027-03-04,MR,Patient Care,Patient Interactions and Management,1.5
FIC-1,All,Lantern Learning,online,6,90,6,2027-03-04,MR,Procedures,Body,2.75
FIC-2,Care,Harbor CE,online,2,20,2,,MR,Patient Care,Patient Interactions and Management,1.5
FIC-3,Body,Harbor CE,book,4,40,4,,MR,Procedures,Body,2.75
FIC-4,Body once more,Lantern Learning,online,3,,3,,MR,Procedures,Body,3
"""
RESULTS_OF_2027 = """\
discipline,category,subcategory,standard,credits_required,outline_version
MR,Procedures,Body,not met,1,2027
"""
CATALOG_OF_2022 = """\
course_id,price,discipline,category,subcategory,credits,outline_version
FIC-1,90,MR,Procedures,Body,1,2022
"""
ON = ("--on", "2026-11-23")


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with results and a catalog in it."""
    (tmp_path / "results.csv").write_text(RESULTS, encoding="utf-8")
    (tmp_path / "catalog.csv").write_text(CATALOG, encoding="utf-8")
    return tmp_path


def _plan(files: Path, *options: str) -> int:
    return main(["plan", str(files / "results.csv"), "--catalog", str(files / "catalog.csv"), *ON, *options])


def _json(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    answer = json.loads(capsys.readouterr().out)
    assert isinstance(answer, dict)
    return answer


def _ids(answer: dict[str, Any]) -> list[str]:
    return sorted(course["course_id"] for course in answer["courses"])


def test_the_cheapest_plan_is_shown_with_its_proof(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _plan(files) == 0
    out = capsys.readouterr().out
    assert out.startswith("$60 · 2 courses · 4.25 targeted credits needed, 4.25 gained · 6 CE credits")
    assert "No cheaper set exists in this catalog under these limits." in out
    assert "Not the official record" in out
    assert all(len(line) <= 80 for line in out.splitlines())


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        ((), ["FIC-2", "FIC-3"]),
        (("--goal", "courses"), ["FIC-1"]),
        (("--goal", "hours"), ["FIC-2", "FIC-4"]),
        (("--pin", "FIC-1"), ["FIC-1"]),
        (("--exclude", "FIC-3"), ["FIC-1"]),
        (("--seller", "Lantern Learning"), ["FIC-1"]),
        (("--format", "online"), ["FIC-1"]),
        (("--margin", "0.25"), ["FIC-1", "FIC-2", "FIC-3"]),
        (("--seller", "Harbor CE", "--seller", "Lantern Learning", "--budget", "60"), ["FIC-2", "FIC-3"]),
    ],
)
def test_goals_and_limits_lead_to_other_plans(
    files: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], ids: list[str]
) -> None:
    assert _plan(files, *options, "--json", "-") == 0
    answer = _json(capsys)
    assert answer["status"] == "covered"
    assert _ids(answer) == ids


def test_a_budget_too_small_is_a_shortfall_that_names_the_limit(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _plan(files, "--budget", "45", "--json", "-") == 3
    answer = _json(capsys)
    assert answer["status"] == "shortfall"
    assert _ids(answer) == ["FIC-3"]
    assert {row["subcategory"]: row["short"] for row in answer["coverage"]} == {
        "Patient Interactions and Management": 1.5,
        "Body": 0.0,
    }
    assert "budget" in [limit["name"] for limit in answer["limits"]]
    assert _plan(files, "--budget", "45") == 3
    assert "Can't be fully covered: 1.5 short in MR · Patient Care" in " ".join(
        capsys.readouterr().out.split()
    )


def test_a_course_must_be_open_between_today_and_the_deadline(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _plan(files, "--goal", "courses", "--deadline", "2027-06-30", "--json", "-") == 0
    assert _json(capsys)["courses"][0]["take_by"] == "2027-03-04"
    late = ("--on", "2027-03-05", "--goal", "courses", "--json", "-")
    assert _plan(files, *late) == 0
    assert _ids(_json(capsys)) == ["FIC-2", "FIC-3"]


def test_alternatives_are_listed(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _plan(files, "--alternatives", "1", "--json", "-") == 0
    (other,) = _json(capsys)["alternatives"]
    assert other["course_ids"] == ["FIC-1"]
    assert other["totals"]["price"] == 90.0


def test_completed_courses_count_and_are_not_proposed_again(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done = files / "done.csv"
    done.write_text("course_id,completed_on\nFIC-2,2026-06-01\n", encoding="utf-8")
    assert _plan(files, "--completed", str(done), "--json", "-") == 0
    answer = _json(capsys)
    assert _ids(answer) == ["FIC-3"]
    assert answer["coverage"][0]["completed"] == 1.5


@pytest.mark.parametrize("content", ["", "colour,size\nred,2\n"])
def test_completed_ce_that_can_not_be_used_is_no_plan_without_it(
    files: Path, capsys: pytest.CaptureFixture[str], content: str
) -> None:
    done = files / "done.csv"
    done.write_text(content, encoding="utf-8")
    assert _plan(files, "--completed", str(done), "--json", "-") == 2
    (problem,) = _json(capsys)["problems"]
    assert (problem["severity"], problem["file"]) == ("error", "done.csv")
    done.write_text("course_id,completed_on\nFIC-2,soon\n", encoding="utf-8")
    assert _plan(files, "--completed", str(done), "--json", "-") == 0


def test_every_file_asked_for_is_written(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    endings = {"json": "json", "out": "xlsx", "ics": "ics", "csv": "csv"}
    names = {option: str(files / f"plan.{ending}") for option, ending in endings.items()}
    options = [word for option, name in names.items() for word in (f"--{option}", name)]
    assert _plan(files, "--goal", "courses", *options) == 0
    assert json.loads(Path(names["json"]).read_bytes())["status"] == "covered"
    assert load_workbook(names["out"]).sheetnames[0] == "Plan"
    assert len(Calendar.from_ical(Path(names["ics"]).read_bytes()).walk("VEVENT")) == 1
    assert Path(names["csv"]).read_bytes().count(b"FIC-1") == 2
    assert capsys.readouterr().out.startswith("$90 · 1 course")
    assert _plan(files, "--ics", names["ics"]) == 0
    assert "no dates, so the calendar is empty" in capsys.readouterr().err


def test_the_same_input_gives_the_same_files_whatever_the_order_of_rows(files: Path) -> None:
    written = []
    for name in ("one", "two"):
        outputs = [files / f"{name}.{ending}" for ending in ("xlsx", "ics", "csv", "json")]
        options = zip(("--out", "--ics", "--csv", "--json"), map(str, outputs), strict=True)
        assert _plan(files, *(word for pair in options for word in pair)) == 0
        written.append([path.read_bytes() for path in outputs])
        header, *rows = CATALOG.splitlines()
        (files / "catalog.csv").write_text("\n".join((header, *reversed(rows))), encoding="utf-8")
    assert written[0][1:3] == written[1][1:3]
    plans = [json.loads(each[3]) for each in written]
    assert plans[0]["courses"] == plans[1]["courses"]


def _results_in_two_files(files: Path) -> list[str]:
    header, first, *others = RESULTS.splitlines(keepends=True)
    names = [str(files / f"results{number}.csv") for number in (1, 2)]
    for name, rows in zip(names, ([first], others), strict=True):
        Path(name).write_text(header + "".join(rows), encoding="utf-8")
    return names


def test_a_catalog_may_come_in_parts_and_results_as_pasted_text(
    files: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    header, *rows = CATALOG.splitlines(keepends=True)
    parts = []
    for number, part in enumerate((rows[:2], rows[2:])):
        parts += ["--catalog", str(files / f"part{number}.csv")]
        Path(parts[-1]).write_text(header + "".join(part), encoding="utf-8")
    assert main(["plan", *_results_in_two_files(files), *parts, *ON, "--json", "-"]) == 0
    assert _ids(_json(capsys)) == ["FIC-2", "FIC-3"]
    pasted = RESULTS.replace(",", "\t").encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(pasted)))
    assert main(["plan", "-", *parts, *ON, "--json", "-"]) == 0
    assert _ids(_json(capsys)) == ["FIC-2", "FIC-3"]


def test_rows_of_several_technologists_are_refused_with_their_ids(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    header, *rows = RESULTS.splitlines()
    ids = [f"T-{number}" for number in range(1, 8)]
    lines = [f"{row},{technologist}" for technologist in ids for row in rows]
    (files / "results.csv").write_text("\n".join([f"{header},technologist_id", *lines]), encoding="utf-8")
    assert _plan(files) == 2
    assert "7 technologists (T-1, T-2, T-3, T-4, T-5 and 2 more)" in capsys.readouterr().err


def test_assumed_credits_are_said_in_every_file(files: Path) -> None:
    results = RESULTS.replace("Body,not met,2.75", "Body,not met,")
    (files / "results.csv").write_text(results, encoding="utf-8")
    names = ("plan.csv", "plan.ics", "plan.xlsx", "plan.json")
    written = [str(files / name) for name in names]
    options = ("--csv", "--ics", "--out", "--json")
    given = [part for pair in zip(options, written, strict=True) for part in pair]
    assert _plan(files, "--assume-credits", "2.5", "--deadline", "2027-02-01", *given) == 0
    with (files / "plan.csv").open(encoding="utf-8-sig") as opened:
        told = {row["subcategory"]: row["assumed"] for row in csv.DictReader(opened)}
    assert told == {"Patient Interactions and Management": "no", "Body": "yes"}
    for event in Calendar.from_ical((files / "plan.ics").read_bytes()).walk("VEVENT"):
        about = [line for line in event["DESCRIPTION"].splitlines() if "Body" in line]
        assert all("(figure assumed)" in line for line in about)
        assert about or "Care" in event["SUMMARY"]
    why = [cell for row in load_workbook(files / "plan.xlsx")["Plan"].values for cell in row]
    assert "Gives 2.75 where 2.5 are needed in MR · Procedures · Body (figure assumed)" in why


def test_what_a_proof_leaves_open_is_said(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _plan(files) == 0
    left_out = "Left out: 1 course whose price is not known. Once that is known, a better plan may exist."
    assert left_out in " ".join(capsys.readouterr().out.split())
    assert _plan(files, "--allow-unknown-price") == 0
    assert "Left out" not in capsys.readouterr().out


def test_sharing_an_activity_says_to_ask_arrt(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    row = "MR,Procedures,Body,2.75"
    catalog = CATALOG.splitlines()[0] + "".join(
        f"\nFIC-1,All,Lantern Learning,online,6,90,6,,{each}" for each in (row, row.replace("MR", "VI"))
    )
    (files / "catalog.csv").write_text(catalog, encoding="utf-8")
    need = "{},Procedures,Body,not met,2"
    rows = [RESULTS.splitlines()[0], need.format("MR"), need.format("VI")]
    (files / "results.csv").write_text("\n".join(rows), encoding="utf-8")
    assert _plan(files) == 3
    assert "ask ARRT" not in capsys.readouterr().out
    assert _plan(files, "--share-disciplines") == 0
    assert "ask ARRT before you count on it" in " ".join(capsys.readouterr().out.split())


def test_a_missing_figure_keeps_the_plan_open_until_it_is_assumed(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (files / "results.csv").write_text(RESULTS.replace("not met,2.75", "not met,"), encoding="utf-8")
    assert _plan(files, "--json", "-") == 3
    answer = _json(capsys)
    assert (answer["status"], answer["open_questions"]) == ("shortfall", 1)
    assert _plan(files, "--assume-credits", "2.5", "--json", "-") == 0
    assert _json(capsys)["assumed_figures"] == 1
    assert _plan(files, "--assume-credits", "2.5") == 0
    assert "1 figure of credits required was assumed" in capsys.readouterr().out


def test_nothing_needed_is_covered_by_nothing(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    met = RESULTS.replace("not met,1.5", "met,").replace("not met,2.75", "met,")
    (files / "results.csv").write_text(met, encoding="utf-8")
    assert _plan(files) == 0
    assert capsys.readouterr().out.startswith("Nothing to take · no subcategory needs credits")


def test_problems_go_to_standard_error_and_into_the_json(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad_row = "MR,Procedures,Body,not met,2;5x\n"
    (files / "results.csv").write_text(RESULTS + bad_row, encoding="utf-8")
    assert _plan(files, "--json", "-") == 3
    told = capsys.readouterr()
    assert "results.csv, row 5" in told.err
    problems = json.loads(told.out)["problems"]
    assert [p["row"] for p in problems if p["severity"] == "error"] == [5]


def test_everything_wrong_is_said_at_once(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (files / "results.csv").write_text("nothing of use", encoding="utf-8")
    options = ("--budget", "-5", "--completed", str(files / "no.csv"), "--csv", str(files / "no" / "x.csv"))
    assert _plan(files, *options, "--json", "-") == 2
    told = capsys.readouterr()
    for part in (
        "--budget:",
        "--csv:",
        "no.csv: The file can't be read",
        "No row of the results can be used",
    ):
        assert part in told.err
    answer = json.loads(told.out)
    assert (answer["status"], answer["courses"], answer["totals"]) == ("unusable", [], None)
    assert len(answer["problems"]) >= 4


@pytest.mark.parametrize(
    "arguments",
    [["plan", "--json", "-"], ["--json=-"], ["check", "no.csv", "--json", "-"], ["plam", "--json", "-"]],
)
def test_json_on_standard_output_is_json_even_when_nothing_can_be_done(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    told = capsys.readouterr()
    assert json.loads(told.out)["problems"]
    assert told.err.startswith("error: ")


def test_a_json_file_says_that_there_is_no_plan_rather_than_keep_an_old_one(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = files / "plan.json"
    assert _plan(files, "--json", str(target)) == 0
    assert _plan(files, "--json", str(target), "--pin", "NO-SUCH-COURSE") == 2
    assert json.loads(target.read_bytes())["status"] == "unusable"
    assert "NO-SUCH-COURSE" in capsys.readouterr().err


@pytest.mark.parametrize(
    "options",
    [
        ("--pin", "FIC-1", "--exclude", "FIC-1"),
        ("--seller", "Nobody"),
        ("--format", "papyrus"),
        ("--pin", "FIC-1", "--budget", "10"),
        ("--deadline", "2026-01-01"),
    ],
)
def test_choices_that_contradict_each_other_or_the_catalog_are_refused(
    files: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...]
) -> None:
    assert _plan(files, *options) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("error: ")


def test_a_file_that_cannot_be_written_ends_with_2_but_the_plan_is_shown(
    files: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Path, __: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    assert _plan(files, "--csv", str(files / "plan.csv")) == 2
    told = capsys.readouterr()
    assert told.out.startswith("$60")
    assert "No space left on device" in told.err


def test_a_fault_of_ours_is_one_line_and_status_1(
    files: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> str:
        message = "out of order\nsecond line"
        raise RuntimeError(message)

    monkeypatch.setattr("planner.cli.plan.plan_as_table", fail)
    monkeypatch.delenv("PLANNER_DEBUG", raising=False)
    assert _plan(files) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "out of order second line" in line
    monkeypatch.setattr("planner.cli.plan.plan_as_json", fail)
    assert _plan(files, "--json", "-") == 1
    assert _json(capsys)["status"] == "fault"
    monkeypatch.setenv("PLANNER_DEBUG", "1")
    with pytest.raises(RuntimeError):
        _plan(files)


def test_who_stops_it_sees_no_traceback(
    files: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object, **__: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("planner.cli.plan.plan_as_table", stop)
    assert _plan(files) == 130
    assert capsys.readouterr().err == "Stopped.\n"


def test_help_goes_to_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    assert "exit status: 0 done and everything covered" in capsys.readouterr().out


def test_check_counts_what_was_understood(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(files / "catalog.csv")]) == 0
    assert capsys.readouterr().out.startswith("4 courses of 2 sellers · 5 distribution figures · 0 bundles")
    assert main(["check", str(files / "catalog.csv"), "--json", "-"]) == 0
    answer = _json(capsys)
    assert (answer["courses"], answer["distributions"], answer["bundles"]) == (4, 5, 0)
    target = files / "check.json"
    assert main(["check", str(files / "catalog.csv"), "--json", str(target)]) == 0
    assert json.loads(target.read_bytes())["courses"] == 4


def test_check_of_what_is_no_catalog_ends_with_2(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (files / "catalog.csv").write_text("", encoding="utf-8")
    assert main(["check", str(files / "catalog.csv"), "--json", "-"]) == 2
    told = capsys.readouterr()
    assert json.loads(told.out)["courses"] == 0
    assert "No course of the catalog can be used" in told.err


def test_limits_that_cannot_be_read_are_said(
    files: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (files / "limits.toml").write_text("file_bytes = lots", encoding="utf-8")
    monkeypatch.setenv("PLANNER_LIMITS", str(files / "limits.toml"))
    assert _plan(files) == 2
    assert "limits file" in capsys.readouterr().err


def _run(files: Path, *options: str, **environment: str) -> subprocess.Popen[bytes]:
    command = [
        sys.executable,
        "-m",
        "planner",
        "plan",
        "results.csv",
        "--catalog",
        "catalog.csv",
        *ON,
        *options,
    ]
    env = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    return subprocess.Popen(command, cwd=files, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # noqa: S603 - ours


def test_as_a_program_it_starts_without_what_it_does_not_need(files: Path) -> None:
    with _run(files, PYTHONPROFILEIMPORTTIME="1") as program:
        _, told = program.communicate(timeout=60)
    assert program.returncode == 0
    imported = {line.rsplit(b"|", 1)[-1].strip().decode() for line in told.splitlines()}
    assert "planner.writing.as_table" in imported
    assert not imported & {"openpyxl", "icalendar", "pandas", "streamlit", "plotly", "rapidfuzz"}


def test_as_a_program_it_writes_to_a_terminal_that_knows_only_ascii(files: Path) -> None:
    with _run(files, PYTHONIOENCODING="ascii") as program:
        out, _ = program.communicate(timeout=60)
    assert program.returncode == 0
    assert out.startswith(b"$60 - 2 courses")


def test_as_a_program_it_bears_a_reader_who_leaves(files: Path) -> None:
    with _run(files, "--json", "-") as program:
        assert program.stdout
        assert program.stderr
        program.stdout.close()
        told = program.stderr.read()
        program.wait(timeout=60)
    assert told == b""
    assert program.returncode == 0


def test_results_and_figures_of_another_outline_version_are_flagged(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (files / "results.csv").write_text(RESULTS_OF_2027, encoding="utf-8")
    (files / "catalog.csv").write_text(CATALOG_OF_2022, encoding="utf-8")
    assert _plan(files) == 0
    assert "1 MR distribution figure is of outline version 2022, and the outline in use is 2027" in (
        capsys.readouterr().err
    )
