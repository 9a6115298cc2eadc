# Everything a person or a CI machine needs, each safe to repeat and without questions.
#   make demo    sets up and runs the main job on real data (ARGS="--once --json" passes flags on)
#   make test    sets up and runs all tests (ARGS="tests/unit -k lease" narrows it)
#   make dev     the web app as you edit it, before a server that runs at GOLDWRIGHT_URL
#   make check   lint, format and types, as before every commit
#   make bench   the figures in bench/ (ARGS names one)
#   make schema  writes goldwright/db/schema.sql from the migrations
#   make docs    writes docs/reference from the code
#   make screenshots  takes the pictures of docs/screenshots anew (needs Chromium)
#   make lock    pins the newest versions that pyproject.toml allows

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
PACKAGES := $(VENV)/.packages
ARGS ?=

WEB := $(BIN)/python web/build.py

.PHONY: setup demo dev check test bench schema docs screenshots lock

# The app is built again only when its sources changed, which takes a blink to find out.
setup: $(STAMP)
	@$(WEB)

# The interpreter is asked first: an old one would fail later with a message about something else.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Goldwright needs Python 3.11 or newer; name one with: make $(MAKECMDGOALS) PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || \
		{ echo "This Python cannot make virtual environments; on Debian or Ubuntu: apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(PACKAGES): requirements-dev.lock | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

# hatchling and Node are among the locked packages, so building the project fetches only npm's.
$(STAMP): pyproject.toml $(PACKAGES)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: setup
	$(BIN)/goldwright demo $(ARGS)

dev: $(STAMP)
	$(WEB) npm run dev

check: setup
	@failed=; for tool in "ruff check" "ruff format --check" pyright; do \
		echo "$$tool"; $(BIN)/$$tool || failed="$$failed, $$tool"; \
	done; \
	for tool in types lint format:check client:check; do \
		echo "npm run $$tool"; $(WEB) npm run --silent $$tool || failed="$$failed, npm run $$tool"; \
	done; \
	[ -z "$$failed" ] || { echo "Failed: $${failed#, }"; exit 1; }

# The web's unit tests run first and do not stop the others; ARGS are pytest's alone.
test: setup
	@$(WEB) npm test; web=$$?; $(BIN)/python -m pytest $(ARGS) && exit $$web

bench: setup
	$(BIN)/python -m bench $(ARGS)

schema: setup
	$(BIN)/python -m goldwright.db.schema

docs: setup
	$(BIN)/python -m docs.reference

screenshots: setup
	GOLDWRIGHT_SCREENSHOTS=docs/screenshots $(BIN)/python -m pytest -n0 tests/browser/test_every_page.py $(ARGS)

# The settings of this machine's pip stay out of the locks: they must read the same wherever made.
COMPILE := env -u PIP_FIND_LINKS -u PIP_INDEX_URL -u PIP_EXTRA_INDEX_URL -u PIP_CONSTRAINT \
	PIP_CONFIG_FILE=/dev/null CUSTOM_COMPILE_COMMAND="make lock" \
	$(BIN)/pip-compile --quiet --upgrade --generate-hashes --strip-extras --allow-unsafe --no-annotate --no-emit-index-url --no-emit-find-links \
	--no-emit-trusted-host

lock: setup
	$(COMPILE) --output-file requirements.lock pyproject.toml
	$(COMPILE) --extra dev --extra assist --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml
