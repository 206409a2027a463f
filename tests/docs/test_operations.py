"""The files for a server of a team say what their programs understand, and what the guide says of them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from neo4j_server import unavailable
from places import ROOT
from ruamel.yaml import YAML

FILES = ROOT / "docs" / "operations"

pytestmark = pytest.mark.skipif(not FILES.exists(), reason="the documents are beside the tests in a checkout only")


def program(name: str) -> str:
    """A program of this environment or of the system."""
    if found := shutil.which(name, path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"):
        return found
    return unavailable(f"{name} is not installed")


def run(*words: str | Path, **variables: str) -> str:
    """What a program said, once it is content."""
    done = subprocess.run(
        [str(word) for word in words], env=os.environ | variables, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def services() -> dict[str, Mapping[str, Any]]:
    return dict(YAML(typ="safe").load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"])


def test_compose_follows_its_specification() -> None:
    run(program("check-jsonschema"), "--builtin-schema", "vendor.compose-spec", ROOT / "compose.yaml")


def test_every_service_starts_again_rotates_its_log_and_gains_no_rights() -> None:
    for name, service in services().items():
        assert service["restart"] == "unless-stopped", name
        assert {"max-size", "max-file"} <= service["logging"]["options"].keys(), name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert "healthcheck" in service or name == "backup"


def test_no_secret_stands_in_a_variable_and_the_database_has_no_port() -> None:
    whole = YAML(typ="safe").load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
    used = {secret for service in services().values() for secret in service.get("secrets", [])}
    assert used == whole["secrets"].keys()
    for name, service in services().items():
        given = [key for key in service.get("environment", {}) if re.search("PASSWORD|AUTH|SECRET", key)]
        assert all(key.endswith("_FILE") for key in given), name
        assert ("ports" in service) == (name == "proxy")
    assert services()["neo4j"]["networks"] == ["inside"]
    assert whole["networks"]["inside"] == {"internal": True}
    assert "secrets/" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()


def test_the_image_follows_good_practice_and_holds_what_the_package_is_made_of() -> None:
    run(program("hadolint"), ROOT / "Dockerfile")
    kept = {line[1:] for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines() if line[:1] == "!"}
    packaged = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for name in ("app.py", "queries", "seeds", "coalition", "README.md", "LICENSE"):
        assert name in kept
        assert name in packaged
    assert "constraints.txt" in kept
    assert all((ROOT / name).exists() for name in kept)


def test_both_proxies_understand_their_files(tmp_path: Path) -> None:
    caddy = program("caddy")
    run(caddy, "validate", "--adapter", "caddyfile", "--config", FILES / "Caddyfile", COALITION_NAME="localhost:8443")
    run(caddy, "fmt", "--diff", FILES / "Caddyfile")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    run(
        program("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=map.example",
        "-keyout", key, "-out", certificate,
    )  # fmt: skip
    own = (FILES / "nginx.conf").read_text(encoding="utf-8")
    own = own.replace("/etc/ssl/map.example.org.crt", str(certificate)).replace(
        "/etc/ssl/map.example.org.key", str(key)
    )
    whole = tmp_path / "nginx.conf"
    whole.write_text(f"pid {tmp_path}/pid; error_log stderr; events {{}} http {{ access_log off; {own} }}")
    run(program("nginx"), "-t", "-e", "stderr", "-p", tmp_path, "-c", whole)


def test_systemd_understands_the_units(tmp_path: Path) -> None:
    executable = tmp_path / "coalition"
    executable.write_text("#!/bin/sh\n")
    executable.chmod(0o755)
    for unit in [*FILES.glob("*.service"), *FILES.glob("*.timer")]:
        text = unit.read_text(encoding="utf-8").replace("/opt/coalition/bin/coalition", str(executable))
        (tmp_path / unit.name).write_text(text)
    units = [tmp_path / f"coalition{name}" for name in (".service", "-backup.service", "-backup.timer")]
    assert run(program("systemd-analyze"), "verify", *units) == ""


def test_the_guide_speaks_of_files_that_are_there() -> None:
    guide = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)\)", guide):
        assert (ROOT / "docs" / target).resolve().exists(), target
    for name in FILES.iterdir():
        assert f"operations/{name.name}" in guide, f"{name.name} is not spoken of"
