#!/usr/bin/env python3
"""Set up what is missing, then do one thing.

    python3 dev.py app      run the app; it prints its address
    python3 dev.py test     run every check and every test
    python3 dev.py check    run the static checks alone
    python3 dev.py bench    run the benchmarks
    python3 dev.py fuzz     put mutated files through every reader
    python3 dev.py lock     pin the dependencies of pyproject.toml anew
    python3 dev.py audit    write a bill of materials, and ask what is known against it

What follows the command goes to the tool behind it, for example `app --server.port 8600`,
`test tests/unit -k credits` or `lock --upgrade`. Needs Python 3.11 or newer and nothing else.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "set-up.json"
TO_RUN = "requirements.txt"
TO_TEST = "requirements-dev.txt"
TO_SIGN_ON = "requirements-sign-on.txt"
UV = "uv==0.13.9"
PIP_AUDIT = "pip-audit==2.10.1"
BILL = "bill-of-materials.json"

CHECKS = {
    "ruff check": ["ruff", "check", "."],
    "ruff format": ["ruff", "format", "--check", "."],
    "mypy": ["mypy"],
    "import-linter": ["lint-imports"],
}


@dataclass(frozen=True)
class Program:
    """A program that only the tests need, and that no Python package brings.

    ``variable`` may name it; else it is looked for by its names and in its places. ``package`` is Debian's.
    """

    title: str
    variable: str
    names: tuple[str, ...]
    places: tuple[str, ...]
    package: str
    how_to_get: str


CHROME = Program(
    "Chrome or Chromium",
    "CHROME_PATH",
    ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    (
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "%ProgramFiles%/Google/Chrome/Application/chrome.exe",
        "%ProgramFiles(x86)%/Google/Chrome/Application/chrome.exe",
        "%LocalAppData%/Google/Chrome/Application/chrome.exe",
    ),
    "chromium",
    "Google Chrome from google.com/chrome, `apt install chromium` as root, or `brew install chromium`",
)
OFFICE = Program(
    "LibreOffice Calc",
    "OFFICE_PATH",
    ("soffice", "libreoffice"),
    (
        "/Applications/LibreOffice.app/Contents/MacOS/soffice",
        "%ProgramFiles%/LibreOffice/program/soffice.exe",
    ),
    "libreoffice-calc",
    "LibreOffice from libreoffice.org, or `apt install libreoffice-calc` as root",
)

NGINX = Program(
    "nginx",
    "NGINX_PATH",
    ("nginx", "/usr/sbin/nginx", "/usr/local/sbin/nginx"),
    ("/opt/homebrew/bin/nginx",),
    "nginx-light",
    "`apt install nginx-light` as root, or `brew install nginx`",
)


class CannotGoOn(Exception):  # noqa: N818 - reads as what happened
    """Something is missing that only a person can put right. The message says what to do."""


def say(message: str) -> None:
    """Tell the person what happens next, before it happens."""
    encoding = sys.stdout.encoding or "utf-8"
    print(message.encode(encoding, "replace").decode(encoding), flush=True)


def run(command: list[str | Path]) -> int:
    """Run a command in the project's folder and give its exit status."""
    return subprocess.run([str(part) for part in command], cwd=ROOT, check=False).returncode


def insist(command: list[str | Path], otherwise: str) -> None:
    """Run a command that has to succeed; otherwise stop with these words."""
    if run(command) != 0:
        raise CannotGoOn(otherwise)


def installed_with_apt(package: str) -> bool:
    """Install a system package where that is ours to do: on Debian or Ubuntu, as root."""
    if getattr(os, "geteuid", lambda: -1)() != 0 or not shutil.which("apt-get"):
        return False
    say(f"Installing {package} with apt-get ...")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["update"], ["install", "--yes", "--no-install-recommends", package]):
        command = ["apt-get", "--quiet", "-o", "Acquire::Retries=3", *step]
        done = subprocess.run(command, env=quiet, check=False, capture_output=True, text=True)
        if done.returncode != 0:
            say(done.stdout + done.stderr)
            return False
    return True


def digests(files: tuple[str, ...]) -> dict[str, str]:
    """Give what must be the same for an environment to be reused: where it is, and what is in it."""
    found = {file: hashlib.sha256((ROOT / file).read_bytes()).hexdigest() for file in files}
    return {"folder": str(VENV), **found}


def stamped() -> dict[str, str]:
    """Give the digests of what is installed; nothing where the set-up never ended."""
    try:
        stamp: dict[str, str] = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp


def set_up(*files: str) -> None:
    """Make `.venv` hold exactly what these requirement files pin. Does nothing where it already does."""
    wanted, have = digests(files), stamped()
    if PYTHON.exists() and wanted.items() <= have.items():
        return
    outdated = any(have.get(key, value) != value for key, value in wanted.items())
    if outdated or not have or not PYTHON.exists():
        make_environment()
        have = {}
    missing = [file for file in files if file not in have]
    say(f"Installing the packages of {' and '.join(missing)} ...")
    pip_install("--require-hashes", *(f"--requirement={file}" for file in missing))
    STAMP.write_text(json.dumps({**have, **wanted}), encoding="utf-8")


def make_environment() -> None:
    """Make `.venv` anew, with pip in it."""
    if Path(sys.prefix).resolve() == VENV.resolve():
        message = "This runs inside .venv, which has to be made anew. Run it with the system's python3."
        raise CannotGoOn(message)
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    lacking = importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None
    if lacking and not installed_with_apt(f"python{version}-venv"):
        message = (
            "This Python lacks its venv module, so no environment can be made.\n"
            f"On Debian or Ubuntu: apt install python{version}-venv. Elsewhere: python.org's has it."
        )
        raise CannotGoOn(message)
    say(f"Making an environment in .venv with Python {version} ...")
    insist([sys.executable, "-m", "venv", "--clear", VENV], "The environment could not be made; see above.")


def pip_install(*arguments: str) -> None:
    """Install into `.venv`; wheels only, so that nothing is compiled and no package's code runs."""
    options = ["--quiet", "--quiet", "--no-input", "--disable-pip-version-check", "--only-binary=:all:"]
    otherwise = "The packages could not be installed; see above. Is the package index reachable?"
    insist([PYTHON, "-m", "pip", "install", *options, *arguments], otherwise)


def find(program: Program) -> str | None:
    """Give the path of a program: its variable first, then the usual names and places.

    Raises:
        CannotGoOn: its variable is set and no program is there.
    """
    named = os.environ.get(program.variable)
    if named:
        found = shutil.which(named)
        if found is not None:
            return found
        message = f"{program.variable} says {named}, and no program is there."
        raise CannotGoOn(message)
    places = (os.path.expandvars(place) for place in program.places)
    return next(filter(None, map(shutil.which, (*program.names, *places))), None)


def provide(program: Program) -> str:
    """Give the path of a program, installing it where that is ours to do.

    Raises:
        CannotGoOn: there is none. The tests that need it are never left out in silence.
    """
    found = find(program)
    if found is None and installed_with_apt(program.package):
        found = find(program)
    if found is None:
        message = (
            f"The tests need {program.title}, and none was found.\n"
            f"Get it ({program.how_to_get}),\n"
            f"or say where it is: {program.variable}=/path/to/it python3 dev.py test"
        )
        raise CannotGoOn(message)
    return found


def app(arguments: list[str]) -> int:
    """Run the app until it is stopped."""
    set_up(TO_RUN)
    say("Starting the app at the address below. Ctrl+C ends it.")
    command = [str(PYTHON), "-m", "streamlit", "run", "asgi.py", *arguments]
    if os.name != "nt":
        os.chdir(ROOT)
        os.execv(command[0], command)  # noqa: S606 - our own; whoever stops this process stops the app
    return run([*command])


def failed_checks() -> list[str]:
    """Run the static checks; say how each went, in full only where it failed."""
    failed = []
    for name, (tool, *arguments) in CHECKS.items():
        began = time.perf_counter()
        command = [str(BIN / tool), *arguments]
        done = subprocess.run(
            command, cwd=ROOT, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        took = f"{time.perf_counter() - began:.1f} s"
        if done.returncode == 0:
            say(f"{name}: passed ({took})")
        else:
            failed.append(name)
            say(f"{name}: FAILED ({took})\n{done.stdout.decode('utf-8', 'replace')}")
    return failed


def check(arguments: list[str]) -> int:
    """Run the static checks alone."""
    if arguments:
        message = "check takes no further arguments."
        raise CannotGoOn(message)
    set_up(TO_RUN, TO_TEST)
    return 1 if failed_checks() else 0


def test(arguments: list[str]) -> int:
    """Run the static checks, then the tests; all of them, whatever fails first."""
    set_up(TO_RUN, TO_TEST)
    for program in (CHROME, OFFICE, NGINX):
        os.environ[program.variable] = provide(program)
    failed = failed_checks()
    status = run([PYTHON, "-m", "pytest", *arguments])
    if failed:
        say(f"Failed before the tests: {', '.join(failed)}")
    return status or (1 if failed else 0)


def bench(arguments: list[str]) -> int:
    """Run the benchmarks named, or all."""
    set_up(TO_RUN, TO_TEST)
    return run([PYTHON, "-m", "tests.bench", *arguments])


def fuzz(arguments: list[str]) -> int:
    """Put mutated files through the readers named, or through all."""
    set_up(TO_RUN, TO_TEST)
    return run([PYTHON, "-m", "tests.fuzz", *arguments])


def lock(arguments: list[str]) -> int:
    """Pin every dependency, with hashes, for all systems and Python versions that we support."""
    if not PYTHON.exists():
        make_environment()
    pip_install(UV)
    compiler: list[str | Path] = [PYTHON, "-m", "uv", "pip", "compile", "--quiet"]
    options = ["--universal", "--python-version=3.11", "--generate-hashes", "--no-emit-index-url"]
    options.append("--custom-compile-command=python3 dev.py lock")
    failed = "The dependencies could not be pinned; see above."
    insist([*compiler, *options, *arguments, "pyproject.toml", f"--output-file={TO_RUN}"], failed)
    options += [f"--constraints={TO_RUN}"]
    insist([*compiler, *options, *arguments, "--group=dev", f"--output-file={TO_TEST}"], failed)
    options += [f"--constraints={TO_TEST}", "--extra=sign-on", "pyproject.toml"]
    insist([*compiler, *options, *arguments, f"--output-file={TO_SIGN_ON}"], failed)
    return 0


def audit(arguments: list[str]) -> int:
    """Write a bill of materials and ask what is known; 1 if something is, 2 if nobody could be asked."""
    set_up(TO_RUN)
    script: list[str | Path] = [PYTHON, Path("deploy") / "audit.py"]
    if status := run([*script, *(arguments or [BILL])[:1]]):
        return status
    apart = VENV / "audit"  # its packages aren't ours
    program = apart / BIN.name / ("pip-audit.exe" if os.name == "nt" else "pip-audit")
    quiet = ["--quiet", "--quiet", "--no-input", "--disable-pip-version-check", "--only-binary=:all:"]
    into: list[str | Path] = [apart / BIN.name / PYTHON.name, "-m", "pip", "install", *quiet, PIP_AUDIT]
    if not program.exists() and (run([PYTHON, "-m", "venv", apart]) or run(into)):
        say(
            "pip-audit could not be installed, so nothing could be found out. Is the package index reachable?"
        )
        return 2
    return run([*script, "ask", program])


COMMANDS = {
    "app": app,
    "test": test,
    "check": check,
    "bench": bench,
    "fuzz": fuzz,
    "lock": lock,
    "audit": audit,
}


def main(words: list[str]) -> int:
    """Do what the first word says."""
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever starts this may have an older one
        say(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}. Try python3.12 dev.py ...")
        return 1
    if not words or words[0] not in COMMANDS:
        say((__doc__ or "").strip())
        return 0 if words in (["help"], ["-h"], ["--help"]) else 2
    os.environ.setdefault("PYTHONUTF8", "1")  # the tools write more than some systems' own encoding holds
    try:
        return COMMANDS[words[0]](words[1:])
    except CannotGoOn as stop:
        say(str(stop))
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
