"""What an evaluation found, as it is kept in a file; and the sentences that pages quote from it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from coalition.analysis.partners.likeness_models import WORDS
from coalition.errors import CoalitionError
from coalition.files import write_atomically
from coalition.measures.calibration import IDENTITY, Platt
from coalition.model.network import Network
from coalition.settings import resource

FILE = "evaluation.json"
DIGITS = 4
NOT_EVALUATED = "Not evaluated on these data: run “coalition evaluate” to see how well the order predicts here."
METHODS = WORDS | {"shown": "what is shown"}
KINDS = {
    "votes": "votes with dissent",
    "whole_list": "complete lists",
    "demanding": "demanding lists",
    "partial_list": "partial lists",
}
_OF_SHOWN = {
    "precision of the first five (share of all), as shown": ("precision_at_5", "base_rate"),
    "Brier skill, as shown": ("brier_skill",),
    "calibration error, as shown": ("calibration_error",),
}


@dataclass(frozen=True, eq=False)
class Evaluation:
    """Results of `coalition.evaluate` on the data named by `digest`; tables are lists of rows."""

    digest: str
    newest_evidence: str
    models: list[dict[str, Any]]
    """Rows of `coalition.analysis.evaluation.hidden_states.table`."""
    curves: list[dict[str, Any]]
    bands: list[dict[str, Any]]
    """Rows of `coalition.analysis.evaluation.later_supporters.bands`."""
    first_names: list[dict[str, Any]]
    by_class: list[dict[str, Any]]
    """Rows of `coalition.analysis.evaluation.hidden_states.by_class`."""
    bridges: list[dict[str, Any]]
    """Rows of `coalition.analysis.evaluation.split_half.reliability`."""
    others: list[dict[str, Any]]
    """Rows of `coalition.analysis.evaluation.leave_one_out.left_out`."""
    platts: dict[str, dict[str, list[float]]]
    """Recalibration for "votes" and "lists": without each recommendation, and under "" with all."""

    def platt(self, sort: str, recommendation: str) -> Platt:
        """The recalibration that did not see a recommendation; that of all where it was not among them."""
        of_sort = self.platts.get(sort, {})
        values = of_sort.get(recommendation, of_sort.get(""))
        return Platt(*values) if values else IDENTITY

    def model(self, design: str, kind: str, model: str) -> dict[str, Any] | None:
        """The row of one model, or None where there were too few targets of that kind."""
        fits = (row for row in self.models if (row["design"], row["kind"], row["model"]) == (design, kind, model))
        return next(fits, None)

    def compared(self, design: str) -> pd.DataFrame:
        """Methods (rows, in words) on the kinds of target (columns, with the number of targets): area under the curve
        with its interval; then precision, skill and calibration of what is shown. Empty where nothing was evaluated.
        """
        rows = [row for row in self.models if row["design"] == design and row["auc"] is not None]
        cells: dict[str, dict[str, str]] = {name: {} for name in [*METHODS.values(), *_OF_SHOWN]}
        for kind, words in KINDS.items():
            for row in (row for row in rows if row["kind"] == kind):
                column = f"{words} ({row['recommendations']})"
                area = f"{row['auc']:.2f} [{row['auc_low']:.2f}, {row['auc_high']:.2f}]"
                cells[METHODS[row["model"]]][column] = area
                if row["model"] == "shown":
                    for name, of in _OF_SHOWN.items():
                        cells[name][column] = "" if None in (values := [row[key] for key in of]) else _numbers(values)
        table = pd.DataFrame.from_dict({name: line for name, line in cells.items() if line}, orient="index")
        return table.rename_axis("method").reset_index() if len(table) else pd.DataFrame()

    def claim(self, kind: str) -> str:
        """How well the order shown for a kind of target puts hidden supporters first, in a sentence; "" if unknown."""
        row = self.model("random", kind, "shown")
        if row is None or row["auc"] is None:
            return ""
        words = (
            f"In tests on {row['recommendations']} recommendations of this sort, with the position of some States "
            f"hidden, a real supporter was ranked above another State {_hundredths(row['auc'])} times in 100 "
            f"({_hundredths(row['auc_low'])} to {_hundredths(row['auc_high'])})"
        )
        forward = self.model("forward", kind, "shown")
        if forward is not None and forward["auc"] is not None:
            words += f"; from earlier evidence only, {_hundredths(forward['auc'])} times"
        return f"{words}. Chance alone would give 50."

    def conversion(self, sort: str) -> str:
        """Of those who had not supported, how many did later, by likeness and among the first ten; "" if unknown."""
        what = "had abstained or voted no, and voted again," if sort == "votes" else "were not on an earlier list,"
        then = "then voted yes" if sort == "votes" else "joined a later one on the subject"
        parts = []
        rows = {row["low"]: row for row in self.bands if row["sort"] == sort}
        middle, low = rows.get(0.2), rows.get(0.0)
        if middle and low and middle["share"] is not None and low["share"] is not None:
            parts.append(
                "A likeness is not the chance that a State can be won. "
                f"Of States rated middle ground that {what} {_percent(middle['share'])} {then} "
                f"({_percent(middle['share_low'])} to {_percent(middle['share_high'])}, {_cases(middle)}); of those "
                f"with a likeness under 10%, {_percent(low['share'])} ({_cases(low)})."
            )
        first = next((row for row in self.first_names if row["sort"] == sort), None)
        if first and first["first_share"] is not None:
            ends = f"{_percent(first['first_low'])} to {_percent(first['first_high'])}"
            parts.append(
                f"Of the first ten names in such a ranking, {_percent(first['first_share'])} {then} "
                f"({ends}, {_pairs(first['pairs'])}), against {_percent(first['base'])} of all."
            )
        return " ".join(parts)


def shipped() -> Evaluation:
    """The evaluation of the seed facts that comes with the program."""
    return _read(resource("seeds") / FILE)


def evaluation_of(network: Network, folder: Path | None = None, digest: str | None = None) -> Evaluation | None:
    """The evaluation made on just these data: that of the seeds, or one in `folder`; None where there is none.

    With `digest` that on the data so named.
    """
    wanted = network.digest if digest is None else digest
    candidates = [resource("seeds") / FILE]
    if folder is not None:
        candidates.append(folder / f"{wanted}.json")
    found = (_read(path) for path in candidates if path.exists())
    return next((one for one in found if one.digest == wanted), None)


def write(evaluation: Evaluation, path: Path) -> None:
    """Write an evaluation as JSON, numbers rounded to `DIGITS`, so that the same data give the same file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(_rounded(asdict(evaluation)), ensure_ascii=False, indent=1, sort_keys=True)
    write_atomically(path, text + "\n")


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows with plain values, None for what is missing."""
    plain = table.astype(object).where(table.notna(), None)
    return [{str(key): _rounded(value) for key, value in row.items()} for row in plain.to_dict("records")]


def _read(path: Path) -> Evaluation:
    return _parsed(path, path.stat().st_mtime_ns)


@cache
def _parsed(path: Path, _changed: int) -> Evaluation:
    try:
        return Evaluation(**json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, TypeError) as error:
        raise CoalitionError(f"{path.name} is not an evaluation ({error}); run coalition evaluate again") from None


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _rounded(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_rounded(inner) for inner in value]
    if hasattr(value, "item"):
        value = value.item()
    return round(value, DIGITS) + 0.0 if isinstance(value, float) else value


def _numbers(values: list[float]) -> str:
    first, *others = (f"{value:.2f}" for value in values)
    return f"{first} ({others[0]})" if others else first


def _cases(band: dict[str, Any]) -> str:
    return f"{band['n']} cases in {_pairs(band['pairs'])}"


def _pairs(count: int) -> str:
    return "1 pair of texts" if count == 1 else f"{count} pairs of texts"


def _percent(share: float) -> str:
    return f"{100 * share:.0f}%"


def _hundredths(share: float) -> str:
    return f"{100 * share:.0f}"
