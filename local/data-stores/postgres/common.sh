# What the primary and the replica share. Both run the official image and the one built from packages alike, so they
# use nothing of an image but the server, setpriv and sh.
export PATH="/usr/lib/postgresql/16/bin:$PATH"
secrets=/run/secrets-local
run=/tmp/postgres
# Where a client of the server's user looks for certificates of its own: not at root's.
export HOME="$run"

as_postgres() {
  setpriv --reuid=postgres --regid=postgres --clear-groups -- "$@"
}

# Two servers on one folder would destroy it, and PostgreSQL does not see the processes of another container. The server
# inherits the lock and holds it as long as it runs.
hold() {
  exec 9> "$1.lock"
  flock -w 60 9 || { echo "another server uses $1" >&2; exit 1; }
}

# The server reads its files as its own user; those that are handed in belong to whoever started it all.
take_files() {
  install -d -o postgres -g postgres -m 0700 "$run"
  for file in ca.pem postgres.crt postgres.key "$1"; do
    install -o postgres -g postgres -m 0600 "$secrets/$file" "$run/$file"
  done
}

# Who may come in, as on RDS: with a password, with TLS where `rds.force_ssl` asks for it, and nobody to `rdsadmin`.
# Whoever has rds_iam would sign in by a token of IAM, which nothing makes here.
write_access_rules() {
  plain=host
  ! grep -q "^rds.force_ssl = '1'" "$run/$1" || plain=hostssl
  method=md5
  ! grep -q "^rds.accepted_password_auth_method = 'scram'" "$run/$1" || method=scram-sha-256
  cat > "$run/pg_hba.conf" <<HBA
local    all          rdsadmin                trust
local    replication  rdsadmin                trust
hostssl  replication  rdsrepladmin  all       scram-sha-256
host     rdsadmin     all           all       reject
host     all          rdsadmin      all       reject
host     all          rdsrepladmin  all       reject
host     all          +rds_iam      all       reject
$plain   all          all           all       $method
HBA
}

# The template's parameters stand between those of `initdb` and those that make the server what it is here.
write_settings() {
  {
    [ ! -e "$2/postgresql.conf" ] || echo "include '$2/postgresql.conf'"
    echo "include '$run/$1'"
    cat <<CONF
listen_addresses = '*'
port = 5432
unix_socket_directories = '/tmp'
hba_file = '$run/pg_hba.conf'
ssl = on
ssl_cert_file = '$run/postgres.crt'
ssl_key_file = '$run/postgres.key'
ssl_ca_file = '$run/ca.pem'
log_destination = 'stderr'
logging_collector = off
hot_standby = on
CONF
    cat
  } > "$run/postgresql.conf"
  chown postgres:postgres "$run/postgresql.conf" "$run/pg_hba.conf"
}
