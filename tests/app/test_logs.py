"""What is written down for whoever runs this: places in the code, and nothing of a file."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from pages.parts.serving import logs

if TYPE_CHECKING:
    from collections.abc import Iterator

CELL = "R. Fictional 99"


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Leave the logs as they were."""
    factory = logging.getLogRecordFactory()
    ours = [logging.getLogger(name) for name in ("pages", "planner")]
    before = [(log.level, log.propagate, list(log.handlers)) for log in ours]
    yield
    logging.setLogRecordFactory(factory)
    for log, (level, propagate, handlers) in zip(ours, before, strict=True):
        log.setLevel(level)
        log.propagate = propagate
        log.handlers[:] = handlers


def fail() -> None:
    try:
        int(CELL)
    except ValueError as error:
        raise KeyError(CELL) from error


def test_an_exception_is_told_by_kind_and_place_and_not_by_its_words(
    caplog: pytest.LogCaptureFixture,
) -> None:
    logs.begin()
    other = logging.getLogger("somebody.else")
    with caplog.at_level(logging.ERROR):
        try:
            fail()
        except KeyError:
            other.exception("Uncaught")
    assert CELL not in caplog.text
    assert "test_logs.py" in caplog.text
    assert caplog.text.index("ValueError") < caplog.text.index("KeyError")


def test_our_own_lines_are_written_once_with_time_and_place(capfd: pytest.CaptureFixture[str]) -> None:
    logs.begin()
    logs.begin()
    for handler in logging.getLogger("pages").handlers:
        assert isinstance(handler, logging.StreamHandler)
    logging.getLogger("pages.parts.serving.warming").info("Warmed up in %.1f s", 1.5)
    said = capfd.readouterr().err
    assert said.count("INFO pages.parts.serving.warming: Warmed up in 1.5 s") == 1
