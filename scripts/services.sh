#!/usr/bin/env bash
# The tests' own PostgreSQL, S3 and mail server, on free ports of 127.0.0.1, apart from whatever else runs on this machine.
#   services.sh start    starts them, unless they run already, and writes their addresses to target/services/env
#   services.sh stop     stops them and deletes what they kept; harmless when nothing runs
#   services.sh env      prints the addresses as `export` lines, for `eval`
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
here=$PWD/target/services
record=$here/env
venv=$PWD/target/tools/venv/bin

# PostgreSQL refuses to run as root, and its user may not be able to read this folder (a checkout under /root, say):
# hence a user of its own, a cluster under /tmp, and commands that start from /.
database_user() { if getent passwd postgres >/dev/null; then echo postgres; else echo nobody; fi; }
as_database() {
  if [ "$(id -u)" = 0 ]; then (cd / && runuser -u "$(database_user)" -- env HOME=/tmp "$@"); else (cd / && "$@"); fi
}
postgres_bin() { compgen -G '/usr/lib/postgresql/*/bin' | sort -V | tail -n 1; }
free_port() { node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'; }
# Process ids are used again: a process is ours only if its command line says so.
is_ours() { [ -n "$1" ] && tr '\0' ' ' <"/proc/$1/cmdline" 2>/dev/null | grep -qF -- "$2"; }
answers() { node -e 'require("net").connect(+process.argv[1], "127.0.0.1").on("connect", () => process.exit(0)).on("error", () => process.exit(1))' "$1"; }

start_postgres() {
  local bin password attempt
  bin=$(postgres_bin)
  [ -n "$bin" ] || { echo "PostgreSQL is missing: run scripts/install-test-tools.sh" >&2; return 1; }
  password=$(node -p 'require("crypto").randomBytes(16).toString("hex")')
  cluster=$(as_database mktemp -d /tmp/legitka-pg.XXXXXXXX)
  # The cluster is recorded before anything runs in it, so that a start that is killed half-way can still be tidied up.
  printf 'SERVICES_CLUSTER=%s\n' "$cluster" >"$record"
  echo "$password" | as_database bash -c 'umask 077; cat >"$1/password"' bash "$cluster"
  as_database "$bin/initdb" --pgdata="$cluster/data" --username=postgres --pwfile="$cluster/password" \
    --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 >"$here/initdb.log"
  for attempt in 1 2 3 4 5; do
    pg_port=$(free_port)
    if as_database "$bin/pg_ctl" --pgdata="$cluster/data" --log="$cluster/postgres.log" --wait --timeout=60 --silent start \
      --options="-c listen_addresses=127.0.0.1 -c port=$pg_port -c unix_socket_directories=$cluster -c shared_buffers=64MB -c max_wal_size=256MB" \
      >/dev/null 2>&1; then
      postgres_url="postgres://postgres:$password@127.0.0.1:$pg_port/postgres"
      return 0
    fi
    echo "PostgreSQL did not start on port $pg_port (attempt $attempt)" >&2
  done
  as_database tail -n 20 "$cluster/postgres.log" >&2
  return 1
}

# start_python NAME COMMAND...: starts a Python server that takes its port as the last word, and sets `port` and `pid`.
start_python() {
  local name=$1 attempt
  shift
  [ -x "$1" ] || { echo "$1 is missing: run scripts/install-test-tools.sh" >&2; return 1; }
  for attempt in 1 2 3 4 5; do
    port=$(free_port)
    # </dev/null and setsid: it must outlive this script and hold none of its pipes open
    setsid "$@" "$port" </dev/null >"$here/$name.log" 2>&1 &
    pid=$!
    for _ in $(seq 150); do
      if answers "$port" && is_ours "$pid" "$name"; then return 0; fi
      is_ours "$pid" "$name" || break
      sleep 0.2
    done
    kill "$pid" 2>/dev/null || true
    echo "$name did not start on port $port (attempt $attempt)" >&2
  done
  tail -n 20 "$here/$name.log" >&2
  return 1
}

start_s3() {
  start_python moto_server "$venv/moto_server" -H 127.0.0.1 -p
  s3_port=$port s3_pid=$pid
  echo "SERVICES_S3_PID=$s3_pid" >>"$record" # for `stop`, should the next one not start
}

start_smtp() {
  rm -rf "$here/letters"
  mkdir "$here/letters"
  start_python smtp-sink.py "$venv/python" scripts/smtp-sink.py "$here/letters"
  smtp_port=$port smtp_pid=$pid
}

recorded() { if [ -f "$record" ]; then sed -n "s/^$1=//p" "$record"; fi; }
postmaster() { local c; c=$(recorded SERVICES_CLUSTER); if [ -n "$c" ]; then as_database head -n 1 "$c/data/postmaster.pid" 2>/dev/null || true; fi; }
running() {
  is_ours "$(postmaster)" "$(recorded SERVICES_CLUSTER)/data" && is_ours "$(recorded SERVICES_S3_PID)" moto_server \
    && is_ours "$(recorded SERVICES_SMTP_PID)" smtp-sink.py
}

start() {
  umask 077
  mkdir -p "$here"
  if running; then echo "services run already"; return 0; fi
  stop
  trap 'stop' ERR
  start_postgres
  start_s3
  start_smtp
  cat >"$record" <<EOF
TEST_POSTGRES=$postgres_url
TEST_S3=http://127.0.0.1:$s3_port
TEST_SMTP=smtp://127.0.0.1:$smtp_port
TEST_SMTP_FOLDER=$(printf %q "$here/letters")
SERVICES_CLUSTER=$cluster
SERVICES_S3_PID=$s3_pid
SERVICES_SMTP_PID=$smtp_pid
EOF
  echo "PostgreSQL on 127.0.0.1:$pg_port, S3 on 127.0.0.1:$s3_port, mail on 127.0.0.1:$smtp_port"
}

stop() {
  local cluster s3 smtp
  cluster=$(recorded SERVICES_CLUSTER)
  s3=$(recorded SERVICES_S3_PID)
  smtp=$(recorded SERVICES_SMTP_PID)
  if is_ours "$s3" moto_server; then kill "$s3"; fi
  if is_ours "$smtp" smtp-sink.py; then kill "$smtp"; fi
  case "$cluster" in
    /tmp/legitka-pg.*)
      if is_ours "$(postmaster)" "$cluster/data"; then
        as_database "$(postgres_bin)/pg_ctl" --pgdata="$cluster/data" --mode=immediate --wait --silent stop || true
      fi
      as_database rm -rf "$cluster"
      ;;
  esac
  rm -rf "$record" "$here/letters"
}

case "${1:-}" in
  start) start ;;
  stop) stop ;;
  env) sed -n 's/^TEST_/export &/p' "$record" ;;
  *) sed -n '2,5p' "${BASH_SOURCE[0]}"; exit 2 ;;
esac
