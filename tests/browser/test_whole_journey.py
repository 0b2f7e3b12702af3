"""From a sample to other plans, ticks and files, and back again in a new visit with the file alone."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW, WIDE, Open
from tests.browser.server import settled
from tests.unit.writing.printed import Printed

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page


def press(page: Page, what: Locator) -> None:
    """Press something, out from under the bar at the top."""
    what.evaluate("found => found.scrollIntoView({block: 'center'})")
    what.click()
    drawn(page)


def drawn(page: Page) -> None:
    """Wait until what was pressed has had its effect, and nothing of before is left."""
    page.wait_for_timeout(300)
    settled(page)
    expect(page.locator("[data-stale=true]")).to_have_count(0)


def tab(page: Page, name: str) -> None:
    press(page, page.get_by_role("tab", name=name))


def act(page: Page, key: str) -> None:
    """Press the button with a key; its tooltip's double is hidden."""
    press(page, page.locator(f".st-key-{key} button:visible").first)


def figures(page: Page) -> list[str]:
    return page.get_by_test_id("stMetricValue").all_inner_texts()


def course_names(page: Page) -> list[str]:
    return page.locator(
        "[class*='st-key-course-'] [data-testid=stColumn]:first-child strong"
    ).all_inner_texts()


def done_names(page: Page) -> list[str]:
    return page.locator("[class*='st-key-done-'] strong").all_inner_texts()


def labels(page: Page, key: str) -> list[str]:
    """Give what stands in a picture's bars, as far as it can be seen: where there is no room, it can't."""
    texts = page.locator(f".st-key-{key} .bartext").all()
    return [text.text_content() or "" for text in texts if text.is_visible()]


def click_another_point(page: Page) -> None:
    """Click the point of a plan that isn't one's own, in the picture itself."""
    chart = page.locator(".st-key-tradeoff-chart")
    chart.evaluate("found => found.scrollIntoView({block: 'center'})")
    settled(page)
    boxes = [point.bounding_box() for point in chart.locator(".scatterlayer .point").all()]
    seen = [box for box in boxes if box]
    smallest = min(box["width"] for box in seen)  # one's own is drawn larger
    other = [box for box in seen if box["width"] < smallest + 1][-1]
    page.mouse.click(other["x"] + other["width"] / 2, other["y"] + other["height"] / 2)
    drawn(page)


def download(page: Page, label: str) -> bytes:
    button = page.get_by_role("button", name=label, exact=True)
    button.evaluate("found => found.scrollIntoView({block: 'center'})")
    with page.expect_download() as waiting:
        button.click()
    return Path(waiting.value.path()).read_bytes()


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_whole_journey_and_back_from_the_file(visit: Open, width: int) -> None:
    page = visit("/plan?demo=two-credentials", width=width)
    press(page, page.get_by_role("radio", name="CE credits", exact=True))
    expect(page.get_by_text("Proven fewest CE credits")).to_be_visible()
    before = figures(page)
    tab(page, "Trade-offs")
    press(page, page.get_by_role("radio", name="Cost against courses"))
    click_another_point(page)
    expect(page.get_by_text(re.compile("This plan keeps all of its"))).to_be_visible()
    assert figures(page) != before
    act(page, "drop-taken")
    expect(page.get_by_text(re.compile("This plan keeps"))).to_have_count(0)
    first = course_names(page)
    act(page, "pin-2")
    expect(page.locator(".st-key-unpin-2 button:visible")).to_have_count(1)
    act(page, "exclude-1")
    expect(page.get_by_text("1 pinned · 1 excluded")).to_be_visible()
    assert first[1] in course_names(page)
    assert first[0] not in course_names(page)
    ticked: list[str] = []
    for already in (0, 1):
        expect(page.locator("[class*='st-key-done-']")).to_have_count(already)
        ticked.append(course_names(page)[0])
        act(page, "tick-1")
    expect(page.locator("[class*='st-key-done-']")).to_have_count(2)
    assert sorted(done_names(page)) == sorted(ticked)
    assert not set(ticked) & set(course_names(page))
    tab(page, "When")
    pace = page.get_by_label("Pace, hours a month")
    pace.fill("3")
    pace.press("Enter")
    expect(page.get_by_text(re.compile("every date is met"))).to_be_visible()
    settled(page)
    assert sorted(labels(page, "timeline")) == [str(n + 1) for n in range(len(course_names(page)))]
    assert any(said.endswith("done") for said in labels(page, "progress"))
    assert Printed(download(page, "To print")).says("At 3 hours a month", "every date is met")
    workbook = download(page, "For Excel")
    assert b"Have finished" in download(page, "For my calendar")
    saved = download(page, "To come back later")
    kept = {"name": "my plan.json", "mimeType": "application/json", "buffer": saved}
    if width == NARROW:  # the workbook does as well
        kept = {"name": "my plan.xlsx", "mimeType": "application/octet-stream", "buffer": workbook}

    fresh = visit("/", width=width)
    press(fresh, fresh.get_by_text("Open a saved plan"))
    fresh.locator("[class*='st-key-upload-saved'] input[type=file]").set_input_files(kept)
    fresh.get_by_role("heading", name="My plan").wait_for()
    settled(fresh)
    assert figures(fresh) == figures(page)
    assert course_names(fresh) == course_names(page)
    assert done_names(fresh) == done_names(page)
    widths = fresh.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
    assert widths <= width
