# A thin front: every target calls the `ipa-image` command of the same name, once that command has been built.
#
#   make               everything, from the host's packages to output/images
#   make test          everything the tests need, then all of them
#   make help          the rest
#
# ARGS="..." is passed on to ipa-image (make build ARGS="--profile minimal").
# ALLOW_ROOT=1 lets the image be built as root, which Buildroot advises against.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := all
MAKEFLAGS += --no-print-directory

ARGS ?=
ALLOW_ROOT ?=
IPA_CORPUS ?=
IPA := node dist/bin/ipa-image.cjs
ROOT_SWITCH := $(if $(ALLOW_ROOT),--allow-root)
RESULTS := dist/test-results.json

COMMANDS := config fetch source toolchain build legal menuconfig linux-menuconfig busybox-menuconfig \
	saveconfig linux-saveconfig busybox-saveconfig clean clean-images distclean reset \
	status why graph

.PHONY: all deps test boot doctor help bootstrap check-node lint-and-test $(COMMANDS)

# Two goals of one call never run beside each other: they share the output folder.
.NOTPARALLEL:

all: deps
	@$(IPA) fetch
	@$(IPA) build $(ROOT_SWITCH) $(ARGS)

deps: bootstrap
	@$(IPA) deps $(ARGS)

MAY_BE_ROOT := build source legal toolchain menuconfig linux-menuconfig busybox-menuconfig

$(MAY_BE_ROOT): bootstrap
	@$(IPA) $@ $(ROOT_SWITCH) $(ARGS)

$(filter-out $(MAY_BE_ROOT),$(COMMANDS)) boot doctor: bootstrap
	@$(IPA) $@ $(ARGS)

help: bootstrap
	@$(IPA) help

# --- what ipa-image itself needs: Node, npm's packages, the compiled program --------------------------------------

bootstrap: check-node node_modules/.package-lock.json
	@npm run --silent build

check-node:
	@command -v node >/dev/null && command -v npm >/dev/null || { \
		echo "make: Node and npm are missing: install Node 20.19 or newer (https://nodejs.org)" >&2; exit 3; }
	@node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a < 20 || (a === 20 && b < 19) ? 1 : 0)' || { \
		echo "make: Node $$(node --version) is too old: install Node 20.19 or newer (https://nodejs.org)" >&2; exit 3; }

node_modules/.package-lock.json: package.json package-lock.json src/kconfig-parser/package.json
	npm install --no-save --no-audit --no-fund
	@touch $@

# --- tests ----------------------------------------------------------------------------------------------------------

test: bootstrap
	@$(IPA) deps --for test
	@timeout 120 git submodule update --init --quiet buildroot 2>/dev/null \
		|| echo "make test: the Buildroot submodule is out of reach: the tests that need it are skipped"
	@test/support/unpack-corpus "$(IPA_CORPUS)"
	@test/support/unpack-kernels
	@test/support/agent-image
	@test/support/ci-kernel
	@$(MAKE) lint-and-test

# Both always run; the last line counts the tests, and either failing fails the target.
lint-and-test:
	@rm -f $(RESULTS); status=0; lint=; \
	npm run --silent lint || { status=1; lint="make test: the linter failed: see what it said before the tests"; }; \
	npx --no-install vitest run --reporter=default --reporter=json --outputFile.json=$(RESULTS) $(ARGS) || status=1; \
	[ -z "$$lint" ] || echo "$$lint"; \
	node test/support/summary.mjs $(RESULTS) || status=1; \
	exit $$status
