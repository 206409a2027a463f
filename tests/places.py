"""Where files lie that tests read."""

from __future__ import annotations

from pathlib import Path

TESTS = Path(__file__).parent
ROOT = TESTS.parent
"""The checkout: docs, README and benchmarks are not in the wheel."""
SAMPLES = TESTS / "exchange" / "readers" / "samples"
"""Small files in the formats of other programs."""
