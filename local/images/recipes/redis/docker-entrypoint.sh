#!/bin/sh
# The contract of the official Redis image, so that what was written for that one starts this one unchanged: options or
# a configuration file alone, the server's own user, and clients from other hosts without a password.
# @see https://hub.docker.com/_/redis
set -eu

case "${1:-}" in -* | *.conf) set -- redis-server "$@" ;; esac
[ "$1" = redis-server ] || exec "$@"

if [ "$(id -u)" = 0 ]; then
  find . ! -user redis -exec chown redis {} +
  exec setpriv --reuid=redis --regid=redis --init-groups -- "$0" "$@"
fi
umask 0077

# Debian's server lets only loopback in while it has no password. What the file or the arguments say of that wins.
sets_protected_mode() {
  [ -f "$1" ] && grep -qiE '^[[:space:]]*protected-mode' "$1"
}
shift
case "${1:-}" in
  -h | --help | -v | --version | --test-memory | --check-system) exec redis-server "$@" ;;
  '' | --*) exec redis-server --protected-mode no "$@" ;;
esac
file=$1
shift
sets_protected_mode "$file" || set -- --protected-mode no "$@"
exec redis-server "$file" "$@"
