"""``python -m tests.bench [NAME]... [--json FILE|-]``: how fast, against what, and how fast is wanted."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.measures import BENCHMARKS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.bench.timing import Measured


def main(argv: Sequence[str] | None = None) -> int:
    """Run the named benchmarks, or all, and print a row each. The ratios are told, never judged."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    parser.add_argument("--json", metavar="FILE|-", help="write the rows as JSON")
    arguments = parser.parse_args(argv)
    unknown = [name for name in arguments.names if name not in BENCHMARKS]
    if unknown:
        parser.error(f"no benchmark is called {unknown[0]!r}; there are {', '.join(BENCHMARKS)}")
    rows: list[Measured] = []
    for name in arguments.names or BENCHMARKS:
        sys.stderr.write(f"{name} ...\n")
        rows.append(BENCHMARKS[name](name))
    text = json.dumps([row.as_json() for row in rows], indent=2) + "\n"
    if arguments.json == "-":
        sys.stdout.write(text)
        return 0
    if arguments.json:
        Path(arguments.json).write_text(text, encoding="utf-8")
    for row in rows:
        sys.stdout.write(f"{row}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
