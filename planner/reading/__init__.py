"""Bytes in, domain objects and problems out: files and pasted text of every shape that people have."""

from planner.reading.catalogs.catalog import read_catalog
from planner.reading.completed import read_completed
from planner.reading.grid import Read
from planner.reading.prescriptions.prescription import read_prescriptions
from planner.reading.sources import SourceFile, pasted

__all__ = ["Read", "SourceFile", "pasted", "read_catalog", "read_completed", "read_prescriptions"]
