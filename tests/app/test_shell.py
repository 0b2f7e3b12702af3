"""The frame: every page stands behind the guard, and can be reached by its own address."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest

from tests.app.conftest import ROOT, Visit, words

if TYPE_CHECKING:
    from pathlib import Path

PAGES = sorted((ROOT / "pages").glob("[a-z]*.py"))
SOURCES = [ROOT / "app.py", *PAGES, *sorted((ROOT / "pages" / "parts").rglob("*.py"))]
TITLES = {
    "start": "Find the courses that cover your SSA results",
    "results": "My results",
    "catalog": "Catalog",
    "plan": "My plan",
    "structured": "Structured education",
    "outlines": "Outlines",
    "about": "About",
    "check": "Catalog check",
    "queue": "Queue",
    "bundles": "Bundles",
    "demand": "Demand",
}


def is_for_types_only(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_a_page_calls_the_guard_before_anything_else(page: Path) -> None:
    done = [
        node
        for node in ast.parse(page.read_text(encoding="utf-8")).body
        if not isinstance(node, ast.Import | ast.ImportFrom) and not is_for_types_only(node)
    ]
    assert ast.unparse(done[1]) == "require_shell()"  # the first is the docstring


@pytest.mark.parametrize("page", TITLES)
def test_a_page_opens_by_its_own_address(visit: Visit, page: str) -> None:
    assert visit(page).title[0].value.startswith(TITLES[page])


def test_every_page_has_a_title_here() -> None:
    assert set(TITLES) == {page.stem for page in PAGES}


def test_a_link_to_a_sample_opens_its_plan(visit: Visit) -> None:
    app = visit("plan", demo="ordinary")
    assert "Proven cheapest" in words(app)
    assert app.query_params["demo"] == "ordinary"


def test_an_unknown_sample_is_ignored(visit: Visit) -> None:
    app = visit("plan", demo="<script>")
    assert "A plan needs your results first" in words(app)
    assert "demo" not in app.query_params


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_nothing_is_drawn_as_markup_and_state_lives_in_one_place(source: Path) -> None:
    text = source.read_text(encoding="utf-8")
    assert "unsafe_allow" not in text
    assert "st.components" not in text
    assert source.stem == "state" or not re.search(r"st\.session_state[.\[]", text)
