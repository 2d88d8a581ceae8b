"""What must hold: each figure beside its bound, and how they are told."""

import statistics
import sys
from collections.abc import Sequence
from typing import NamedTuple


class Figure(NamedTuple):
    """One measured quantity and the most it may be; without a bound it is only told."""

    name: str
    value: float
    bound: float | None
    unit: str
    detail: str = ""

    @property
    def is_met(self) -> bool:
        """Whether the figure keeps its bound."""
        return self.bound is None or self.value <= self.bound


def ratio(
    name: str, ours: float, reference: float, bound: float | None, detail: str = ""
) -> Figure:
    """How many times the reference ours is."""
    return Figure(name, ours / reference if reference else float("inf"), bound, "x", detail)


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which so large a share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def median(values: Sequence[float]) -> float:
    """The value in the middle."""
    return statistics.median(values)


def tell(text: str) -> None:
    """Write a line to whoever ran the bench."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def report(figures: Sequence[Figure]) -> bool:
    """Tell every figure; whether all keep their bounds."""
    tell("")
    for figure in figures:
        bound = "" if figure.bound is None else f"at most {figure.bound:g}"
        sign = " " if figure.bound is None else "ok" if figure.is_met else "!!"
        value = f"{figure.value:.2f}{figure.unit}"
        tell(f"{sign:2} {figure.name:44} {value:>12}  {bound:14} {figure.detail}")
    missed = [figure.name for figure in figures if not figure.is_met]
    tell("\nEvery target is met." if not missed else f"\nMissed: {', '.join(missed)}")
    return not missed
