#!/bin/sh
# Builds versitygw with the Go of this machine: build-server.sh VERSION FILE.
# What runs here is the gateway to a folder. Its own tests and its other backends are left out, and nothing is inlined:
# compiling takes half as long. Go's cache of modules is read-only, so the module is copied.
set -eu
version=$1 file=$2
source=$(go mod download -json "github.com/versity/versitygw@$version" | sed -n 's/^.*"Dir": "\(.*\)".*$/\1/p')
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -R "$source/." "$work"
chmod -R u+w "$work"
cd "$work"
sed -E '/^[[:space:]]*(gwcli\.(Scoutfs|S3|Azure|Plugin)Command|testCommand)\(\),$/d' cmd/versitygw/main.go > main.go.new
mv main.go.new cmd/versitygw/main.go
commands=cmd/internal/gwcli
rm cmd/versitygw/test.go $commands/azure.go $commands/plugin.go $commands/s3.go $commands/scoutfs.go
CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -gcflags=all=-l -o "$file" ./cmd/versitygw
