# The commands of a checkout; `make` alone lists them. Needs Python 3.11 or later, nothing else.

.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS += --no-builtin-rules

NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(firstword $(foreach name,python3 python3.14 python3.13 python3.12 python3.11,\
	$(shell $(name) -c '$(NEW_ENOUGH)' 2>/dev/null && echo $(name))))
BIN := .venv/bin
READY := .venv/.ready
HOME_DIR := $(or $(TRENDS_HOME),var/home)
export PORT ?= 18480

.PHONY: help venv run test test-slow story check fix up down lock bench golden locale wheel pictures

help:  ## this list
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 14

venv: $(READY)  ## .venv with everything that running and testing need

$(READY): pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed: install it, or say make PYTHON=/path/to/python3"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt uv
	@# without compiled bytecode every Airflow command needs twice as long
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --compile-bytecode -c constraints.txt \
		--group dev -r pyproject.toml --extra multilingual -e .
	@touch $@

run: $(READY)  ## the sample provider, from nothing to a bulletin, in one command (TRENDS_HOME=DIR)
	@$(BIN)/python scripts/run_sample.py $(HOME_DIR)

test: $(READY)  ## the fast tests, and which were skipped and why
	@# a file's tests stay together: they share what its fixtures built
	@$(BIN)/python -m pytest -q -rs -n auto --dist loadfile

test-slow: $(READY)  ## a really started Airflow, the wheel in a new venv, long simulations
	@$(BIN)/python -m pytest -q -rs -m slow

story: $(READY)  ## an outage from the first alarm to 'worked', with power cuts on the way (some ten minutes)
	@$(BIN)/python -m pytest -q -rs -m slow tests/story

check: $(READY)  ## ruff, mypy, import contracts, sqlfluff
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/sqlfluff lint --disable-progress-bar sql

fix: $(READY)  ## what ruff and sqlfluff can mend by themselves
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .
	@$(BIN)/sqlfluff fix --disable-progress-bar sql

up: $(READY)  ## start Airflow on loopback and say how to log in (PORT=18480, TRENDS_HOME=var/home)
	@$(BIN)/python scripts/airflow_up.py

down: $(READY)  ## stop the Airflow that `make up` started
	@$(BIN)/python scripts/airflow_down.py

lock: $(READY)  ## resolve constraints.txt anew from pyproject.toml
	@$(BIN)/python scripts/lock.py

bench: $(READY)  ## what benchmarks/ measures; make bench NAME=detectors ARGS="--seed 5" runs one
ifdef NAME
	@$(BIN)/python benchmarks/$(NAME).py $(ARGS)
else
	@for file in benchmarks/*.py; do printf '%-16s ' "$$(basename $$file .py)"; head -1 "$$file" | tr -d '"'; done
endif

golden: $(READY)  ## rewrite the golden files; review the diff
	@TRENDS_GOLDEN=1 $(BIN)/python -m pytest -q tests/report tests/alerts tests/sources/readers

locale: $(READY)  ## find all sentences, update reports/locale/*.po, say what waits for a translation
	@$(BIN)/python scripts/update_catalogues.py

wheel: $(READY)  ## build dist/complaint_trends-*.whl
	@$(BIN)/uv build --quiet --wheel --out-dir dist .
	@ls dist/*.whl

pictures: $(READY)  ## take pictures of the sample's bulletin and desk, the docs' too (after `make run`; needs Chromium, and pdftoppm for the sheets)
	@PYTHONPATH=. $(BIN)/python scripts/take_pictures.py $(HOME_DIR) 2026-W46 docs/pictures
