"""The rules are data with a source and a date, and their words and figures agree."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from planner.credits import Credits
from planner.outline import shipped_outlines
from planner.rules import Confidence, read_rules, rulebook, rules

if TYPE_CHECKING:
    from pathlib import Path


def test_every_rule_has_a_sentence_a_source_and_a_day() -> None:
    for rule in rules():
        assert rule.sentence.endswith(".")
        assert "{" not in rule.sentence
        assert rule.source
        assert rule.standing
        assert rule.read_on == date(2026, 11, 23)


def test_no_rule_stands_twice() -> None:
    keys = [rule.key for rule in rules()]
    assert len(keys) == len(set(keys))


def test_structured_education_takes_16_credits_with_1_in_each_category_in_24_months() -> None:
    structured = rulebook().structured_education
    assert structured.credits == Credits.of(16)
    assert structured.least_per_category == Credits.of(1)
    assert structured.months == 24


def test_disciplines_without_structured_education_are_disciplines() -> None:
    without = rulebook().structured_education.disciplines_without
    assert without == {"R", "N", "T", "S", "RRA"}
    assert without < shipped_outlines().by_code.keys()


def test_an_assistants_biennium_takes_more() -> None:
    assert rulebook().biennium_credits("CT") == Credits.of(24)
    assert rulebook().biennium_credits("RRA") == Credits.of(50)


def test_distributions_move_in_quarters() -> None:
    assert rulebook().credit_step == Credits.of("0.25")


def test_the_sentences_say_their_figures() -> None:
    sentence = {rule.key: rule.sentence for rule in rules()}
    assert "16 credits, at least 1 in every major category" in sentence["structured-education"]
    assert "since January 1, 2022" in sentence["all-or-nothing"]
    assert sentence["without-structured-education"].startswith("R, N, T, S and RRA have no")


def test_what_is_not_known_says_so_and_names_no_source() -> None:
    assert {rule.key for rule in rulebook().unknowns} >= {
        "credits-required",
        "two-prescriptions",
        "before-the-ssa",
    }
    assert all(rule.source == "No public source found" for rule in rulebook().unknowns)


def test_the_glossary_keeps_the_two_credits_apart() -> None:
    meanings = {term.term: term.meaning for term in rulebook().glossary}
    assert meanings["targeted credits"] != meanings["CE credits"]
    assert "failed" not in meanings["SSA"].replace("can't be failed", "")


@pytest.mark.parametrize(
    "slip",
    [
        'sentence = "At most {most} credits."\nconfidence = "arrt"\nsource = "page"',
        'sentence = "A rule."\nconfidence = "arrt"\nsource = "nowhere"',
        'sentence = "A rule."\nconfidence = "certain"\nsource = "page"',
    ],
)
def test_a_slip_in_the_table_is_our_fault_and_is_heard(tmp_path: Path, slip: str) -> None:
    table = tmp_path / "rules.toml"
    head = 'gathered_on = 2026-11-23\nterm = []\n[sources]\npage = "A page"\n[[rule]]\nkey = "a-rule"\n'
    table.write_text(head + slip, encoding="utf-8")
    with pytest.raises((KeyError, ValueError)):
        read_rules(table)


def test_a_rule_read_on_another_day_says_so(tmp_path: Path) -> None:
    table = tmp_path / "rules.toml"
    table.write_text(
        'gathered_on = 2026-11-23\nterm = []\n[sources]\npage = "A page"\n[[rule]]\nkey = "a-rule"\n'
        'sentence = "A rule."\nconfidence = "secondary"\nsource = "page"\nread_on = 2027-02-01\n',
        encoding="utf-8",
    )
    (rule,) = read_rules(table).rules
    assert (rule.read_on, rule.confidence) == (date(2027, 2, 1), Confidence.SECONDARY)
