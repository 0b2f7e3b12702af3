"""Each page in both lights and on a phone: axe finds nothing serious, and nothing runs over the edge."""

from __future__ import annotations

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
    "/queue?demo=seller",
    "/bundles?demo=seller",
    "/demand?demo=seller",
    "/outlines",
    "/outlines?discipline=VS",
    "/about",
    "/check",
    "/check?demo=seller",
)
TABS = (
    ("/plan?demo=two-credentials", "Why and what instead"),
    ("/plan?demo=two-credentials", "Trade-offs"),
    ("/plan?demo=two-credentials", "When"),
    ("/structured?discipline=BD", "Why and what instead"),
)


def serious(page: Page) -> list[str]:
    """Give what axe finds that would keep somebody out."""
    return [
        f"{violation['id']}: {violation['help']} ({violation['nodes'][0]['html'][:200]})"
        for violation in Axe().run(page).response["violations"]
        if violation["impact"] in {"serious", "critical"}
    ]


def await_width(page: Page, most: int) -> None:
    """Wait until nothing runs over the edge: a grid takes its new width a little after the page has."""
    page.wait_for_function(
        """most => [document.scrollingElement, document.querySelector('[data-testid=stMain]')]
            .every(part => part.scrollWidth <= most)""",
        arg=most,
        timeout=15_000,
    )


def open_expanders(page: Page) -> None:
    """Open all expanders in sight: what is in them is looked at too."""
    for expander in page.locator("[data-testid=stExpander] summary").all():
        if expander.is_visible():
            expander.click()
    settled(page)


def serves_everyone(page: Page) -> None:
    """Let axe look at the page as it stands, in both lights, on a desk and on a phone."""
    for width in (page.viewport_size["width"], NARROW):
        page.set_viewport_size({"width": width, "height": 900})
        settled(page)
        await_width(page, width)
        for light in ("light", "dark"):
            page.emulate_media(color_scheme=light)
            settled(page)
            assert not serious(page), (width, light)


def await_chart_text(page: Page, least: int, most: int) -> None:
    """Wait until red, green and blue of what is written in the first picture lie between two levels."""
    page.wait_for_function(
        """([least, most]) => {
            const text = document.querySelector('[data-testid=stPlotlyChart] .annotation-text');
            const levels = text ? getComputedStyle(text).fill.match(/\\d+/g) : null;
            return levels && levels.slice(0, 3).every(level => level >= least && level <= most);
        }""",
        arg=[least, most],
    )


def test_each_page_names_its_tab(visit: Open) -> None:
    assert visit("/check").title() == "Catalog check · Targeted CE Planner"
    assert visit("/").title() == "Targeted CE Planner"


@pytest.mark.parametrize("path", PAGES)
def test_a_page_serves_everyone(visit: Open, path: str) -> None:
    page = visit(path)
    open_expanders(page)
    serves_everyone(page)


@pytest.mark.parametrize(("path", "tab"), TABS)
def test_a_tab_serves_everyone(visit: Open, path: str, tab: str) -> None:
    page = visit(path)
    head = page.get_by_role("tab", name=tab)
    head.evaluate("found => found.scrollIntoView({block: 'center'})")
    head.click()
    page.wait_for_timeout(300)
    settled(page)
    if tab == "When":
        for label in ("CQR window ends (CT)", "Application date"):
            page.get_by_role("group", name=label, exact=True).get_by_role("spinbutton").first.click()
            page.keyboard.type("12312030")
            page.keyboard.press("Enter")
            settled(page)
        pace = page.get_by_label("Pace, hours a month")
        pace.fill("2")
        pace.press("Enter")
        page.get_by_text("every date is met").wait_for()
    open_expanders(page)
    serves_everyone(page)


def test_what_is_done_serves_everyone(visit: Open) -> None:
    page = visit("/plan?demo=ordinary")
    page.locator(".st-key-tick-1 button:visible").first.click()
    page.get_by_role("heading", name="How far you are").wait_for()
    page.get_by_role("radio", name="CE credits", exact=True).click()  # the mouse stays on what is chosen
    settled(page)
    serves_everyone(page)


def test_the_picture_takes_the_colours_of_the_page(visit: Open) -> None:
    page = visit("/plan?demo=ordinary")
    await_chart_text(page, 0, 90)
    page.emulate_media(color_scheme="dark")
    await_chart_text(page, 180, 255)


def test_a_folded_menu_is_out_of_the_way_until_it_is_opened(visit: Open) -> None:
    page = visit("/")
    page.set_viewport_size({"width": NARROW, "height": 900})
    way = page.get_by_test_id("stSidebarNav").get_by_role("link", name="My plan")
    way.wait_for(state="hidden")
    page.get_by_test_id("stExpandSidebarButton").click()
    way.click()
    page.get_by_role("heading", name="My plan").wait_for()
    page.get_by_test_id("stSidebarCollapseButton").get_by_role("button").click()
    way.wait_for(state="hidden")
