"""Real LibreOffice, without its windows: opens what we write, calculates anew, and writes it again."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import warnings
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_NAMES = (
    "soffice",
    "libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    os.path.expandvars(r"%ProgramFiles%\LibreOffice\program\soffice.exe"),
)
# LibreOffice trusts stored values of files that look like Excel's; here it must not.
_ALWAYS_CALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>
"""


def find_office() -> str:
    """Give the path of LibreOffice; `OFFICE_PATH` may say where it is."""
    named = os.environ.get("OFFICE_PATH")
    for name in (named,) if named else _NAMES:
        if found := shutil.which(name):
            return found
    return pytest.fail(
        "These tests need LibreOffice Calc (apt install libreoffice-calc), or its OFFICE_PATH."
    )


def saved_by_office(workbooks: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """Have LibreOffice open workbooks, calculate all formulas and save them; give what it saved."""
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(_ALWAYS_CALCULATE, encoding="utf-8")
    given, saved = folder / "given", folder / "saved"
    given.mkdir()
    for name, content in workbooks.items():
        (given / f"{name}.xlsx").write_bytes(content)
    command = [
        find_office(),
        f"-env:UserInstallation={profile.parent.as_uri()}",
        *("--headless", "--norestore", "--convert-to", "xlsx:Calc MS Excel 2007 XML"),
        *("--outdir", str(saved)),
        *(str(given / f"{name}.xlsx") for name in workbooks),
    ]
    done = subprocess.run(  # noqa: S603 - the office we found, and our own files
        command, capture_output=True, text=True, check=False, timeout=180
    )
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    assert not re.search(r"error|corrupt|could not|repair", said, re.IGNORECASE), said
    return {name: (saved / f"{name}.xlsx").read_bytes() for name in workbooks}


def values_of(saved: bytes) -> Any:  # noqa: ANN401 - openpyxl is untyped
    """Open what LibreOffice saved, with its values in place of formulas."""
    with warnings.catch_warnings():
        # LibreOffice saves the bars in a newer way too, which openpyxl doesn't know.
        warnings.filterwarnings("ignore", r".* extension is not supported", UserWarning)
        return load_workbook(io.BytesIO(saved), data_only=True)


def with_wrong_values(content: bytes) -> bytes:
    """Give a workbook whose formulas have the value 12345 stored, so that only calculating puts it right."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.startswith("xl/worksheets/"):
                part = re.sub(rb"</f><v>[^<]*</v>", b"</f><v>12345</v>", part)
            new.writestr(name, part)
    return changed.getvalue()
