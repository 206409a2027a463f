"""Entry point of the command `coalition`: Ctrl-C ends it quietly, also while the commands are still being loaded."""

from __future__ import annotations

import sys

STOPPED = 130
"""Exit code of a command that Ctrl-C ended, as shells have it."""


def main() -> None:
    """Load the commands, and do what was asked."""
    try:
        from coalition.cli.main import main as commands  # takes a second

        commands()
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        sys.exit(STOPPED)
