# The whole interface for a newcomer: `make demo` and `make test`.
DATA = data/demo
LISTEN = 127.0.0.1:8080
SEED = 1

help:
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1	\2/p' $(MAKEFILE_LIST)

# Not optimised, for it is built in a third of the time and quick enough for one visitor.
demo: assets ## a school to play with, at http://127.0.0.1:8080; elsewhere: make demo LISTEN=… DATA=… SEED=…
	cargo build --locked
	./target/debug/legitka demo --data $(DATA) --listen $(LISTEN) --seed $(SEED)

test: ## everything that CI checks, stage by stage; a few stages only: make test STAGES="lint cargo"
	@scripts/test.sh $(STAGES)

build: assets ## the program, as it is shipped: target/release/legitka
	cargo build --release --locked

bench: assets ## the figures of benches/
	benches/run.sh

fuzz: ## mutated files by the million against the readers of pictures; its ledger: benches/ledger/fuzz.tsv
	scripts/fuzz.sh

formulas: ## our tables, opened in LibreOffice (installed if missing: 500 MB), hold no formula
	scripts/formulas.sh

audit: ## licences, known holes and forbidden dependencies (cargo-deny)
	@cargo deny --version >/dev/null 2>&1 || { echo "cargo-deny is missing. Install it with: cargo install --locked cargo-deny@0.20.2"; exit 1; }
	cargo deny --locked check

assets: dist/manifest.json ## scripts, styles, icons and fonts of the pages, from npm packages and web/assets

fmt: ## format the Rust code
	cargo fmt --all
	cargo fmt --manifest-path browser/Cargo.toml

lint: dist/manifest.json ## formatting and Clippy
	cargo fmt --all --check
	cargo fmt --manifest-path browser/Cargo.toml --check
	cargo clippy --workspace --locked --all-targets -- -D warnings

clean: ## delete everything that was built; the demo's data stays
	rm -rf target dist node_modules

# --ignore-scripts: no package may run code when it is installed. The stamp is npm's own.
node_modules/.package-lock.json: package.json package-lock.json
	@scripts/require-build-tools.sh
	npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

# The checks on the family's own device. A stamp, because a machine that cannot build them does without.
target/browser/built: scripts/build-browser.sh $(shell find browser eye school -type f)
	scripts/build-browser.sh
	@touch $@

dist/manifest.json: node_modules/.package-lock.json target/browser/built $(shell find web/assets -type f)
	node web/assets/build.mjs
	@touch $@

.PHONY: help demo test build bench fuzz formulas audit assets fmt lint clean
