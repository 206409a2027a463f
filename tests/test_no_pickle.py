"""Nothing that the program reads can run: no module loads pickles or what is like them, neither does what it calls."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from places import SAMPLES

import coalition

PACKAGE = Path(coalition.__file__).parent
MODULES = {
    "_pickle", "cloudpickle", "cPickle", "dbm", "dill", "joblib", "jsonpickle", "marshal", "pickle", "pickletools",
    "ruamel", "shelve", "torch", "yaml",
}  # fmt: skip
"""What runs, or can be made to run, what a file says. There is no YAML to read."""
CALLS = {
    "eval", "exec", "load_module", "read_gpickle", "read_hdf", "read_pickle", "run_path", "to_pickle",
    "unsafe_load", "write_gpickle",
}  # fmt: skip
ARGUMENTS = {"allow_pickle": (False,), "persist": (None, False), "shell": (False,)}
"""Arguments, and the values that they may be given; `persist` is that of Streamlit's cache, which pickles to disk."""


def dangerous(code: str) -> Iterator[str]:
    """What of it could run what a file says, by line."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [str(node.module), *(alias.name for alias in node.names)]
        elif isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in CALLS:
                yield f"line {node.lineno}: {called}()"
            for given in node.keywords:
                harmless = ARGUMENTS.get(given.arg or "")
                value = given.value.value if isinstance(given.value, ast.Constant) else ...
                if harmless is not None and value not in harmless:
                    yield f"line {node.lineno}: {given.arg}="
            named = node.args[0].value if node.args and isinstance(node.args[0], ast.Constant) else None
            names = [str(named)] if called in ("import_module", "__import__") else []
        else:
            continue
        yield from (f"line {node.lineno}: {name}" for name in names if name.split(".")[0] in MODULES)


def test_no_module_reads_what_could_run() -> None:
    files = sorted(PACKAGE.rglob("*.py"))
    assert len(files) > 150
    found = {str(file.relative_to(PACKAGE)): list(dangerous(file.read_text(encoding="utf-8"))) for file in files}
    assert {name: told for name, told in found.items() if told} == {}


@pytest.mark.parametrize(
    "code",
    [
        "import pickle", "import joblib.memory", "from shelve import open",
        "from pandas import read_pickle\nread_pickle(f)",
        "pd.read_pickle(f)", "numpy.load(f, allow_pickle=True)", "numpy.load(f, allow_pickle=asked)",
        "@st.cache_data(persist='disk')\ndef f(): pass", "yaml.load(f)\nimport yaml", "exec(open(f).read())",
        "importlib.import_module('dill')", "subprocess.run(x, shell=True)",
    ],
)  # fmt: skip
def test_each_way_to_run_a_file_is_seen(code: str) -> None:
    assert list(dangerous(code))


@pytest.mark.parametrize(
    "code", ["re.compile(x)", "numpy.load(f, allow_pickle=False)", "@st.cache_data\ndef f(): pass"]
)
def test_what_is_harmless_passes(code: str) -> None:
    assert not list(dangerous(code))


WATCHED = """
import pickle, sys
from coalition.errors import CoalitionError
from coalition.exchange.imports import read
from coalition.exchange.readers.registry import read_any
armed = False
def refuse(event, arguments):
    if armed and event in ("pickle.find_class", "os.system", "subprocess.Popen", "socket.connect"):
        raise SystemExit(f"{event} {arguments}")
sys.addaudithook(refuse)
if sys.argv[1] == "pickle":
    armed = True
    pickle.loads(pickle.dumps(CoalitionError))
for path in sys.argv[1:]:
    for reader in (read_any, read):
        armed = True
        try:
            reader(path)
        except CoalitionError:
            pass
        armed = False
print("read")
"""


def test_readers_unpickle_nothing_start_nothing_and_ask_nobody() -> None:
    """Each sample of each format by each reader, watched by Python itself."""
    samples = [str(path) for path in sorted(SAMPLES.iterdir())]
    for given, told in ((samples, "read"), (["pickle"], "pickle.find_class")):
        done = subprocess.run([sys.executable, "-c", WATCHED, *given], capture_output=True, text=True, check=False)
        assert told in done.stdout + done.stderr
