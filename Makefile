# Everything a contributor runs. PYTHON chooses the interpreter, VENV where its packages go.
PYTHON ?= python3
VENV ?= .venv
RUN = $(VENV)/bin/python
PIP = $(RUN) -m pip --disable-pip-version-check install -q

.PHONY: demo test lint format typecheck generate check-generated lint-spec bench clean

demo: $(VENV)/.demo
	@$(RUN) examples/demo.py

test: $(VENV)/.test
	$(RUN) -m pytest

lint: $(VENV)/.dev
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m codegen.lint_spec openapi.yaml

format: $(VENV)/.dev
	$(RUN) -m ruff check --fix .
	$(RUN) -m ruff format .

typecheck: $(VENV)/.dev
	$(RUN) -m mypy
	$(RUN) -m mypy tests/typing
	$(RUN) -m pyright --pythonpath $(RUN)

generate: $(VENV)/.dev
	$(RUN) -m codegen generate

check-generated: $(VENV)/.dev
	$(RUN) -m codegen check

bench: $(VENV)/.bench
	$(RUN) benchmarks/run.py --write

clean:
	rm -rf .venv .venv-* build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

# The stamps make pip run again only when what it installs has changed.
$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.demo: pyproject.toml | $(VENV)/bin/python
	$(PIP) -e '.[testing]'
	@touch $@

$(VENV)/.test: pyproject.toml codegen/requirements.txt | $(VENV)/bin/python
	$(PIP) -e '.[test]'
	@# The generator needs Python 3.11; its tests run there.
	@if $(RUN) -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then $(PIP) -r codegen/requirements.txt; fi
	@touch $@

$(VENV)/.dev: pyproject.toml codegen/requirements.txt $(VENV)/.test
	$(PIP) -e '.[dev]' -r codegen/requirements.txt
	@touch $@

$(VENV)/.bench: benchmarks/requirements.txt $(VENV)/.test
	$(PIP) -r benchmarks/requirements.txt
	@touch $@
