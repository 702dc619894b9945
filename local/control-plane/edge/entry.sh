#!/bin/sh
# Runs nginx as the edge: waits until the control plane has written the configuration, makes what differs
# between nginx images (the brotli module, if it is there), then takes the shell's place.
set -eu
folder=${EDGE_FOLDER:-/run/parity/edge}
cache=/var/cache/parity
mkdir -p "$cache"
rm -f "$cache/modules.conf" "$cache/brotli.conf"
for module in /usr/lib/nginx/modules /etc/nginx/modules; do
  if [ -f "$module/ngx_http_brotli_filter_module.so" ]; then
    echo "load_module $module/ngx_http_brotli_filter_module.so;" >"$cache/modules.conf"
    echo "brotli on; brotli_comp_level 5; brotli_types text/css text/csv text/plain text/xml application/javascript application/json application/xml image/svg+xml;" >"$cache/brotli.conf"
    break
  fi
done
until [ -s "$folder/nginx.conf" ]; do sleep 0.1; done
exec nginx -c "$folder/nginx.conf" -g 'daemon off;'
