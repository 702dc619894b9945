# The roles that RDS for PostgreSQL makes, as far as an application can see them. The server's own administrator is
# rdsadmin, so that the master user may have any name, `postgres` too, and is no superuser.
# @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Roles.rds_superuser.html

# A cluster of an earlier version has an administrator `postgres`. Who is signed in can neither be renamed nor dropped.
rename_administrator() {
  alone >/dev/null <<'SQL'
CREATE ROLE rds_renaming SUPERUSER
SET SESSION AUTHORIZATION rds_renaming
DO $$ BEGIN IF EXISTS (SELECT FROM pg_roles WHERE oid = 10 AND rolname <> 'rdsadmin') THEN EXECUTE (SELECT format('ALTER ROLE %I RENAME TO rdsadmin', rolname) FROM pg_roles WHERE oid = 10); END IF; IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'replicator') THEN ALTER ROLE replicator RENAME TO rdsrepladmin; END IF; END $$
SQL
}

# Single-user mode takes one statement a line, and goes on after one that fails.
# A cluster that was just made has neither another administrator nor the databases: each session less is quicker.
set_roles() {
  found=
  if [ "$made" = no ]; then
    rename_administrator
    found=$(echo "SELECT datname FROM pg_database" | alone)
  fi
  master=$(identifier "$secrets/username")
  database=$(identifier "$secrets/database")
  # What is made from template1 from now on has the guard; it needs the role that it asks for.
  guard=$(guarding_extensions)
  printf '%s\n' "CREATE ROLE rds_superuser NOLOGIN" "$guard" | alone template1 >/dev/null 2>&1
  replication=NOREPLICATION
  ! grep -q "^rds.logical_replication = '1'" "$run/primary.conf" || replication=REPLICATION
  alone >/dev/null <<SQL
DROP ROLE IF EXISTS rds_renaming
DO \$\$ DECLARE name text; BEGIN FOREACH name IN ARRAY ARRAY['rds_superuser', 'rds_replication', 'rds_iam', 'rds_password', 'rds_ad', 'rds_reserved'] LOOP IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN EXECUTE format('CREATE ROLE %I NOLOGIN', name); END IF; END LOOP; IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'rdsrepladmin') THEN CREATE ROLE rdsrepladmin LOGIN REPLICATION; END IF; IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = $(literal "$secrets/username")) THEN CREATE ROLE $master; END IF; END \$\$
GRANT pg_read_all_data, pg_write_all_data, pg_monitor, pg_signal_backend, pg_checkpoint, pg_create_subscription, pg_use_reserved_connections, rds_replication, rds_password TO rds_superuser WITH ADMIN OPTION
ALTER ROLE $master LOGIN NOSUPERUSER INHERIT CREATEDB CREATEROLE NOBYPASSRLS $replication VALID UNTIL 'infinity' PASSWORD $(literal "$secrets/password")
GRANT rds_superuser TO $master WITH ADMIN OPTION
ALTER ROLE rdsrepladmin PASSWORD $(literal "$secrets/replication")
ALTER DATABASE postgres OWNER TO $master
ALTER DATABASE template1 OWNER TO $master
GRANT EXECUTE ON FUNCTION pg_stat_reset(), pg_stat_reset_shared(text), pg_stat_reset_single_table_counters(oid), pg_stat_reset_single_function_counters(oid), pg_stat_reset_slru(text), pg_stat_reset_replication_slot(text) TO rds_superuser
$(creating "$(cat "$secrets/database")" "$database" "$master")
$(creating rdsadmin rdsadmin rdsadmin)
$guard
SQL
  [ "$made" = yes ] || echo "$guard" | alone "$(cat "$secrets/database")" >/dev/null
}

# The statement that makes a database by its name, as an identifier, and with its owner, where it was not found.
creating() {
  printf '%s' "$found" | grep -qF "datname = \"$1\"" || echo "CREATE DATABASE $2 OWNER $3"
}
