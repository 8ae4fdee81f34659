# Everything a developer does, as one word. `make help` lists it.

.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
BENCH_INSTALLED := $(VENV)/.bench-installed
BROWSER_INSTALLED := $(VENV)/.browser-installed

# The first interpreter that is new enough; `make PYTHON=/path/to/python up` picks another for a new environment.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)

# Long-running commands end when make is killed, and take everything they started along.
RUN := $(BIN)/python -I -S tools/devstack/launcher.py --death-signal SIGTERM -- $(BIN)/python -m

# Most tests wait for a server most of the time, so more of them than there are processors go side by side, each process
# with servers of its own. Four leave two processors idle for a third of the time, six for a tenth (docs/testing.md).
# Which tests stay together, and which begin first: tests/distribution.py.
PROCESSES ?= 6
SIDE_BY_SIDE := --numprocesses $(PROCESSES) --dist loadfile

# What is below tests/system is not even looked at. Elsewhere, single tests are marked: in the files that tier two names.
# Of three machines that play histories beside the model, two have all rules of the plainest one and more. Tier two has 200
# histories of each.
TIER_ONE := --ignore tests/system -m "not system" \
	--deselect tests/inventory/model/test_state_machine.py::test_the_tables_say_what_the_model_says
TIER_TWO := tests/system tests/faults/test_crash_points.py -m system

# What the first tier writes stays in memory where there is enough (tests/in_memory.py).
IN_MEMORY := TESTS_IN_MEMORY=yes

# Tests of the second tier run whole stacks, or compute. One process has the stacks that suffer under load, another one those that
# mostly wait (tests/distribution.py), and a third computes meanwhile. More stacks would keep each other's brokers and callers waiting.
WHOLE_STACKS := --numprocesses 3 --dist loadfile

# Hundreds of processes are started by the tests. Each would compile the code anew.
unexport PYTHONDONTWRITEBYTECODE

LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-header --no-annotate

.PHONY: help
help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-18s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: install
install: $(INSTALLED) ## Create .venv with the locked packages

$(INSTALLED): requirements-dev.lock pyproject.toml
	@$(or $(PYTHON),false) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Python 3.11 or newer is needed, but $(or $(PYTHON),python3) is older or missing. Install one, or name one with PYTHON=/path/to/python." >&2; exit 1; }
	@echo "installing the locked packages into $(VENV)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python tools/devstack/installation.py requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(INSTALLED)

.PHONY: up
up: $(INSTALLED) ## Run the whole service here until Ctrl-C: PostgreSQL, Redis, Kafka, every process
	@$(RUN) tools.devstack up

.PHONY: demo
demo: $(INSTALLED) ## Play a day at a shop on a stack of its own, and check that it adds up
	@$(RUN) tools.demo

.PHONY: bench
bench: $(BENCH_INSTALLED) ## Measure everything on stacks of its own in 20 minutes. Writes tools/bench/results/latest.json and charts
	@$(RUN) tools.bench

.PHONY: bench-quick
bench-quick: $(INSTALLED) ## Measure the main figures once, in under a minute
	@$(RUN) tools.bench --quick

PARTS ?=
ROUNDS ?=

.PHONY: bench-compare
bench-compare: $(INSTALLED) ## Measure the working tree and REVISION=... in turns, figures as ratios. PARTS="core api line" are the defaults
	@$(RUN) tools.bench compare $(or $(REVISION),$(error Name the other revision: make bench-compare REVISION=HEAD~1)) $(PARTS) \
		$(if $(ROUNDS),--rounds $(ROUNDS)) $(if $(ONLY),--only $(ONLY))

.PHONY: bench-others
bench-others: $(INSTALLED) ## Measure ours and django-oscar in turns, in some five minutes. Installs that into an environment of its own
	@$(RUN) tools.bench others $(if $(ROUNDS),--rounds $(ROUNDS))

.PHONY: hosts
hosts: $(INSTALLED) ## Try the service on several hosts, as network namespaces, behind PgBouncer (needs root, iproute2 and pgbouncer)
	@$(RUN) tools.bench hosts

$(BENCH_INSTALLED): $(INSTALLED) requirements-bench.lock
	@$(BIN)/python tools/devstack/installation.py requirements-bench.lock
	@touch $(BENCH_INSTALLED)

SEED ?= 1
SECONDS ?= 120
BROKER ?= redis

.PHONY: chaos
chaos: $(INSTALLED) ## Inflict every kind of fault under live load, and check that nothing is lost or doubled. Defaults: SEED=1 SECONDS=120 BROKER=redis
	@$(RUN) tools.chaos --seed $(SEED) --seconds $(SECONDS) --broker $(BROKER)

.PHONY: test
test: $(INSTALLED) ## Check style, types and import contracts, and run all tests of tier one on real servers
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@# Types are checked beside the tests, and told behind them. In a fresh clone pytest has to compile all tests: once, and
	@# not in six processes at once.
	@told=$$(mktemp); $(MAKE) --no-print-directory types >$$told 2>&1 & types=$$!; \
	ls tests/__pycache__/conftest.*-pytest-*.pyc >/dev/null 2>&1 || $(BIN)/python -m pytest --collect-only --quiet $(TIER_ONE) >/dev/null; \
	$(IN_MEMORY) $(RUN) pytest $(SIDE_BY_SIDE) $(TIER_ONE); tests=$$?; \
	wait $$types; types=$$?; \
	if [ $$types = 0 ]; then grep -E '^(Success|Contracts):' $$told; else cat $$told; fi; rm -f $$told; \
	exit $$((tests ? tests : types))

.PHONY: test-system
test-system: $(BROWSER_INSTALLED) ## Run the tests of tier two: they need Debian, npm or Maven packages, or minutes (docs/testing.md)
	@$(RUN) pytest $(WHOLE_STACKS) $(TIER_TWO)

$(BROWSER_INSTALLED): $(INSTALLED) requirements-browser.lock
	@$(BIN)/python tools/devstack/installation.py requirements-browser.lock
	@touch $(BROWSER_INSTALLED)

.PHONY: test-quick
test-quick: $(INSTALLED) ## Run the tests of tier one that kill no processes of running stacks
	@$(IN_MEMORY) $(RUN) pytest $(SIDE_BY_SIDE) $(TIER_ONE) -m "not faults and not system"

.PHONY: model
model: $(INSTALLED) ## Compare random histories of the core with a model. HISTORIES=2000 sets their number, SEED=... repeats them
	@MODEL_HISTORIES=$(or $(HISTORIES),2000) $(RUN) pytest tests/inventory/model --timeout 0 $(if $(SEED),--hypothesis-seed=$(SEED))

.PHONY: pairs
pairs: $(INSTALLED) ## Compare the core with its model until each fact came before and after each other AT_LEAST=1000 times
	@MODEL_PAIRS=$(or $(AT_LEAST),1000) MODEL_PAIRS_KEPT=1 $(RUN) pytest tests/inventory/model/test_pairs.py --timeout 0 --log-cli-level INFO

.PHONY: mutations
mutations: $(INSTALLED) ## Break each guarantee on purpose, in a copy, and check that its tests fail. WORDS="..." picks some
	@$(RUN) tests.faults.mutate --jobs $(or $(JOBS),2) $(WORDS)

.PHONY: lint
lint: $(INSTALLED) ## Check style, types and import contracts
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(MAKE) --no-print-directory types

.PHONY: types
types: $(INSTALLED)
	@$(BIN)/mypy
	@$(BIN)/lint-imports

.PHONY: format
format: $(INSTALLED) ## Format the code, and repair faults of style where possible
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

.PHONY: contracts
contracts: $(INSTALLED) ## Generate the event schemas and the AsyncAPI document
	@$(BIN)/python -m tools.contracts

.PHONY: lock
lock: $(INSTALLED) ## Lock the newest versions that pyproject.toml allows
	@$(LOCK) --upgrade pyproject.toml --output-file requirements.lock
	@$(LOCK) --upgrade pyproject.toml --group dev --output-file requirements-dev.lock
	@$(LOCK) --upgrade --group build --output-file requirements-build.lock
	@$(LOCK) --upgrade --group bench --constraint requirements-dev.lock --output-file requirements-bench.lock
	@$(LOCK) --upgrade --group browser --constraint requirements-dev.lock --output-file requirements-browser.lock
	@$(LOCK) --upgrade --group others --constraint requirements.lock --output-file requirements-others.lock

.PHONY: audit-dependencies
audit-dependencies: $(INSTALLED) ## Ask the advisory database about every locked package (needs the internet)
	@$(BIN)/uv tool run pip-audit --strict --disable-pip --no-deps --requirement requirements.lock

.PHONY: clean
clean: ## Remove .venv and all caches; the data of `make up` stays
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis dist
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: clean-data
clean-data: ## Remove .data: everything `make up` stored, and the fetched jars
	@rm -rf .data
