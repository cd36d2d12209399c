# Everything sets itself up in .venv; the second time it finds the stamps and starts at once.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup run test check texts pictures pins clean
.DELETE_ON_ERROR:

VENV := .venv
BIN := $(VENV)/bin
say = printf '\033[1m==>\033[0m %s\n'

help: ## Say what there is
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' $(MAKEFILE_LIST)

run: $(VENV)/.runtime ## Set up and serve on SQLite
	@exec $(BIN)/python -m classroom serve

setup: $(VENV)/.dev $(VENV)/.haar $(VENV)/.system ## Set up all that running, testing and training need

test: setup check ## Lint, type-check and run all tests
	@$(say) "Running the tests"
	@$(BIN)/python -m pytest

check: $(VENV)/.dev ## Lint and type-check
	@$(say) "Linting"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(say) "Checking types"
	@$(BIN)/mypy
	@$(say) "Checking which layer imports which"
	@$(BIN)/lint-imports

texts: $(VENV)/.runtime ## Bring the catalogues of texts in step with the code
	@$(BIN)/python -m classroom.language.extraction

pictures: $(VENV)/.dev $(VENV)/.system ## Take the pictures of every page in docs/ again
	@$(BIN)/python -m tests.pictures

pins: ## Choose the newest packages again (needs uv)
	@$(say) "Pinning"
	@for extra in "" "-dev"; do \
	  uv pip compile pyproject.toml $${extra:+--extra dev} --universal --python-version 3.11 \
	    --upgrade --generate-hashes --no-emit-index-url --no-header -q -o requirements$$extra.txt; \
	done
	@echo "opencv-python-headless<5" | uv pip compile - --no-deps --universal --python-version 3.11 \
	  --upgrade --generate-hashes --no-emit-index-url --no-header -q -o deploy/requirements-haar.txt

clean: ## Delete the environment and all caches
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache build dist

$(BIN)/python:
	@deploy/setup.sh environment $(VENV)

$(VENV)/.runtime: requirements.txt | $(BIN)/python
	@$(say) "Installing the packages that serving needs (some minutes the first time)"
	@deploy/setup.sh packages $(VENV) requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.runtime
	@$(say) "Installing the packages that tests need"
	@deploy/setup.sh packages $(VENV) requirements-dev.txt
	@touch $@

$(VENV)/.haar: deploy/requirements-haar.txt $(VENV)/.runtime
	@deploy/setup.sh haar $(VENV)
	@touch $@

$(VENV)/.system: deploy/setup.sh $(VENV)/.dev
	@deploy/setup.sh programs $(VENV)
	@touch $@
