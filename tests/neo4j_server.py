"""Boots a real Neo4j for the tests, without Docker: jars from Maven, any fitting Java, a home that is thrown away.

Two versions, and on purpose two ways to log in: the long-term release with a password, the newest without.
"""

from __future__ import annotations

import importlib.util
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

import neo4j
import pytest
from filelock import FileLock
from neo4j.exceptions import DriverError, Neo4jError
from platformdirs import user_cache_path

START_SECONDS = 90
FETCH_SECONDS = 900
OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.lang", "java.util.concurrent")

POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>coalition</groupId><artifactId>neo4j-for-tests</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.neo4j.app</groupId><artifactId>neo4j-server</artifactId><version>{0}</version></dependency>
    <dependency><groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>{0}</version></dependency>
    <dependency><groupId>org.neo4j</groupId><artifactId>neo4j-bolt</artifactId><version>{0}</version></dependency>
  </dependencies>
</project>
"""


@dataclass(frozen=True)
class Release:
    """What differs between the versions of Neo4j that we test against."""

    version: str
    java: int
    """The oldest Java that runs it."""
    main: str
    auth: bool
    options: tuple[str, ...] = ()
    config: tuple[str, ...] = ()


LTS = Release("5.26.19", 17, "org.neo4j.server.CommunityEntryPoint", auth=True)
NEWEST = Release(
    "2026.09.0",
    21,
    "org.neo4j.server.Neo4jCommunity",
    auth=False,
    options=("--add-modules", "jdk.incubator.vector"),
    # It would look for its like by broadcasts on the network.
    config=("server.fleet_discovery.enabled=false",),
)


@dataclass(frozen=True)
class Neo4j:
    """A running server and how to log in; without auth, user and password are empty."""

    uri: str
    user: str
    password: str = field(repr=False)
    database: str
    version: str

    @property
    def auth(self) -> tuple[str, str] | None:
        return (self.user, self.password) if self.user else None


class UnavailableError(Exception):
    """This machine lacks something that the server needs; the message names it."""


def unavailable(reason: str) -> NoReturn:
    """Skip on a person's machine; fail where CI is set, because there a skip would hide that nothing was tested."""
    if os.environ.get("CI"):
        pytest.fail(f"must not be skipped in CI: {reason}", pytrace=False)
    pytest.skip(reason)


# -- what it needs: a Java and the jars -------------------------------------------------------------------------------


def _java_programs() -> Iterator[Path]:
    """Every place where a Java may be; most do not exist."""
    name = "java.exe" if sys.platform == "win32" else "java"
    if home := os.environ.get("JAVA_HOME"):
        yield Path(home, "bin", name)
    if found := shutil.which("java"):
        yield Path(found)
    for pattern in (
        "/usr/lib/jvm/*/bin/java",
        "/Library/Java/JavaVirtualMachines/*/Contents/Home/bin/java",
        "/opt/homebrew/opt/openjdk*/bin/java",
    ):
        yield from sorted(Path("/").glob(pattern.removeprefix("/")))
    # The embedded database brings a Java 25 with every module that Neo4j asks for, so that a machine where
    # the package manager has only Java 17 can run the newest Neo4j too.
    spec = importlib.util.find_spec("arcadedb_embedded")
    if spec is not None and spec.origin is not None:
        yield Path(spec.origin).parent / "jre" / "bin" / name


def _java_version(program: Path) -> int | None:
    try:
        answer = subprocess.run([program, "-version"], capture_output=True, text=True, timeout=30, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    match = re.search(r'version "(?:1\.)?(\d+)', answer.stderr)
    return int(match[1]) if match else None


def find_java(at_least: int) -> Path:
    """The oldest Java that is new enough: Neo4j is tested by its makers on the versions of its own time."""
    fitting: dict[int, Path] = {}
    for program in dict.fromkeys(place.resolve() for place in _java_programs()):  # many places are links to one
        version = _java_version(program) if program.is_file() else None
        if version is not None and version >= at_least:
            fitting.setdefault(version, program)
    if not fitting:
        raise UnavailableError(f"no Java {at_least} or newer (JAVA_HOME, PATH, /usr/lib/jvm)")
    return fitting[min(fitting)]


def fetch(release: Release) -> Path:
    """The folder with the server's jars; fetched once for all checkouts of this user."""
    cache = os.environ.get("COALITION_TEST_CACHE")
    root = Path(cache) if cache else user_cache_path("coalition-tests", appauthor=False)
    folder = root / "neo4j" / release.version
    folder.mkdir(parents=True, exist_ok=True)
    jars, mark = folder / "lib", folder / "complete"
    with FileLock(folder / "fetch.lock"):
        if mark.exists():
            return jars
        maven = shutil.which("mvn")
        if maven is None:
            raise UnavailableError("no Maven (mvn) on PATH, which fetches the jars of Neo4j")
        (folder / "pom.xml").write_text(POM.format(release.version), encoding="utf-8")
        goal = "org.apache.maven.plugins:maven-dependency-plugin:copy-dependencies"
        command = [maven, "-B", "-q", goal, "-DincludeScope=runtime", f"-DoutputDirectory={jars}"]
        for last_try in (False, True):
            # Without the mark, whatever lies there is of an interrupted run.
            shutil.rmtree(jars, ignore_errors=True)
            try:
                subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=FETCH_SECONDS, check=True)
                break
            except subprocess.TimeoutExpired as error:
                raise UnavailableError(f"Maven did not fetch Neo4j within {FETCH_SECONDS} s") from error
            except subprocess.CalledProcessError as error:
                if last_try:
                    said = " ".join((error.stdout + error.stderr).split())[:600]
                    raise UnavailableError(f"Maven could not fetch Neo4j {release.version}: {said}") from error
        mark.touch()
    return jars


# -- the server -------------------------------------------------------------------------------------------------------


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _write_config(home: Path, release: Release, port: int) -> None:
    lines = (
        "server.default_listen_address=127.0.0.1",
        f"server.bolt.listen_address=127.0.0.1:{port}",
        f"server.bolt.advertised_address=127.0.0.1:{port}",
        "server.http.enabled=false",
        "server.https.enabled=false",
        "server.memory.pagecache.size=128m",
        "db.tx_log.preallocate=false",  # else 256 MB of disk for each of two databases
        "dbms.usage_report.enabled=false",
        "dbms.cypher.min_replan_interval=1h",  # a map that is filled and emptied all the time is planned once
        f"dbms.security.auth_enabled={str(release.auth).lower()}",
        *release.config,
    )
    (home / "conf").mkdir()
    (home / "conf" / "neo4j.conf").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _command(java: Path, jars: Path, home: Path, release: Release) -> list[str]:
    return [
        str(java),
        "-Xms256m",
        "-Xmx1g",
        "-XX:+UseSerialGC",
        "-XX:+UnlockDiagnosticVMOptions",
        "-XX:-BytecodeVerificationRemote",  # a fifth of the start: jars of a release are what they should be
        *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENED),
        "--enable-native-access=ALL-UNNAMED",
        "-Dio.netty.tryReflectionSetAccessible=true",
        "-Dlog4j2.disable.jmx=true",
        *release.options,
        "-cp",
        f"{jars}{os.sep}*",
        release.main,
        f"--home-dir={home}",
        f"--config-dir={home / 'conf'}",
        "--console-mode",
    ]


def _log_in(uri: str, release: Release) -> Neo4j:
    """Connect as a person does for the first time, which with auth means to change the known password."""
    server = Neo4j(uri, "", "", "neo4j", release.version)
    if release.auth:
        with neo4j.GraphDatabase.driver(uri, auth=("neo4j", "neo4j")) as driver:
            driver.verify_connectivity()
            server = Neo4j(uri, "neo4j", secrets.token_urlsafe(18), "neo4j", release.version)
            driver.execute_query(
                "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $password",
                password=server.password,
                database_="system",
            )
    return server


def _ask(server: Neo4j) -> None:
    """Bolt answers before the database is open, so ask the database itself; fail at once rather than retry."""
    with (
        neo4j.GraphDatabase.driver(server.uri, auth=server.auth) as driver,
        driver.session(database=server.database) as session,
    ):
        session.run("RETURN 1").consume()


def _tail(log: Path, lines: int = 25) -> str:
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])


class Machine:
    """A server with data of its own: it can be killed like a pulled plug, and started again on the same data."""

    def __init__(self, release: Release, home: Path) -> None:
        self.release = release
        self.log = home / "console.log"
        java, jars, port = find_java(release.java), fetch(release), _free_port()
        _write_config(home, release, port)
        self._uri = f"bolt://127.0.0.1:{port}"
        self._command = _command(java, jars, home, release)
        self._process: subprocess.Popen[bytes] | None = None
        self._server: Neo4j | None = None

    @property
    def server(self) -> Neo4j:
        """How to log in; it was started once."""
        assert self._server
        return self._server

    @property
    def pid(self) -> int:
        assert self._process
        return self._process.pid

    def start(self) -> None:
        """Start it, and wait until it answers."""
        with self.log.open("ab") as out:
            self._process = subprocess.Popen(
                self._command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT
            )
        self._wait(self._process)

    def kill(self) -> None:
        """No orderly end."""
        if self._process:
            self._process.kill()
            self._process.wait(timeout=30)

    def _wait(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + START_SECONDS
        error: Exception | None = None
        while time.monotonic() < deadline and process.poll() is None:
            try:
                self._server = self._server or _log_in(self._uri, self.release)
                _ask(self._server)
                return
            except (DriverError, Neo4jError) as not_yet:
                error = not_yet
                time.sleep(0.25)
        state = "did not answer in time" if process.poll() is None else f"ended with {process.returncode}"
        raise RuntimeError(f"Neo4j {self.release.version} {state} ({error}); the end of its log:\n{_tail(self.log)}")


@contextmanager
def machine(release: Release) -> Iterator[Machine]:
    """A running server of its own on a free port of this machine, gone with all its data at the end.

    Raises
    ------
    UnavailableError
        Java or Maven is missing, or the jars cannot be fetched.
    RuntimeError
        It was started but does not answer; with the end of its log.
    """
    with tempfile.TemporaryDirectory(prefix="coalition-neo4j-", ignore_cleanup_errors=True) as folder:
        made = Machine(release, Path(folder))
        try:
            made.start()
            yield made
        finally:
            made.kill()


@contextmanager
def running(release: Release) -> Iterator[Neo4j]:
    """How to log in to such a server, for whoever needs no more of it."""
    with machine(release) as made:
        yield made.server
