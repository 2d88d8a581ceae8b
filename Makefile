# make demo    a desk with training data, opened at once
# make test    every test
# make check   form, types, imports, budgets
# make bench   start, keys, bytes, memory against bare references
#
# All of them make .venv themselves; a second run starts at once.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# Two more than there are cores: many tests wait for a terminal or a server most of their time.
JOBS ?= $(shell expr `nproc 2>/dev/null || echo 1` + 2)

.PHONY: help demo test check bench clean
.DELETE_ON_ERROR:

help:
	@sed -n 's/^# \(make .*\)/\1/p' Makefile

$(VENV)/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "desk needs Python 3.11 or newer; $(PYTHON) is `$(PYTHON) -V`." >&2; \
	  echo "Name another one: make PYTHON=python3.12 demo" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "$(PYTHON) cannot make virtual environments." >&2; \
	  echo "On Debian and Ubuntu install python3-venv: apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/ready: $(VENV)/made pyproject.toml
	$(PIP) install --editable .
	@touch $@

$(VENV)/ready-dev: $(VENV)/made pyproject.toml
	$(PIP) install --editable '.[dev]'
	@touch $@ $(VENV)/ready

demo: $(VENV)/ready
	@$(BIN)/python -m compileall -q desk  # where Python may not keep what it compiled, each start would do it again
	@$(BIN)/desk demo

# What Python compiles is kept, whatever the environment says: each worker and each command that a
# test starts would else compile all of it again.
test: $(VENV)/ready-dev
	@$(BIN)/python -m compileall -q desk tests
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n $(JOBS) --dist loadfile --no-loadscope-reorder $(ARGS)

check: $(VENV)/ready-dev
	$(BIN)/ruff format --check desk tests
	$(BIN)/ruff check desk tests
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q tests/house

bench: $(VENV)/ready-dev
	@$(BIN)/python -m compileall -q desk
	$(BIN)/python -m tests.bench $(ARGS)

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
