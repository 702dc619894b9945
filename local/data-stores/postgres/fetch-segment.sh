#!/bin/sh
# PostgreSQL's restore_command: unpacks the file $1 of the archive to $2, if the archive has it.
set -eu

[ -e "$1" ] || exit 1
gzip -dc "$1" > "$2"
