# Every target does its own set-up in .venv: `make brief` on a fresh clone is all it takes.
PYTHON ?= python3
BIN := .venv/bin
WORKERS ?= 3
SOAK ?= 500
# A file stays with one worker, which builds what its tests share once; a third works while another waits for a socket.
PYTEST = $(BIN)/pytest -q -n $(WORKERS) --dist loadfile --no-loadscope-reorder
EXTRAS = check,cjk,cluster,comments,import,keyring,lsp,mcp,pictures,serve
LICENCES = MIT;BSD;Apache;MPL;Mozilla;Python Software;PSF;ISC;OFL;SIL Open Font;Unlicense;HPND;CMU;Zlib
QUICK = $(addprefix tests/,read brief validate compose text locale fonts system ooxml chart theme) \
	tests/test_architecture.py tests/test_bytes.py tests/test_terminal.py

# What Python compiles is kept, whatever the shell asks for: each worker would compile all tests again.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: brief test quick check soak soak-mail bench budget gallery editor-pictures docs editor goldens schema words sbom licences docker clean help

help:            ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## */\t/' | expand -t 12

brief: .venv/run.stamp   ## output/china-russia_*.pptx and .pdf, for each audience, from content/china-russia.yaml
	$(BIN)/brief build content/china-russia.yaml

test: .venv/dev.stamp    ## lint, types, and all tests
	@$(MAKE) --no-print-directory -j2 check .venv/tests.stamp
	$(PYTEST)

# What pytest compiles of the tests is kept, made once and while mypy runs: each worker would make it again.
.venv/tests.stamp: .venv/dev.stamp $(shell find tests -name '*.py' -not -path '*/data/*')
	@$(BIN)/pytest -qq --collect-only > $@.log || { cat $@.log; exit 1; }
	@touch $@

quick: .venv/dev.stamp   ## the tests of what comes before fit, of charts and themes, and the bytes of four briefs: under a minute
	$(PYTEST) $(QUICK) -m "not libreoffice"

check: .venv/dev.stamp   ## lint, format, types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

soak: .venv/dev.stamp    ## the property tests with many examples (SOAK=500), with their figures
	POLICYBRIEF_SOAK=$(SOAK) $(BIN)/pytest -q -n $(WORKERS) -rP --hypothesis-show-statistics -m soak

soak-mail: .venv/dev.stamp ## 300 messages through a real Postfix and Dovecot, the sender killed ten times; as root
	$(BIN)/python tools/soak_mail.py

bench: .venv/dev.stamp   ## cold build, warm deck and warm memo beside other tools, with the ratios
	$(BIN)/python tests/benchmarks/bench.py
	$(BIN)/python tests/benchmarks/deck.py
	$(BIN)/python tests/benchmarks/warm.py

budget: .venv/dev.stamp  ## instructions of cold commands, an error where one takes 3 % more than tests/benchmarks/budget.json has
	$(BIN)/python tests/benchmarks/budget.py

gallery: .venv/dev.stamp ## the pictures in docs/, drawn by LibreOffice and poppler
	$(BIN)/python tools/gallery.py

editor-pictures: .venv/dev.stamp ## the pictures of the page of `brief serve` in docs/, drawn by Chromium
	$(BIN)/python tools/editor_pictures.py

docs: .venv/dev.stamp    ## the tables in docs/ that are made from the model, the commands and the packages
	$(BIN)/python tools/format_pages.py
	$(BIN)/python tools/markup_page.py
	$(BIN)/python tools/api_page.py

editor: .venv/dev.stamp  ## CodeMirror as one file for the page of brief serve, after a change of tools/editor; needs npm
	$(BIN)/python tools/bundle_editor.py

goldens: .venv/dev.stamp ## take today's output as what the tests expect; read the diff before you commit it
	$(BIN)/pytest -q --update-goldens

schema: .venv/run.stamp  ## the JSON Schemas that editors use
	$(BIN)/brief schema > content/brief.schema.json
	$(BIN)/brief schema --audience > content/audience.schema.json
	$(BIN)/brief schema --theme > content/theme.schema.json

words: .venv/dev.stamp   ## the patterns of brief verify as they are read, after a change of review/verify/words/LANG.yaml
	$(BIN)/python tools/word_patterns.py

sbom: build/users.stamp build/audit.stamp ## build/sbom.json: what an installation with all extras is made of (CycloneDX)
	build/audit/bin/cyclonedx-py environment build/users/bin/python --output-file build/sbom.json

licences: build/users.stamp build/audit.stamp ## the licence of every dependency; an error where one is none that Apache-2.0 goes with
	build/audit/bin/pip-licenses --python build/users/bin/python --order license --partial-match --allow-only "$(LICENCES)"

docker:          ## the image, built and tried; says so where no Docker daemon answers
	tools/try_docker.sh

clean:           ## all that was made
	find output -mindepth 1 ! -path output/.gitignore -delete
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# What users install, with all extras and nothing of dev: from the wheel.
build/users.stamp: .venv/dev.stamp pyproject.toml
	rm -rf build/users && $(PYTHON) -m venv build/users
	build/users/bin/python -m pip install --quiet --disable-pip-version-check '.[$(EXTRAS)]'
	@touch $@

build/audit.stamp: .venv/bin/python pyproject.toml
	rm -rf build/audit && $(PYTHON) -m venv build/audit
	build/audit/bin/python -m pip install --quiet --disable-pip-version-check $$($(BIN)/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["project"]["optional-dependencies"]["audit"])')
	@touch $@

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "policybrief needs Python 3.11 or newer")'
	$(PYTHON) -m venv .venv

.venv/run.stamp: .venv/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	$(BIN)/python -m compileall -q src # as pip does for all other packages: the first build is as quick as the next
	@touch $@

.venv/dev.stamp: .venv/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[cjk,dev]'
	$(BIN)/python -m compileall -q src
	@touch $@ .venv/run.stamp
