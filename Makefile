# Short names for what README.md and .ci/run do. Another Python: make venv PYTHON=python3.13
PYTHON ?= python3
BIN := .venv/bin

.PHONY: venv check test app clean

venv: $(BIN)/activate  ## an environment that follows the files of this folder
$(BIN)/activate: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --editable '.[test]'
	touch $@

check: venv  ## style, types, layers
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

test: venv  ## all tests; those whose tools are missing here are skipped with the reason
	$(BIN)/pytest

app: venv  ## the pages, in the browser
	$(BIN)/coalition app

clean:  ## everything that was made here, except the data in the user's own folder
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
