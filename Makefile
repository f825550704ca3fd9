# The front door. A bare machine needs Python 3.11 or newer, pip and make; everything else is set up here, in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test check bench serve clean

demo: $(READY)
	$(BIN)/tacitus demo

test: $(READY)
	$(BIN)/python -m pytest

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(READY)
	$(BIN)/python -m benchmarks all
	$(BIN)/python -m benchmarks speed
	$(BIN)/python -m benchmarks scale 1000 20000

serve: $(READY)
	@echo "There is no desk yet; until there is: $(BIN)/tacitus incidents, and $(BIN)/tacitus show ID" && exit 2

clean:
	rm -rf $(VENV) bench-out demo.db*

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --editable . --group dev
	touch $@
