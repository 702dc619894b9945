#!/bin/sh
# Ends the segment of the WAL that is being written, and waits until the folder $1 has it: what was committed until now can
# be restored then. It commits something itself, without which a restore could not tell that it has seen enough.
set -eu
export PATH="/usr/lib/postgresql/16/bin:$PATH"

ask() {
  psql -X -A -t -q -h /tmp -U rdsadmin -d postgres -c "$1"
}

ask 'SELECT pg_current_xact_id()' >/dev/null
segment=$(ask 'SELECT pg_walfile_name(pg_switch_wal())')
turns=0
until [ -e "$1/$segment.gz" ]; do
  turns=$((turns + 1))
  [ "$turns" -le 300 ] || { echo "PostgreSQL has not archived $segment" >&2; exit 1; }
  sleep 0.1
done
