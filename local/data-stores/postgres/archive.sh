#!/bin/sh
# PostgreSQL's archive_command: keeps a finished segment of the WAL ($1) as $2.gz, from which a point in time is restored.
# @see https://www.postgresql.org/docs/16/continuous-archiving.html
set -eu

# Before the first backup there is nothing to which the WAL could be applied.
[ -d "$(dirname "$2")" ] || exit 0
nice -n 19 gzip -1 < "$1" > "$2.new"
mv "$2.new" "$2.gz"
