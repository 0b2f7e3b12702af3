"""Tests of what is written: JSON, CSV, workbooks, calendars and sentences."""
