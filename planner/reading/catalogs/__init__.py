"""Sheets and listings of every published shape to courses, distributions and bundles."""
