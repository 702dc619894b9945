#!/bin/sh
# PostgreSQL in the place of an RDS instance that was restored, beside the primary: the backup BACKUP, unpacked once into
# the folder FOLDER and, where WAL is given, brought from there to RESTORE_TIME, or to the end of the WAL without one.
set -eu

. /data-stores/postgres/common.sh
. /data-stores/postgres/rds-extensions.sh
data=/var/lib/postgresql/data/$FOLDER
hold "$data"

if [ ! -s "$data/PG_VERSION" ]; then
  rm -rf "$data.new"
  install -d -o postgres -g postgres -m 0700 "$data.new"
  as_postgres tar -xzf "$BACKUP/base.tar.gz" -C "$data.new"
  # Standbys of the server that was copied are none of this one.
  rm -f "$data.new/standby.signal"
  if [ -n "${WAL:-}" ]; then
    {
      echo "restore_command = 'sh /data-stores/postgres/fetch-segment.sh $WAL/%f.gz \"%p\"'"
      [ -z "${RESTORE_TIME:-}" ] || echo "recovery_target_time = '$RESTORE_TIME'"
      echo "recovery_target_action = 'promote'"
    } > "$data.new/restore.conf"
    touch "$data.new/recovery.signal"
    chown postgres:postgres "$data.new/restore.conf" "$data.new/recovery.signal"
  fi
  mv "$data.new" "$data"
fi

take_files primary.conf
write_access_rules primary.conf
trust_extensions

# Without hot_standby, the server lets nobody in before it is restored, and parameters may have changed since.
write_settings primary.conf "$data" <<CONF
hot_standby = off
$([ ! -e "$data/restore.conf" ] || echo "include '$data/restore.conf'")
CONF
exec setpriv --reuid=postgres --regid=postgres --clear-groups -- postgres -D "$data" \
  -c config_file="$run/postgresql.conf"
