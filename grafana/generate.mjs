#!/usr/bin/env node
// Makes grafana/dashboards/*.json: `node grafana/generate.mjs`. With --check nothing is written; it fails when a file is not
// what would be. Needs Node.js 20 and nothing else.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { choice, dashboard, lines, number, query, row, runbook, states, table, traces } from './panels.mjs';

const folder = new URL('dashboards/', import.meta.url);
const SERVICES = ['gateway', 'auth', 'upload', 'metadata', 'worker', 'transcoder', 'streaming', 'cache', 'monitor'];
const DATABASE = ['auth', 'upload', 'metadata', 'worker', 'monitor'];
const MEDIA = ['upload', 'transcoder', 'streaming'];
const UP = { 0: { text: 'down', color: 'red', index: 0 }, 1: { text: 'up', color: 'green', index: 1 } };
const GOOD_BELOW = (warning, critical) => [[null, 'green'], [warning, 'yellow'], [critical, 'red']];
const GOOD_ABOVE = (critical, warning) => [[null, 'red'], [critical, 'yellow'], [warning, 'green']];
const OUTCOMES = [['success', 'green'], ['rejected', 'blue'], ['limited', 'yellow'], ['failed', 'red']];
const SLO_ERRORS = 0.001;

const rate = (what, by) => `sum by (${by}) (rate(${what}[$__rate_interval]))`;
const quantile = (q, bucket, by = '') =>
  `histogram_quantile(${q}, sum by (${['le', by].filter(Boolean).join(', ')}) (rate(${bucket}[$__rate_interval])))`;

/** The five numbers of a latency; `base` is the meter, `where` the selector. */
function latency(title, description, base, where, o = {}) {
  const bucket = `${base}_seconds_bucket{${where}}`;
  return lines(title, `${description} A dot is one request; click it for its trace.`, 's', [
    query(`sum(rate(${base}_seconds_sum{${where}}[$__rate_interval])) / (sum(rate(${base}_seconds_count{${where}}[$__rate_interval])) > 0)`, 'avg'),
    query(quantile('0.5', bucket), 'p50'),
    query(quantile('0.95', bucket), 'p95'),
    query(quantile('0.99', bucket), 'p99', { exemplar: true }),
    query(`max(${base}_seconds_max{${where}})`, 'max'),
  ], { thresholds: [[null, 'transparent'], [2, 'yellow'], [5, 'red']], ...o });
}

const alertsOf = (level, where = '') =>
  `count(ALERTS{alertstate="firing",severity="${level}"${where}}) or vector(0)`;

const alertCounts = (where, width) => [
  ['critical', 'red', 'somebody has to act now'],
  ['warning', 'yellow', 'somebody has to look today'],
  ['info', 'blue', 'worth knowing'],
].map(([level, color, meaning]) => number(level[0].toUpperCase() + level.slice(1), `Firing alerts of level ${level}: ${meaning}.`,
  'none', [query(alertsOf(level, where), level)],
  { width, background: true, thresholds: [[null, 'text'], [1, color]], links: [runbook('README')] }));

// ---------------------------------------------------------------------------------------------------------- overview

function overview() {
  const s = 'service=~"$service"';
  return dashboard({
    uid: 'streamgate-overview',
    title: 'StreamGate: overview',
    description: 'The whole suite on one page: is it well, who is affected, where to look next.',
    variables: [choice('service', 'Service', 'up{job="streamgate"}')],
    links: [traces('gateway')],
    rows: [
      row('Is it well?',
        number('Services', 'Whether each service has an instance that answers. Down: its runbook is the next thing to read.',
          'none', [query(`max by (service) (up{job="streamgate",${s}})`, '{{service}}')],
          { width: 12, background: true, text: 'name', mappings: UP, thresholds: [[null, 'red'], [1, 'green']], links: [runbook('service-down')] }),
        ...alertCounts('', 2),
        number('Viewers', 'Playback sessions that asked for something within the last minute.', 'none',
          [query('sum(streamgate_streaming_viewers)', 'viewers')], { width: 2 }),
        number('Requests', 'Requests a second that come in by the gateway.', 'reqps',
          [query('sum(streamgate:requests:rate5m{service="gateway"})', 'gateway')], { width: 2, decimals: 1 }),
        number('Budget left', 'The least that any service has left of its error budget: 0.1 % of its requests may fail, seen over three days. Below 0 the objective is missed.',
          'percentunit', [query(`min(streamgate:slo_errors:budget_left3d{${s}})`, 'least')],
          { width: 2, decimals: 0, thresholds: GOOD_ABOVE(0, 0.5), links: [runbook('error-budget-burn')] })),
      row('Requests',
        lines('Request rate', 'Requests a second, by service, whoever answered them.', 'reqps',
          [query(`streamgate:requests:rate5m{${s}}`, '{{service}}')]),
        lines('Error rate', 'Share of requests that failed (5xx) over five minutes. Dashed: the levels that alert.', 'percentunit',
          [query(`streamgate:slo_errors:ratio_rate5m{${s}}`, '{{service}}')],
          { thresholds: [[null, 'transparent'], [0.05, 'yellow'], [0.1, 'red']], links: [runbook('error-rate')] }),
        latency('Latency', 'Of operations of the chosen services, without those that wait by design (long polls, events) and bodies of uploads.',
          'streamgate_operations', `${s},handler!~"Lease|OnDemand|Tus|Form|Chunk",operation!="events"`, { links: [runbook('latency')] }),
        lines('Latency by service (p95)', 'Nineteen of twenty requests are answered within this time.', 's',
          [query(`streamgate:latency_seconds:p95_5m{${s}}`, '{{service}}')],
          { thresholds: [[null, 'transparent'], [2, 'yellow'], [5, 'red']] }),
        lines('Refused by limits', 'Requests a second that were answered 429, by service. A few clients: an abuser. All clients: the plan is too small.',
          'reqps', [query(`streamgate:requests_by_outcome:rate5m{outcome="limited",${s}}`, '{{service}}')]),
        lines('Cache hit rate', 'Share of lookups that were answered from the cache, by service.', 'percentunit',
          [query(`streamgate:cache_hits:ratio_rate5m{${s}}`, '{{service}}')],
          { max: 1, thresholds: [[null, 'transparent'], [0.8, 'green']] })),
      row('What users do',
        lines('Uploads', 'Files a minute whose bytes were all there, by what came of them, and those under way.', 'short',
          [query('60 * ' + rate('streamgate_upload_verification_seconds_count', 'outcome'), '{{outcome}} a minute'),
            query('max by (state) (streamgate_upload_sessions_uploads)', '{{state}}')], { width: 6 }),
        lines('Upload bytes', 'Bytes a second in bodies of requests to upload-service.', 'Bps',
          [query('sum(rate(streamgate_operation_body_size_bytes_sum{service="upload"}[$__rate_interval]))', 'in')], { width: 6 }),
        lines('Streaming bytes', 'Bytes a second of playlists, segments and pictures that streaming-service sends.', 'Bps',
          [query('sum(rate(streamgate_streaming_served_bytes_total[$__rate_interval]))', 'out')], { width: 6 }),
        lines('Streaming: waiting for segments', 'Requests a second for segments that were not there yet, by how waiting ended. Anything but made is a stalled player.',
          'reqps', [query(rate('streamgate_streaming_ondemand_wait_seconds_count', 'outcome'), '{{outcome}}')], { width: 6, colors: [['published', 'green'], ['pending', 'yellow'], ['gone', 'red'], ['rejected', 'red']] }),
        lines('Transcoding speed', 'Seconds of video encoded in a second of one task. Below 1 a ladder takes longer than the video.', 'x',
          [query(SPEED, 'multiple of real time')], { width: 6, thresholds: [[null, 'transparent'], [1, 'yellow']] }),
        lines('Transcoding tasks', 'Tasks that run, and places for them.', 'none',
          [query('sum(streamgate_transcoder_tasks_running)', 'running'), query('sum(streamgate_transcoder_slots)', 'places')], { width: 6 }),
        lines('Queue', 'Jobs that wait, by type.', 'none',
          [query('max by (type) (streamgate_worker_jobs{state="queued"}) or vector(0)', '{{type}}')], { width: 6, stack: true, links: [runbook('queue-stuck')] }),
        lines('Time to playable', 'From the end of an upload until a player can start.', 's',
          [query(quantile('0.5', 'streamgate_worker_video_playable_seconds_bucket'), 'p50'),
            query(quantile('0.95', 'streamgate_worker_video_playable_seconds_bucket'), 'p95')], { width: 6 })),
      row('Resources',
        lines('CPU', 'Share of all the machine\'s cores that each service uses; instances added up.', 'percentunit',
          [query(`sum by (service) (process_cpu_usage{${s}})`, '{{service}}')], { thresholds: [[null, 'transparent'], [0.8, 'yellow']] }),
        lines('Memory', 'Bytes that each service\'s JVM uses, heap and beside it.', 'bytes',
          [query(`sum by (service) (jvm_memory_used_bytes{${s}})`, '{{service}}')], { stack: true }),
        lines('Heap of its limit', 'Share of the largest heap that is in use; a saw is healthy, a plateau near 1 is not.', 'percentunit',
          [query(heap(s, 'service'), '{{service}}')], { max: 1, thresholds: [[null, 'transparent'], [0.8, 'yellow'], [0.95, 'red']], links: [runbook('memory')] }),
        lines('Active connections', 'Open connections to each service.', 'none',
          [query(`sum by (service) (tomcat_connections_current_connections{${s}})`, '{{service}}')]),
        lines('Network', 'Bytes a second that services receive and send; what the kernel sends by itself (segments) is under streaming bytes.', 'Bps',
          [query(rate(`tomcat_global_received_bytes_total{${s}}`, 'service'), '{{service}} in'),
            query('-' + rate(`tomcat_global_sent_bytes_total{${s}}`, 'service'), '{{service}} out')], { min: null }),
        lines('Disk used', 'Share of each disk that is full: that of media, and that of each service\'s own files.', 'percentunit',
          [query(`1 - min by (service, path) (disk_free_bytes{${s}} / disk_total_bytes{${s}})`, '{{service}} {{path}}')],
          { max: 1, thresholds: [[null, 'transparent'], [0.8, 'yellow'], [0.95, 'red']], links: [runbook('disk-space')] })),
      row('Alerts and health',
        states('Service health', 'When each service was up; one line a service.', [query(`max by (service) (up{job="streamgate",${s}})`, '{{service}}')],
          UP, { byThreshold: true, thresholds: [[null, 'red'], [1, 'green']], height: 9 }),
        alertTable('Firing alerts', ''),
        alertHistory('Alert history', '')),
    ],
  });
}

const SPEED = 'sum(rate(streamgate_transcoder_encoded_seconds_total[$__rate_interval])) / (sum(rate(streamgate_transcoder_encoding_seconds_total[$__rate_interval])) > 0)';

const heap = (where, by) =>
  `sum by (${by}) (jvm_memory_used_bytes{area="heap",${where}}) / sum by (${by}) (jvm_memory_max_bytes{area="heap",${where}} > 0)`;

function alertTable(title, where) {
  return table(title, 'What fires, and what is about to: its condition holds, but not for long enough yet. One row that says none: nothing.', 'none',
    [query(`ALERTS{${where}} or label_replace(vector(0) unless on () ALERTS{${where}}, "alertname", "none", "", "")`, '')],
    { width: 24, levels: true, hide: ['Value', 'job'], sortBy: 'severity', ascending: true, links: [runbook('README')] });
}

function alertHistory(title, where) {
  const level = { 1: { text: 'info', color: 'blue', index: 0 }, 2: { text: 'warning', color: 'yellow', index: 1 }, 3: { text: 'critical', color: 'red', index: 2 } };
  const of = (name, value) => `${value} * max by (alertname, service) (ALERTS{alertstate="firing",severity="${name}"${where}})`;
  return states(title, 'When which alert fired: critical red, warning yellow, info blue. The history with values is kept by monitor-service (GET /api/v1/monitor/alerts).',
    [query(`${of('critical', 3)} or ${of('warning', 2)} or ${of('info', 1)} or label_replace(vector(0) unless on () ALERTS{alertstate="firing"${where}}, "alertname", "none", "", "")`, '{{alertname}} {{service}}')],
    level, { byThreshold: true, thresholds: [[null, 'transparent'], [1, 'blue'], [2, 'yellow'], [3, 'red']] });
}

// ------------------------------------------------------------------------------------------------------- one service

const OWN = {
  gateway: (w) => row('Forwarding',
    lines('Circuits that are not closed', '1 while a circuit is open (nothing is forwarded to that service) or half open (it is being tried).', 'none',
      [query(`max by (name, state) (resilience4j_circuitbreaker_state{${w},state=~"open|half_open|forced_open"})`, '{{name}} {{state}}')],
      { max: 1, links: [runbook('service-down')] }),
    lines('Calls that failed', 'Share of calls that the circuit counts: service not reached, silent, or hung up.', 'percentunit',
      [query(`max by (name) (resilience4j_circuitbreaker_failure_rate{${w}}) / 100`, '{{name}}')], { min: null }),
    lines('Calls', 'Forwarded calls a second by service and how they ended.', 'reqps',
      [query(rate(`resilience4j_circuitbreaker_calls_seconds_count{${w}}`, 'name, kind'), '{{name}} {{kind}}')])),
  auth: (w) => row('Signing in',
    lines('Sign-ins', 'Attempts a second at the operations of sessions and wallets, by outcome. Many rejected ones from few clients: somebody guesses.', 'reqps',
      [query(rate(`streamgate_operations_seconds_count{${w},handler=~"Auth|Wallet"}`, 'operation, outcome'), '{{operation}} {{outcome}}')], { width: 12 }),
    lines('Service tokens', 'Tokens a second that services ask for, by outcome. Rejected ones: a service has the wrong secret.', 'reqps',
      [query(rate(`streamgate_operations_seconds_count{${w},handler="ServiceToken"}`, 'outcome'), '{{outcome}}')], { width: 12 })),
  upload: (w) => row('Uploads',
    lines('Under way', 'Uploads that lack bytes (open) or are looked at (verifying).', 'none',
      [query(`max by (state) (streamgate_upload_sessions_uploads{${w}})`, '{{state}}')]),
    lines('Completed', 'Files a minute, by how they came in and what came of them.', 'short',
      [query('60 * ' + rate(`streamgate_upload_verification_seconds_count{${w}}`, 'kind, outcome'), '{{kind}} {{outcome}}')]),
    lines('Examination', 'Mean time that the look at a complete file takes.', 's',
      [query(`sum by (outcome) (rate(streamgate_upload_verification_seconds_sum{${w}}[$__rate_interval])) / (sum by (outcome) (rate(streamgate_upload_verification_seconds_count{${w}}[$__rate_interval])) > 0)`, '{{outcome}}')]),
    lines('Bytes in', 'Bytes a second in request bodies, by operation.', 'Bps',
      [query(rate(`streamgate_operation_body_size_bytes_sum{${w}}`, 'operation'), '{{operation}}')]),
    lines('Outbox', 'Stored uploads that metadata or worker do not know of yet. Growing: one of them is away.', 'none',
      [query(`max(streamgate_upload_outbox_uploads{${w}})`, 'waiting')], { thresholds: [[null, 'transparent'], [100, 'yellow']] }),
    lines('Sources kept', 'Bytes of sources in the store.', 'bytes', [query(`max(streamgate_upload_stored_bytes{${w}})`, 'sources')])),
  metadata: (w) => row('Contents',
    lines('Reads and writes', 'Operations a second on contents and rules.', 'reqps',
      [query(rate(`streamgate_operations_seconds_count{${w},handler=~"Content|Gate|Search"}`, 'handler, operation'), '{{handler}} {{operation}}')], { width: 12 }),
    lines('Told by the worker', 'Notices a second about how media stands, by outcome.', 'reqps',
      [query(rate(`streamgate_operations_seconds_count{${w},handler="Pipeline"}`, 'operation, outcome'), '{{operation}} {{outcome}}')], { width: 12 })),
  worker: (w) => row('Queue',
    lines('Jobs', 'Jobs by type and state; failed ones stay until they are retried or forgotten.', 'none',
      [query(`max by (type, state) (streamgate_worker_jobs{${w}})`, '{{type}} {{state}}')], { links: [runbook('queue-stuck')] }),
    lines('Oldest that waits', 'Age of the oldest job that could run now.', 's',
      [query(`max by (type) (streamgate_worker_oldest_queued_age_seconds{${w}}) or vector(0)`, '{{type}}')],
      { thresholds: [[null, 'transparent'], [60, 'yellow'], [600, 'red']], links: [runbook('queue-stuck')] }),
    lines('Wait', 'Time from when a job became available until its lease, 95th percentile by urgency.', 's',
      [query(quantile('0.95', `streamgate_worker_queue_wait_seconds_bucket{${w}}`, 'urgency'), '{{urgency}}')]),
    lines('Taken', 'Jobs a second that runners take, by type.', 'ops',
      [query(rate(`streamgate_worker_queue_wait_seconds_count{${w}}`, 'type'), '{{type}}')]),
    lines('Callers that wait', 'Long polls of runners and of viewers. None: no transcoder is asking.', 'none',
      [query(`sum(streamgate_worker_waiting_callers{${w}})`, 'waiting')]),
    lines('Outbox', 'Contents whose latest state has not been delivered to metadata-service. Grows while it is unavailable.', 'none',
      [query(`max(streamgate_worker_outbox_contents{${w}})`, 'contents')], { thresholds: [[null, 'transparent'], [100, 'yellow']] })),
  transcoder: (w) => row('Encoding',
    lines('Speed', 'Seconds of video encoded in a second of one task.', 'x',
      [query(SPEED.replaceAll('_total[', `_total{${w}}[`), 'multiple of real time')], { thresholds: [[null, 'transparent'], [1, 'yellow']] }),
    lines('Places', 'Tasks that run, and places for them. Always full with a queue: add an instance.', 'none',
      [query(`sum(streamgate_transcoder_tasks_running{${w}})`, 'running'), query(`sum(streamgate_transcoder_slots{${w}})`, 'places')], { links: [runbook('queue-stuck')] }),
    lines('Tasks', 'Tasks a second that ended, by type and result.', 'ops',
      [query(rate(`streamgate_transcoder_tasks_seconds_count{${w}}`, 'type, result'), '{{type}} {{result}}')]),
    lines('Task time', 'Mean time of a task, by type.', 's',
      [query(`sum by (type) (rate(streamgate_transcoder_tasks_seconds_sum{${w}}[$__rate_interval])) / (sum by (type) (rate(streamgate_transcoder_tasks_seconds_count{${w}}[$__rate_interval])) > 0)`, '{{type}}')]),
    lines('Queue errors', 'Calls a second to the worker that failed or were refused.', 'ops',
      [query(`sum(rate(streamgate_transcoder_queue_errors_total{${w}}[$__rate_interval]))`, 'errors')]),
    lines('Video encoded', 'Seconds of video encoded a second, all tasks together.', 'x',
      [query(`sum(rate(streamgate_transcoder_encoded_seconds_total{${w}}[$__rate_interval]))`, 'encoded')])),
  streaming: (w) => row('Playback',
    lines('Viewers', 'Playback sessions that asked for something within the last minute.', 'none',
      [query(`sum(streamgate_streaming_viewers{${w}})`, 'viewers')]),
    lines('Bytes out', 'Bytes a second of media.', 'Bps',
      [query(`sum(rate(streamgate_streaming_served_bytes_total{${w}}[$__rate_interval]))`, 'out')]),
    lines('Slow answers', 'Share of requests that took more than a second: the objective is less than 1 %.', 'percentunit',
      [query('streamgate:slo_slow:ratio_rate5m', '5 minutes'), query('streamgate:slo_slow:ratio_rate1h', '1 hour')],
      { thresholds: [[null, 'transparent'], [0.01, 'yellow']] }),
    lines('Waiting for segments', 'Requests a second for what was not there yet, by how waiting ended.', 'reqps',
      [query(rate(`streamgate_streaming_ondemand_wait_seconds_count{${w}}`, 'outcome'), '{{outcome}}')],
      { colors: [['published', 'green'], ['pending', 'yellow'], ['gone', 'red'], ['rejected', 'red']] }),
    lines('How long they waited', 'Longest wait of the last minutes, by how it ended.', 's',
      [query(`max by (outcome) (streamgate_streaming_ondemand_wait_seconds_max{${w}})`, '{{outcome}}')]),
    lines('Playlists and segments', 'Playlists, files and sessions that are asked for, a second.', 'reqps',
      [query(rate(`streamgate_operations_seconds_count{${w},handler=~"Playlist|MediaFile|Session"}`, 'handler, operation'), '{{handler}} {{operation}}')])),
  cache: (w) => row('Namespaces',
    lines('Lookups', 'Lookups a second by namespace and result.', 'ops',
      [query(rate(`cache_gets_total{${w}}`, 'cache, result'), '{{cache}} {{result}}')]),
    lines('Entries', 'Entries by namespace.', 'none', [query(`sum by (cache) (cache_size{${w}})`, '{{cache}}')]),
    lines('Evictions', 'Entries a second that had to make room.', 'ops',
      [query(rate(`streamgate_cache_size_evictions_total{${w}}`, 'cache'), '{{cache}}')], { links: [runbook('cache-evictions-high')] })),
  monitor: (w) => row('Watching',
    lines('Calls to the others', 'Calls a second that monitor-service makes, by outcome.', 'reqps',
      [query(rate(`http_client_requests_seconds_count{${w}}`, 'outcome'), '{{outcome}}')], { width: 12 }),
    lines('Asked of it', 'What is asked of monitor-service, a second.', 'reqps',
      [query(rate(`streamgate_operations_seconds_count{${w}}`, 'operation'), '{{operation}}')], { width: 12 })),
};

function service(name) {
  const w = `service="${name}",instance=~"$instance"`;
  const whole = `service="${name}"`;
  return dashboard({
    uid: `streamgate-${name}`,
    title: `StreamGate: ${name}`,
    description: `The ${name} service: is it well, what is asked of it, what does it cost.`,
    tags: ['service'],
    variables: [choice('instance', 'Instance', `up{job="streamgate",${whole}}`)],
    links: [traces(name)],
    rows: [
      row('Is it well?',
        number('Instances up', 'Instances that answer Prometheus.', 'none', [query(`sum(up{job="streamgate",${w}})`, 'up')],
          { background: true, thresholds: [[null, 'red'], [1, 'green']], links: [runbook('service-down')] }),
        number('Ready', 'The least ready instance: 1 takes traffic, 0.5 is alive only, 0 is neither.', 'none',
          [query(`min(streamgate_service_health{${w}})`, 'health')], { thresholds: GOOD_ABOVE(0.5, 1) }),
        number('Up since', 'Age of the instance that was started last.', 's', [query(`min(streamgate_service_uptime_seconds{${w}})`, 'uptime')]),
        number('Budget left', `Of the error budget (${SLO_ERRORS * 100} % of requests may fail), seen over three days.`, 'percentunit',
          [query(`streamgate:slo_errors:budget_left3d{${whole}}`, 'left')], { decimals: 0, thresholds: GOOD_ABOVE(0, 0.5), links: [runbook('error-budget-burn')] }),
        ...alertCounts(`,${whole}`, 2),
        number('Burn', 'How many times faster than allowed the error budget was spent in the last hour; 1 spends it in 30 days.', 'x',
          [query(`streamgate:slo_errors:ratio_rate1h{${whole}} / ${SLO_ERRORS}`, 'burn')], { width: 2, decimals: 1, thresholds: GOOD_BELOW(1, 14.4) })),
      row('Requests',
        lines('Requests', 'Requests a second by outcome: rejected is 4xx (the caller\'s doing), limited 429, failed 5xx (ours).', 'reqps',
          [query(rate(`streamgate_requests_seconds_count{${w}}`, 'outcome'), '{{outcome}}')], { stack: true, colors: OUTCOMES }),
        lines('Error rate', 'Share of requests that failed. Dashed: the levels that alert.', 'percentunit',
          [query(`streamgate:slo_errors:ratio_rate5m{${whole}}`, '5 minutes'), query(`streamgate:slo_errors:ratio_rate1h{${whole}}`, '1 hour')],
          { thresholds: [[null, 'transparent'], [0.05, 'yellow'], [0.1, 'red']], links: [runbook('error-rate')] }),
        latency('Latency', name === 'worker' ? 'Of all requests; long polls of transcoders and viewers among them.' : 'Of all requests.',
          'streamgate_requests', w, { links: [runbook('latency')] }),
        ...(name === 'gateway' ? [] : [table('Operations', 'What was asked for in the last five minutes, slowest first: requests a second, mean time, share that failed.', 'short', [
          query(`sum by (handler, operation) (rate(streamgate_operations_seconds_sum{${w}}[5m])) / (sum by (handler, operation) (rate(streamgate_operations_seconds_count{${w}}[5m])) > 0)`, ''),
        ], { hide: [], rename: { Value: 'mean seconds', handler: 'controller' }, sortBy: 'mean seconds' })]),
        lines('Answers by status', 'Answers a second by HTTP status, probes and scrapes among them.', 'reqps',
          [query(rate(`http_server_requests_seconds_count{${w}}`, 'status'), '{{status}}')], { width: name === 'gateway' ? 24 : 12 })),
      OWN[name](w),
      row('Limits, caches and audit',
        lines('Limits', 'Requests a second checked against a rate-limit plan, by outcome; rejected ones get 429.', 'reqps',
          [query(rate(`streamgate_ratelimit_checks_total{${w}}`, 'plan, outcome'), '{{plan}} {{outcome}}')], { width: 6 }),
        lines('Buckets in use', 'Rate-limit buckets that are not full, and evictions of such buckets a second.', 'none',
          [query(`sum by (plan) (streamgate_ratelimit_buckets{${w}})`, '{{plan}}'),
            query(rate(`streamgate_ratelimit_evictions_total{${w}}`, 'plan'), '{{plan}} evictions/s')], { width: 6 }),
        ...(CACHES.includes(name) ? [lines('Cache hits', 'Share of lookups that were answered from the cache, by cache.', 'percentunit',
          [query(`sum by (cache) (rate(cache_gets_total{${w},result="hit"}[$__rate_interval])) / (sum by (cache) (rate(cache_gets_total{${w}}[$__rate_interval])) > 0)`, '{{cache}}')],
          { width: 6, max: 1 })] : []),
        lines('Audit', 'Events a second that are on the disk, and that were dropped.', 'ops',
          [query(`sum(rate(streamgate_audit_events_total{${w}}[$__rate_interval]))`, 'kept'),
            query(`sum(rate(streamgate_audit_dropped_total{${w}}[$__rate_interval]))`, 'dropped')], { width: 6, colors: [['dropped', 'red']] })),
      ...(DATABASE.includes(name) ? [row('Database',
        lines('Database connections', 'Connections of the pool: in use, idle, and threads that wait for one. Waiting: the database is slow or the pool too small.', 'none',
          [query(`sum(hikaricp_connections_active{${w}})`, 'in use'), query(`sum(hikaricp_connections_idle{${w}})`, 'idle'),
            query(`sum(hikaricp_connections_pending{${w}})`, 'waiting')], { colors: [['waiting', 'red']], links: [runbook('database')] }),
        lines('Waiting for a connection', 'Longest wait for a connection of the last minutes.', 's',
          [query(`max(hikaricp_connections_acquire_seconds_max{${w}})`, 'longest')]),
        lines('Time-outs', 'Threads a second that got no connection in time.', 'ops',
          [query(`sum(rate(hikaricp_connections_timeout_total{${w}}[$__rate_interval]))`, 'time-outs')]))] : []),
      row('Process',
        lines('CPU', 'Share of all the machine\'s cores, by instance.', 'percentunit',
          [query(`process_cpu_usage{${w}}`, '{{instance}}')], { width: 6, thresholds: [[null, 'transparent'], [0.8, 'yellow']] }),
        lines('Heap', 'Share of the largest heap that is in use, by instance.', 'percentunit',
          [query(heap(w, 'instance'), '{{instance}}')], { width: 6, max: 1, thresholds: [[null, 'transparent'], [0.8, 'yellow'], [0.95, 'red']], links: [runbook('memory')] }),
        lines('Connections', 'Open connections, and requests that are being answered.', 'none',
          [query(`sum by (instance) (tomcat_connections_current_connections{${w}})`, '{{instance}} open'),
            query(`sum by (instance) (streamgate_requests_active{${w}})`, '{{instance}} active')], { width: 6 }),
        lines('Log', 'Lines a minute of level warn and error.', 'short',
          [query('60 * ' + rate(`logback_events_total{${w},level=~"warn|error"}`, 'level'), '{{level}}')], { width: 6, colors: [['warn', 'yellow'], ['error', 'red']] }),
        ...(MEDIA.includes(name) ? [lines('Media disk used', 'Share of the media\'s disk that is full.', 'percentunit',
          [query(`1 - min by (path) (disk_free_bytes{${w}} / disk_total_bytes{${w}})`, '{{path}}')],
          { width: 12, max: 1, thresholds: [[null, 'transparent'], [0.8, 'yellow'], [0.95, 'red']], links: [runbook('disk-space')] })] : [])),
    ],
  });
}

const CACHES = ['metadata', 'cache'];

// -------------------------------------------------------------------------------------------------- media, JVMs, alerts

function media() {
  const i = 'instance=~"$instance"';
  return dashboard({
    uid: 'streamgate-media',
    title: 'StreamGate: media',
    description: 'A video\'s way: how long people wait for it, what waits in the queue, how fast encoding is, what it takes to keep it.',
    variables: [choice('service', 'Service', 'disk_total_bytes'), choice('instance', 'Transcoder', 'up{job="streamgate",service="transcoder"}')],
    links: [traces('upload'), traces('transcoder')],
    rows: [
      row('What people wait for',
        lines('Time to playable', 'From the end of an upload until a player can start.', 's',
          [query(quantile('0.5', 'streamgate_worker_video_playable_seconds_bucket'), 'p50'),
            query(quantile('0.95', 'streamgate_worker_video_playable_seconds_bucket'), 'p95'),
            query('max(streamgate_worker_video_playable_seconds_max)', 'longest lately')], { links: [runbook('queue-stuck')] }),
        lines('Time to ready', 'From the end of an upload until every segment of every rendition is there.', 's',
          [query(quantile('0.5', 'streamgate_worker_video_ready_seconds_bucket'), 'p50'),
            query(quantile('0.95', 'streamgate_worker_video_ready_seconds_bucket'), 'p95'),
            query('max(streamgate_worker_video_ready_seconds_max)', 'longest lately')]),
        lines('Waiting at a player', 'Time that players waited for a segment that was not there yet.', 's',
          [query(quantile('0.5', 'streamgate_streaming_ondemand_wait_seconds_bucket'), 'p50'),
            query(quantile('0.95', 'streamgate_streaming_ondemand_wait_seconds_bucket'), 'p95', { exemplar: true })]),
        number('Videos made', 'Videos that became ready in the last hour.', 'none',
          [query('sum(increase(streamgate_worker_video_ready_seconds_count[1h]))', 'ready')], { decimals: 0 }),
        number('Failed', 'Transcode jobs that were given up and wait for a decision.', 'none',
          [query('max(streamgate_worker_jobs{type="transcode",state="failed"}) or vector(0)', 'failed')], { thresholds: [[null, 'green'], [1, 'yellow']], links: [runbook('queue-stuck')] }),
        number('Viewers', 'Playback sessions that asked for something within the last minute.', 'none', [query('sum(streamgate_streaming_viewers)', 'viewers')]),
        number('Uploads under way', 'Uploads that lack bytes or are looked at.', 'none', [query('sum(max by (state) (streamgate_upload_sessions_uploads))', 'uploads')]),
        number('Outboxes', 'What one service has to tell another and could not yet: uploads and contents.', 'none',
          [query('max(streamgate_upload_outbox_uploads)', 'uploads'), query('max(streamgate_worker_outbox_contents)', 'contents')], { width: 8, thresholds: GOOD_BELOW(10, 100) })),
      row('Queue',
        lines('Depth', 'Jobs that wait, by type.', 'none', [query('max by (type) (streamgate_worker_jobs{state="queued"}) or vector(0)', '{{type}}')], { stack: true, links: [runbook('queue-stuck')] }),
        lines('Oldest', 'Age of the oldest job that could run now, by type.', 's', [query('max by (type) (streamgate_worker_oldest_queued_age_seconds) or vector(0)', '{{type}}')],
          { thresholds: [[null, 'transparent'], [60, 'yellow'], [600, 'red']] }),
        lines('Wait', 'Time from when a job could run until a runner took it, 95th percentile by type.', 's',
          [query(quantile('0.95', 'streamgate_worker_queue_wait_seconds_bucket', 'type'), '{{type}}')])),
      row('Encoding',
        lines('Speed', 'Seconds of video encoded in a second of one task, by transcoder. Below 1 a ladder takes longer than the video.', 'x',
          [query(`sum by (instance) (rate(streamgate_transcoder_encoded_seconds_total{${i}}[$__rate_interval])) / (sum by (instance) (rate(streamgate_transcoder_encoding_seconds_total{${i}}[$__rate_interval])) > 0)`, '{{instance}}')],
          { thresholds: [[null, 'transparent'], [1, 'yellow']] }),
        lines('Places', 'Tasks that run and places for them. Always full with a queue: add a transcoder.', 'none',
          [query(`sum(streamgate_transcoder_tasks_running{${i}})`, 'running'), query(`sum(streamgate_transcoder_slots{${i}})`, 'places')], { links: [runbook('queue-stuck')] }),
        lines('Tasks', 'Tasks a minute that ended, by type and result.', 'short',
          [query('60 * ' + rate(`streamgate_transcoder_tasks_seconds_count{${i}}`, 'type, result'), '{{type}} {{result}}')])),
      row('Storage',
        lines('Free', 'Bytes that are free on the media\'s disk.', 'bytes', [query('min by (service) (disk_free_bytes{service=~"$service"})', '{{service}}')], { links: [runbook('disk-space')] }),
        number('Full in', 'When the disk is full if it goes on as in the last hour; a year where it does not fill.', 's',
          [query('min(disk_free_bytes{service="upload"}) / (max(-deriv(disk_free_bytes{service="upload"}[1h])) > 0) or vector(31536000)', 'time')],
          { height: 8, thresholds: GOOD_ABOVE(86400, 604800) }),
        lines('Sources', 'Bytes of uploaded sources that are kept.', 'bytes', [query('max(streamgate_upload_stored_bytes)', 'sources')], { width: 6 }),
        lines('Bytes', 'Bytes a second that come in and go out.', 'Bps',
          [query('sum(rate(streamgate_operation_body_size_bytes_sum{service="upload"}[$__rate_interval]))', 'in'),
            query('sum(rate(streamgate_streaming_served_bytes_total[$__rate_interval]))', 'out')], { width: 6 })),
    ],
  });
}

function jvms() {
  const w = 'service=~"$service",instance=~"$instance"';
  const by = '{{service}} {{instance}}';
  return dashboard({
    uid: 'streamgate-jvm',
    title: 'StreamGate: JVMs',
    description: 'What the processes are made of: memory, collections, threads, classes, files.',
    variables: [choice('service', 'Service', 'up{job="streamgate"}'), choice('instance', 'Instance', 'up{job="streamgate",service=~"$service"}')],
    links: [traces('gateway')],
    rows: [
      row('Memory',
        lines('Heap of its limit', 'Share of the largest heap that is in use.', 'percentunit', [query(heap(w, 'service, instance'), by)],
          { max: 1, thresholds: [[null, 'transparent'], [0.8, 'yellow'], [0.95, 'red']], links: [runbook('memory')] }),
        lines('Live data', 'Share of the old generation that is in use after a collection: growing for hours is a leak.', 'percentunit',
          [query(`max by (service, instance) (jvm_memory_usage_after_gc{${w}})`, by)], { max: 1, thresholds: [[null, 'transparent'], [0.8, 'yellow']] }),
        lines('Beside the heap', 'Bytes of classes, compiled code and the like.', 'bytes', [query(`sum by (service, instance) (jvm_memory_used_bytes{area="nonheap",${w}})`, by)]),
        lines('Direct buffers', 'Bytes of buffers outside the heap.', 'bytes', [query(`sum by (service, instance) (jvm_buffer_memory_used_bytes{${w}})`, by)]),
        lines('Allocation', 'Bytes a second that are allocated: what the collector is fed with.', 'Bps', [query(rate(`jvm_gc_memory_allocated_bytes_total{${w}}`, 'service, instance'), by)]),
        lines('Promotion', 'Bytes a second that outlive a young collection.', 'Bps', [query(rate(`jvm_gc_memory_promoted_bytes_total{${w}}`, 'service, instance'), by)])),
      row('Collections and CPU',
        lines('Time in collections', 'Share of time in which all threads stand still for a collection.', 'percentunit',
          [query(rate(`jvm_gc_pause_seconds_sum{${w}}`, 'service, instance'), by)], { thresholds: [[null, 'transparent'], [0.05, 'yellow'], [0.2, 'red']] }),
        lines('Longest pause', 'Longest collection of the last minutes.', 's', [query(`max by (service, instance) (jvm_gc_pause_seconds_max{${w}})`, by)],
          { thresholds: [[null, 'transparent'], [0.5, 'yellow']] }),
        lines('CPU', 'Share of all the machine\'s cores.', 'percentunit', [query(`sum by (service, instance) (process_cpu_usage{${w}})`, by)], { thresholds: [[null, 'transparent'], [0.8, 'yellow']] }),
        lines('CPU of the machine', 'Share of all cores that anything uses, as each instance sees it.', 'percentunit', [query(`max by (service, instance) (system_cpu_usage{${w}})`, by)], { max: 1, thresholds: [[null, 'transparent'], [0.8, 'yellow']] }),
        lines('Load for each core', 'Processes that run or want to, for each core, as each instance sees it.', 'none', [query(`max by (service, instance) (system_load_average_1m{${w}} / system_cpu_count{${w}})`, by)], { thresholds: [[null, 'transparent'], [1, 'yellow']] }),
        lines('Uptime', 'Age of each process; a fall to zero is a restart.', 's', [query(`max by (service, instance) (process_uptime_seconds{${w}})`, by)])),
      row('Threads, classes, files',
        lines('Threads', 'Platform threads that live.', 'none', [query(`sum by (service, instance) (jvm_threads_live_threads{${w}})`, by)]),
        lines('Threads by state', 'Platform threads by state, all chosen processes together. Many blocked ones: a lock is fought for.', 'none',
          [query(`sum by (state) (jvm_threads_states_threads{${w}})`, '{{state}}')], { stack: true }),
        lines('Open files', 'Share of the allowed file descriptors that are open.', 'percentunit', [query(`max by (service, instance) (process_files_open_files{${w}} / process_files_max_files{${w}})`, by)], { thresholds: [[null, 'transparent'], [0.8, 'yellow']] }),
        lines('Classes', 'Classes that are loaded.', 'none', [query(`sum by (service, instance) (jvm_classes_loaded_classes{${w}})`, by)]),
        lines('Compilation', 'Time in a second that the compilers work.', 'percentunit', [query(rate(`jvm_compilation_time_ms_total{${w}}`, 'service, instance') + ' / 1000', by)]),
        lines('Errors in the log', 'Lines a minute of level error.', 'short', [query('60 * ' + rate(`logback_events_total{level="error",${w}}`, 'service, instance'), by)])),
    ],
  });
}

function alerts() {
  return dashboard({
    uid: 'streamgate-alerts',
    title: 'StreamGate: alerts',
    description: 'What fires, what fired, how much of the error budgets is left, and whether alerting itself works.',
    variables: [choice('service', 'Service', 'up{job="streamgate"}')],
    links: [traces('gateway')],
    rows: [
      row('Now', ...alertCounts('', 4),
        number('Pending', 'Alerts whose condition holds, but not for long enough yet.', 'none', [query('count(ALERTS{alertstate="pending"}) or vector(0)', 'pending')]),
        number('Rules', 'Rules that Prometheus evaluates.', 'none', [query('sum(prometheus_rule_group_rules)', 'rules')]),
        number('Rules that fail', 'Evaluations that failed in the last five minutes: 0, or alerts are missing.', 'none',
          [query('sum(increase(prometheus_rule_evaluation_failures_total[5m]))', 'failures')], { thresholds: [[null, 'green'], [1, 'red']] }),
        alertTable('Firing and pending', 'service=~"$service|"')),
      row('History', alertHistory('Alert history', ',service=~"$service|"'),
        states('Service health', 'When each service was up.', [query('max by (service) (up{job="streamgate",service=~"$service"})', '{{service}}')], UP,
          { byThreshold: true, thresholds: [[null, 'red'], [1, 'green']], height: 9 })),
      row('Objectives',
        lines('Error budget left', 'Of 0.1 % of requests, seen over three days. Below 0 the objective is missed.', 'percentunit',
          [query('streamgate:slo_errors:budget_left3d{service=~"$service"}', '{{service}}')], { min: null, thresholds: [[null, 'red'], [0, 'transparent']], links: [runbook('error-budget-burn')] }),
        lines('Burn rate, 1 hour', 'How many times faster than allowed the budget is spent; 14.4 pages.', 'x',
          [query(`streamgate:slo_errors:ratio_rate1h{service=~"$service"} / ${SLO_ERRORS}`, '{{service}}')], { thresholds: [[null, 'transparent'], [6, 'yellow'], [14.4, 'red']] }),
        lines('Burn rate, 6 hours', 'The same over six hours; 6 pages.', 'x',
          [query(`streamgate:slo_errors:ratio_rate6h{service=~"$service"} / ${SLO_ERRORS}`, '{{service}}')], { thresholds: [[null, 'transparent'], [1, 'yellow'], [6, 'red']] }),
        lines('Playback: slow answers', 'Share of streaming-service\'s answers that took more than a second; 1 % is allowed.', 'percentunit',
          [query('streamgate:slo_slow:ratio_rate5m', '5 minutes'), query('streamgate:slo_slow:ratio_rate1h', '1 hour'), query('streamgate:slo_slow:ratio_rate6h', '6 hours')],
          { width: 24, thresholds: [[null, 'transparent'], [0.01, 'yellow']] })),
      row('Is alerting well?',
        lines('Scrape time', 'How long each service takes to answer a scrape.', 's', [query('max by (service) (scrape_duration_seconds{job="streamgate",service=~"$service"})', '{{service}}')]),
        lines('Series', 'Samples of each service in a scrape.', 'none', [query('sum by (service) (scrape_samples_post_metric_relabeling{job="streamgate",service=~"$service"})', '{{service}}')]),
        lines('Rule evaluation', 'How long each group of rules takes.', 's', [query('prometheus_rule_group_last_duration_seconds', '{{rule_group}}')]),
        lines('Notifications', 'Alerts a second that Prometheus could not deliver to Alertmanager, and that wait.', 'ops',
          [query('sum(rate(prometheus_notifications_dropped_total[$__rate_interval]))', 'dropped'), query('sum(prometheus_notifications_queue_length)', 'waiting')], { width: 12, colors: [['dropped', 'red']] }),
        lines('Alertmanager', 'Notifications a second that Alertmanager could not deliver; 0 also where none runs.', 'ops',
          [query('sum(rate(alertmanager_notifications_failed_total[$__rate_interval])) or vector(0)', 'failed')], { width: 12, colors: [['failed', 'red']] })),
    ],
  });
}

const made = new Map([
  ['overview', overview()],
  ...SERVICES.map((name) => [name, service(name)]),
  ['media', media()],
  ['jvm', jvms()],
  ['alerts', alerts()],
].map(([name, content]) => [`${name}.json`, `${JSON.stringify(content, null, 2)}\n`]));

const present = readdirSync(folder).filter((name) => name.endsWith('.json'));
if (process.argv.includes('--check')) {
  const wrong = [...new Set([...present, ...made.keys()])]
    .filter((name) => !present.includes(name) || readFileSync(new URL(name, folder), 'utf8') !== made.get(name));
  if (wrong.length > 0) {
    console.error(`Not as grafana/generate.mjs makes them: ${wrong.join(', ')}. Run: node grafana/generate.mjs`);
    process.exit(1);
  }
} else {
  present.filter((name) => !made.has(name)).forEach((name) => rmSync(new URL(name, folder)));
  made.forEach((text, name) => writeFileSync(new URL(name, folder), text));
}
