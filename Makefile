# Everything is done in .venv, made on first use: Python 3.11 with pip, and make, are all that must be there.
PYTHON ?= python3
URL ?=
SITE ?= tests/sites/norrtel
BIN := .venv/bin
# A virtual environment does not survive being moved or copied: its stamp knows the folder it was made in.
STAMP := .venv/made-$(shell printf %s "$(CURDIR)" | cksum | cut -d ' ' -f 1)
BROWSER := .venv/browser

.DEFAULT_GOAL := help
.PHONY: help audit demo install browser lint types layers licences test bench lock supply fuzz clean

help:  ## Show what can be made.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

audit: $(BROWSER)  ## Audit a site: make audit URL=https://www.example.com (without URL: the demo).
ifeq ($(strip $(URL)),)
	$(BIN)/auditor demo
else
	$(BIN)/auditor audit "$(URL)"
endif

demo: $(BROWSER)  ## Audit the fictional companies that come with the program, on this machine alone.
	$(BIN)/auditor demo

install: $(STAMP)  ## Install all that is needed into .venv.

browser: $(BROWSER)  ## Find a Chromium, or install one.

lint: $(STAMP)  ## Check the style of the code.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP)  ## Check the types.
	$(BIN)/mypy

layers: $(STAMP)  ## Check that nothing imports upwards.
	$(BIN)/lint-imports

licences: $(STAMP)  ## Check the licences of all that is installed.
	$(BIN)/pip-licenses --summary

test: $(STAMP) $(BROWSER) lint types layers licences  ## Run every check and every test.
	$(BIN)/pytest -n 3

bench: $(BROWSER)  ## Measure what an audit costs: make bench SITE=folder-of-html; and judging: BUNDLES=folder-of-bundles.
	$(BIN)/python bench/bench.py --site "$(SITE)"
	$(BIN)/python bench/quick.py
	$(if $(BUNDLES),$(BIN)/python bench/judging.py "$(BUNDLES)")

lock:  ## Pin the newest versions that pyproject.toml allows, by their hashes.
	bash .ci/lock

supply:  ## List what is in the image (SBOM, build/sbom.cdx.json), and ask whether an advisory is known.
	bash .ci/supply

fuzz: $(STAMP)  ## Search for inputs that break a law: make fuzz SECONDS=600 TARGETS="page headers" (docs/fuzzing.md).
	$(BIN)/python -m tests.fuzz --seconds $(or $(SECONDS),60) $(TARGETS)

clean:  ## Remove what was made here, but no audits.
	rm -rf .venv build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(STAMP): requirements-dev.txt pyproject.toml .ci/environment
	@PYTHON="$(PYTHON)" STAMP="$@" bash .ci/environment

$(BROWSER): $(STAMP)
	@$(BIN)/auditor doctor --install-browser
	@touch $@
