#!/bin/sh
# Runs HAProxy as the load balancer: waits until the control plane has written the configuration, then takes
# the shell's place. The master process lets a reload keep every connection.
set -eu
folder=${LOAD_BALANCER_FOLDER:-/run/parity/load-balancer}
until [ -s "$folder/haproxy.cfg" ]; do sleep 0.1; done
rm -f "$folder"/*.sock
# HAProxy drops the lines of its log that do not fit into the pipe to the engine, and requests without a line are not
# counted. A pipe of 64 KiB takes 220 lines while the engine is busy; one of a MiB (F_SETPIPE_SZ, 1031), which is as
# much as Linux gives, takes 3500.
perl -e 'fcntl(STDOUT, 1031, 1 << 20)' 2>/dev/null || true
exec haproxy -W -S "$folder/master.sock" -f "$folder/haproxy.cfg"
