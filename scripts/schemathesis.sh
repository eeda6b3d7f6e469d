#!/usr/bin/env bash
# Tests the API of a running Legitka by its own description, /api/openapi.json.
#   schemathesis.sh BASE_URL office|family SECRET_FILE [OPTION...]     e.g. http://127.0.0.1:8080 office token.txt --max-examples 300
# The office's verbs want a token, a family's the session of its pages. Either comes in a file, so that it shows in no
# list of processes. Prints the count of operations passed and failed.
set -euo pipefail
if [ $# -lt 3 ]; then sed -n '2,5p' "${BASH_SOURCE[0]}"; exit 2; fi
base=$1 door=$2 token=$3
shift 3
case $door in
  # whoever ends the token they came with hears 401 from then on; web/tests/api.rs ends tokens
  office) config=scripts/schemathesis.toml which=(--exclude-tag family --exclude-path '/api-tokens/{id}/revocation') ;;
  family) config=scripts/schemathesis-family.toml which=(--include-tag family) ;;
  *) echo "neither office nor family: $door" >&2; exit 2 ;;
esac
LEGITKA_API_TOKEN=$(<"$token")
export LEGITKA_API_TOKEN
cd "$(dirname "${BASH_SOURCE[0]}")/.."
program=$PWD/target/tools/venv/bin/schemathesis
[ -x "$program" ] || { echo "schemathesis is missing: run scripts/install-test-tools.sh" >&2; exit 1; }

reports=$(mktemp -d)
trap 'rm -rf "$reports"' EXIT
status=0
# Left out, positive_data_acceptance: names, PESEL numbers, dates and versions have rules that no schema can say, and a
# refusal with 422 and its sentence is right.
# One worker: Python 3.11 counts the depth of its parser for all threads together, and two disturb each other (gh-106905).
# It runs inside the folder of its reports, because it leaves a cache where it stands.
config=$PWD/$config
(cd "$reports" && "$program" --config-file "$config" run "$base/api/openapi.json" --url "$base/api" --checks all --exclude-checks positive_data_acceptance --workers 1 --seed 1 \
  --max-examples 50 --generation-database none --no-color --report junit --report-junit-path junit.xml "${which[@]}" "$@") || status=$?
node -e '
  const report = require("fs").readFileSync(process.argv[1], "utf8");
  const sum = name => Number(report.match(new RegExp(`<testsuites[^>]* ${name}="(\\d+)"`))?.[1] ?? 0);
  const bad = sum("failures") + sum("errors");
  console.log(`${sum("tests") - bad - sum("skipped")} passed, ${bad} failed`);' "$reports/junit.xml"
exit "$status"
