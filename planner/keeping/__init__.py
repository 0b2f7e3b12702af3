"""The whole state as one file that the person keeps. Nothing is stored on a server."""

from planner.keeping.decoding import MOST_DOLLARS, MOST_HOURS
from planner.keeping.in_workbook import STATE_SHEET, state_rows
from planner.keeping.plan_file import VERSION, load, save
from planner.keeping.state import (
    CatalogKind,
    KeptCatalog,
    KeptState,
    KeptStructured,
    catalog_digest,
    kept_catalog,
    tick,
)

__all__ = [
    "MOST_DOLLARS",
    "MOST_HOURS",
    "STATE_SHEET",
    "VERSION",
    "CatalogKind",
    "KeptCatalog",
    "KeptState",
    "KeptStructured",
    "catalog_digest",
    "kept_catalog",
    "load",
    "save",
    "state_rows",
    "tick",
]
