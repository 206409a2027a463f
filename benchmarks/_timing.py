"""Several ways to the same result, timed side by side in one run."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Any


def seconds(action: Callable[[], Any], runs: int) -> float:
    """Median time of an action over some runs, after one that does not count."""
    action()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def once(action: Callable[[], Any]) -> tuple[float, Any]:
    """Time and result of one run, for what takes too long to repeat."""
    start = time.perf_counter()
    result = action()
    return time.perf_counter() - start, result


def report(title: str, ours: float, others: dict[str, float]) -> None:
    """Print the time of ours and of the other ways, each with its ratio to ours."""
    print(title)
    print(f"  {'coalition':<44}{ours:12.5f} s")
    for name, time_taken in others.items():
        print(f"  {name:<44}{time_taken:12.5f} s   {time_taken / ours:10.1f} x")
