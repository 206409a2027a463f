"""Environment and places. Nothing else reads environment variables or knows where files lie."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from coalition.errors import CoalitionError

try:
    __version__ = version("coalition")
except PackageNotFoundError:  # a folder that was never installed
    __version__ = ""


class Settings(BaseSettings):
    """Where the data live and which server to ask; every field is a variable COALITION_<NAME>.

    uri
        ``bolt://``, ``bolt+s://``, ``neo4j://`` or ``neo4j+s://`` of a Neo4j server.
        Empty: the embedded database in `home`.
    map
        Name of a map of one's own; empty: the one that `coalition use` chose, at first the map of the seed facts.
    idle_minutes
        The embedded database stops when nobody has been connected for so long.
    editor
        Who edits on the command line, for the history, where ``--by`` does not say it.
    """

    model_config = SettingsConfigDict(env_prefix="COALITION_", frozen=True)

    home: Path = Field(default_factory=lambda: user_data_path("coalition", appauthor=False))
    uri: str = ""
    user: str = "neo4j"
    password: SecretStr = SecretStr("")
    database: str = ""
    map: str = ""
    idle_minutes: float = 30.0
    editor: str = ""

    @property
    def evaluations(self) -> Path:
        """Folder of what `coalition evaluate` found on maps of one's own."""
        return self.home / "evaluations"


def resource(name: str) -> Path:
    """Path of a file or folder that travels with the package: ``app.py``, ``queries`` or ``seeds``.

    A wheel keeps them in ``coalition/_data``; a checkout (or an editable install) keeps them beside the package.

    Raises
    ------
    CoalitionError
        In neither place: the installation is not whole.
    """
    package = Path(__file__).parent
    for place in (package / "_data" / name, package.parent / name):
        if place.exists():
            return place
    raise CoalitionError(f"{name} is missing from the installation; install coalition again")
