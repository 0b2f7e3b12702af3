"""A course seller's way through the desk: check, correct, a queue of 500, a quote, bundles, and the files."""

from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW, WIDE, Open
from tests.browser.server import settled
from tests.browser.test_everyone import await_width, serious
from tests.browser.test_journeys import arrived, download
from tests.browser.test_whole_journey import figures, press
from tests.unit.writing.printed import Printed

if TYPE_CHECKING:
    from playwright.sync_api import Page

CUSTOMERS = 500
LATER_MS = 180_000


def go(page: Page, title: str) -> None:
    """Follow a link to a page of the desk: on a phone all links are folded away, else the desk's are."""
    size = page.viewport_size
    if size is not None and size["width"] == NARROW:
        page.get_by_test_id("stExpandSidebarButton").click()
        page.get_by_role("link", name=title).first.click()
        # At this width the list of pages covers them until it is folded away.
        page.get_by_test_id("stSidebarCollapseButton").get_by_role("button").click()
    else:
        page.get_by_text("For sellers").first.click()
        page.get_by_role("menuitem", name=title).click()
    page.get_by_role("heading", name=title, exact=True).wait_for()


def correct_the_catalog(page: Page) -> None:
    """Use the messy catalog with its safe corrections; the corrected copy opens."""
    press(page, page.get_by_role("button", name="Use the corrected catalog"))
    expect(page.get_by_text("The corrected catalog is in use")).to_be_visible()
    name, content = download(page, "The corrected catalog")
    assert name == "corrected-catalog.xlsx"
    assert "courses" in openpyxl.load_workbook(BytesIO(content)).sheetnames


def answer_the_queue(page: Page) -> dict[str, Any]:
    """Let the queue be answered while looking elsewhere; give it as the file for scripts has it."""
    go(page, "Queue")
    go(page, "Catalog check")
    go(page, "Queue")
    page.get_by_text(f"of {CUSTOMERS} customers").first.wait_for(timeout=LATER_MS)
    arrived(page, "Queue")
    name, content = download(page, "For scripts")
    assert name.startswith("queue-2")
    answer: dict[str, Any] = json.loads(content)
    assert not answer["partial"]
    assert len(answer["technologists"]) == CUSTOMERS
    assert figures(page)[0] == str(answer["customers"]["covered"])
    _, content = download(page, "All customers for Excel")
    assert openpyxl.load_workbook(BytesIO(content), read_only=True).sheetnames
    return answer


def quote_of_the_first(page: Page, customer: dict[str, Any]) -> None:
    """Open the first row: the quote asks for what the queue says, on the screen and on paper."""
    table = page.locator(".st-key-queue-table")
    table.evaluate("found => found.scrollIntoView({block: 'center'})")
    settled(page)
    box = table.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 18, box["y"] + 18 + 35)
    drawer = page.get_by_role("dialog")
    drawer.get_by_text("What we offer").wait_for()
    settled(page)
    expect(drawer).to_contain_text(f"Quote for {customer['technologist_id']}")
    price = f"${customer['totals']['price']:.2f}".removesuffix(".00")
    expect(drawer.get_by_test_id("stMetricValue").first).to_have_text(price)
    drawer.locator(".main-svg").first.wait_for()
    assert not serious(page)
    name, content = download(page, "To print or mail")
    assert name == f"quote-{customer['technologist_id']}.pdf"
    said = Printed(content).text
    assert price in said
    assert "FableImagingEducation(fictional)" in said
    drawer.get_by_role("button", name="Close").click()
    expect(drawer).to_have_count(0)


def find_bundles(page: Page) -> None:
    """Have bundles looked for: the screen and the file for scripts say the same, and the workbook opens."""
    go(page, "Bundles")
    top = page.locator(".st-key-bundle-figures")
    top.wait_for(timeout=LATER_MS)
    settled(page)
    _, content = download(page, "For scripts")
    found = json.loads(content)
    no_dearer, covered, _, bundles = top.get_by_test_id("stMetricValue").all_inner_texts()
    assert len(found["bundles"]) == int(bundles) > 0
    assert (found["no_dearer"], found["covered"]) == (int(no_dearer), int(covered))
    assert found["no_dearer"] > 0
    _, content = download(page, "The bundles for Excel")
    assert openpyxl.load_workbook(BytesIO(content), read_only=True).sheetnames


@pytest.mark.parametrize(("width", "scheme"), [(WIDE, "light"), (NARROW, "dark")])
def test_from_a_messy_catalog_to_bundles(visit: Open, width: int, scheme: str) -> None:
    page = visit("/check?demo=seller", width=width, scheme=scheme)
    correct_the_catalog(page)
    answer = answer_the_queue(page)
    await_width(page, width)
    quote_of_the_first(page, answer["technologists"][0])
    find_bundles(page)
    await_width(page, width)


@pytest.mark.parametrize(("width", "scheme"), [(WIDE, "dark"), (NARROW, "light")])
def test_a_caller_gets_a_quote_from_pasted_results(visit: Open, width: int, scheme: str) -> None:
    page = visit("/queue", width=width, scheme=scheme)
    page.get_by_label("Or paste one customer's results").fill(
        "CT  Procedures  Neck and Chest  not met  3\nCT  Safety  Radiation Safety and Dose  not met  1.5"
    )
    page.get_by_label("The customer's name or id").fill("Caller Example")
    press(page, page.get_by_role("button", name="Make the quote"))
    drawer = page.get_by_role("dialog")
    drawer.get_by_text("What we offer").wait_for(timeout=LATER_MS)
    expect(drawer).to_contain_text("Quote for Caller Example")
    drawer.get_by_role("button", name="Close").click()
    expect(drawer).to_have_count(0)
    search = page.get_by_label("Find a customer")
    search.fill("caller")
    search.press("Enter")
    settled(page)
    if width == WIDE:
        assert not serious(page)
    press(page, page.get_by_role("button", name="Open the quote"))
    expect(drawer).to_contain_text("Quote for Caller Example")
    drawer.locator(".main-svg").first.wait_for()
    assert not serious(page)
    await_width(page, width)
