#!/bin/sh
# redis-cli in the container of Redis, signed in, and by TLS where the server speaks it.
set -eu

secrets=/run/secrets-local
if [ "$(cat "$secrets/transit-encryption" 2>/dev/null || true)" = none ]; then
  exec redis-cli "$@"
fi
[ ! -s "$secrets/token" ] || export REDISCLI_AUTH="$(cat "$secrets/token")"
exec redis-cli --tls --cacert "$secrets/ca.pem" "$@"
