#!/usr/bin/env bash
# What hardening-lib costs a request: samples/notes with the library and with its features switched off, side by side.
# hardening.sh [rounds] [seconds a round] [connections] [port]; JAVA_HOME names the JDK. Both run with Spring Security and
# OpenTelemetry as the library brings them; off are metrics, limits, audit, ids, bounds, idempotency, problems and caches.
set -euo pipefail
rounds=${1:-5} seconds=${2:-5} connections=${3:-16} port=${4:-20700}
cd "$(dirname "$0")/../.."
jar=$(ls samples/notes/target/notes-*.jar 2>/dev/null) || { echo "Build samples/notes first: samples/run" >&2; exit 1; }
home=$(mktemp -d)
pids=()
trap 'kill "${pids[@]}" 2>/dev/null || true; rm -rf "$home"' EXIT

start() { # port, arguments
  "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx256m -XX:+UseSerialGC -jar "$jar" --server.port="$1" \
    --spring.threads.virtual.enabled=true --streamgate.audit.directory="$home/audit" \
    --management.tracing.export.otlp.enabled=false --management.logging.export.otlp.enabled=false \
    --streamgate.rate-limit.plans.notes.capacity=1000000 --streamgate.rate-limit.plans.notes.refill=1000000 \
    "${@:2}" >"$home/$1.log" 2>&1 &
  pids+=($!)
}
on=$((port + 1)) off=$((port + 2))
start $on --streamgate.request-limit.enabled=true --streamgate.problem.replace-error-pages=true
start $off --streamgate.metrics.enabled=false --streamgate.rate-limit.enabled=false --streamgate.audit.enabled=false \
  --streamgate.tracing.enabled=false --streamgate.request-limit.enabled=false --streamgate.idempotency.enabled=false \
  --streamgate.problem.enabled=false --streamgate.cache.enabled=false
for p in $on $off; do
  for _ in $(seq 600); do
    curl -sf "http://127.0.0.1:$p/actuator/health" >/dev/null && break
    sleep 0.2
  done
  curl -sf -o /dev/null -H 'Content-Type: application/json' -d '{"text":"milk"}' "http://127.0.0.1:$p/notes"
done

ticks() { awk '{ print $14 + $15 }' "/proc/$1/stat"; }
round() { # port, pid: requests a second and microseconds of CPU a request
  local before after out
  before=$(ticks "$2")
  out=$(wrk -t1 -c"$connections" -d"${seconds}s" "http://127.0.0.1:$1/notes/1")
  after=$(ticks "$2")
  awk -v cpu=$((after - before)) -v hz="$(getconf CLK_TCK)" '/requests in/ { n = $1 } /Requests\/sec/ { r = $2 } /Non-2xx/ { bad = $0 }
    END { if (bad) { print bad > "/dev/stderr"; exit 1 } printf "%.0f %.1f\n", r, cpu / hz * 1e6 / n }' <<<"$out"
}
echo "warming up"
for _ in 1 2 3; do round $on "${pids[0]}" >/dev/null; round $off "${pids[1]}" >/dev/null; done
for i in $(seq "$rounds"); do
  a=$(round $on "${pids[0]}") b=$(round $off "${pids[1]}")
  echo "$a $b" | awk -v i="$i" '{ printf "round %d: on %s/s %s us CPU, off %s/s %s us CPU, throughput %.3f, CPU %+.1f us\n",
    i, $1, $2, $3, $4, $1 / $3, $2 - $4 }'
  echo "$a $b" >>"$home/rounds"
done
sort -n -k1 "$home/rounds" | awk '{ r[NR] = $1 / $3; d[NR] = $2 - $4; n = NR }
  function sorted(v,  i, j, t) { for (i = 2; i <= n; i++) for (j = i; j > 1 && v[j] < v[j - 1]; j--) { t = v[j]; v[j] = v[j - 1]; v[j - 1] = t } }
  END { sorted(r); sorted(d); m = int((n + 1) / 2)
    printf "throughput on/off: median %.3f (%.3f to %.3f); CPU a request: median %+.1f us (%+.1f to %+.1f); %d rounds\n",
      r[m], r[1], r[n], d[m], d[1], d[n], n }'
