"""`python3 dev.py fuzz [--files N] [--first N] [--guided] [TARGET]...` or `--replay FILE TARGET`."""

from __future__ import annotations

import argparse
import logging
import sys
from pathlib import Path

from tests.fuzz import running
from tests.fuzz.targets import ALL

_FAILURES = Path("fuzz-failures")
# Told as it goes, so that a long run can be watched and ended at any time.
_AT_A_TIME = 5_000


def main(words: list[str]) -> int:
    """Run targets on mutated files, and tell what came of it; 1 where anything failed."""
    parser = argparse.ArgumentParser(prog="dev.py fuzz", description="Mutated files through every reader.")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"of {', '.join(ALL)}; all without any")
    parser.add_argument("--files", type=int, default=2_000, help="mutated files for each target")
    parser.add_argument("--first", type=int, default=0, help="the number of the first, to go on from there")
    parser.add_argument("--guided", action="store_true", help="let coverage guide it (needs atheris)")
    parser.add_argument("--replay", type=Path, help="run one file again, and show what happens")
    chosen = parser.parse_args(words)
    unknown = set(chosen.targets) - set(ALL)
    if unknown:
        parser.error(f"There is no target {', '.join(sorted(unknown))}. There are: {', '.join(ALL)}.")
    targets = [ALL[name] for name in chosen.targets or ALL]
    if chosen.replay is not None:
        for target in targets:
            target.run(chosen.replay.read_bytes())
            _say(f"{target.name}: nothing is wrong with {chosen.replay}.")
        return 0
    if chosen.guided:
        if len(targets) != 1:
            parser.error("Coverage guides one target at a time: name it.")
        from tests.fuzz import guided  # noqa: PLC0415 - needs what is not always there

        return guided.run(targets[0], chosen.files)
    failed = 0
    for target in targets:
        whole = running.Outcome(target.name)
        for first in range(chosen.first, chosen.first + chosen.files, _AT_A_TIME):
            number = min(_AT_A_TIME, chosen.first + chosen.files - first)
            outcome = running.run(target, running.files_for(target, number, first))
            running.keep_failures(outcome, _FAILURES)
            whole.add(outcome)
            _say(f"\r{whole.line()}", end="")
        _say("")
        failed += len(whole.failures)
    if failed:
        _say(f"{failed} failed; the files and what they did are in {_FAILURES}/.")
    return 1 if failed else 0


def _say(words: str, end: str = "\n") -> None:
    sys.stdout.write(words + end)
    sys.stdout.flush()


if __name__ == "__main__":
    logging.disable(logging.ERROR)
    sys.exit(main(sys.argv[1:]))
