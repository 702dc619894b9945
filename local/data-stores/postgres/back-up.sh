#!/bin/sh
# Copies the whole server into the folder $1, with the WAL that makes the copy whole: a backup of the archive, or a
# snapshot. $2, if given, is the folder that the WAL is archived in from now on. Prints the first segment of the WAL that
# a restore of this backup needs, and the size of the backup in KiB.
set -eu
export PATH="/usr/lib/postgresql/16/bin:$PATH"

umask 077
mkdir -p "$(dirname "$1")" ${2:+"$2"}
first=$(psql -X -A -t -q -h /tmp -U rdsadmin -d postgres -c 'SELECT pg_walfile_name(pg_current_wal_insert_lsn())')
# What an interrupted one has left, of backups under other names too.
rm -rf "$1.new" ${2:+"$(dirname "$1")"/*.new}
nice -n 19 pg_basebackup --host=/tmp --username=rdsadmin --no-password --pgdata="$1.new" --format=tar --gzip \
  --compress=1 --wal-method=fetch --checkpoint=fast --no-manifest
mv "$1.new" "$1"
echo "$first $(du -sk "$1" | cut -f1)"
