"""The course listing on the catalog page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.app.conftest import Visit, words

if TYPE_CHECKING:
    from pandas import DataFrame
    from streamlit.testing.v1 import AppTest


def shown(app: AppTest) -> DataFrame:
    """Show the listing and give its rows."""
    app.toggle(key="listing-shown").set_value(True).run()
    assert not app.exception
    return app.dataframe[-1].value


def test_a_listing_for_prescriptions_goes_by_subcategory(visit: Visit) -> None:
    app = visit("catalog")
    app.selectbox(key="listing-discipline-prescriptions").select("MR").run()
    rows = shown(app)
    assert set(rows["Discipline"]) == {"MR"}
    assert all(rows["Subcategory"])
    assert (rows["Targeted credits"] > 0).all()


def test_a_listing_for_structured_education_goes_by_category(visit: Visit) -> None:
    app = visit("catalog")
    app.segmented_control(key="listing-purpose").set_value("structured").run()
    chooser = app.selectbox(key="listing-discipline-structured")
    assert not any("(S)" in option for option in chooser.options)
    chooser.select("CT").run()
    rows = shown(app)
    assert "Subcategory" not in rows
    assert set(rows["Category"]) == {"Patient Care", "Safety", "Image Production", "Procedures"}


def test_it_is_not_sent_before_it_is_wanted_and_can_be_taken_along(visit: Visit) -> None:
    app = visit("catalog")
    assert not any(
        "Targeted credits" in frame.value and "Discipline" in frame.value for frame in app.dataframe
    )
    labels = [button.proto.label for button in app.get("download_button")]
    assert {
        "Listing to print",
        "Listing to print on A4",
        "Listing for Excel",
        "Listing as plain rows",
    } <= set(labels)
    assert "approved total" in words(app)
