"""About: every rule stands there with its source and date."""

from __future__ import annotations

from planner.rules import rulebook
from tests.app.conftest import Visit, words


def test_every_rule_stands_with_its_source_and_date(visit: Visit) -> None:
    app = visit("about")
    said = words(app).replace("\\", "")
    assert all(rule.sentence in said for rule in rulebook().rules)
    assert said.count(" Nov 23, 2026") >= len(rulebook().rules)


def test_it_says_what_it_is_not(visit: Visit) -> None:
    assert "Not the official record" in words(visit("about"))
