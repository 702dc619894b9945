#!/bin/sh
# The streaming read replica, in the place of the RDS read replica: a copy of the primary at first, then its WAL.
set -eu

. /data-stores/postgres/common.sh
. /data-stores/postgres/rds-extensions.sh
data=/var/lib/postgresql/data/replica
passfile=$run/replication.pgpass

take_files replica.conf
write_access_rules replica.conf
trust_extensions
umask 077
printf 'postgres:5432:*:rdsrepladmin:%s\n' "$(cat "$secrets/replication")" > "$passfile"
chown postgres:postgres "$passfile"

# The primary shows the certificate of its name, which a replica of RDS checks too.
primary="host=postgres port=5432 user=rdsrepladmin passfile=$passfile sslmode=verify-full sslrootcert=$run/ca.pem"

# A standby does not start with less of these than its primary had when it wrote its WAL: it is copied anew then.
sizes=$(grep -E '^(max_connections|max_worker_processes|max_wal_senders|max_prepared_transactions|max_locks_per_transaction) ' \
  "$run/replica.conf" | sha256sum)
if [ "$sizes" != "$(cat "$data/sizes.sha256" 2>/dev/null || true)" ]; then rm -rf "$data"; fi

if [ ! -s "$data/PG_VERSION" ]; then
  rm -rf "$data.new"
  install -d -o postgres -g postgres -m 0700 "$data.new"
  until as_postgres pg_basebackup --dbname="$primary" --no-password --pgdata="$data.new" \
    --wal-method=stream --checkpoint=fast; do
    sleep 0.5
  done
  touch "$data.new/standby.signal"
  echo "$sizes" > "$data.new/sizes.sha256"
  chown postgres:postgres "$data.new/standby.signal"
  mv "$data.new" "$data"
fi

write_settings replica.conf "$data" <<CONF
primary_conninfo = '$primary application_name=replica'
CONF
exec setpriv --reuid=postgres --regid=postgres --clear-groups -- postgres -D "$data" \
  -c config_file="$run/postgresql.conf"
