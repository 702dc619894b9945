#!/bin/sh
# Deletes the segments of the WAL in the folder $1 that come before $2, and prints the size of the rest in KiB.
set -eu

cd "$1"
for file in *.gz; do
  [ -e "$file" ] || continue
  case "$file" in *.history.gz) continue ;; esac
  first=$(printf '%s\n' "$file" "$2.gz" | LC_ALL=C sort | head -n 1)
  [ "$first" = "$2.gz" ] || rm -f "$file"
done
du -sk . | cut -f1
