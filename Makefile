# Short names for what README.md and .ci/run do. Another Python: make venv PYTHON=python3.13
PYTHON ?= python3
BIN := .venv/bin

.PHONY: venv check quick test constraints app clean

venv: $(BIN)/activate  ## an environment that follows the files of this folder
$(BIN)/activate: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[test]'
	touch $@

check: venv  ## style, types, layers
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/mypy tests/typed.py
	$(BIN)/lint-imports

quick: check  ## and the tests that need no database, no browser and no minutes
	$(BIN)/pytest -q -m 'not slow and not embedded and not neo4j and not browser' -n 2

test: venv  ## all tests; those whose tools are missing here are skipped with the reason
	$(BIN)/pytest

constraints:  ## constraints.txt anew: the newest of everything, from an environment that is made for it
	environment=$$(mktemp -d) && trap 'rm -rf "$$environment"' EXIT && \
	$(PYTHON) -m venv "$$environment" && \
	"$$environment/bin/pip" install --quiet '.[test]' && \
	"$$environment/bin/pip" freeze --exclude coalition | grep -E '^[A-Za-z0-9._-]+==[^ ]+$$' | LC_ALL=C sort --ignore-case >constraints.txt

app: venv  ## the pages, in the browser
	$(BIN)/coalition app

clean:  ## everything that was made here, except the data in the user's own folder
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
