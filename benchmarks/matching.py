"""Names to actors: rows in a second, and how many of the names that files in use have are matched, and rightly."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
from _timing import once, seconds

from coalition.exchange.tables import read_tables
from coalition.names.matching import TAKEN, MatchKind, match
from coalition.settings import resource

ROWS, SPOILED = 100_000, 2_000
VARIANTS = Path(__file__).parent.parent / "tests" / "data" / "country_name_variants.csv"


def main() -> None:
    actors = read_tables(resource("seeds")).actors
    names = pd.read_csv(VARIANTS, dtype=str, keep_default_na=False)
    rng = np.random.default_rng(1)
    many = pd.Series(rng.choice(names["name"], ROWS))
    first, _ = once(lambda: match(many, actors))
    again = seconds(lambda: match(many, actors), 3)
    drawn = rng.choice(names["name"], SPOILED)
    spoiled = pd.Series([name[: i % len(name)] + "x" + name[i % len(name) :] for i, name in enumerate(drawn)])
    wrong = pd.concat([many[: ROWS - SPOILED], spoiled], ignore_index=True)
    with_mistakes = seconds(lambda: match(wrong, actors), 3)
    print(
        f"{ROWS:,} rows, {many.nunique()} names: first {first:.2f} s, then {again:.2f} s ({ROWS / again:,.0f} rows/s)"
    )
    print(f"the same with {spoiled.nunique():,} misspellings: {with_mistakes:.2f} s")
    for truth in (["code in source"], ["code in source", "helper mapping"]):
        coded = names[(names["iso3"] != "") & names["truth"].isin(truth)]
        found = match(coded["name"], actors)
        matched, right = found["actor_id"] != "", found["actor_id"] == coded["iso3"]
        taken = found["how"].isin(TAKEN)
        print(
            f"{' and '.join(truth)}: {len(coded)} names, matched {matched.mean():.2%}, right of these "
            f"{right[matched].mean():.2%}, taken without asking {taken.mean():.2%}, "
            f"wrong among them {(~right[taken]).sum()}"
        )
    guessed = match(spoiled, actors)
    truth_of = match(pd.Series(drawn), actors)["actor_id"]
    asked = (guessed["how"] == MatchKind.PROPOSED) & (truth_of != "")
    named = [t == a or t in also for t, a, also in zip(truth_of, guessed["actor_id"], guessed["also"], strict=True)]
    print(f"misspellings asked with the right one among those named: {np.mean(np.array(named)[asked]):.2%}")


if __name__ == "__main__":
    main()
