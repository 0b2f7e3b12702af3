"""The command line: a module a command, and what the commands share. `main` runs one."""

from planner.cli.running import main

__all__ = ["main"]
