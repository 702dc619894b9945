# The extensions that RDS for PostgreSQL 16 offers and PostgreSQL itself brings. On RDS rds_superuser may create them;
# here a trusted extension may be created by whoever may create schemas in the database, so its control file says so.
# Those that PostgreSQL itself does not trust are refused again to who is no rds_superuser.
# @see https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-extensions.html
rds_extensions='amcheck autoinc bloom btree_gin btree_gist citext cube dblink dict_int dict_xsyn earthdistance
fuzzystrmatch hstore insert_username intagg intarray isn lo ltree moddatetime old_snapshot pageinspect pg_buffercache
pg_freespacemap pg_prewarm pg_stat_statements pg_trgm pg_visibility pg_walinspect pgcrypto pgrowlocks pgstattuple
postgres_fdw refint seg sslinfo tablefunc tcn tsm_system_rows tsm_system_time unaccent uuid-ossp'

trusted_here='trusted = true # for rds_superuser'

trust_extensions() {
  for folder in /usr/share/postgresql/16/extension /usr/lib/postgresql/16/share/postgresql/extension; do
    [ -d "$folder" ] || continue
    for name in $rds_extensions; do
      control="$folder/$name.control"
      [ ! -f "$control" ] || grep -qx 'trusted = true' "$control" || add_line "$control" "$trusted_here"
    done
    # What such an extension keeps to a superuser, and RDS gives to rds_superuser.
    grant_in "$folder" postgres_fdw--1.0.sql 'USAGE ON FOREIGN DATA WRAPPER postgres_fdw'
    grant_in "$folder" dblink--1.2.sql 'USAGE ON FOREIGN DATA WRAPPER dblink_fdw'
    grant_in "$folder" pg_stat_statements--1.6--1.7.sql \
      'EXECUTE ON FUNCTION pg_stat_statements_reset(oid, oid, bigint)'
  done
}

grant_in() {
  [ ! -f "$1/$2" ] || add_line "$1/$2" "GRANT $3 TO rds_superuser;"
}

# The statements, one a line, that refuse them: parts of plpgsql, so that pg_dump leaves them out.
guarding_extensions() {
  refused=$(grep -lFx "$trusted_here" /usr/share/postgresql/16/extension/*.control \
    /usr/lib/postgresql/16/share/postgresql/extension/*.control 2>/dev/null | sed "s|.*/|'|; s|\.control$|'|" | paste -sd,)
  cat <<SQL
CREATE OR REPLACE FUNCTION pg_catalog.rds_guard_extensions() RETURNS event_trigger LANGUAGE plpgsql AS \$\$ DECLARE refused text := (SELECT extname FROM pg_extension WHERE extowner = quote_ident(current_user)::regrole AND extname IN ($refused) LIMIT 1); BEGIN IF refused IS NOT NULL AND NOT pg_has_role('rds_superuser', 'member') THEN RAISE insufficient_privilege USING MESSAGE = format('permission denied to create extension "%s"', refused), HINT = 'Must be superuser to create this extension.'; END IF; END \$\$
DO \$\$ BEGIN IF NOT EXISTS (SELECT FROM pg_event_trigger WHERE evtname = 'rds_guard_extensions') THEN CREATE EVENT TRIGGER rds_guard_extensions ON ddl_command_end WHEN TAG IN ('CREATE EXTENSION') EXECUTE FUNCTION pg_catalog.rds_guard_extensions(); ALTER EXTENSION plpgsql ADD EVENT TRIGGER rds_guard_extensions; END IF; END \$\$
SQL
}

# A container that starts again has the line already.
add_line() {
  grep -qxF "$2" "$1" || printf '\n%s\n' "$2" >> "$1"
}
