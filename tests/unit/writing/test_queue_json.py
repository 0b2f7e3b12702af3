"""A queue's answer as JSON: whole and well-formed, however many parts it is written in."""

from __future__ import annotations

import json

import pytest

from planner.selling.answering import QueueAnswer
from planner.selling.customers import Queue
from planner.writing import queue_json
from planner.writing.queue_json import queue_json_parts
from tests.builders import preferences
from tests.unit.writing import answers


@pytest.mark.parametrize("lines_a_part", [1, 2, len(answers.IDS) - 1, len(answers.IDS), 1_000])
@pytest.mark.parametrize("plain", [True, False])
def test_the_parts_make_one_whole_wherever_they_end(
    monkeypatch: pytest.MonkeyPatch, lines_a_part: int, *, plain: bool
) -> None:
    monkeypatch.setattr(queue_json, "_LINES_A_PART", lines_a_part)
    parts = queue_json_parts(answers.answered(), preferences(), (), plain=plain)
    people = json.loads("".join(parts))["technologists"]
    assert [each["technologist_id"] for each in people] == list(answers.IDS)


def test_a_queue_of_nobody_is_written_too() -> None:
    parts = queue_json_parts(QueueAnswer(Queue(), ()), preferences(), (), plain=True)
    assert json.loads("".join(parts))["technologists"] == []
