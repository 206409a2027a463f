"""Environment and places. Nothing else reads environment variables or knows where files lie."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from coalition.errors import CoalitionError

try:
    __version__ = version("coalition")
except PackageNotFoundError:  # a folder that was never installed
    __version__ = ""


class Login(StrEnum):
    """How whoever visits the pages is known."""

    NONE = ""
    """Not at all: the pages are on one's own machine, or were opened to a closed room."""
    PROVIDER = "provider"
    """They sign in at an identity provider (OpenID Connect)."""
    PROXY = "proxy"
    """A reverse proxy in front signs them in, and names them in a header."""

    @property
    def asks(self) -> bool:
        """Whether nobody comes in who is not signed in."""
        return self is not Login.NONE


class Settings(BaseSettings):
    """Where the data live and which server to ask; every field is a variable COALITION_<NAME>.

    home
        Folder of the embedded database; one that is relative begins where the program was started.
    uri
        ``bolt://``, ``bolt+s://``, ``neo4j://`` or ``neo4j+s://`` of a Neo4j server.
        Empty: the embedded database in `home`.
    password_file
        File that holds the password of that server, where `password` is not given: a variable can be seen by whoever
        looks at the process, a file by its owner only.
    map
        Name of a map of one's own; empty: the one that `coalition use` chose, at first the map of the seed facts.
    idle_minutes
        The embedded database stops when nobody has been connected for so long; 0 or more.
    editor
        Who edits on the command line, for the history, where ``--by`` does not say it.
    hosts
        Names by which browsers may ask for the pages, joined by ``;``. Whoever asks by another is refused, so that no
        web page can have its own name lead here.
    login
        How visitors of the pages are known: "", ``provider`` or ``proxy``; `coalition serve` sets it.
    proxy_header, proxy_address
        The header in which the proxy names whoever it signed in, and the addresses, joined by ``;``, from which alone
        requests are answered then.
    roles_claim
        The claim of the identity provider that may give a role, such as ``groups``; the members of a map have theirs.
    session_hours
        Hours after which whoever signed in at the provider has to do so again.
    visitors
        So many pages may be open at once; whoever comes then is told to come back, and those who are there go on.
    https
        Whether browsers reach the pages by https alone: they then send cookies in no other way.

    A variable that is set but empty counts as not set.

    Raises
    ------
    CoalitionError
        A value cannot be used.
    """

    model_config = SettingsConfigDict(env_prefix="COALITION_", frozen=True, env_ignore_empty=True)

    home: Path = Field(default_factory=lambda: user_data_path("coalition", appauthor=False))
    uri: str = ""
    user: str = "neo4j"
    password: SecretStr = SecretStr("")
    password_file: Path | None = None
    database: str = ""
    map: str = ""
    idle_minutes: float = Field(default=30.0, ge=0)
    editor: str = ""
    hosts: str = "localhost;127.0.0.1"
    login: Login = Login.NONE
    proxy_header: str = "X-Forwarded-User"
    proxy_address: str = "127.0.0.1"
    roles_claim: str = ""
    session_hours: float = Field(default=12.0, gt=0)
    visitors: int = Field(default=150, ge=1)
    https: bool = False

    def __init__(self, **given: Any) -> None:
        try:
            super().__init__(**given)
        except ValidationError as error:
            raise CoalitionError(
                "; ".join(_problem(str(one["loc"][0]), one, given) for one in error.errors())
            ) from None

    @field_validator("home", mode="before")
    @classmethod
    def _named(cls, home: object) -> object:
        if home == "":
            raise ValueError("input should name a folder")
        return home

    @field_validator("home")
    @classmethod
    def _absolute(cls, home: Path) -> Path:
        return home.expanduser().absolute()

    def read_password(self) -> str:
        """The password of the server: the one that is given, or that of the file.

        Raises
        ------
        CoalitionError
            The file cannot be read, or is empty.
        """
        given = self.password.get_secret_value()
        if given or self.password_file is None:
            return given
        try:
            found = self.password_file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            why = getattr(error, "strerror", None) or "it is no text"
            raise CoalitionError(f"COALITION_PASSWORD_FILE: {self.password_file} cannot be read ({why})") from None
        if not found:
            raise CoalitionError(f"COALITION_PASSWORD_FILE: {self.password_file} is empty; write the password into it")
        return found

    @property
    def evaluations(self) -> Path:
        """Folder of what `coalition evaluate` found on maps of one's own."""
        return self.home / "evaluations"


def _problem(field: str, found: Mapping[str, Any], given: Mapping[str, Any]) -> str:
    """What is wrong with a value, under the name by which it was given."""
    name = field if field in given else f"COALITION_{field.upper()}"
    why = str(found["msg"]).removeprefix("Value error, ")
    return f"{name}: {found['input']!r} cannot be used; {why[:1].lower()}{why[1:]}"


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
