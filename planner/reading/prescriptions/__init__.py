"""Sheets and pasted lines of SSA category results to prescriptions."""
