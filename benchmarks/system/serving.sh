#!/usr/bin/env bash
# Segment serving, direct and through the gateway, against nginx (static file; proxy_pass with auth_request), in turns.
# Needs wrk and nginx. Usage: serving.sh <session url of a segment, path and query> <the same segment's file> [seconds]
set -euo pipefail
target=${1:?path and query of a segment, for instance /api/v1/streams/ID/session=.../720p/0.m4s}
file=$(readlink -f "${2:?the segment as a file of the blob store}")
seconds=${3:-8}
gateway=${STREAMGATE_URL:-http://127.0.0.1:8080}
streaming=${STREAMING_URL:-http://127.0.0.1:8086}
dir=$(mktemp -d)
chmod 755 "$dir"
install -m 644 "$file" "$dir/segment.m4s"
cat >"$dir/nginx.conf" <<CONF
daemon off;
pid $dir/nginx.pid;
worker_processes auto;
error_log $dir/error.log;
events { worker_connections 1024; }
http {
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000;
  upstream origin { server 127.0.0.1:18091; keepalive 64; }
  server {
    listen 127.0.0.1:18091;
    location / { root $dir; }
    location = /auth { return 204; }
  }
  server {
    listen 127.0.0.1:18092;
    location / {
      auth_request /auth;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_pass http://origin;
    }
    location = /auth {
      internal;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_pass_request_body off;
      proxy_pass http://origin/auth;
    }
  }
}
CONF
nginx -c "$dir/nginx.conf" & nginx_pid=$!
trap 'kill $nginx_pid; wait $nginx_pid 2>/dev/null; rm -rf "$dir"' EXIT
until curl -sf -o /dev/null http://127.0.0.1:18091/segment.m4s; do :; done
# The second compiler takes its time: each way is warm before the first round.
for address in "$streaming$target" "$gateway$target"; do wrk -t1 -c16 -d"${WARM_UP:-30}s" "$address" >/dev/null; done
rate() { wrk -t1 -c"$1" -d"${seconds}s" "$2" | awk '/Requests\/sec/ {print $2} /Non-2xx/ {print "errors: " $0 > "/dev/stderr"}'; }
curl -sf -o "$dir/check" "$gateway$target"
cmp "$dir/check" "$dir/segment.m4s"
echo "serving a segment of $(stat -c %s "$file") bytes, $(date +%F), $(nproc) cores, load $(cut -d' ' -f1 /proc/loadavg)"
for connections in 1 16; do
  for round in 1 2 3; do
    static=$(rate $connections http://127.0.0.1:18091/segment.m4s)
    direct=$(rate $connections "$streaming$target")
    proxy=$(rate $connections http://127.0.0.1:18092/segment.m4s)
    through=$(rate $connections "$gateway$target")
    awk -v c=$connections -v r=$round -v s="$static" -v d="$direct" -v p="$proxy" -v t="$through" 'BEGIN {
      printf "%2d connections, round %d: nginx static %.0f/s, direct %.0f/s (ratio %.2f); nginx proxy+auth %.0f/s, gateway %.0f/s (ratio %.2f)\n",
        c, r, s, d, d / s, p, t, t / p }'
  done
done
