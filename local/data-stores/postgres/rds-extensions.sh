# The extensions that RDS for PostgreSQL 16 offers and PostgreSQL itself brings. On RDS rds_superuser may create them;
# here a trusted extension may be created by whoever may create schemas in the database, so its control file says so.
# @see https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-extensions.html
rds_extensions='amcheck autoinc bloom btree_gin btree_gist citext cube dblink dict_int dict_xsyn earthdistance
fuzzystrmatch hstore insert_username intagg intarray isn lo ltree moddatetime old_snapshot pageinspect pg_buffercache
pg_freespacemap pg_prewarm pg_stat_statements pg_trgm pg_visibility pg_walinspect pgcrypto pgrowlocks pgstattuple
postgres_fdw refint seg sslinfo tablefunc tcn tsm_system_rows tsm_system_time unaccent uuid-ossp'

trust_extensions() {
  for folder in /usr/share/postgresql/16/extension /usr/lib/postgresql/16/share/postgresql/extension; do
    [ -d "$folder" ] || continue
    for name in $rds_extensions; do
      control="$folder/$name.control"
      [ ! -f "$control" ] || add_line "$control" 'trusted = true'
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

# A container that starts again has the line already.
add_line() {
  grep -qxF "$2" "$1" || printf '\n%s\n' "$2" >> "$1"
}
