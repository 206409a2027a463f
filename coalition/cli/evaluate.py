"""How far the estimates can be trusted on these data."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from coalition.cli.options import FormatOption, Panel, WideOption, open_versioned
from coalition.cli.output import OutputFormat, emit
from coalition.settings import Settings

app = typer.Typer()


@app.command(rich_help_panel=Panel.TRUST)
def evaluate(
    output: Annotated[
        Path | None,
        typer.Option(help="File for the result; kept as the last of this map if none.", dir_okay=False),
    ] = None,
    form: FormatOption = OutputFormat.TABLE,
    wide: WideOption = False,
) -> None:
    """Hide stances, predict them, say how often that was right.

    It takes some minutes; pages quote the result.

    Example: coalition evaluate --output evaluation.json
    """
    import pandas as pd

    from coalition.analysis.evaluation.evaluate import evaluate as run
    from coalition.analysis.partners.last_evaluation import keep
    from coalition.analysis.partners.track_record import write
    from coalition.store.home import evaluations_of_map

    network, version = open_versioned()
    found = run(network, progress=lambda words: print(words, file=sys.stderr))
    if output:
        write(found, output)
    else:
        output = keep(found, evaluations_of_map(Settings()), version)
    print(f"Written to {output}.", file=sys.stderr)
    more = {
        "votes predicted from earlier years, by what the States then did": pd.DataFrame(found.by_class),
        "who joined later, by likeness": pd.DataFrame(found.bands),
        "who joined later, by order": pd.DataFrame(found.first_names),
        "calibration of what is shown": pd.DataFrame(found.curves),
        "split halves of the bridge measures": pd.DataFrame(found.bridges),
        "other actors, one support left out: share among the first ten": pd.DataFrame(found.others),
    }
    claims = [found.claim(kind) for kind in ("votes", "whole_list", "partial_list")]
    said = [*claims, found.conversion("votes"), found.conversion("lists")]
    answer = "\n".join(words for words in said if words)
    if form is OutputFormat.TABLE:
        forward = {"the same, from evidence that ended before the target": found.compared("forward")}
        emit(answer, found.compared("random"), form, wide, **forward, **more)
    else:
        emit(answer, pd.DataFrame(found.models), form, wide, **more)
