#!/bin/sh
# Runs HAProxy as the load balancer: waits until the control plane has written the configuration, then takes
# the shell's place. The master process lets a reload keep every connection.
set -eu
folder=${LOAD_BALANCER_FOLDER:-/run/parity/load-balancer}
until [ -s "$folder/haproxy.cfg" ]; do sleep 0.1; done
rm -f "$folder"/*.sock
exec haproxy -W -S "$folder/master.sock" -f "$folder/haproxy.cfg"
