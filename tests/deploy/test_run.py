"""What is filled into nginx's template, and what the processes are told."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from deploy import run
from deploy.run import Asked

ROOT = Path(__file__).resolve().parents[2]
THREE = Asked(3, "127.0.0.1:8500", "planner.example.org", 8511)


@pytest.mark.parametrize("processes", [1, 2, 5])
def test_nginx_takes_its_configuration(tmp_path: Path, processes: int) -> None:
    path = tmp_path / "nginx.conf"
    path.write_text(run.nginx_configuration(Asked(processes, "127.0.0.1:8500", "", 8511), tmp_path))
    command = [run.find_nginx(), "-t", "-q", "-e", "stderr", "-p", str(tmp_path), "-c", str(path)]
    tried = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 - nginx itself
    assert (tried.returncode, tried.stderr) == (0, "")


def test_further_lines_for_nginx_may_stand_in_a_file(tmp_path: Path) -> None:
    more = tmp_path / "tls for us.conf"
    more.write_text("add_header Strict-Transport-Security max-age=31536000 always;\n", encoding="utf-8")
    path = tmp_path / "nginx.conf"
    path.write_text(run.nginx_configuration(Asked(2, "127.0.0.1:8500", "", 8511, more), tmp_path))
    command = [run.find_nginx(), "-t", "-q", "-e", "stderr", "-p", str(tmp_path), "-c", str(path)]
    assert subprocess.run(command, check=False).returncode == 0  # noqa: S603 - nginx itself
    more.write_text("this is no line of nginx;\n", encoding="utf-8")
    assert subprocess.run(command, check=False, capture_output=True).returncode != 0  # noqa: S603 - as above


def test_a_file_of_further_lines_has_to_be_there(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        run.main(["--include", "nothing.conf"])
    assert "there is no file nothing.conf" in capsys.readouterr().err


def test_a_process_that_is_gone_has_one_neighbour_and_the_last_one_has_the_first() -> None:
    written = run.upstreams(THREE.ports)
    pairs = re.findall(
        r"upstream process_\d \{\s+server 127.0.0.1:(\d+) .*\s+server 127.0.0.1:(\d+) backup;", written
    )
    assert pairs == [("8511", "8512"), ("8512", "8513"), ("8513", "8511")]


def test_nginx_takes_a_little_more_than_the_app_so_that_the_app_can_say_it(tmp_path: Path) -> None:
    written = run.nginx_configuration(THREE, tmp_path)
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    found = re.search(r"client_max_body_size (\d+)m;", written)
    assert found
    assert settings["server"]["maxUploadSize"] < int(found[1]) <= settings["server"]["maxUploadSize"] + 5
    assert not re.search(r"@[A-Z_]+@", written)


def test_a_quiet_connection_is_kept_longer_than_it_is_ever_quiet(tmp_path: Path) -> None:
    written = run.nginx_configuration(THREE, tmp_path)
    stream = written[written.index("location = /_stcore/stream") :]
    assert re.search(r"proxy_read_timeout 1h;\s+proxy_send_timeout 1h;", stream[: stream.index("}")])
    settings = tomllib.loads((ROOT / "deploy" / "config.toml").read_text(encoding="utf-8"))
    assert 0 < settings["server"]["websocketPingInterval"] < 60


def test_other_names_than_ours_are_sent_away() -> None:
    told = run.options(THREE)
    assert told[told.index("--server.allowedHosts") + 1] == "planner.example.org"
    assert "--server.allowedHosts" not in run.options(Asked(1, "127.0.0.1:8500", "", 8511))


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--server.address", "127.0.0.1"),
        ("--server.enableXsrfProtection", "true"),
        ("--server.enableCORS", "true"),
        ("--server.enableAgentApi", "false"),
        ("--client.showErrorDetails", "none"),
    ],
)
def test_the_processes_are_told_to_be_strict(option: str, value: str) -> None:
    told = run.options(THREE)
    assert told[told.index(option) + 1] == value


def test_without_nginx_it_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv(run.NGINX, str(tmp_path / "nothing"))
    assert run.main(["--processes", "1"]) == 1
    assert "apt install nginx-light" in capsys.readouterr().out
