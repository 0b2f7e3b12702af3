"""An outline mended in the grid itself, used, kept as a file, and found again in a new visit."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from pages.parts.outline_editor import ROW_HEIGHT
from tests.browser.conftest import NARROW, WIDE, Open
from tests.browser.server import settled
from tests.browser.test_journeys import go

if TYPE_CHECKING:
    from playwright.sync_api import Page

NEW = "Venous and Lymphatic"
# A grid that is still finding its width takes no click; a person clicks once more.
TRIES = 3


def write_over(page: Page, row: int, text: str) -> None:
    """Write over the name in a row of the grid, as a person does."""
    grid = page.locator("[data-testid=stDataFrame] canvas").first
    grid.evaluate("found => found.scrollIntoView({block: 'center'})")
    settled(page)
    writing = page.locator("#portal textarea")
    for _ in range(TRIES):
        box = grid.bounding_box()
        assert box
        page.mouse.click(box["x"] + 120, box["y"] + 36 + ROW_HEIGHT * (row + 0.5))
        page.keyboard.press("Enter")
        with contextlib.suppress(PlaywrightTimeout):
            writing.wait_for(timeout=5_000)
            break
    writing.fill(text)
    page.keyboard.press("Enter")
    page.get_by_text("Not in use yet: 1 row renamed.").wait_for()
    settled(page)


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_an_outline_is_mended_used_kept_and_loaded(visit: Open, width: int) -> None:
    page = visit("/outlines?discipline=VS", width=width)
    write_over(page, 1, NEW)
    page.locator(".st-key-go-use-outline button:visible").first.click()
    page.get_by_text("Your own, in use").wait_for()
    settled(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save as a file").click()
    file = Path(waiting.value.path()).read_bytes()
    assert waiting.value.suggested_filename == "outline-VS.csv"
    assert NEW.encode() in file
    go(page, "My results")
    page.get_by_text("Own outline: VS").wait_for()

    fresh = visit("/outlines", width=width)
    fresh.get_by_text("Load an outline from a file").click()
    settled(fresh)
    fresh.locator("[class*='st-key-upload-outline'] input[type=file]").set_input_files(
        {"name": "mine.csv", "mimeType": "text/csv", "buffer": file}
    )
    fresh.get_by_text("Your own, in use").wait_for()
    settled(fresh)
    fresh.get_by_role("button", name="Undo").click()
    fresh.get_by_text("As it comes with the planner").wait_for()
