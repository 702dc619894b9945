#!/bin/bash
# The contract of the official PostgreSQL image, so that what was written for that one starts this one unchanged: its
# variables, the scripts of a first start, its arguments, and the lines that clients wait for.
# @see https://hub.docker.com/_/postgres
set -Eeuo pipefail

scripts=/docker-entrypoint-initdb.d
sockets=/var/run/postgresql

fail() {
  printf 'error: %s\n' "$@" >&2
  exit 1
}

starts_server() {
  [ "${1:-}" = postgres ] || return 1
  local each
  for each in "$@"; do
    case "$each" in '-?' | --help | --describe-config | -V | --version) return 1 ;; esac
  done
}

# NAME as it is set, or what the file of NAME_FILE holds, or a default.
read_setting() {
  local name=$1 file=$1_FILE value
  value=${!name:-}
  if [ -n "${!file:-}" ]; then
    [ -z "$value" ] || fail "$name and $file are both set: only one of them may be"
    value=$(cat "${!file}")
  fi
  export "$name=${value:-${2:-}}"
  unset "$file"
}

# A folder of the host may refuse another mode: the server says so where that matters.
take_folder() {
  mkdir -p "$1"
  chmod "$2" "$1" || true
  [ "$(id -u)" != 0 ] || find "$1" ! -user postgres -exec chown postgres {} +
}

require_password() {
  [ -z "$POSTGRES_PASSWORD" ] && [ "$POSTGRES_HOST_AUTH_METHOD" != trust ] || return 0
  fail 'Database is uninitialized and superuser password is not specified.' \
    'Set POSTGRES_PASSWORD to a value that is not empty, or POSTGRES_HOST_AUTH_METHOD=trust to let everybody in.'
}

make_cluster() {
  local args
  eval "args=($POSTGRES_INITDB_ARGS)"
  [ -z "${POSTGRES_INITDB_WALDIR:-}" ] || args+=(--waldir="$POSTGRES_INITDB_WALDIR")
  if [ -n "$POSTGRES_PASSWORD" ]; then
    initdb --username="$POSTGRES_USER" --pwfile=<(printf '%s\n' "$POSTGRES_PASSWORD") "${args[@]}"
  else
    initdb --username="$POSTGRES_USER" "${args[@]}"
  fi
  printf '\nhost all all all %s\n' "${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256}" >> "$PGDATA/pg_hba.conf"
}

# PostgreSQL's default is /tmp, where Debian's clients do not look.
socket_folder() {
  local file=$PGDATA/postgresql.conf each
  for each in "$@"; do
    case "$each" in
      -k* | *unix_socket_directories*) return ;;
      *config_file=*) file=${each#*config_file=} ;;
    esac
  done
  grep -qE '^[[:space:]]*unix_socket_directories' "$file" || echo "-cunix_socket_directories=$sockets"
}

# As the superuser, in a session that reads nothing of a user's own.
process_sql() {
  PGHOST='' PGHOSTADDR='' psql -v ON_ERROR_STOP=1 --no-psqlrc --no-password --username "$POSTGRES_USER" "$@"
}

make_database() {
  process_sql --dbname postgres --quiet --set db="$POSTGRES_DB" <<'SQL'
SELECT format('CREATE DATABASE %I', :'db') WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'db') \gexec
SQL
}

run_script() {
  case "$1" in
    *.sh)
      if [ -x "$1" ]; then
        echo "$0: running $1"
        "$1"
      else
        echo "$0: sourcing $1"
        . "$1"
      fi
      ;;
    *.sql)
      echo "$0: running $1"
      process_sql --dbname "$POSTGRES_DB" --file "$1"
      ;;
    *.sql.gz)
      echo "$0: running $1"
      gunzip -c "$1" | process_sql --dbname "$POSTGRES_DB"
      ;;
    *.sql.xz | *.sql.zst) fail "$1 cannot be unpacked here: use .sql or .sql.gz" ;;
    *) echo "$0: ignoring $1" ;;
  esac
}

# "$@": what the server is started with. At a first start it listens to nobody outside of the container, and at the place
# where the scripts' clients look.
initialise() {
  require_password
  make_cluster
  export PGPASSWORD="${PGPASSWORD:-$POSTGRES_PASSWORD}"
  pg_ctl -D "$PGDATA" -w start \
    -o "$(printf '%q ' "$@" -c listen_addresses= -p "${PGPORT:-5432}" -c unix_socket_directories="$sockets")"
  make_database
  local file
  for file in "$scripts"/*; do
    [ ! -e "$file" ] || run_script "$file"
  done
  pg_ctl -D "$PGDATA" -m fast -w stop
  unset PGPASSWORD
  printf '\nPostgreSQL init process complete; ready for start up.\n\n'
}

case "${1:-}" in -*) set -- postgres "$@" ;; esac
starts_server "$@" || exec "$@"

take_folder "$PGDATA" 0700
take_folder "$sockets" 3775
[ -z "${POSTGRES_INITDB_WALDIR:-}" ] || take_folder "$POSTGRES_INITDB_WALDIR" 0700
if [ "$(id -u)" = 0 ]; then
  export HOME=/var/lib/postgresql
  exec setpriv --reuid=postgres --regid=postgres --init-groups -- "${BASH_SOURCE[0]}" "$@"
fi

read_setting POSTGRES_PASSWORD
read_setting POSTGRES_USER postgres
read_setting POSTGRES_DB "$POSTGRES_USER"
read_setting POSTGRES_INITDB_ARGS
read_setting POSTGRES_HOST_AUTH_METHOD
if [ -s "$PGDATA/PG_VERSION" ]; then
  printf '\nPostgreSQL Database directory appears to contain a database; Skipping initialization\n\n'
else
  initialise "${@:2}"
fi
folder=$(socket_folder "${@:2}")
exec postgres ${folder:+"$folder"} "${@:2}"
