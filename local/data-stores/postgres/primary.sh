#!/bin/sh
# PostgreSQL in the place of the RDS primary. It serves the official image and the one built from packages alike,
# so it uses nothing of an image but the server, setpriv and sh.
set -eu

export PATH="/usr/lib/postgresql/16/bin:$PATH"
data=/var/lib/postgresql/data/primary
secrets=/run/secrets-local

as_postgres() {
  setpriv --reuid=postgres --regid=postgres --clear-groups -- "$@"
}

# A quote inside an SQL literal is doubled.
literal() {
  printf "'%s'" "$(sed "s/'/''/g" "$1")"
}

if [ ! -s "$data/PG_VERSION" ]; then
  # Made beside its place and moved there whole: a kill in the middle leaves nothing half-made.
  rm -rf "$data.new"
  install -d -o postgres -g postgres -m 0700 "$data.new"
  as_postgres initdb --pgdata="$data.new" --encoding=UTF8 --locale=C.UTF-8 --auth=trust --username=postgres \
    --data-checksums >/dev/null
  cat > "$data.new/pg_hba.conf" <<'HBA'
local   all          postgres                trust
host    replication  replicator  all         scram-sha-256
host    all          all         all         scram-sha-256
HBA
  mv "$data.new" "$data"
fi

# The roles follow the kept secrets: the server's single-user mode sets them before anybody can connect.
wanted=$(cat "$secrets/username" "$secrets/password" "$secrets/replication" "$secrets/database" | sha256sum)
if [ "$wanted" != "$(cat "$data/roles.sha256" 2>/dev/null || true)" ]; then
  username=$(cat "$secrets/username")
  database=$(cat "$secrets/database")
  as_postgres postgres --single -D "$data" postgres >/dev/null <<SQL
DO \$\$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '$username') THEN CREATE ROLE "$username" LOGIN CREATEDB CREATEROLE; END IF; IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'replicator') THEN CREATE ROLE replicator LOGIN REPLICATION; END IF; END \$\$
ALTER ROLE "$username" PASSWORD $(literal "$secrets/password")
ALTER ROLE replicator PASSWORD $(literal "$secrets/replication")
SQL
  if ! echo "SELECT datname FROM pg_database" | as_postgres postgres --single -D "$data" postgres \
    | grep -q "datname = \"$database\""; then
    echo "CREATE DATABASE \"$database\" OWNER \"$username\"" | as_postgres postgres --single -D "$data" postgres >/dev/null
  fi
  echo "$wanted" > "$data/roles.sha256"
fi

# wal_keep_size: a replica that was away for a while catches up instead of being copied anew.
exec setpriv --reuid=postgres --regid=postgres --clear-groups -- postgres -D "$data" \
  -c listen_addresses='*' -c port=5432 -c unix_socket_directories=/tmp -c password_encryption=scram-sha-256 \
  -c wal_level=replica -c max_wal_senders=10 -c wal_keep_size=1GB -c hot_standby=on \
  "$@"
