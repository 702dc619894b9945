#!/bin/sh
# `server FOLDER` starts versitygw with MinIO's variables and at MinIO's ports, so that what was written for MinIO's image
# starts this one; other arguments are versitygw's own. There is no console.
# @see https://min.io/docs/minio/linux/reference/minio-server/minio-server.html
set -eu

[ "${1:-}" = server ] || exec versitygw "$@"
shift
address=:9000
folder=
while [ "$#" -gt 0 ]; do
  case "$1" in
    --address) address=$2 && shift ;;
    --address=*) address=${1#*=} ;;
    --console-address) shift ;;
    --console-address=*) ;;
    -*) echo "versitygw has nothing like MinIO's $1" >&2 && exit 2 ;;
    *) folder=$1 ;;
  esac
  shift
done
[ -n "$folder" ] || { echo 'server: which folder?' >&2 && exit 2; }
export ROOT_ACCESS_KEY="${MINIO_ROOT_USER:-minioadmin}" ROOT_SECRET_KEY="${MINIO_ROOT_PASSWORD:-minioadmin}"
export VGW_REGION="${MINIO_SITE_REGION:-${MINIO_REGION:-us-east-1}}"
export VGW_VIRTUAL_DOMAIN="${MINIO_DOMAIN:-}"
mkdir -p "$folder"
exec versitygw --port "$address" --health /minio/health/live posix --versioning-dir /versions "$folder"
