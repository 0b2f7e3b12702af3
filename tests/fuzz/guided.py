"""Fuzzing that follows what a file makes the readers do: atheris, where it is installed.

It isn't among the pinned packages, because it comes for few systems: ``.venv/bin/pip install atheris``.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from random import Random
from typing import TYPE_CHECKING, Any

from tests.fuzz.mutating import mutated, spoiled
from tests.fuzz.running import CORPUS, seeds_of

if TYPE_CHECKING:
    from tests.fuzz.targets import Target

HOW_TO_GET = (
    "Coverage-guided runs need atheris, which is not installed: .venv/bin/pip install atheris (on Linux and "
    "macOS). Without --guided, files are mutated all the same."
)
_LONGEST = 400_000


def run(target: Target, files: int) -> int:
    """Let atheris run a target on so many files; it ends the program itself. 2 where it isn't installed."""
    if importlib.util.find_spec("atheris") is None:
        sys.stderr.write(f"{HOW_TO_GET}\n")
        return 2
    atheris: Any = importlib.import_module("atheris")
    for name in [name for name in sys.modules if name.split(".")[0] == "planner"]:
        del sys.modules[name]
    # Loaded anew under its eyes, and the target with it.
    with atheris.instrument_imports(include=["planner"]):
        for name in ("tests.fuzz.judging", "tests.fuzz.targets"):
            importlib.reload(importlib.import_module(name))
    watched: Target = importlib.import_module("tests.fuzz.targets").ALL[target.name]
    seeds = list(seeds_of(target).values())

    def mutate(content: bytes, most: int, seed: int) -> bytes:
        """Now as the readers' own formats ask for it, now byte by byte."""
        random = Random(seed)
        if random.random() < 0.5:
            return mutated([*seeds, content] if target.kind in {"csv", "text"} else seeds, target.kind, seed)[
                :most
            ]
        return spoiled(content, random.choice(seeds), random)[:most]

    options = [sys.argv[0], f"-runs={files}", f"-max_len={_LONGEST}", "-timeout=10", "-rss_limit_mb=1500"]
    options.append(f"-artifact_prefix=fuzz-failures/{target.name}-")
    atheris.Setup([*options, str(CORPUS / target.name)], watched.run, custom_mutator=mutate)
    atheris.Fuzz()
    return 0
