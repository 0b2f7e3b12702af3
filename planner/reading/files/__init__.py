"""Bytes to sheets of raw cells or text: the gate, workbooks, delimited text; every refusal in words."""
