# The two commands are `make demo` and `make test`; both set up what they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: install demo test check audit fuzz bench docs notebook screenshots clean

install: $(STAMP)

# A virtual environment with the versions of constraints.txt, so that a checkout is the same next year.
$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Dragoman needs Python 3.11 or newer; set PYTHON=/path/to/python3" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $(STAMP)

demo: install
	$(BIN)/dragoman demo

# Two files at a time: the suite is made for two cores. What a browser does in time is tried again.
test: check
	$(BIN)/python -m pytest -n 2 --dist loadfile

check: install
	$(BIN)/ruff check src tests benchmarks training fuzz tools
	$(BIN)/ruff format --check src tests benchmarks training fuzz tools
	$(BIN)/mypy
	$(BIN)/python -m pytest -q tests/test_imports.py
	$(BIN)/dragoman lexicon check
	$(BIN)/python tools/audit.py

audit: install
	$(BIN)/python tools/audit.py

# Hostile inputs for a while; the extra [fuzz] brings atheris, without it hypothesis does it.
FUZZ_SECONDS ?= 180
fuzz: install
	$(BIN)/python -m fuzz --seconds $(FUZZ_SECONDS)

bench: install
	$(BIN)/python benchmarks/speed.py

# The site is site/index.html. A link or an anchor that leads nowhere fails it.
docs: install
	$(BIN)/python -m sphinx -b html -W --keep-going -q docs site

screenshots: install
	$(BIN)/python docs/screenshots.py

# Run the study of docs/study.ipynb again and keep its outputs, after the coder or the samples change.
notebook: install
	$(BIN)/python docs/notebook.py

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis dist site fuzz/found
