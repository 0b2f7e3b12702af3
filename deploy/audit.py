"""What the app is made of, and what is known against it.

    python3 dev.py audit [FILE]

Writes a bill of materials (CycloneDX 1.6, JSON) of what requirements.txt and requirements-sign-on.txt pin,
then asks the Python Packaging Advisory Database by way of pip-audit. Exit status: 0 all were asked about and
nothing is known, 1 something is known, 2 that could not be found out for all of them.
"""

from __future__ import annotations

import importlib.metadata
import json
import re
import subprocess
import sys
import tomllib
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements.txt", "requirements-sign-on.txt")
BILL = "bill-of-materials.json"
NOTHING_KNOWN, KNOWN, NOT_FOUND_OUT = 0, 1, 2
_PIN = re.compile(
    r"^([\w.-]+)==([\w.+!]+)(?: ; ([^\\]+?))? \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)",
    re.MULTILINE,
)
_ASK_FOR_S = 300
# A licence's name, where a package gives its whole text instead.
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Pin:
    """One package as it is pinned: where it is needed, and the SHA-256 of each of its files."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]

    @property
    def purl(self) -> str:
        """The package's name everywhere (github.com/package-url/purl-spec)."""
        return f"pkg:pypi/{re.sub(r'[-_.]+', '-', self.name).lower()}@{self.version}"


def pins(lock: str) -> list[Pin]:
    """Read a lock file.

    Raises:
        ValueError: a package in it isn't pinned with its hashes.
    """
    found = [
        Pin(name, version, marker, tuple(re.findall(r"sha256:(\w+)", hashes)))
        for name, version, marker, hashes in _PIN.findall(lock)
    ]
    if len(found) != len(re.findall(r"^[\w.-]+ ?[=<>~@]", lock, re.MULTILINE)):
        message = "not every package is pinned with its hashes; `python3 dev.py lock` does that"
        raise ValueError(message)
    return found


def licences(name: str) -> list[dict[str, Any]]:
    """Give what a package that is installed says of its licence, in CycloneDX's shape."""
    try:
        said = importlib.metadata.distribution(name).metadata.json
    except importlib.metadata.PackageNotFoundError:
        return []
    if expression := said.get("license_expression"):
        return [{"expression": expression}]
    classified = [
        each.rsplit(" :: ", 1)[1]
        for each in said.get("classifier", ())
        if each.startswith("License ::") and each.count("::") > 1
    ]
    named = str(said.get("license", "")).strip().split("\n")[0]
    names = classified or ([named] if named and len(named) <= _LONGEST_NAME else [])
    return [{"license": {"name": each}} for each in names]


def bill(found: list[Pin], at: datetime) -> dict[str, Any]:
    """Write the bill of materials (CycloneDX 1.6) as plain values."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    text = "".join(pin.purl for pin in found)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, text)}",  # the same for the same contents
        "version": 1,
        "metadata": {
            "timestamp": at.isoformat(timespec="seconds"),
            "component": {
                "type": "application",
                "bom-ref": project["name"],
                "name": project["name"],
                "version": project["version"],
            },
        },
        "components": [_component(pin) for pin in found],
    }


def _component(pin: Pin) -> dict[str, Any]:
    hashes = [{"alg": "SHA-256", "content": digest} for digest in pin.hashes]
    component: dict[str, Any] = {
        "type": "library",
        "bom-ref": pin.purl,
        "name": pin.name,
        "version": pin.version,
        "purl": pin.purl,
        "externalReferences": [{"type": "distribution", "url": pin.purl, "hashes": hashes}],
    }
    if known := licences(pin.name):
        component["licenses"] = known
    if pin.marker:
        component["properties"] = [{"name": "only-where", "value": pin.marker}]
    return component


def verdict(answer: str) -> tuple[int, list[str]]:
    """Read what pip-audit found; give the exit status and the lines that tell it.

    It calls a package that it could not ask about "skipped", and all is well to it. To us that isn't known.
    """
    try:
        asked = json.loads(answer)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return NOT_FOUND_OUT, [
            "Nothing could be found out: the advisory database didn't answer. Are you online?"
        ]
    lines = []
    for each in asked:
        for flaw in each.get("vulns", ()):
            mended = ", ".join(flaw.get("fix_versions", ())) or "no version yet"
            lines.append(f"{each['name']} {each['version']}: {flaw['id']}, mended in {mended}")
    left = [each["name"] for each in asked if "skip_reason" in each]
    well = len(asked) - len(left)
    if lines:
        lines.insert(0, f"Known against {len(lines)} of these:" if len(lines) > 1 else "Known:")
    if left or not asked:
        lines.append(
            f"Asked about {well} of {len(asked)}. Nothing could be found out about: {', '.join(left)}."
        )
    if any(each.get("vulns") for each in asked):
        return KNOWN, lines
    if left or not asked:
        return NOT_FOUND_OUT, lines
    return NOTHING_KNOWN, [f"Nothing is known against any of the {well} packages."]


def write_bill(path: Path) -> int:
    """Write the bill of materials into a file; give how many packages are in it."""
    found = {pin.purl: pin for lock in LOCKS for pin in pins((ROOT / lock).read_text(encoding="utf-8"))}
    said = bill([found[purl] for purl in sorted(found)], datetime.now(UTC))
    path.write_text(json.dumps(said, indent=1) + "\n", encoding="utf-8")
    return len(found)


def ask(program: str) -> tuple[int, list[str]]:
    """Have pip-audit ask about all that is pinned."""
    command = [program, "--require-hashes", "--disable-pip", "--progress-spinner=off", "--format=json"]
    command += [f"--requirement={ROOT / LOCKS[-1]}"]  # the longer lock holds all of the shorter one
    try:
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=_ASK_FOR_S)
    except (OSError, subprocess.TimeoutExpired):
        return verdict("")
    return verdict(done.stdout)


def main(words: list[str]) -> int:
    """Write the bill into the file named; or, after ``ask``, ask by the pip-audit named."""
    if words[0] == "ask":
        status, lines = ask(words[1])
        print("\n".join(lines), flush=True)
        return status
    path = Path(words[0])
    print(f"{path}: {write_bill(path)} packages, with versions, hashes and licences.", flush=True)
    return NOTHING_KNOWN


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
