#!/bin/sh
# Redis in the place of the ElastiCache replication group: with TLS and AUTH where the template has them. The
# append-only file is ours: a developer's jobs survive when all containers are killed.
set -eu

secrets=/run/secrets-local
umask 077
run=/tmp/redis
install -d -o redis -g redis "$run"
for file in redis.crt redis.key ca.pem; do
  install -o redis -g redis -m 0600 "$secrets/$file" "$run/$file"
done
{
  # Without AUTH in the template the token is empty.
  [ ! -s "$secrets/token" ] || echo "requirepass $(cat "$secrets/token")"
  cat "$secrets/parameters.conf"
  if [ "$(cat "$secrets/transit-encryption")" = none ]; then
    echo 'port 6379'
  else
    cat <<CONF
port 0
tls-port 6379
tls-cert-file $run/redis.crt
tls-key-file $run/redis.key
tls-ca-cert-file $run/ca.pem
tls-auth-clients no
CONF
  fi
} > "$run/redis.conf"
chown redis:redis "$run/redis.conf" /data

exec setpriv --reuid=redis --regid=redis --clear-groups -- redis-server "$run/redis.conf" \
  --bind '* -::*' --protected-mode no --dir /data --appendonly yes
