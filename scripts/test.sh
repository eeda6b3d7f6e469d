#!/usr/bin/env bash
# Everything that CI checks, stage by stage; stops at the first stage that fails. `scripts/test.sh lint cargo` runs two of
# them. Every stage keeps its output in target/test/STAGE.log. The last line is a plain count of what passed and failed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export CARGO_TERM_COLOR=never NO_COLOR=1
logs=target/test

# ---- the stages: name, budget in seconds on two cores, what it does ----
stages=(
  "install     120  packages of Debian, Python and npm that are missing"
  "assets       60  scripts, styles, icons and fonts of the pages"
  "types        30  types of our JavaScript"
  "lint        360  formatting and Clippy"
  "services     30  our own PostgreSQL, S3 and mail server"
  "cargo       700  unit, property, contract (both storages), permission, page and PDF tests"
  "e2e         600  journeys in Chromium and axe"
  "api         200  schemathesis against a running demo school"
  "kills       300  kill -9 of the running server, and a deep check after each"
)
# One set of features for everything, so that nothing is built twice. `hooks` lets a test make a confined child misbehave.
build=(--workspace --locked --features legitka/hooks)
run_install() { scripts/install-test-tools.sh; }
run_assets() { make --no-print-directory assets; }
run_types() { npm run --silent types; }
run_lint() { make --no-print-directory lint; }
run_services() { scripts/services.sh start; }
run_cargo() {
  scripts/services.sh start
  eval "$(scripts/services.sh env)"
  REQUIRE_ENGINES=1 cargo test "${build[@]}" --no-fail-fast
}
run_e2e() {
  cargo test "${build[@]}" --no-run
  node e2e/run.mjs
}
run_api() {
  cargo test "${build[@]}" --no-run
  node e2e/api.mjs
}
# Its tests are #[ignore]d with the reason that they have a stage of their own, so that plain `cargo test` stays quick.
run_kills() {
  scripts/services.sh start
  eval "$(scripts/services.sh env)"
  REQUIRE_ENGINES=1 cargo test "${build[@]}" --test kill -- --include-ignored --nocapture
}

# ---- counting: what Rust's tests and our own scripts say at their end; a stage without tests is one check ----
count() { # count LOG STATUS: sets passed and failed
  read -r passed failed < <(awk '
    /^test result: / { passed += $4; failed += $6; any = 1 }
    /^[0-9]+ passed, [0-9]+ failed$/ { passed += $1; failed += $3; any = 1 }
    END { print any ? passed + 0 : "-", failed + 0 }' "$1")
  if [ "$passed" = - ]; then
    passed=$(($2 == 0))
  elif [ "$passed$failed" = 00 ]; then
    echo "not one test ran" | tee -a "$1"
    failed=1
  fi
  if [ "$2" != 0 ] && [ "$failed" = 0 ]; then failed=1; fi
}

for wanted in "$@"; do
  if ! printf '%s\n' "${stages[@]}" | grep -q "^$wanted "; then
    echo "There is no stage $wanted. The stages:" >&2
    printf '  %s\n' "${stages[@]}" >&2
    exit 2
  fi
done

mkdir -p "$logs"
exec 9>"$logs/lock"
flock --nonblock 9 || { echo "another run of the tests is under way in this folder; waiting for it"; flock 9; }
trap 'scripts/services.sh stop || true' EXIT

total_passed=0 total_failed=0 summary=()
for stage in "${stages[@]}"; do
  read -r name budget title <<<"$stage"
  if [ $# -gt 0 ] && [[ " $* " != *" $name "* ]]; then continue; fi
  printf '\n=== %s: %s (budget %d s)\n' "$name" "$title" "$budget"
  begun=$SECONDS
  set +e # the subshell stops at its first failing command; this loop must not
  (set -e; exec 9>&-; "run_$name") 2>&1 </dev/null | tee "$logs/$name.log"
  status=${PIPESTATUS[0]}
  set -e
  took=$((SECONDS - begun))
  count "$logs/$name.log" "$status"
  total_passed=$((total_passed + passed)) total_failed=$((total_failed + failed))
  warning=""
  if [ "$took" -gt "$budget" ]; then warning="  WARNING: over its budget of $budget s"; fi
  printf -v line '%-9s %5d s of %3d %6d passed %4d failed%s' "$name" "$took" "$budget" "$passed" "$failed" "$warning"
  summary+=("$line")
  printf -- '--- %s\n' "$line"
  if [ "$failed" != 0 ]; then
    summary+=("stopped: $name failed, its output is in $logs/$name.log")
    break
  fi
done

printf '\n'
printf '%s\n' "${summary[@]}"
printf 'in all %d s\n' "$SECONDS"
printf '%d passed, %d failed\n' "$total_passed" "$total_failed"
[ "$total_failed" = 0 ]
