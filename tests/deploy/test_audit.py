"""The bill of materials says what is pinned, and an audit that could not ask doesn't say that all is well."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from deploy import audit

ROOT = Path(__file__).resolve().parents[2]
WELL = {"name": "a", "version": "1", "vulns": []}
FLAWED = {"name": "b", "version": "2", "vulns": [{"id": "PYSEC-0-0", "fix_versions": ["3"]}]}
SKIPPED = {"name": "c", "skip_reason": "not found"}


def test_the_bill_has_every_pin_with_its_files_and_what_is_installed_with_its_licence(tmp_path: Path) -> None:
    path = tmp_path / "bill.json"
    lock = (ROOT / "requirements-sign-on.txt").read_text(encoding="utf-8")
    assert audit.write_bill(path) == len(re.findall(r"^[\w.-]+==", lock, re.MULTILINE))
    bill = json.loads(path.read_text(encoding="utf-8"))
    by_name = {each["name"]: each for each in bill["components"]}
    for name in re.findall(
        r"^([\w.-]+)==", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE
    ):
        assert by_name[name]["externalReferences"][0]["hashes"], name
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert by_name["highspy"]["purl"] == "pkg:pypi/highspy@1.15.1"
    assert by_name["streamlit"]["licenses"]
    assert all("licenses" in each or "properties" in each for each in bill["components"])


def test_the_longer_lock_holds_all_of_the_shorter_one() -> None:
    shorter, longer = ({*audit.pins((ROOT / lock).read_text(encoding="utf-8"))} for lock in audit.LOCKS)
    assert shorter < longer


def test_the_same_contents_have_the_same_number() -> None:
    pin = audit.Pin("a", "1", "", ("0" * 64,))
    other = audit.Pin("a", "2", "", ("0" * 64,))
    at = datetime(2026, 11, 23, tzinfo=UTC)
    assert audit.bill([pin], at)["serialNumber"] == audit.bill([pin], at)["serialNumber"]
    assert audit.bill([pin], at)["serialNumber"] != audit.bill([other], at)["serialNumber"]


@pytest.mark.parametrize("lock", ["a==1\n", "a>=1\n", "a==1 \\\n    --hash=md5:0\n"])
def test_what_is_not_pinned_with_hashes_is_refused(lock: str) -> None:
    with pytest.raises(ValueError, match="pinned with its hashes"):
        audit.pins(lock)


@pytest.mark.parametrize(
    ("dependencies", "status", "said"),
    [
        ([WELL], audit.NOTHING_KNOWN, "Nothing is known against any of the 1 packages."),
        ([WELL, FLAWED], audit.KNOWN, "b 2: PYSEC-0-0, mended in 3"),
        ([WELL, FLAWED, SKIPPED], audit.KNOWN, "Asked about 2 of 3."),
        ([WELL, SKIPPED], audit.NOT_FOUND_OUT, "Nothing could be found out about: c."),
        ([], audit.NOT_FOUND_OUT, "Asked about 0 of 0."),
    ],
)
def test_the_verdict(dependencies: list[object], status: int, said: str) -> None:
    found, lines = audit.verdict(json.dumps({"dependencies": dependencies}))
    assert found == status
    assert said in "\n".join(lines)


@pytest.mark.parametrize("answer", ["", "[]", "null", "no route to host"])
def test_no_answer_is_said_in_words_and_is_not_well(answer: str) -> None:
    status, lines = audit.verdict(answer)
    assert status == audit.NOT_FOUND_OUT
    assert "Are you online?" in lines[0]


def test_a_program_that_is_not_there_is_no_answer(tmp_path: Path) -> None:
    assert audit.ask(str(tmp_path / "nothing"))[0] == audit.NOT_FOUND_OUT
