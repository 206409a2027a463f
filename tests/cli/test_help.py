"""What `coalition --help` and the help of each command say, at 80 columns."""

from __future__ import annotations

import re
import shlex
from collections import defaultdict
from collections.abc import Iterator

import pytest
import typer.main
from typer.testing import CliRunner

from coalition.cli.main import app
from coalition.cli.options import Panel
from coalition.settings import __version__

GROUP = typer.main.get_command(app)


def commands(group: object = GROUP, before: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], object]]:
    """Every command with the words that call it."""
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        if hasattr(command, "commands"):
            yield from commands(command, (*before, name))
        else:
            yield (*before, name), command


COMMANDS = dict(commands())


def options(command: object) -> dict[str, str]:
    """--option -> what its help says."""
    return {
        option: str(getattr(parameter, "help", ""))
        for parameter in command.params  # type: ignore[attr-defined]
        for option in [*parameter.opts, *parameter.secondary_opts]
        if option.startswith("--")
    }


def printed(monkeypatch: pytest.MonkeyPatch, *words: str, width: int = 80) -> str:
    monkeypatch.setenv("COLUMNS", str(width))
    done = CliRunner().invoke(app, list(words), catch_exceptions=False)
    assert done.exit_code == 0
    return done.stdout


@pytest.mark.parametrize("width", [80, 200])
def test_commands_stand_in_panels_and_none_is_cut(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    text = printed(monkeypatch, "--help", width=width)
    panels = [panel.strip() for panel in re.findall(r"╭─ ([A-Z][\w -]*?) ─", text)]
    assert panels == ["Options", *Panel]
    assert "..." not in text.partition("Options")[2]
    assert "…" not in text
    for panel in text.split("╭─ ")[2:]:
        assert all(re.match(r"│ [a-z]", line) for line in panel.splitlines()[1:-1] if line.startswith("│")), panel


@pytest.mark.parametrize("words", COMMANDS)
def test_every_command_has_an_example_of_commands_and_options_that_exist(
    monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    assert "Example: coalition " in printed(monkeypatch, *words, "--help")
    examples = re.findall(r"Example: coalition (.*)", str(COMMANDS[words].help))  # type: ignore[attr-defined]
    assert any(example.startswith(" ".join(words)) for example in examples)
    for example in examples:
        given = shlex.split(example)
        assert tuple(given[: len(words)]) == words
        assert {word for word in given if word.startswith("--")} <= set(options(COMMANDS[words]))


def test_an_option_means_one_thing_in_all_commands() -> None:
    """What differs in words is listed here, to be looked at: each is one meaning, said for its command."""
    meanings = defaultdict(set)
    for command in COMMANDS.values():
        for option, words in options(command).items():
            meanings[option].add(words)
    assert {option for option, words in meanings.items() if len(words) > 1} == {
        "--actor",  # whom it is about; whom it erases
        "--bloc",  # whose members are compared; also whose are on a map
        "--by",  # who does it; who asked
        "--format",  # table, json, csv; the formats of export
        "--groups",  # of each recommendation; of each of those named with --coalition
        "--kind",  # of actor on a map; KIND
        "--output",  # the file that is written
        "--port",  # of one person, who takes the next free one; of a team, which has told its proxy
        "--regional-group",  # whose members are compared; also whose are on a map
        "--theme",  # of what is counted; of the recommendations on a map
        "--protected",  # facts that are protected, in a brief and in an export
    }
    assert not {"--as", "--most"} & set(meanings)
    assert "--map" not in meanings, "it is an option of coalition itself, before the command"


def test_the_version_is_that_of_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    assert printed(monkeypatch, "--version") == f"coalition {__version__}\n"
