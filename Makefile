# make demo   install what is missing, bind the journals of a fictional college, say which PDF to open
# make test   install what is missing, run all tests
# Paths are relative, so a clone may stand in a folder with spaces or Cyrillic. PYTHON=… picks another Python.

SHELL := /bin/sh
.DEFAULT_GOAL := help
python := .venv/bin/python
JOBS ?= 2

.PHONY: help set-up demo test test-long check format docs guides pictures constraints wheel clean

help:
	@sed -n 's/^# make/make/p' Makefile
	@echo "make set-up test-long check format docs guides pictures constraints wheel clean: for developers, see README.md"

set-up:
	@sh tools/set-up dev

demo:
	@sh tools/set-up run
	@$(python) tools/demo.py

test: set-up
	@$(python) -m pytest -n $(JOBS) --dist worksteal $(ARGS)

test-long: set-up
	@ARCHIVER_TEST_LONG=1 $(python) -m pytest -n $(JOBS) --dist worksteal tests/intake tests/fetch tests/figures tests/register/test_turns.py tests/archive/disposal/test_disposal_tricked.py tests/jobs $(ARGS)
	@$(python) tools/pictures.py --check
	@sh tools/try-image

fast := tests/journal tests/retention tests/counter tests/project/test_project_style.py \
	tests/project/test_project_catalogue.py tests/project/test_project_links.py

check: set-up
	@$(python) -m ruff check
	@$(python) -m ruff format --check
	@$(python) -m mypy
	@$(python) -c "from importlinter.cli import lint_imports_command as lint; lint()"
	@$(python) -m pytest -q -n $(JOBS) $(fast)

format: set-up
	@$(python) -m ruff check --fix
	@$(python) -m ruff format

docs: set-up
	@$(python) tools/docs.py

pictures: set-up
	@$(python) tools/pictures.py

guides: set-up
	@$(python) tools/guides.py

constraints:
	@sh tools/constraints $(ARGS)

wheel: set-up
	@$(python) -m build --wheel --no-isolation

clean:
	rm -rf .venv demo dist build out .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find archiver retention storage templates tests tools -name __pycache__ -prune -exec rm -rf {} +
	rm -rf archiver/press/made archiver/press/.made-*
	find archiver/locale -name '*.mo' -delete
