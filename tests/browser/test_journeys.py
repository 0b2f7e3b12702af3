"""What people do, from the first click to the file in their hands."""

from __future__ import annotations

import json
import re
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
from playwright.sync_api import expect

from tests.browser.conftest import NARROW, Open
from tests.browser.server import settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

MR = """discipline,category,subcategory,standard,credits_required
MR,Patient Care,Patient Interactions and Management,not met,1.5
MR,Procedures,Body,not met,2.75
MR,Procedures,Neurological,met,
"""
CT = """Discipline\tCategory\tSubcategory\tStandard\tCredits required
CT\tSafety\tRadiation Safety and Dose\tnot met\t2.0
"""


def upload(page: Page, name: str, content: bytes) -> None:
    page.locator(".st-key-upload-results input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    settled(page)


def arrived(page: Page, title: str) -> None:
    page.get_by_role("heading", name=title, exact=True).wait_for()
    settled(page)


def go(page: Page, title: str) -> None:
    """Follow a link of the navigation; on a phone it is folded away."""
    folded = page.get_by_test_id("stExpandSidebarButton")
    if folded.is_visible():
        folded.click()
    page.get_by_role("link", name=title).first.click()
    arrived(page, title)


def use_published(page: Page) -> None:
    go(page, "Catalog")
    page.get_by_role("radio", name=re.compile("Published")).click()
    settled(page)
    go(page, "My plan")


def test_one_click_on_a_sample_shows_the_cheapest_plan(visit: Open) -> None:
    page = visit()
    page.get_by_role("button", name="Three subcategories").click()
    arrived(page, "My plan")
    expect(page.get_by_text("Proven cheapest")).to_be_visible()
    assert page.locator("[data-testid=stPlotlyChart] .barlayer .point").count() >= 3
    assert page.url.endswith("/plan?demo=ordinary")
    expect(page).to_have_title("My plan · Targeted CE Planner")
    expect(page.get_by_text("Not the official record")).to_be_visible()


def test_real_distributions_give_breast_intervention_alone(visit: Open) -> None:
    page = visit("/results")
    upload(page, "results.csv", MR.encode())
    expect(page.get_by_text("2 subcategories need 4.25 credits")).to_be_visible()
    use_published(page)
    cards = page.locator("[class*='st-key-course-']")
    expect(cards).to_have_count(1)
    expect(cards).to_contain_text("Breast Intervention")
    expect(cards).to_contain_text("price not known")
    expect(page.get_by_text("Proven best with price not known")).to_be_visible()


def test_what_real_distributions_lack_is_said_with_its_reason(visit: Open) -> None:
    page = visit("/results")
    page.get_by_role("radio", name="Paste").click()
    page.get_by_role("textbox").fill(CT)
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_text("1 subcategory needs 2 credits")).to_be_visible()
    settled(page)
    use_published(page)
    expect(page.get_by_text("0.5 short in CT")).to_be_visible()
    expect(page.get_by_text("The most that can be had for it is 1.5.")).to_be_visible()


def test_typed_rows_lead_to_a_plan(visit: Open) -> None:
    page = visit("/results")
    page.get_by_role("radio", name="Type").click()
    page.get_by_role("combobox").first.click()
    page.get_by_role("option", name="Computed Tomography (CT)").click()
    page.keyboard.press("Escape")
    settled(page)
    grid = page.locator("[data-testid=stDataFrame]").first.bounding_box()
    assert grid is not None
    page.mouse.click(grid["x"] + 330, grid["y"] + 35 + 72 * 1.5)  # the credits of the second row
    for key in ("3", "Enter"):
        page.wait_for_timeout(400)  # the grid takes no key faster than a hand
        page.keyboard.press(key)
    expect(page.get_by_text("1 subcategory needs 3 credits")).to_be_visible()
    settled(page)
    page.get_by_role("button", name="Plan", exact=True).click()
    arrived(page, "My plan")
    expect(page.get_by_text("Proven cheapest")).to_be_visible()


def test_a_budget_can_be_taken_back(visit: Open) -> None:
    page = visit("/plan?demo=ordinary")
    page.get_by_text("Limits: none").click()
    budget = page.get_by_label("Budget, dollars")
    for written, said in (("20", "Limits: at most $20"), ("", "Limits: none")):
        settled(page)
        budget.fill(written)
        budget.press("Enter")
        expect(page.get_by_text(said)).to_be_visible()
    expect(page.get_by_text("Proven cheapest")).to_be_visible()


def test_a_day_can_be_taken_back(visit: Open) -> None:
    page = visit("/plan?demo=ordinary")
    page.get_by_text("Limits: none").click()
    settled(page)
    page.get_by_role("group", name="Finished by", exact=True).get_by_role("spinbutton").first.click()
    page.keyboard.type("12312030")
    page.get_by_role("heading", name="My plan").click()  # a day is taken once its field is left
    expect(page.get_by_text("Limits: until Dec 31, 2030")).to_be_visible()
    settled(page)
    page.get_by_label("Clear date").click()
    expect(page.get_by_text("Limits: none")).to_be_visible()


def download(page: Page, label: str) -> tuple[str, bytes]:
    """Press a download button; give the file's name and what is in it."""
    settled(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name=label, exact=True).click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def test_downloads_arrive_and_open(visit: Open) -> None:
    page = visit("/plan?demo=ordinary")
    name, content = download(page, "For Excel")
    assert name.endswith(".xlsx")
    assert openpyxl.load_workbook(BytesIO(content)).sheetnames
    page.get_by_role("button", name="More files").click()
    name, content = download(page, "For scripts")
    assert name.endswith(".json")
    assert json.loads(content)["status"] == "covered"


def test_a_file_that_is_not_what_it_says_is_told_in_words(visit: Open) -> None:
    page = visit("/results")
    upload(page, "results.xlsx", b"MZ this is no workbook at all")
    expect(page.get_by_text("Nothing in this could be read as results.")).to_be_visible()


def test_a_row_of_the_catalog_opens_to_its_distribution(visit: Open) -> None:
    page = visit("/catalog?demo=ordinary")
    table = page.locator(".st-key-browse").bounding_box()
    assert table is not None
    page.mouse.click(table["x"] + 18, table["y"] + 18 + 35)
    drawer = page.get_by_role("dialog")
    expect(drawer).to_contain_text("CE credits")
    drawer.locator(".main-svg").first.wait_for()


def test_on_a_phone_one_gets_from_results_to_plan(visit: Open) -> None:
    page = visit("/results?demo=ordinary", width=NARROW)
    expect(page.get_by_role("button", name="Plan", exact=True)).to_be_in_viewport()
    page.get_by_role("button", name="Plan", exact=True).click()
    arrived(page, "My plan")
    go(page, "About")
