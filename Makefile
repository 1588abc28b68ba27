# Everything is installed into .venv and frontend/node_modules; nothing is installed on the machine itself, but for
# the browser the tests drive and the languages they run formulas in (`make test`, where missing and we may).
SHELL := /bin/sh
PORT ?=
ARGS ?=
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt
PAGE := server/kanscope/web/static/index.html
SOURCES := $(shell find frontend/src frontend/index.html frontend/vite.config.ts frontend/tsconfig.json -type f 2>/dev/null)
NODE = PATH="$$($(CURDIR)/tools/node.sh):$$PATH"

.PHONY: run test check bench load soak wheel dev types format help clean

help: ## what can be made
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile

run: .venv/run $(PAGE) ## install, build, serve; the login address is printed
	$(BIN)/kanscope serve $(if $(PORT),--port $(PORT)) $(ARGS)

dev: .venv/test frontend/node_modules/.stamp ## the server, and the page reloading as it is edited
	$(BIN)/kanscope serve --no-browser --port 8765 $(ARGS) & \
	server=$$!; trap 'kill $$server' EXIT INT TERM; cd frontend && $(NODE) KANSCOPE_PORT=8765 npm run dev

test: check $(PAGE) ## everything, the browser included
	cd frontend && $(NODE) npm test --silent
	tools/languages.sh
	tools/strace.sh
	KANSCOPE_CHROMIUM="$$(tools/chromium.sh)" $(BIN)/python -m pytest -n 2 --dist loadfile $(ARGS)

check: .venv/test frontend/node_modules/.stamp ## lint, format, types, floors, drift of generated types, sizes
	$(BIN)/ruff format --check -q .
	$(BIN)/ruff check -q .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	mkdir -p .build && $(MAKE) -s .build/generated.ts
	@diff -q .build/generated.ts frontend/src/protocol/generated.ts || \
		{ echo "frontend/src/protocol/generated.ts is out of date: make types"; exit 1; }
	cd frontend && $(NODE) npm run check --silent
	$(BIN)/python tools/sizes.py

types: .venv/test frontend/node_modules/.stamp ## write the TypeScript types of every message anew
	mkdir -p .build && $(MAKE) -s .build/generated.ts
	cp .build/generated.ts frontend/src/protocol/generated.ts

.PHONY: .build/generated.ts
.build/generated.ts:
	$(BIN)/kanscope schema > .build/openapi.json
	cd frontend && $(NODE) npx openapi-typescript ../.build/openapi.json -o ../.build/generated.ts >/dev/null

format: .venv/test frontend/node_modules/.stamp ## put the code in order
	$(BIN)/ruff format -q . && $(BIN)/ruff check -q --fix .
	cd frontend && $(NODE) npx biome check --write

bench: .venv/bench ## measure; ARGS=GROUP for one group
	$(BIN)/python -m bench $(ARGS)

load: .venv/test ## what the server bears
	$(BIN)/python -m bench load $(ARGS)

soak: .venv/test ## the long form of the fault tests, and ten minutes of texts nobody would type
	-$(PIP) -e '.[fuzz]'
	KANSCOPE_SOAK=1 $(BIN)/python -m pytest tests/walks tests/storage tests/language $(ARGS)

wheel: .venv/test $(PAGE) ## dist/kanscope-….whl with the built page in it
	$(BIN)/python -m build --wheel -q

clean: ## remove what was built; .venv stays
	rm -rf dist .build server/kanscope/web/static frontend/node_modules/.stamp

.venv/python:
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "KANscope needs Python 3.11 or newer")'
	$(PYTHON) -m venv .venv
	touch $@

.venv/run: .venv/python pyproject.toml constraints.txt
	$(PIP) -e .
	touch $@

.venv/test: .venv/run
	$(PIP) -e '.[test,bench,fast,postgres,notebook]'
	touch $@

.venv/bench: .venv/test
	touch $@

frontend/node_modules/.stamp: frontend/package-lock.json | .venv/python
	cd frontend && $(NODE) npm ci --silent --no-audit --no-fund
	touch $@

$(PAGE): frontend/node_modules/.stamp $(SOURCES)
	cd frontend && $(NODE) npm run build --silent -- --logLevel warn
