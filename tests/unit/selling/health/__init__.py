"""Tests of the catalog check: one check, one tiny test."""
