#!/usr/bin/env python3
"""Serve the app to others: several processes of it, and nginx in front of them.

    .venv/bin/python deploy/run.py --processes 4 --listen 127.0.0.1:8500 --host planner.example.org

Starts the processes, waits until each of them can plan, then opens the door. A process that ends is started
again. SIGTERM (or Ctrl+C) lets plans under way finish, then ends everything. See deploy/README.md.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import tomllib
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
# Whoever signs on in one process has to be known in all of them.
COOKIE_SECRET = "STREAMLIT_SERVER_COOKIE_SECRET"  # noqa: S105 - the name of a variable
NGINX = "NGINX_PATH"
_START_S, _END_S = 180.0, 60.0
_LOOK_EVERY_S, _ASK_EVERY_S, _ASK_FOR_S = 0.5, 10.0, 10.0
# What a process is started with unless it was said otherwise. Each thread's memory has an area of its own,
# with gaps of its own. Visits run in many threads: two areas hold all of it in less.
ENVIRONMENT = {"PLANNER_DRAIN_SECONDS": "2", "MALLOC_ARENA_MAX": "2"}
# How long nginx leaves out a process that didn't answer, before it tries it again.
OUT_SECONDS = 10
_UPLOADS_A_SECOND = 2
_OK, _WELL = 200, "ok"


class CannotServe(Exception):  # noqa: N818 - reads as what happened
    """Something is missing that only a person can put right. The message says what to do."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What to run."""

    processes: int
    listen: str
    host: str
    first_port: int
    more: Path | None = None

    @property
    def ports(self) -> range:
        """The port of each process."""
        return range(self.first_port, self.first_port + self.processes)


@dataclass(slots=True)
class Process:
    """One process of the app, and what its health was when last asked."""

    number: int
    port: int
    running: subprocess.Popen[str]
    health: str = ""
    began: float = field(default_factory=time.monotonic)


def say(line: str) -> None:
    """Write a line that an operator reads."""
    print(f"{datetime.now().astimezone().isoformat(timespec='seconds')} run {line}", flush=True)


def upstreams(ports: range) -> str:
    """Write the part of nginx's configuration that depends on the processes.

    Each process has its neighbour behind it: what comes for one that is gone goes to one and the same.
    """
    failing = f"max_fails=1 fail_timeout={OUT_SECONDS}s"
    numbered = list(enumerate(ports, start=1))
    lines = ["upstream anyone {", "    least_conn;"]
    lines += [f"    server 127.0.0.1:{port} {failing};" for port in ports]
    lines.append("}")
    for number, port in numbered:
        lines += [f"upstream process_{number} {{", f"    server 127.0.0.1:{port} {failing};"]
        neighbour = ports[number % len(ports)]
        if neighbour != port:
            lines.append(f"    server 127.0.0.1:{neighbour} backup;")
        lines.append("}")
    lines.append("map $cookie_planner_process $process {")
    lines += [f'    "{number}" process_{number};' for number, _ in numbered]
    lines += ["    default anyone;", "}", "map $upstream_addr $answered {", '    default "";']
    lines += [f'    "~:{port}$" {number};' for number, port in numbered]
    lines.append("}")
    return "\n".join(f"    {line}" for line in lines)


def upload_megabytes() -> int:
    """Read how much the app takes in one file."""
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    return int(settings["server"]["maxUploadSize"])


def nginx_configuration(asked: Asked, folder: Path) -> str:
    """Fill in the template.

    Args:
        asked: What to run.
        folder: Where nginx keeps its process number and its (empty) temporary folders.
    """
    said = {
        "FOLDER": str(folder),
        "UPSTREAMS": upstreams(asked.ports),
        "LISTEN": asked.listen,
        "HOST": asked.host or "_",
        "MORE": f'include "{asked.more}";' if asked.more else "",
        "BODY_MB": str(upload_megabytes() + 2),
        "UPLOADS_A_SECOND": str(_UPLOADS_A_SECOND),
        "OUT_SECONDS": f"{OUT_SECONDS} s",
    }
    text = (HERE / "nginx.conf").read_text(encoding="utf-8")
    for name, value in said.items():
        text = text.replace(f"@{name}@", value)
    return text


def options(asked: Asked) -> list[str]:
    """Give the settings of production as Streamlit takes them on its command line."""
    settings = tomllib.loads((HERE / "config.toml").read_text(encoding="utf-8"))
    if asked.host:
        # Whoever asks under another name is sent away: a name that leads here only to borrow a visitor's.
        settings["server"]["allowedHosts"] = [asked.host, "127.0.0.1", "localhost"]
    given = []
    for section, values in settings.items():
        for name, value in values.items():
            for one in value if isinstance(value, list) else [value]:
                given += [f"--{section}.{name}", json.dumps(one).strip('"')]
    return given


def start(number: int, port: int, asked: Asked) -> Process:
    """Start a process of the app."""
    command = [sys.executable, "-m", "streamlit", "run", "asgi.py", "--server.port", str(port)]
    running = subprocess.Popen(
        [*command, *options(asked)],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,  # Ctrl+C is for this program, which then drains them
    )
    relay(running.stdout, f"process {number}: ")
    say(f"process {number} starts on port {port}, pid {running.pid}")
    return Process(number, port, running)


def relay(lines: IO[str] | None, before: str = "") -> None:
    """Pass on what a program says, so that all of it is in one place."""

    def pass_on() -> None:
        for line in lines or ():
            print(f"{before}{line}", end="", flush=True)

    threading.Thread(target=pass_on, daemon=True).start()


def health(port: int) -> str:
    """Ask a process how it is; "ok" while it can plan."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=_ASK_FOR_S) as answer:
            return str(answer.read(200).decode()) if answer.status == _OK else f"status {answer.status}"
    except urllib.error.HTTPError as refused:
        return str(refused.read(200).decode("utf-8", "replace"))
    except OSError:
        return "no answer"


def start_nginx(program: str, asked: Asked, folder: Path) -> subprocess.Popen[str]:
    """Open the door."""
    configuration = folder / "nginx.conf"
    configuration.write_text(nginx_configuration(asked, folder), encoding="utf-8")
    command = [program, "-e", "stderr", "-p", str(folder), "-c", str(configuration)]
    tried = subprocess.run([*command, "-t", "-q"], check=False, capture_output=True, text=True)
    if tried.returncode != 0:
        message = f"nginx doesn't take its configuration:\n{tried.stderr}"
        raise CannotServe(message)
    running = subprocess.Popen(
        [*command, "-g", "daemon off;"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    )
    relay(running.stdout)
    number = folder / "nginx.pid"  # empty after the trial, written once it listens
    while not (number.exists() and number.read_text().strip()) and running.poll() is None:
        time.sleep(0.02)
    return running


class Service:
    """The processes, the door, and the end of both."""

    def __init__(self, asked: Asked, nginx: str) -> None:
        """Start nothing yet."""
        self._asked = asked
        self._nginx = nginx
        self._processes: list[Process] = []
        self._ending = threading.Event()

    def end(self, *_: object) -> None:
        """Ask for the end. Safe in a signal's handler."""
        self._ending.set()

    def run(self) -> int:
        """Serve until the end is asked for; give the exit status."""
        os.environ.setdefault(COOKIE_SECRET, secrets.token_hex(32))
        for name, value in ENVIRONMENT.items():
            os.environ.setdefault(name, value)
        with tempfile.TemporaryDirectory(prefix="planner-") as temporary:
            folder = Path(temporary)
            folder.chmod(0o711)  # nginx's workers aren't root; there is nothing in it to read
            door = None
            try:
                numbered = enumerate(self._asked.ports, start=1)
                self._processes += [start(number, port, self._asked) for number, port in numbered]
                if not self._all_up():
                    return 0 if self._ending.is_set() else 1
                door = start_nginx(self._nginx, self._asked, folder)
                say(f"open: nginx listens on {self._asked.listen} before {len(self._processes)} processes")
                return self._watch(door)
            finally:
                self._end_all(door)

    def _all_up(self) -> bool:
        ends = time.monotonic() + _START_S
        while not self._ending.is_set() and time.monotonic() < ends:
            for process in self._processes:
                if process.running.poll() is not None:
                    say(f"process {process.number} ended with {process.running.returncode} before it was up")
                    return False
                self._ask(process)
            if all(process.health == _WELL for process in self._processes):
                return True
            self._ending.wait(_LOOK_EVERY_S)
        if not self._ending.is_set():
            say(f"not every process was up after {_START_S:.0f} s")
        return False

    def _watch(self, door: subprocess.Popen[str]) -> int:
        asked_at = time.monotonic()
        while not self._ending.wait(_LOOK_EVERY_S):
            if door.poll() is not None:
                say(f"nginx ended with {door.returncode}")
                return 1
            for place, process in enumerate(self._processes):
                if process.running.poll() is not None:
                    say(f"process {process.number} ended with {process.running.returncode}; it starts again")
                    self._processes[place] = start(process.number, process.port, self._asked)
            due = time.monotonic() - asked_at >= _ASK_EVERY_S
            for process in self._processes:
                if due or process.health != _WELL:
                    self._ask(process)
            asked_at = time.monotonic() if due else asked_at
        return 0

    def _ask(self, process: Process) -> None:
        now = health(process.port)
        if now != process.health:
            since = time.monotonic() - process.began
            say(f"process {process.number} after {since:.1f} s: {now}")
            process.health = now

    def _end_all(self, door: subprocess.Popen[str] | None) -> None:
        say("ending: plans under way may finish")
        running = [process.running for process in self._processes if process.running.poll() is None]
        for one in running:
            one.terminate()
        ends = time.monotonic() + _END_S
        for one in running:
            try:
                one.wait(max(0.1, ends - time.monotonic()))
            except subprocess.TimeoutExpired:
                say(f"pid {one.pid} took too long and is stopped")
                one.kill()
        if door is not None and door.poll() is None:
            door.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                door.wait(10)
        say("ended")


def find_nginx() -> str:
    """Give the path of nginx.

    Raises:
        CannotServe: there is none.
    """
    named = os.environ.get(NGINX, "nginx")
    found = shutil.which(named) or shutil.which(named, path="/usr/sbin:/usr/local/sbin:/opt/homebrew/bin")
    if found is None:
        message = f"No nginx found. `apt install nginx-light`, or name it in {NGINX}."
        raise CannotServe(message)
    return found


def main(words: list[str] | None = None) -> int:
    """Serve what is asked for on the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--processes", type=int, default=max(2, os.cpu_count() or 2), help="how many")
    parser.add_argument("--listen", default="127.0.0.1:8500", help="where nginx listens, as nginx writes it")
    parser.add_argument("--host", default="", help="the name that people type; others are sent away")
    parser.add_argument("--first-port", type=int, default=8511, help="the first process's; then one by one")
    parser.add_argument(
        "--include", type=Path, help="a file of further lines for nginx's server, such as its certificate"
    )
    given = parser.parse_args(words)
    if given.processes < 1:
        parser.error("--processes: at least 1")
    if given.include and not given.include.is_file():
        parser.error(f"--include: there is no file {given.include}")
    try:
        more = given.include.resolve() if given.include else None
        asked = Asked(given.processes, given.listen, given.host, given.first_port, more)
        service = Service(asked, find_nginx())
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, service.end)
        return service.run()
    except CannotServe as stop:
        say(str(stop))
        return 1


if __name__ == "__main__":
    sys.exit(main())
