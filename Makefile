# make run   start the dashboard; prepares all it needs the first time
# make test  every check there is, stopping at the first that fails
# make calendar run the pages, the judging and the projections as if it were other days
# make fix   put the code into the house format
# make bench measure speed and memory
# make fuzz  feed the readers damaged files for some minutes
# make soak  break the store for some minutes: a thousand kills, every byte of a log
# make backtest the record of past forecasts
# make clean remove what the commands above made; the store in var/ stays

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := run
.PHONY: run test format lint types imports tests journeys calendar fix bench fuzz soak backtest clean tools
MAKEFLAGS += --no-print-directory

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1
export PYTHONWARNINGS :=
export PYTHONDONTWRITEBYTECODE :=

VENV := .venv
PYTHON := $(VENV)/bin/python
RUN_STAMP := $(VENV)/.requirements.txt.stamp
DEV_STAMP := $(VENV)/.requirements-dev.txt.stamp
JOURNEYS := tests/browser
# A leap day, the turn of a year, the day on which two countries leave the least developed, and one after all targets.
DAYS ?= 2026-11-24 2026-12-31 2027-01-01 2028-02-29 2031-07-01
# Times of files stay what they are. Without the fix of libfaketime switched off, threads that wait for each other spin.
FALSE_CLOCK := TZ=UTC NO_FAKE_STAT=1 FAKETIME_FORCE_MONOTONIC_FIX=0 PYTHONDONTWRITEBYTECODE=1
CALENDAR := tests/test_calendar.py tests/pages/test_overview.py tests/pages/test_target.py tests/topics/test_scorecard.py \
    tests/services/test_known.py tests/topics/test_projections.py

run: $(RUN_STAMP)
	@exec $(PYTHON) dashboard.py --server.address 127.0.0.1 $(ARGS)

# The checks, in the order in which they are cheap.
test: $(DEV_STAMP) tools
	@$(MAKE) format
	@$(MAKE) lint
	@$(MAKE) types
	@$(MAKE) imports
	@$(MAKE) tests
	@$(MAKE) journeys

format: $(DEV_STAMP)
	@echo "== format"
	@$(PYTHON) -m ruff format --check .

lint: $(DEV_STAMP)
	@echo "== lint"
	@$(PYTHON) -m ruff check .

types: $(DEV_STAMP)
	@echo "== types"
	@$(PYTHON) -m mypy .

imports: $(DEV_STAMP)
	@echo "== import contracts"
	@$(VENV)/bin/lint-imports --no-logo

tests: $(DEV_STAMP)
	@echo "== tests"
	@$(PYTHON) -m pytest -q --exitfirst --numprocesses auto --dist worksteal --ignore=$(JOURNEYS) $(ARGS)

journeys: $(DEV_STAMP) tools
	@echo "== journeys in a real browser"
	@$(PYTHON) -m pytest -q --exitfirst --numprocesses 2 --dist worksteal $(JOURNEYS) $(ARGS)

# The first of these take the day from the clock, the others have a day of their own and must not notice the real one.
calendar: $(DEV_STAMP) tools
	@for day in $(DAYS); do \
	    echo "== as if it were $$day"; \
	    $(FALSE_CLOCK) faketime -m --exclude-monotonic "$$day 12:00:00" \
	        $(PYTHON) -m pytest -q --exitfirst -p no:cacheprovider $(CALENDAR) $(ARGS) || exit; \
	done

fix: $(DEV_STAMP)
	@$(PYTHON) -m ruff check --fix-only --quiet .
	@$(PYTHON) -m ruff format .

bench: $(DEV_STAMP)
	@$(PYTHON) -m benchmarks $(ARGS)

fuzz: $(DEV_STAMP)
	@echo "== damaged files"
	@FUZZ=$${FUZZ:-50} $(PYTHON) -m pytest -q --numprocesses auto -k "mutation or fuzz" tests/data/readers $(ARGS)

soak: $(DEV_STAMP)
	@echo "== breaking the store"
	@SOAK=1 $(PYTHON) -m pytest -q -s --exitfirst tests/data/test_store_kill.py tests/data/test_store_breaking.py \
		tests/data/test_store_damage.py tests/data/test_store_outcomes.py tests/data/test_store_durability.py \
		tests/data/test_store_index.py tests/data/test_store_backup.py tests/pages/test_upload_memory.py $(ARGS)

backtest: $(DEV_STAMP)
	@$(PYTHON) -m benchmarks.backtest $(ARGS)

clean:
	@rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache test-results
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A browser and a tracer for the journeys, and a false clock: Debian's packages, where they can be had.
tools:
	@bash .ci/tools

$(PYTHON):
	@bash .ci/venv $(VENV)

$(RUN_STAMP): requirements.txt | $(PYTHON)
	@echo "Installing what the dashboard needs (the first time this takes a minute or two) ..."
	@$(PYTHON) -m pip install -qq --requirement requirements.txt
	@touch $@

$(DEV_STAMP): requirements-dev.txt requirements.txt | $(PYTHON)
	@echo "Installing what the checks need ..."
	@$(PYTHON) -m pip install -qq --requirement requirements-dev.txt
	@touch $@ $(RUN_STAMP)
