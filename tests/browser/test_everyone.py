"""Each page in both lights and on a phone: axe finds nothing serious, and nothing runs over the edge."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import NARROW, Open
from tests.browser.server import settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

PAGES = (
    "/",
    "/results?demo=two-credentials",
    "/catalog?demo=ordinary",
    "/plan?demo=impossible",
    "/structured?discipline=BD",
    "/about",
)


def serious(page: Page) -> list[str]:
    """Give what axe finds that would keep somebody out."""
    return [
        f"{violation['id']}: {violation['help']} ({violation['nodes'][0]['html'][:200]})"
        for violation in Axe().run(page).response["violations"]
        if violation["impact"] in {"serious", "critical"}
    ]


def chart_text(page: Page) -> list[int]:
    """Give red, green and blue of what is written in the first picture."""
    fill = page.locator("[data-testid=stPlotlyChart] .annotation-text").first.evaluate(
        "text => getComputedStyle(text).fill"
    )
    return [int(level) for level in re.findall(r"\d+", fill)[:3]]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_serves_everyone(visit: Open, path: str) -> None:
    page = visit(path)
    for expander in page.locator("[data-testid=stExpander] summary").all():
        expander.click()
    settled(page)
    assert not serious(page)
    page.emulate_media(color_scheme="dark")
    settled(page)
    assert not serious(page)
    page.set_viewport_size({"width": NARROW, "height": 900})
    settled(page)
    widths = page.evaluate(
        "[document.scrollingElement, document.querySelector('[data-testid=stMain]')].map(e => e.scrollWidth)"
    )
    assert max(widths) <= NARROW


def test_the_picture_takes_the_colours_of_the_page(visit: Open) -> None:
    page = visit("/plan?demo=ordinary")
    assert max(chart_text(page)) < 90
    page.emulate_media(color_scheme="dark")
    settled(page)
    assert min(chart_text(page)) > 180
