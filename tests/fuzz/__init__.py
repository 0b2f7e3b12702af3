"""Mutated files through every reader: `python3 dev.py fuzz`, or a short run among the tests."""
