"""Plans, sheets, listings and logs on paper, as PDF. Importing this imports reportlab."""

from planner.writing.printing.paper import Paper
from planner.writing.printing.plan_sheet import plan_as_pdf
from planner.writing.printing.structured_sheet import sheet_as_pdf

__all__ = ["Paper", "plan_as_pdf", "sheet_as_pdf"]
