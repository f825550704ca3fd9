# The front door. A bare machine needs Python 3.11 or newer, pip and make; everything else is set up here, in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
SCRIPTS := src/tacitus/desk/static/vendor/LICENCES.txt

.PHONY: demo test check bench serve scripts train clean

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

# The learned reader: about 45 minutes of one core (torch's wheels are large). Run again, it goes on where it stopped.
train: $(READY)
	$(BIN)/python -m pip install --quiet --group train
	cd training && ../$(BIN)/python -m reader reader/reader.toml

serve: $(READY) $(SCRIPTS)
	$(BIN)/tacitus demo --store demo.db > /dev/null
	$(BIN)/tacitus serve --store demo.db

scripts: $(SCRIPTS)

# The desk's third-party scripts, by the lock file. Without Node 20 every page still works, the map apart.
$(SCRIPTS): frontend/package-lock.json frontend/build.mjs
	@if command -v npm > /dev/null; then \
		npm --prefix frontend ci --ignore-scripts --no-audit --no-fund --silent && npm --prefix frontend run --silent build; \
	else \
		mkdir -p $(dir $@) && rmdir $(dir $@) && echo "no Node here: the desk opens without its map and pictures"; \
	fi

clean:
	rm -rf $(VENV) bench-out demo.db* frontend/node_modules $(dir $(SCRIPTS))

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --editable '.[desk,reader]' --group dev
	touch $@
