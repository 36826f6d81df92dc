# Everything needs only Python >= 3.11, make and the package registries.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev
SARIF_SCHEMA := $(VENV)/sarif-schema-2.1.0.json

#: The date on which the shipped handbooks show the rules.
HANDBOOK_DATE := 2026-12-01

.PHONY: demo mishaps test unit lint packaging schemas integrations handbook screenshots reference bench bench-peers bench-kernels clean

demo: $(STAMP)  ## check the example agency: findings on the screen
	@cd examples/agency && ../../$(BIN)/policycheck check || test $$? -eq 1

mishaps: $(STAMP)  ## check known mishaps, replayed, and print which rules find them
	@$(BIN)/python scripts/mishaps.py

test: lint unit packaging  ## all that must hold

unit: $(DEV_STAMP)
	@$(BIN)/python scripts/sarif_schema.py $(SARIF_SCHEMA)
	@schema=$$(test ! -f $(SARIF_SCHEMA) || echo $(abspath $(SARIF_SCHEMA))); \
	browser=$$($(BIN)/python scripts/browser.py); \
	POLICYCHECK_SARIF_SCHEMA=$$schema POLICYCHECK_BROWSER=$$browser $(BIN)/python -m pytest -n auto -m "not packaging" -rs

lint: $(DEV_STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/policycheck schema --check schemas
	$(BIN)/python scripts/integrations.py --check
	$(BIN)/shellcheck ci/github.sh
	$(BIN)/check-jsonschema --builtin-schema vendor.github-actions action.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.gitlab-ci ci/gitlab.yml

packaging: $(DEV_STAMP)  ## build the wheel, install it elsewhere, check a post there
	$(BIN)/python -m pytest -m packaging

schemas: $(STAMP)  ## write the generated JSON Schemas
	$(BIN)/policycheck schema --write schemas

integrations: $(STAMP)  ## write the files by which pre-commit and GitLab find this
	$(BIN)/python scripts/integrations.py

handbook: $(STAMP)  ## write the shipped packs as documents to read
	for pack in core us-federal; do \
	  $(BIN)/policycheck rules --policy $$pack --as-of $(HANDBOOK_DATE) --format markdown \
	    --output docs/handbook/$$pack.md || exit 2; done

screenshots: $(DEV_STAMP)  ## take the pictures of the report page, in docs/
	@POLICYCHECK_BROWSER=$$($(BIN)/python scripts/browser.py) $(BIN)/python scripts/report_pictures.py

reference: $(STAMP)  ## write docs/reference from the code
	$(BIN)/python scripts/reference.py

bench: $(DEV_STAMP)  ## how fast it is, beside its peers and floors; BENCH holds options, such as --full
	@$(BIN)/python -m bench --json .bench/figures.json $(BENCH)

bench-peers: $(DEV_STAMP)  ## install the linters that a cold start is held against, into .venv/bench
	@$(BIN)/python -m bench.peers

bench-kernels: $(DEV_STAMP)  ## the innermost loops one by one, by pytest-benchmark
	@$(BIN)/python -m pytest bench/kernels --benchmark-disable-gc --benchmark-sort=name \
	  --benchmark-columns=median,iqr,ops,rounds

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"

$(STAMP): $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(DEV_STAMP): $(STAMP) pyproject.toml
	$(BIN)/python -m pip install --quiet --group dev
	@touch $@

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .bench .benchmarks
