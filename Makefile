# `make run` and `make test` set themselves up: a virtual environment in .venv, the pinned versions, nothing else.
PYTHON ?= python3.11
BIN := .venv/bin

.PHONY: run test check lint clean

run: .venv/bot
	$(BIN)/python -m bot run

test: .venv/dev
	$(BIN)/python -m pytest

check: .venv/bot
	$(BIN)/python -m bot check

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

.venv/bot: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	@touch $@

.venv/dev: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@ .venv/bot

clean:
	rm -rf .venv
