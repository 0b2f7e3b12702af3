"""Times, medians and the rows that tell them."""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Measured:
    """What was measured: ours and the reference of the same run, medians, in seconds unless it says else."""

    name: str
    what: str
    ours_s: float
    reference: str
    reference_s: float
    aim: float
    runs: int
    unit: str = "s"

    @property
    def ratio(self) -> float:
        """How many times the reference ours takes."""
        return self.ours_s / self.reference_s

    def as_json(self) -> dict[str, object]:
        """Give the row in the contract's shape."""
        return {
            "name": self.name,
            "what": self.what,
            "ours_s": round(self.ours_s, 4),
            "reference": self.reference,
            "reference_s": round(self.reference_s, 4),
            "ratio": round(self.ratio, 3),
            "aim": self.aim,
            "runs": self.runs,
            "unit": self.unit,
        }

    def __str__(self) -> str:
        return (
            f"{self.name}: {self.what}\n"
            f"  ours {self.ours_s:.3f} {self.unit} · "
            f"reference {self.reference_s:.3f} {self.unit} ({self.reference}) · "
            f"ratio {self.ratio:.2f} · aim {self.aim:.2f} · {self.runs} runs"
        )


def seconds(work: Callable[[], object]) -> float:
    """Time one run."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def medians(runs: int, *works: Callable[[], float]) -> tuple[float, ...]:
    """Run several measurements in turn, so that a busy machine slows all alike; give their medians."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(runs):
        for work, measured in zip(works, times, strict=True):
            measured.append(work())
    return tuple(statistics.median(measured) for measured in times)
