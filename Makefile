# Two commands do everything: `make demo` and `make test`. Both set up what they need in .venv.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo ftm test check lint types imports packs gold setup bench reader tables wheel clean

setup: .venv/ready

.venv/ready: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch .venv/ready

demo: setup
	$(BIN)/dragoman demo

# The reader of FollowTheMoney that a test of exports asks, in an environment of its own: its stubs would mislead mypy.
ftm: build/ftm/ready

build/ftm/ready:
	$(PYTHON) -m venv build/ftm
	build/ftm/bin/python -m pip install --quiet --disable-pip-version-check 'followthemoney==3.8.0'
	@touch $@

test: setup
	$(BIN)/python -m pytest -n auto

check: lint types imports packs gold

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check src tests tools benchmarks
	$(BIN)/interrogate -q tests

types: setup
	$(BIN)/mypy

imports: setup
	$(BIN)/lint-imports

packs: setup
	$(BIN)/dragoman packs check

# The floors of tests/gold/floors.json, on ../shared/gold where it exists and on the sample everywhere.
gold: setup
	$(BIN)/python tests/gold/gate.py

bench: setup
	$(BIN)/python benchmarks/speed.py

# Trains what ships; two hours on two cores. Needs the training extra.
reader:
	$(BIN)/python -m pip install --quiet '.[training]'
	$(BIN)/python training/train.py --out build/reader
	$(BIN)/python training/export.py build/reader src/dragoman/reader/model
	$(BIN)/python training/gate.py build/reader src/dragoman/reader/model

# Rebuilds the tables of src/dragoman/language/cldr, and feasts.json. Needs the tables extra (PyICU builds with libicu-dev).
tables:
	$(BIN)/python -m pip install --quiet '.[tables]'
	for tool in names time numbers feasts; do $(BIN)/python tools/$${tool}_table.py; done

wheel: setup
	$(BIN)/python -m pip wheel --no-deps --quiet --wheel-dir dist .

clean:
	rm -rf .venv build dist
