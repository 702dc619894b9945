#!/bin/sh
# The streaming read replica, in the place of the RDS read replica: a copy of the primary at first, then its WAL.
set -eu

export PATH="/usr/lib/postgresql/16/bin:$PATH"
data=/var/lib/postgresql/data/replica
passfile=/tmp/replicator.pgpass

umask 077
printf 'postgres:5432:*:replicator:%s\n' "$(cat /run/secrets-local/replication)" > "$passfile"
chown postgres:postgres "$passfile"

as_postgres() {
  setpriv --reuid=postgres --regid=postgres --clear-groups -- env PGPASSFILE="$passfile" "$@"
}

if [ ! -s "$data/PG_VERSION" ]; then
  rm -rf "$data.new"
  install -d -o postgres -g postgres -m 0700 "$data.new"
  until as_postgres pg_basebackup --host=postgres --username=replicator --no-password --pgdata="$data.new" \
    --wal-method=stream --checkpoint=fast; do
    sleep 0.5
  done
  touch "$data.new/standby.signal"
  chown postgres:postgres "$data.new/standby.signal"
  mv "$data.new" "$data"
fi

exec setpriv --reuid=postgres --regid=postgres --clear-groups -- postgres -D "$data" \
  -c listen_addresses='*' -c port=5432 -c unix_socket_directories=/tmp -c hot_standby=on \
  -c max_standby_streaming_delay=5s -c hot_standby_feedback=on \
  -c primary_conninfo="host=postgres port=5432 user=replicator passfile=$passfile application_name=replica" \
  "$@"
