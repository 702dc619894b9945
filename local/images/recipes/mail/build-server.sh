#!/bin/sh
# Builds Mailpit with the Go and the npm of this machine: build-server.sh VERSION FILE.
# The module has the sources of its pages, but not the pages: npm bundles them first. That waits for the network most
# of the time, so what does not need the pages is compiled meanwhile. Nothing is inlined: compiling takes half as long.
# Go's cache of modules is read-only, so the module is copied.
set -eu
version=$1 file=$2
export CGO_ENABLED=0 GOTOOLCHAIN=auto
source=$(go mod download -json "github.com/axllent/mailpit@$version" | sed -n 's/^.*"Dir": "\(.*\)".*$/\1/p')
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -R "$source/." "$work"
chmod -R u+w "$work"
cd "$work"
(npm ci --ignore-scripts --no-audit --no-fund --loglevel=error && npm run --silent package) &
pages=$!
go build -gcflags=all=-l -trimpath ./internal/...
wait "$pages"
go build -gcflags=all=-l -trimpath \
  -ldflags="-s -w -X github.com/axllent/mailpit/config.Version=$version" -o "$file" .
