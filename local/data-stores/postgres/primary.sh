#!/bin/sh
# PostgreSQL in the place of the RDS primary.
set -eu

. /data-stores/postgres/common.sh
. /data-stores/postgres/rds-extensions.sh
# Which folder is served: another one once a restored instance has taken the primary's name, and none in between.
serves=/var/lib/postgresql/data/serves
trap 'exit 0' INT TERM
while [ "$(cat "$serves" 2>/dev/null)" = none ]; do sleep 0.2; done
trap - INT TERM
own=$(cat "$serves" 2>/dev/null || echo primary)
data=/var/lib/postgresql/data/$own
archive=/var/lib/postgresql/archive
hold "$data"

# A quote inside an SQL literal is doubled, and so is one inside an identifier.
literal() {
  printf "'%s'" "$(sed "s/'/''/g" "$1")"
}

identifier() {
  printf '"%s"' "$(sed 's/"/""/g' "$1")"
}

# The server's single-user mode: what is done before anybody can connect. An unknown statement ends nothing. Like the server,
# it keeps WAL that the replica still needs or that is not archived yet.
alone() {
  as_postgres postgres --single -O -D "$data" -c archive_mode=on -c wal_keep_size=1GB "${1:-postgres}"
}

made=no
if [ ! -s "$data/PG_VERSION" ]; then
  # Made beside its place and moved there whole: a kill in the middle leaves nothing half-made.
  rm -rf "$data.new"
  install -d -o postgres -g postgres -m 0700 "$data.new"
  as_postgres initdb --pgdata="$data.new" --encoding=UTF8 --locale=C.UTF-8 --auth=trust --username=rdsadmin \
    --data-checksums >/dev/null
  mv "$data.new" "$data"
  made=yes
fi

take_files primary.conf
write_access_rules primary.conf
trust_extensions
install -d -o postgres -g postgres -m 0700 "$archive"

# The roles follow the kept secrets and this script, also in a database that an earlier version of it made.
. /data-stores/postgres/rds-roles.sh
wanted=$(cat "$secrets/username" "$secrets/password" "$secrets/replication" "$secrets/database" "$run/primary.conf" \
  /data-stores/postgres/rds-roles.sh | sha256sum)
if [ "$wanted" != "$(cat "$data/roles.sha256" 2>/dev/null || true)" ]; then
  set_roles
  echo "$wanted" > "$data/roles.sha256"
fi

# wal_keep_size: a replica that was away for a while catches up instead of being copied anew.
# The archive is what RDS restores a point in time from.
write_settings primary.conf "$data" <<CONF
wal_keep_size = '1GB'
archive_mode = on
archive_command = 'sh /data-stores/postgres/archive.sh "%p" $archive/$own/wal/%f'
CONF
exec setpriv --reuid=postgres --regid=postgres --clear-groups -- postgres -D "$data" \
  -c config_file="$run/postgresql.conf"
