#!/bin/sh
# Redis in the place of the ElastiCache replication group: TLS only and AUTH, as there. The append-only file is
# ours: a developer's jobs survive when all containers are killed.
set -eu

umask 077
run=/tmp/redis
install -d -o redis -g redis "$run"
for file in redis.crt redis.key ca.pem; do
  install -o redis -g redis -m 0600 "/run/secrets-local/$file" "$run/$file"
done
{
  # Without AUTH in the template the token is empty.
  [ ! -s /run/secrets-local/token ] || echo "requirepass $(cat /run/secrets-local/token)"
  cat /run/secrets-local/parameters.conf
} > "$run/redis.conf"
chown redis:redis "$run/redis.conf" /data

exec setpriv --reuid=redis --regid=redis --clear-groups -- redis-server "$run/redis.conf" \
  --bind '* -::*' --protected-mode no --port 0 --tls-port 6379 \
  --tls-cert-file "$run/redis.crt" --tls-key-file "$run/redis.key" --tls-ca-cert-file "$run/ca.pem" \
  --tls-auth-clients no --dir /data --appendonly yes
