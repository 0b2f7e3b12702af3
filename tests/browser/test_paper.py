"""Structured education and paper: from a link to the sheet in one's hand."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.server import settled
from tests.browser.test_journeys import arrived, download, go

if TYPE_CHECKING:
    from tests.browser.conftest import Open


def printed(content: bytes) -> str:
    """Give the words of a PDF."""
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def test_a_link_leads_to_the_sheet_on_paper(visit: Open) -> None:
    page = visit("/structured?discipline=CT")
    expect(page.get_by_text("Proven cheapest")).to_be_visible()
    expect(page.get_by_role("table").last).to_contain_text("3. Abdomen and Pelvis")
    name, content = download(page, "To print")
    assert name.startswith("structured-education-CT-")
    words = printed(content)
    assert "Computed Tomography (CT)" in words
    assert "fictional" in words
    page.get_by_role("button", name="More files").click()
    _, content = download(page, "To print on A4")
    assert PdfReader(BytesIO(content)).pages[0].mediabox.width < 600
    _, content = download(page, "Log sheet to print")
    assert "Keep for an audit" in printed(content)


def test_another_goal_covers_what_was_short(visit: Open) -> None:
    page = visit("/structured?discipline=BD")
    expect(page.get_by_text("0.5 short in BD").first).to_be_visible()
    page.get_by_role("radio", name="Courses", exact=True).click()
    settled(page)
    expect(page.get_by_text("Proven fewest courses")).to_be_visible()
    go(page, "My plan")
    assert "discipline" not in page.url


def test_a_new_credential_is_one_click_from_the_start(visit: Open) -> None:
    page = visit()
    page.get_by_role("button", name="A new credential").click()
    arrived(page, "Structured education")
    expect(page.get_by_text("Proven cheapest")).to_be_visible()
    assert page.url.endswith("/structured?discipline=CT")


def test_the_listing_arrives_on_paper(visit: Open) -> None:
    page = visit("/catalog")
    page.get_by_text("Course listing to publish or print").click()
    _, content = download(page, "Listing to print")
    assert "Courses for CQR prescriptions" in printed(content)
    page.get_by_role("radio", name="For structured education").click()
    expect(page.get_by_text("in that category of the outline")).to_be_visible()
    settled(page)
    _, content = download(page, "Listing to print")
    assert "Courses for structured education" in printed(content)
