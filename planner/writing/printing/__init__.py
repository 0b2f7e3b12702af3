"""Plans, sheets, listings, logs and quotes on paper, as PDF. Importing this imports reportlab."""

from planner.writing.printing.listing_sheet import listing_as_pdf
from planner.writing.printing.log_page import log_as_pdf
from planner.writing.printing.paper import Paper
from planner.writing.printing.plan_sheet import plan_as_pdf
from planner.writing.printing.quote_sheet import quote_as_pdf
from planner.writing.printing.structured_sheet import sheet_as_pdf

__all__ = ["Paper", "listing_as_pdf", "log_as_pdf", "plan_as_pdf", "quote_as_pdf", "sheet_as_pdf"]
