"""Tests of the pages, through the app's front door, without a browser."""
