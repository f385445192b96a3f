# Everything a contributor runs. PYTHON chooses the interpreter, VENV where its packages go.
PYTHON ?= python3
VENV ?= .venv
RUN = $(VENV)/bin/python
# With UV=uv, uv installs the packages, in a fraction of the time.
install = $(if $(UV),$(UV) pip install -q --python $(1),$(1) -m pip --disable-pip-version-check install -q)
PIP = $(call install,$(RUN))
# The benchmarks have packages of their own: httpx loads trio, click and rich where the tests have brought them.
BENCH = $(VENV)-bench

.PHONY: demo test test-aiohttp test-httpx2 test-packages packages lint format typecheck generate check-generated spec-3.0 lint-spec spec-diff api-diff generate-typescript check-typescript-schema check-typescript checks docs docs-serve bench clean

# The tools of other languages, each in a folder with its own lock file, from whichever registry npm is set to.
NPM = npm --no-update-notifier --loglevel=error ci
SCHEMA = clients/typescript/src/schema.ts
REDOCLY = REDOCLY_SUPPRESS_UPDATE_NOTICE=true codegen/lint/node_modules/.bin/redocly lint --config codegen/lint/redocly.yaml

demo: $(VENV)/.demo
	@$(RUN) examples/demo.py

# The tests start many interpreters. Without caches, each of them would compile the SDK again.
unexport PYTHONDONTWRITEBYTECODE

# Three processes on two cores, because many tests wait. Each has its own sandbox.
test: $(VENV)/.test
	@$(RUN) -m pytest -n 3 --dist worksteal

# The tests of the asynchronous client over aiohttp, with the checks of its faults and timeouts.
AIOHTTP_CHECKS = $(addprefix checks/test_,faults_at_every_byte.py time_limits_of_every_fault.py task_events_cut_anywhere.py)
test-aiohttp: $(VENV)/.test
	@$(RUN) -m pytest -n 2 --dist worksteal --async-backend aiohttp -k "async" tests $(AIOHTTP_CHECKS)

# The tests of both clients over httpx2.
test-httpx2: $(VENV)/.test
	@$(RUN) -m pytest -n 2 --dist worksteal --http-library httpx2 tests $(AIOHTTP_CHECKS)

lint: $(VENV)/.dev
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) docs/prose.py
	$(RUN) -m codegen lint-spec

format: $(VENV)/.dev
	$(RUN) -m ruff check --fix .
	$(RUN) -m ruff format .

typecheck: $(VENV)/.dev
	$(RUN) -m mypy
	$(RUN) -m mypy tests/typing
	$(RUN) -m pyright --pythonpath $(RUN)

generate: $(VENV)/.dev
	$(RUN) -m codegen generate
	$(call WITH_NPM,generate-typescript,was not generated)

# Every generated file is as it would be generated. Only the schema of the client in TypeScript needs Node for that.
check-generated: $(VENV)/.dev
	$(RUN) -m codegen check
	$(call WITH_NPM,check-typescript-schema,was not checked)

# clients/openapi-3.0.yaml is one of the generated files.
spec-3.0: generate

# What is broken by the subset's rules is said first. Readers of 3.0 to the letter take no null beside allOf, which all
# generators read as meant; so the examples are checked in openapi.yaml alone.
lint-spec: $(VENV)/.dev codegen/lint/node_modules/.installed
	$(RUN) -m codegen lint-spec
	$(REDOCLY) openapi.yaml
	$(REDOCLY) --skip-rule=no-invalid-media-type-examples clients/openapi-3.0.yaml

WITH_NPM = @if npm --version >/dev/null 2>&1; then $(MAKE) --no-print-directory $(1); \
	else echo "$(SCHEMA) $(2): npm is not installed (Node 20.19 or newer)."; fi

generate-typescript: clients/typescript/node_modules/.installed
	cd clients/typescript && npm run --silent generate

check-typescript-schema: clients/typescript/node_modules/.installed
	@cd clients/typescript && npm run --silent check || { echo "$(SCHEMA) is not what is generated: run make generate."; exit 1; }

# The schema, the compiler, and the tests against the sandbox.
check-typescript: $(VENV)/.test check-typescript-schema
	cd clients/typescript && PYTHON=$(abspath $(RUN)) npm run --silent test

# Whether the version is high enough for what changed since BASE (a git revision; the last release by default).
spec-diff: $(VENV)/.dev
	$(RUN) -m codegen spec-diff $(if $(BASE),--base $(BASE))

api-diff: $(VENV)/.dev
	$(RUN) -m codegen api-diff $(if $(BASE),--base $(BASE))

# Tests that are too slow for `make test`, or need more than Python: Node 20 and npm 10, or newer. The second run gives
# the property tests of tests/ more examples.
checks: $(VENV)/.checks $(BENCH)/.bench codegen/lint/node_modules/.installed clients/typescript/node_modules/.installed
	@$(RUN) -m pytest -n 2 --dist loadfile -o faulthandler_timeout=600 checks
	@$(RUN) -m pytest -n 2 --dist worksteal -m hypothesis --hypothesis-profile exhaustive

docs: $(VENV)/.docs
	NO_MKDOCS_2_WARNING=1 $(RUN) -m mkdocs build -q --strict

docs-serve: $(VENV)/.docs
	NO_MKDOCS_2_WARNING=1 $(RUN) -m mkdocs serve

bench: $(BENCH)/.bench
	$(BENCH)/bin/python benchmarks/run.py --write

clean:
	rm -rf .venv .venv-* build dist site .pytest_cache .mypy_cache .ruff_cache .hypothesis .schemathesis codegen/lint/node_modules clients/typescript/node_modules clients/typescript/dist

# The stamps make pip run again only when what it installs has changed.
$(VENV)/bin/python:
	@echo "Creating $(VENV) with $$($(PYTHON) --version) ..."
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.demo: pyproject.toml | $(VENV)/bin/python
	@echo "Installing the SDK and its sandbox into $(VENV) ..."
	@$(PIP) -e '.[cli,structured,testing]'
	@touch $@

$(VENV)/.test: pyproject.toml requirements/test.txt | $(VENV)/bin/python
	@echo "Installing what the tests need into $(VENV) ..."
	@$(PIP) -e '.[all]' -r requirements/test.txt
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.test
	$(PIP) -e '.[all]' -r requirements/dev.txt
	@touch $@

$(VENV)/.checks: requirements/checks.txt requirements/docs.txt $(VENV)/.dev
	$(PIP) -e '.[all,dask]' -r requirements/checks.txt
	@touch $@

# For .ci/run, which says how long installing takes.
test-packages: $(VENV)/.test
packages: $(VENV)/.checks $(BENCH)/.bench codegen/lint/node_modules/.installed clients/typescript/node_modules/.installed

%/node_modules/.installed: %/package.json %/package-lock.json
	@npm --version >/dev/null || { echo "Node and npm are needed here: install Node 20.19 or newer."; exit 1; }
	cd $* && $(NPM)
	@touch $@

$(VENV)/.docs: pyproject.toml requirements/docs.txt | $(VENV)/bin/python
	$(PIP) -e . -r requirements/docs.txt
	@touch $@

$(BENCH)/bin/python:
	$(PYTHON) -m venv $(BENCH)

$(BENCH)/.bench: benchmarks/requirements.txt pyproject.toml | $(BENCH)/bin/python
	$(call install,$(BENCH)/bin/python) -e . -r benchmarks/requirements.txt
	@touch $@
