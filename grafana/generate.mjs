#!/usr/bin/env node
// Generates grafana/dashboards/*.json: `node grafana/generate.mjs`. With --check it writes nothing and fails if a committed file
// differs from the output. Requires Node.js 20, no dependencies.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dashboard, labelVariable, query, row, runbookLink, stat, stateTimeline, table, timeSeries, tracesLink } from './panels.mjs';

const outputFolder = new URL('dashboards/', import.meta.url);
const SERVICES = ['gateway', 'auth', 'upload', 'metadata', 'worker', 'transcoder', 'streaming', 'cache', 'monitor'];
const DATABASE = ['auth', 'upload', 'metadata', 'worker', 'monitor'];
const MEDIA = ['upload', 'transcoder', 'streaming'];
const UP_DOWN = { 0: { text: 'down', color: 'red', index: 0 }, 1: { text: 'up', color: 'green', index: 1 } };
const GOOD_BELOW = (warning, critical) => [[null, 'green'], [warning, 'yellow'], [critical, 'red']];
const GOOD_ABOVE = (critical, warning) => [[null, 'red'], [critical, 'yellow'], [warning, 'green']];
const OUTCOME_COLORS = [['success', 'green'], ['rejected', 'blue'], ['limited', 'yellow'], ['failed', 'red']];
const ALLOWED_ERROR_RATIO = 0.001;

const rate = (series, by) => `sum by (${by}) (rate(${series}[$__rate_interval]))`;
const quantile = (q, bucket, by = '') =>
  `histogram_quantile(${q}, sum by (${['le', by].filter(Boolean).join(', ')}) (rate(${bucket}[$__rate_interval])))`;

/** Mean, percentiles and maximum of a timer; `base` is the meter, `selector` the label matchers. */
function latency(title, description, base, selector, o = {}) {
  const bucket = `${base}_seconds_bucket{${selector}}`;
  return timeSeries(title, `${description} Dots are exemplars: each is one request and links to its trace.`, 's', [
    query(`sum(rate(${base}_seconds_sum{${selector}}[$__rate_interval])) / (sum(rate(${base}_seconds_count{${selector}}[$__rate_interval])) > 0)`, 'avg'),
    query(quantile('0.5', bucket), 'p50'),
    query(quantile('0.95', bucket), 'p95'),
    query(quantile('0.99', bucket), 'p99', { exemplar: true }),
    query(`max(${base}_seconds_max{${selector}})`, 'max'),
  ], { thresholds: [[null, 'transparent'], [2, 'yellow'], [5, 'red']], ...o });
}

const alertsOf = (level, matchers = '') =>
  `count(ALERTS{alertstate="firing",severity="${level}"${matchers}}) or vector(0)`;

const alertCounts = (matchers, width) => [
  ['critical', 'red', 'act immediately'],
  ['warning', 'yellow', 'investigate today'],
  ['info', 'blue', 'no action required'],
].map(([level, color, meaning]) => stat(level[0].toUpperCase() + level.slice(1), `Number of firing alerts of level ${level}: ${meaning}.`,
  'none', [query(alertsOf(level, matchers), level)],
  { width, background: true, thresholds: [[null, 'text'], [1, color]], links: [runbookLink('README')] }));

// ---------------------------------------------------------------------------------------------------------- overview

function overview() {
  const services = 'service=~"$service"';
  return dashboard({
    uid: 'streamgate-overview',
    title: 'StreamGate: overview',
    description: 'State of the whole suite: service health, alerts, traffic, errors, media processing and resource usage.',
    variables: [labelVariable('service', 'Service', 'up{job="streamgate"}')],
    links: [tracesLink('gateway')],
    rows: [
      row('Health',
        stat('Services', 'Whether Prometheus can scrape at least one instance of each service. Down: follow the runbook.',
          'none', [query(`max by (service) (up{job="streamgate",${services}})`, '{{service}}')],
          { width: 12, background: true, text: 'name', mappings: UP_DOWN, thresholds: [[null, 'red'], [1, 'green']], links: [runbookLink('service-down')] }),
        ...alertCounts('', 2),
        stat('Viewers', 'Playback sessions with a request within the last minute.', 'none',
          [query('sum(streamgate_streaming_viewers)', 'viewers')], { width: 2 }),
        stat('Requests', 'Requests per second received by the gateway.', 'reqps',
          [query('sum(streamgate:requests:rate5m{service="gateway"})', 'gateway')], { width: 2, decimals: 1 }),
        stat('Error budget left', 'Smallest remaining error budget of all services over the last three days; 0.1 % of requests may fail. Below 0: the objective is missed.',
          'percentunit', [query(`min(streamgate:slo_errors:budget_left3d{${services}})`, 'minimum')],
          { width: 2, decimals: 0, thresholds: GOOD_ABOVE(0, 0.5), links: [runbookLink('error-budget-burn')] })),
      row('Requests',
        timeSeries('Request rate', 'Requests per second, by service.', 'reqps',
          [query(`streamgate:requests:rate5m{${services}}`, '{{service}}')]),
        timeSeries('Error rate', 'Share of requests that failed (5xx) within five minutes, by service. Dashed lines: alert thresholds.', 'percentunit',
          [query(`streamgate:slo_errors:ratio_rate5m{${services}}`, '{{service}}')],
          { thresholds: [[null, 'transparent'], [0.05, 'yellow'], [0.1, 'red']], links: [runbookLink('error-rate')] }),
        latency('Latency', 'Duration of the operations of the selected services, except those that are long by nature (@LongRunning).',
          'streamgate_operations', `${services},duration!="long"`, { links: [runbookLink('latency')] }),
        timeSeries('Latency by service (p95)', '95 % of the requests to a service complete within this time.', 's',
          [query(`streamgate:latency_seconds:p95_5m{${services}}`, '{{service}}')],
          { thresholds: [[null, 'transparent'], [2, 'yellow'], [5, 'red']] }),
        timeSeries('Rate-limited requests', 'Requests per second rejected by a rate limit (429), by service. If few clients are affected, suspect abuse; if all are, the plan is too small.',
          'reqps', [query(`streamgate:requests_by_outcome:rate5m{outcome="limited",${services}}`, '{{service}}')]),
        timeSeries('Cache hit rate', 'Share of cache lookups that are hits, by service. A falling ratio puts load on the data source.', 'percentunit',
          [query(`streamgate:cache_hits:ratio_rate5m{${services}}`, '{{service}}')],
          { max: 1, thresholds: [[null, 'transparent'], [0.8, 'green']] })),
      row('Uploads, playback and transcoding',
        timeSeries('Uploads', 'Files verified per minute, by outcome, and the number of unfinished uploads, by state.', 'short',
          [query('60 * ' + rate('streamgate_upload_verification_seconds_count', 'outcome'), '{{outcome}} per minute'),
            query('max by (state) (streamgate_upload_sessions_uploads)', '{{state}}')], { width: 6 }),
        timeSeries('Upload throughput', 'Bytes per second in the bodies of requests to upload-service.', 'Bps',
          [query('sum(rate(streamgate_operation_body_size_bytes_sum{service="upload"}[$__rate_interval]))', 'in')], { width: 6 }),
        timeSeries('Streaming throughput', 'Bytes per second of playlists, segments and images sent by streaming-service.', 'Bps',
          [query('sum(rate(streamgate_streaming_served_bytes_total[$__rate_interval]))', 'out')], { width: 6 }),
        timeSeries('On-demand segment requests', 'Requests per second that waited for on-demand encoding, by outcome. Any outcome other than published stalls a player.',
          'reqps', [query(rate('streamgate_streaming_ondemand_wait_seconds_count', 'outcome'), '{{outcome}}')], { width: 6, colors: [['published', 'green'], ['pending', 'yellow'], ['gone', 'red'], ['rejected', 'red']] }),
        timeSeries('Transcoding speed', 'Seconds of video encoded per second by one task. Below 1: encoding a ladder takes longer than the video.', 'x',
          [query(ENCODING_SPEED, 'multiple of real time')], { width: 6, thresholds: [[null, 'transparent'], [1, 'yellow']] }),
        timeSeries('Transcoding tasks', 'Running tasks and task slots of all transcoders.', 'none',
          [query('sum(streamgate_transcoder_tasks_running)', 'running'), query('sum(streamgate_transcoder_slots)', 'slots')], { width: 6 }),
        timeSeries('Queued jobs', 'Jobs waiting in the queue, by type.', 'none',
          [query('max by (type) (streamgate_worker_jobs{state="queued"}) or vector(0)', '{{type}}')], { width: 6, stack: true, links: [runbookLink('queue-stuck')] }),
        timeSeries('Time to playable', 'Time from the submission of a transcode job until a player can start.', 's',
          [query(quantile('0.5', 'streamgate_worker_video_playable_seconds_bucket'), 'p50'),
            query(quantile('0.95', 'streamgate_worker_video_playable_seconds_bucket'), 'p95')], { width: 6 })),
      row('Resources',
        timeSeries('CPU', 'Share of the machine\'s CPU cores that each service uses, summed over instances.', 'percentunit',
          [query(`sum by (service) (process_cpu_usage{${services}})`, '{{service}}')], { thresholds: [[null, 'transparent'], [0.8, 'yellow']] }),
        timeSeries('Memory', 'Bytes of memory used by the JVMs of each service, heap and non-heap.', 'bytes',
          [query(`sum by (service) (jvm_memory_used_bytes{${services}})`, '{{service}}')], { stack: true }),
        timeSeries('Heap usage', 'Share of the maximum heap in use. A sawtooth is normal; a plateau near 1 means that memory is running out.', 'percentunit',
          [query(heap(services, 'service'), '{{service}}')], { max: 1, thresholds: [[null, 'transparent'], [0.8, 'yellow'], [0.95, 'red']], links: [runbookLink('memory')] }),
        timeSeries('Active connections', 'Number of open connections, by service.', 'none',
          [query(`sum by (service) (tomcat_connections_current_connections{${services}})`, '{{service}}')]),
        timeSeries('Network', 'Bytes per second received and sent (negative), by service. Excludes segments sent by the kernel (sendfile); see Streaming throughput.', 'Bps',
          [query(rate(`tomcat_global_received_bytes_total{${services}}`, 'service'), '{{service}} in'),
            query('-' + rate(`tomcat_global_sent_bytes_total{${services}}`, 'service'), '{{service}} out')], { min: null }),
        timeSeries('Disk usage', 'Share of disk space in use, by service and path: media storage and the service\'s own files.', 'percentunit',
          [query(`1 - min by (service, path) (disk_free_bytes{${services}} / disk_total_bytes{${services}})`, '{{service}} {{path}}')],
          { max: 1, thresholds: [[null, 'transparent'], [0.8, 'yellow'], [0.95, 'red']], links: [runbookLink('disk-space')] })),
      row('Alerts and health',
        stateTimeline('Service health', 'Periods in which each service was up (green) or down (red).', [query(`max by (service) (up{job="streamgate",${services}})`, '{{service}}')],
          UP_DOWN, { byThreshold: true, thresholds: [[null, 'red'], [1, 'green']], height: 9 }),
        alertTable('Firing alerts', ''),
        alertHistory('Alert history', '')),
    ],
  });
}

const ENCODING_SPEED = 'sum(rate(streamgate_transcoder_encoded_seconds_total[$__rate_interval])) / (sum(rate(streamgate_transcoder_encoding_seconds_total[$__rate_interval])) > 0)';

const heap = (selector, by) =>
  `sum by (${by}) (jvm_memory_used_bytes{area="heap",${selector}}) / sum by (${by}) (jvm_memory_max_bytes{area="heap",${selector}} > 0)`;

function alertTable(title, selector) {
  return table(title, 'Firing alerts, and pending ones, whose condition has not held long enough yet. A single row "none": no alert is firing or pending.', 'none',
    [query(`ALERTS{${selector}} or label_replace(vector(0) unless on () ALERTS{${selector}}, "alertname", "none", "", "")`, '')],
    { width: 24, levels: true, hide: ['Value', 'job'], sortBy: 'severity', ascending: true, links: [runbookLink('README')] });
}

function alertHistory(title, matchers) {
  const level = { 1: { text: 'info', color: 'blue', index: 0 }, 2: { text: 'warning', color: 'yellow', index: 1 }, 3: { text: 'critical', color: 'red', index: 2 } };
  const of = (name, value) => `${value} * max by (alertname, service) (ALERTS{alertstate="firing",severity="${name}"${matchers}})`;
  return stateTimeline(title, 'Periods in which each alert was firing: critical red, warning yellow, info blue. monitor-service keeps the history with values (GET /api/v1/monitor/alerts).',
    [query(`${of('critical', 3)} or ${of('warning', 2)} or ${of('info', 1)} or label_replace(vector(0) unless on () ALERTS{alertstate="firing"${matchers}}, "alertname", "none", "", "")`, '{{alertname}} {{service}}')],
    level, { byThreshold: true, thresholds: [[null, 'transparent'], [1, 'blue'], [2, 'yellow'], [3, 'red']] });
}

// ------------------------------------------------------------------------------------------------------- one service

const SERVICE_ROWS = {
  gateway: (selector) => row('Forwarding',
    timeSeries('Open circuits', '1 while the circuit of a service is open (requests to it are rejected) or half-open (trial requests are forwarded).', 'none',
      [query(`max by (name, state) (resilience4j_circuitbreaker_state{${selector},state=~"open|half_open|forced_open"})`, '{{name}} {{state}}')],
      { max: 1, links: [runbookLink('service-down')] }),
    timeSeries('Failed calls', 'Share of calls that the circuit breaker counts as failures: service unreachable, timed out, or connection aborted. -1 %: too few calls.', 'percentunit',
      [query(`max by (name) (resilience4j_circuitbreaker_failure_rate{${selector}}) / 100`, '{{name}}')], { min: null }),
    timeSeries('Forwarded calls', 'Calls forwarded per second, by service and result.', 'reqps',
      [query(rate(`resilience4j_circuitbreaker_calls_seconds_count{${selector}}`, 'name, kind'), '{{name}} {{kind}}')])),
  auth: (selector) => row('Authentication',
    timeSeries('Sign-ins', 'Session and wallet operations per second, by outcome. Many rejected attempts from few clients: suspect password guessing.', 'reqps',
      [query(rate(`streamgate_operations_seconds_count{${selector},handler=~"Auth|Wallet"}`, 'operation, outcome'), '{{operation}} {{outcome}}')], { width: 12 }),
    timeSeries('Service tokens', 'Service token requests per second, by outcome. Rejected: a service has a wrong secret.', 'reqps',
      [query(rate(`streamgate_operations_seconds_count{${selector},handler="ServiceToken"}`, 'outcome'), '{{outcome}}')], { width: 12 })),
  upload: (selector) => row('Uploads',
    timeSeries('Unfinished uploads', 'Uploads whose bytes are incomplete (open) or whose file is being verified (verifying).', 'none',
      [query(`max by (state) (streamgate_upload_sessions_uploads{${selector}})`, '{{state}}')]),
    timeSeries('Verified files', 'Files verified per minute, by kind of upload and outcome.', 'short',
      [query('60 * ' + rate(`streamgate_upload_verification_seconds_count{${selector}}`, 'kind, outcome'), '{{kind}} {{outcome}}')]),
    timeSeries('Verification time', 'Mean time of the verification of a complete file, by outcome.', 's',
      [query(`sum by (outcome) (rate(streamgate_upload_verification_seconds_sum{${selector}}[$__rate_interval])) / (sum by (outcome) (rate(streamgate_upload_verification_seconds_count{${selector}}[$__rate_interval])) > 0)`, '{{outcome}}')]),
    timeSeries('Upload throughput', 'Bytes per second in request bodies, by operation.', 'Bps',
      [query(rate(`streamgate_operation_body_size_bytes_sum{${selector}}`, 'operation'), '{{operation}}')]),
    timeSeries('Outbox', 'Stored uploads not yet delivered to metadata-service and worker-service. Growing: one of them is unavailable.', 'none',
      [query(`max(streamgate_upload_outbox_uploads{${selector}})`, 'uploads')], { thresholds: [[null, 'transparent'], [100, 'yellow']] }),
    timeSeries('Stored sources', 'Bytes of uploaded sources in storage.', 'bytes', [query(`max(streamgate_upload_stored_bytes{${selector}})`, 'sources')])),
  metadata: (selector) => row('Contents',
    timeSeries('Reads and writes', 'Operations per second on contents, gate rules and search.', 'reqps',
      [query(rate(`streamgate_operations_seconds_count{${selector},handler=~"Content|Gate|Search"}`, 'handler, operation'), '{{handler}} {{operation}}')], { width: 12 }),
    timeSeries('Media updates from worker-service', 'Updates of the media state received per second, by operation and outcome.', 'reqps',
      [query(rate(`streamgate_operations_seconds_count{${selector},handler="Pipeline"}`, 'operation, outcome'), '{{operation}} {{outcome}}')], { width: 12 })),
  worker: (selector) => row('Queue',
    timeSeries('Jobs', 'Number of jobs, by type and state. Failed jobs remain until they are retried or their retention ends.', 'none',
      [query(`max by (type, state) (streamgate_worker_jobs{${selector}})`, '{{type}} {{state}}')], { links: [runbookLink('queue-stuck')] }),
    timeSeries('Oldest queued job', 'Age of the oldest job that is available for a lease, by type. Growing: the queue is stuck or short of transcoders.', 's',
      [query(`max by (type) (streamgate_worker_oldest_queued_age_seconds{${selector}}) or vector(0)`, '{{type}}')],
      { thresholds: [[null, 'transparent'], [60, 'yellow'], [600, 'red']], links: [runbookLink('queue-stuck')] }),
    timeSeries('Queue wait (p95)', 'Time from when a job became available until its lease, 95th percentile, by urgency.', 's',
      [query(quantile('0.95', `streamgate_worker_queue_wait_seconds_bucket{${selector}}`, 'urgency'), '{{urgency}}')]),
    timeSeries('Leased jobs', 'Jobs leased by runners per second, by type.', 'ops',
      [query(rate(`streamgate_worker_queue_wait_seconds_count{${selector}}`, 'type'), '{{type}}')]),
    timeSeries('Waiting callers', 'Long polls of transcoders for tasks and of streaming-service for segments. 0: no transcoder is polling for tasks.', 'none',
      [query(`sum(streamgate_worker_waiting_callers{${selector}})`, 'waiting')]),
    timeSeries('Outbox', 'Contents whose latest state has not been delivered to metadata-service. Grows while it is unavailable.', 'none',
      [query(`max(streamgate_worker_outbox_contents{${selector}})`, 'contents')], { thresholds: [[null, 'transparent'], [100, 'yellow']] })),
  transcoder: (selector) => row('Encoding',
    timeSeries('Encoding speed', 'Seconds of video encoded per second by one task. Below 1: encoding a ladder takes longer than the video.', 'x',
      [query(ENCODING_SPEED.replaceAll('_total[', `_total{${selector}}[`), 'multiple of real time')], { thresholds: [[null, 'transparent'], [1, 'yellow']] }),
    timeSeries('Task slots', 'Running tasks and task slots. All slots in use while jobs are queued: add an instance.', 'none',
      [query(`sum(streamgate_transcoder_tasks_running{${selector}})`, 'running'), query(`sum(streamgate_transcoder_slots{${selector}})`, 'slots')], { links: [runbookLink('queue-stuck')] }),
    timeSeries('Ended tasks', 'Tasks ended per second, by type and result.', 'ops',
      [query(rate(`streamgate_transcoder_tasks_seconds_count{${selector}}`, 'type, result'), '{{type}} {{result}}')]),
    timeSeries('Task duration', 'Mean duration of a task, by type.', 's',
      [query(`sum by (type) (rate(streamgate_transcoder_tasks_seconds_sum{${selector}}[$__rate_interval])) / (sum by (type) (rate(streamgate_transcoder_tasks_seconds_count{${selector}}[$__rate_interval])) > 0)`, '{{type}}')]),
    timeSeries('Queue errors', 'Failed calls to worker-service per second. Above 0: worker-service is unavailable or rejects calls.', 'ops',
      [query(`sum(rate(streamgate_transcoder_queue_errors_total{${selector}}[$__rate_interval]))`, 'errors')]),
    timeSeries('Encoded video', 'Seconds of video encoded per second, sum of all tasks.', 'x',
      [query(`sum(rate(streamgate_transcoder_encoded_seconds_total{${selector}}[$__rate_interval]))`, 'encoded')])),
  streaming: (selector) => row('Playback',
    timeSeries('Viewers', 'Playback sessions with a request within the last minute.', 'none',
      [query(`sum(streamgate_streaming_viewers{${selector}})`, 'viewers')]),
    timeSeries('Streaming throughput', 'Bytes of media sent per second.', 'Bps',
      [query(`sum(rate(streamgate_streaming_served_bytes_total{${selector}}[$__rate_interval]))`, 'out')]),
    timeSeries('Slow requests', 'Share of requests that took longer than one second. Above 1 %: the objective is missed.', 'percentunit',
      [query('streamgate:slo_slow:ratio_rate5m', '5 minutes'), query('streamgate:slo_slow:ratio_rate1h', '1 hour')],
      { thresholds: [[null, 'transparent'], [0.01, 'yellow']] }),
    timeSeries('On-demand segment requests', 'Requests per second that waited for on-demand encoding, by outcome. Any outcome other than published stalls a player.', 'reqps',
      [query(rate(`streamgate_streaming_ondemand_wait_seconds_count{${selector}}`, 'outcome'), '{{outcome}}')],
      { colors: [['published', 'green'], ['pending', 'yellow'], ['gone', 'red'], ['rejected', 'red']] }),
    timeSeries('Longest on-demand wait', 'Longest recent wait for on-demand encoding, by outcome.', 's',
      [query(`max by (outcome) (streamgate_streaming_ondemand_wait_seconds_max{${selector}})`, '{{outcome}}')]),
    timeSeries('Playback requests', 'Requests for playlists, media files and playback sessions per second, by operation.', 'reqps',
      [query(rate(`streamgate_operations_seconds_count{${selector},handler=~"Playlist|MediaFile|Session"}`, 'handler, operation'), '{{handler}} {{operation}}')])),
  cache: (selector) => row('Namespaces',
    timeSeries('Lookups', 'Lookups per second, by namespace and result.', 'ops',
      [query(rate(`cache_gets_total{${selector}}`, 'cache, result'), '{{cache}} {{result}}')]),
    timeSeries('Entries', 'Number of entries, by namespace.', 'none', [query(`sum by (cache) (cache_size{${selector}})`, '{{cache}}')]),
    timeSeries('Evictions', 'Entries per second evicted before they expired, because their namespace was full.', 'ops',
      [query(rate(`streamgate_cache_size_evictions_total{${selector}}`, 'cache'), '{{cache}}')], { links: [runbookLink('cache-evictions-high')] })),
  monitor: (selector) => row('Monitoring',
    timeSeries('Outgoing calls', 'HTTP calls per second from monitor-service to other services, by outcome.', 'reqps',
      [query(rate(`http_client_requests_seconds_count{${selector}}`, 'outcome'), '{{outcome}}')], { width: 12 }),
    timeSeries('Incoming requests', 'Requests per second to monitor-service, by operation.', 'reqps',
      [query(rate(`streamgate_operations_seconds_count{${selector}}`, 'operation'), '{{operation}}')], { width: 12 })),
};

function service(name) {
  const selector = `service="${name}",instance=~"$instance"`;
  const allInstances = `service="${name}"`;
  return dashboard({
    uid: `streamgate-${name}`,
    title: `StreamGate: ${name}`,
    description: `The ${name} service: health, requests, its own metrics, and resource usage.`,
    tags: ['service'],
    variables: [labelVariable('instance', 'Instance', `up{job="streamgate",${allInstances}}`)],
    links: [tracesLink(name)],
    rows: [
      row('Health',
        stat('Instances up', 'Instances that Prometheus can scrape. 0: the service is down.', 'none', [query(`sum(up{job="streamgate",${selector}})`, 'up')],
          { background: true, thresholds: [[null, 'red'], [1, 'green']], links: [runbookLink('service-down')] }),
        stat('Health', 'Health of the least healthy instance: 1 is live and ready, 0.5 is live but not ready, 0 is neither.', 'none',
          [query(`min(streamgate_service_health{${selector}})`, 'health')], { thresholds: GOOD_ABOVE(0.5, 1) }),
        stat('Uptime', 'Time since the start of the most recently started instance.', 's', [query(`min(streamgate_service_uptime_seconds{${selector}})`, 'uptime')]),
        stat('Error budget left', `Remaining error budget over the last three days; ${ALLOWED_ERROR_RATIO * 100} % of requests may fail. Below 0: the objective is missed.`, 'percentunit',
          [query(`streamgate:slo_errors:budget_left3d{${allInstances}}`, 'left')], { decimals: 0, thresholds: GOOD_ABOVE(0, 0.5), links: [runbookLink('error-budget-burn')] }),
        ...alertCounts(`,${allInstances}`, 2),
        stat('Burn rate', 'Consumption of the error budget in the last hour as a multiple of the allowed rate; 1 consumes the budget in 30 days.', 'x',
          [query(`streamgate:slo_errors:ratio_rate1h{${allInstances}} / ${ALLOWED_ERROR_RATIO}`, 'burn')], { width: 2, decimals: 1, thresholds: GOOD_BELOW(1, 14.4) })),
      row('Requests',
        timeSeries('Requests', 'Requests per second, by outcome: rejected is a client error (4xx), limited a rate limit (429), failed a server error (5xx).', 'reqps',
          [query(rate(`streamgate_requests_seconds_count{${selector}}`, 'outcome'), '{{outcome}}')], { stack: true, colors: OUTCOME_COLORS }),
        timeSeries('Error rate', 'Share of requests that failed (5xx), over five minutes and one hour. Dashed lines: alert thresholds.', 'percentunit',
          [query(`streamgate:slo_errors:ratio_rate5m{${allInstances}}`, '5 minutes'), query(`streamgate:slo_errors:ratio_rate1h{${allInstances}}`, '1 hour')],
          { thresholds: [[null, 'transparent'], [0.05, 'yellow'], [0.1, 'red']], links: [runbookLink('error-rate')] }),
        latency('Latency', name === 'worker' ? 'Duration of all requests, including long polls for tasks and segments.' : 'Duration of all requests.',
          'streamgate_requests', selector, { links: [runbookLink('latency')] }),
        ...(name === 'gateway' ? [] : [table('Operations', 'Mean duration in seconds of each operation called in the last five minutes, slowest first.', 'short', [
          query(`sum by (handler, operation) (rate(streamgate_operations_seconds_sum{${selector}}[5m])) / (sum by (handler, operation) (rate(streamgate_operations_seconds_count{${selector}}[5m])) > 0)`, ''),
        ], { hide: [], rename: { Value: 'mean seconds', handler: 'controller' }, sortBy: 'mean seconds' })]),
        timeSeries('Responses by status', 'Responses per second, by HTTP status, including health probes and scrapes.', 'reqps',
          [query(rate(`http_server_requests_seconds_count{${selector}}`, 'status'), '{{status}}')], { width: name === 'gateway' ? 24 : 12 })),
      SERVICE_ROWS[name](selector),
      row('Rate limits, caches and audit',
        timeSeries('Rate-limit checks', 'Requests per second checked against a rate-limit plan, by plan and outcome. Rejected: answered with 429.', 'reqps',
          [query(rate(`streamgate_ratelimit_checks_total{${selector}}`, 'plan, outcome'), '{{plan}} {{outcome}}')], { width: 6 }),
        timeSeries('Rate-limit buckets', 'Rate-limit buckets that are not full, and evictions of such buckets per second, by plan. Evictions: max-buckets is too small.', 'none',
          [query(`sum by (plan) (streamgate_ratelimit_buckets{${selector}})`, '{{plan}}'),
            query(rate(`streamgate_ratelimit_evictions_total{${selector}}`, 'plan'), '{{plan}} evictions/s')], { width: 6 }),
        ...(CACHES.includes(name) ? [timeSeries('Cache hit rate', 'Share of lookups that are hits, by cache.', 'percentunit',
          [query(`sum by (cache) (rate(cache_gets_total{${selector},result="hit"}[$__rate_interval])) / (sum by (cache) (rate(cache_gets_total{${selector}}[$__rate_interval])) > 0)`, '{{cache}}')],
          { width: 6, max: 1 })] : []),
        timeSeries('Audit events', 'Audit events per second written to disk, and best-effort events dropped because of overload or a failing disk.', 'ops',
          [query(`sum(rate(streamgate_audit_events_total{${selector}}[$__rate_interval]))`, 'written'),
            query(`sum(rate(streamgate_audit_dropped_total{${selector}}[$__rate_interval]))`, 'dropped')], { width: 6, colors: [['dropped', 'red']] })),
      ...(DATABASE.includes(name) ? [row('Database',
        timeSeries('Database connections', 'Pool connections in use and idle, and threads waiting for a connection. Above 0 waiting: the database is slow or the pool too small.', 'none',
          [query(`sum(hikaricp_connections_active{${selector}})`, 'in use'), query(`sum(hikaricp_connections_idle{${selector}})`, 'idle'),
            query(`sum(hikaricp_connections_pending{${selector}})`, 'waiting')], { colors: [['waiting', 'red']], links: [runbookLink('database')] }),
        timeSeries('Longest connection wait', 'Longest recent wait for a connection from the pool.', 's',
          [query(`max(hikaricp_connections_acquire_seconds_max{${selector}})`, 'max')]),
        timeSeries('Connection time-outs', 'Requests per second for a pool connection that timed out.', 'ops',
          [query(`sum(rate(hikaricp_connections_timeout_total{${selector}}[$__rate_interval]))`, 'time-outs')]))] : []),
      row('Process',
        timeSeries('CPU', 'Share of the machine\'s CPU cores that the process uses, by instance.', 'percentunit',
          [query(`process_cpu_usage{${selector}}`, '{{instance}}')], { width: 6, thresholds: [[null, 'transparent'], [0.8, 'yellow']] }),
        timeSeries('Heap usage', 'Share of the maximum heap in use, by instance. A plateau near 1 means that memory is running out.', 'percentunit',
          [query(heap(selector, 'instance'), '{{instance}}')], { width: 6, max: 1, thresholds: [[null, 'transparent'], [0.8, 'yellow'], [0.95, 'red']], links: [runbookLink('memory')] }),
        timeSeries('Connections', 'Open connections and requests in progress, by instance.', 'none',
          [query(`sum by (instance) (tomcat_connections_current_connections{${selector}})`, '{{instance}} open'),
            query(`sum by (instance) (streamgate_requests_active{${selector}})`, '{{instance}} active')], { width: 6 }),
        timeSeries('Log messages', 'Log messages per minute of levels warn and error.', 'short',
          [query('60 * ' + rate(`logback_events_total{${selector},level=~"warn|error"}`, 'level'), '{{level}}')], { width: 6, colors: [['warn', 'yellow'], ['error', 'red']] }),
        ...(MEDIA.includes(name) ? [timeSeries('Media disk usage', 'Share of disk space in use, by path.', 'percentunit',
          [query(`1 - min by (path) (disk_free_bytes{${selector}} / disk_total_bytes{${selector}})`, '{{path}}')],
          { width: 12, max: 1, thresholds: [[null, 'transparent'], [0.8, 'yellow'], [0.95, 'red']], links: [runbookLink('disk-space')] })] : [])),
    ],
  });
}

const CACHES = ['metadata', 'cache'];

// -------------------------------------------------------------------------------------------------- media, JVMs, alerts

function media() {
  const instances = 'instance=~"$instance"';
  return dashboard({
    uid: 'streamgate-media',
    title: 'StreamGate: media',
    description: 'The path of a video: time to playable, queue, encoding speed, and storage.',
    variables: [labelVariable('service', 'Service', 'disk_total_bytes'), labelVariable('instance', 'Transcoder', 'up{job="streamgate",service="transcoder"}')],
    links: [tracesLink('upload'), tracesLink('transcoder')],
    rows: [
      row('Processing times',
        timeSeries('Time to playable', 'Time from the submission of a transcode job until a player can start.', 's',
          [query(quantile('0.5', 'streamgate_worker_video_playable_seconds_bucket'), 'p50'),
            query(quantile('0.95', 'streamgate_worker_video_playable_seconds_bucket'), 'p95'),
            query('max(streamgate_worker_video_playable_seconds_max)', 'max')], { links: [runbookLink('queue-stuck')] }),
        timeSeries('Time to ready', 'Time from the submission of a transcode job until all segments of all renditions are published.', 's',
          [query(quantile('0.5', 'streamgate_worker_video_ready_seconds_bucket'), 'p50'),
            query(quantile('0.95', 'streamgate_worker_video_ready_seconds_bucket'), 'p95'),
            query('max(streamgate_worker_video_ready_seconds_max)', 'max')]),
        timeSeries('On-demand segment wait', 'Time that requests waited for on-demand encoding of a segment.', 's',
          [query(quantile('0.5', 'streamgate_streaming_ondemand_wait_seconds_bucket'), 'p50'),
            query(quantile('0.95', 'streamgate_streaming_ondemand_wait_seconds_bucket'), 'p95', { exemplar: true })]),
        stat('Videos ready', 'Videos that became ready in the last hour.', 'none',
          [query('sum(increase(streamgate_worker_video_ready_seconds_count[1h]))', 'ready')], { decimals: 0 }),
        stat('Failed jobs', 'Transcode jobs that failed permanently. Above 0: follow the runbook, then retry them.', 'none',
          [query('max(streamgate_worker_jobs{type="transcode",state="failed"}) or vector(0)', 'failed')], { thresholds: [[null, 'green'], [1, 'yellow']], links: [runbookLink('queue-stuck')] }),
        stat('Viewers', 'Playback sessions with a request within the last minute.', 'none', [query('sum(streamgate_streaming_viewers)', 'viewers')]),
        stat('Unfinished uploads', 'Uploads that are incomplete or being verified.', 'none', [query('sum(max by (state) (streamgate_upload_sessions_uploads))', 'uploads')]),
        stat('Outboxes', 'Undelivered outbox entries: uploads (upload-service) and contents (worker-service). Growing: the receiving service is unavailable.', 'none',
          [query('max(streamgate_upload_outbox_uploads)', 'uploads'), query('max(streamgate_worker_outbox_contents)', 'contents')], { width: 8, thresholds: GOOD_BELOW(10, 100) })),
      row('Queue',
        timeSeries('Queued jobs', 'Jobs waiting in the queue, by type.', 'none', [query('max by (type) (streamgate_worker_jobs{state="queued"}) or vector(0)', '{{type}}')], { stack: true, links: [runbookLink('queue-stuck')] }),
        timeSeries('Oldest queued job', 'Age of the oldest job that is available for a lease, by type. Growing: the queue is stuck or short of transcoders.', 's', [query('max by (type) (streamgate_worker_oldest_queued_age_seconds) or vector(0)', '{{type}}')],
          { thresholds: [[null, 'transparent'], [60, 'yellow'], [600, 'red']] }),
        timeSeries('Queue wait (p95)', 'Time from when a job became available until its lease, 95th percentile, by type.', 's',
          [query(quantile('0.95', 'streamgate_worker_queue_wait_seconds_bucket', 'type'), '{{type}}')])),
      row('Encoding',
        timeSeries('Encoding speed', 'Seconds of video encoded per second by one task, by transcoder. Below 1: encoding a ladder takes longer than the video.', 'x',
          [query(`sum by (instance) (rate(streamgate_transcoder_encoded_seconds_total{${instances}}[$__rate_interval])) / (sum by (instance) (rate(streamgate_transcoder_encoding_seconds_total{${instances}}[$__rate_interval])) > 0)`, '{{instance}}')],
          { thresholds: [[null, 'transparent'], [1, 'yellow']] }),
        timeSeries('Task slots', 'Running tasks and task slots. All slots in use while jobs are queued: add a transcoder.', 'none',
          [query(`sum(streamgate_transcoder_tasks_running{${instances}})`, 'running'), query(`sum(streamgate_transcoder_slots{${instances}})`, 'slots')], { links: [runbookLink('queue-stuck')] }),
        timeSeries('Ended tasks', 'Tasks ended per minute, by type and result.', 'short',
          [query('60 * ' + rate(`streamgate_transcoder_tasks_seconds_count{${instances}}`, 'type, result'), '{{type}} {{result}}')])),
      row('Storage',
        timeSeries('Free disk space', 'Free bytes on the disk, by service.', 'bytes', [query('min by (service) (disk_free_bytes{service=~"$service"})', '{{service}}')], { links: [runbookLink('disk-space')] }),
        stat('Time until disk full', 'Time until the media disk is full at the fill rate of the last hour; one year if usage does not grow.', 's',
          [query('min(disk_free_bytes{service="upload"}) / (max(-deriv(disk_free_bytes{service="upload"}[1h])) > 0) or vector(31536000)', 'time')],
          { height: 8, thresholds: GOOD_ABOVE(86400, 604800) }),
        timeSeries('Stored sources', 'Bytes of uploaded sources in storage.', 'bytes', [query('max(streamgate_upload_stored_bytes)', 'sources')], { width: 6 }),
        timeSeries('Throughput', 'Bytes per second uploaded (in) and streamed (out).', 'Bps',
          [query('sum(rate(streamgate_operation_body_size_bytes_sum{service="upload"}[$__rate_interval]))', 'in'),
            query('sum(rate(streamgate_streaming_served_bytes_total[$__rate_interval]))', 'out')], { width: 6 })),
    ],
  });
}

function jvms() {
  const selector = 'service=~"$service",instance=~"$instance"';
  const legend = '{{service}} {{instance}}';
  return dashboard({
    uid: 'streamgate-jvm',
    title: 'StreamGate: JVMs',
    description: 'The Java processes: memory, garbage collection, CPU, threads, classes, and open files.',
    variables: [labelVariable('service', 'Service', 'up{job="streamgate"}'), labelVariable('instance', 'Instance', 'up{job="streamgate",service=~"$service"}')],
    links: [tracesLink('gateway')],
    rows: [
      row('Memory',
        timeSeries('Heap usage', 'Share of the maximum heap in use. A plateau near 1 means that memory is running out.', 'percentunit', [query(heap(selector, 'service, instance'), legend)],
          { max: 1, thresholds: [[null, 'transparent'], [0.8, 'yellow'], [0.95, 'red']], links: [runbookLink('memory')] }),
        timeSeries('Live data', 'Share of the old generation in use after a garbage collection. Growth over hours indicates a memory leak.', 'percentunit',
          [query(`max by (service, instance) (jvm_memory_usage_after_gc{${selector}})`, legend)], { max: 1, thresholds: [[null, 'transparent'], [0.8, 'yellow']] }),
        timeSeries('Non-heap memory', 'Bytes used outside the heap by class metadata and compiled code.', 'bytes', [query(`sum by (service, instance) (jvm_memory_used_bytes{area="nonheap",${selector}})`, legend)]),
        timeSeries('Direct buffers', 'Bytes of NIO buffers outside the heap.', 'bytes', [query(`sum by (service, instance) (jvm_buffer_memory_used_bytes{${selector}})`, legend)]),
        timeSeries('Allocation', 'Bytes allocated on the heap per second. A high rate causes frequent garbage collections.', 'Bps', [query(rate(`jvm_gc_memory_allocated_bytes_total{${selector}}`, 'service, instance'), legend)]),
        timeSeries('Promotion', 'Bytes per second promoted to the old generation.', 'Bps', [query(rate(`jvm_gc_memory_promoted_bytes_total{${selector}}`, 'service, instance'), legend)])),
      row('Garbage collection and CPU',
        timeSeries('Time in GC pauses', 'Share of time in which a garbage collection stops all threads.', 'percentunit',
          [query(rate(`jvm_gc_pause_seconds_sum{${selector}}`, 'service, instance'), legend)], { thresholds: [[null, 'transparent'], [0.05, 'yellow'], [0.2, 'red']] }),
        timeSeries('Longest GC pause', 'Longest recent garbage collection pause.', 's', [query(`max by (service, instance) (jvm_gc_pause_seconds_max{${selector}})`, legend)],
          { thresholds: [[null, 'transparent'], [0.5, 'yellow']] }),
        timeSeries('CPU', 'Share of the machine\'s CPU cores that each process uses.', 'percentunit', [query(`sum by (service, instance) (process_cpu_usage{${selector}})`, legend)], { thresholds: [[null, 'transparent'], [0.8, 'yellow']] }),
        timeSeries('CPU of the machine', 'CPU usage of the whole machine as a share of all cores, as reported by each instance.', 'percentunit', [query(`max by (service, instance) (system_cpu_usage{${selector}})`, legend)], { max: 1, thresholds: [[null, 'transparent'], [0.8, 'yellow']] }),
        timeSeries('Load per core', 'Running and runnable processes per CPU core (one-minute load average), as reported by each instance. Above 1: the machine is overloaded.', 'none', [query(`max by (service, instance) (system_load_average_1m{${selector}} / system_cpu_count{${selector}})`, legend)], { thresholds: [[null, 'transparent'], [1, 'yellow']] }),
        timeSeries('Uptime', 'Time since the start of each process; a drop to 0 is a restart.', 's', [query(`max by (service, instance) (process_uptime_seconds{${selector}})`, legend)])),
      row('Threads, classes and files',
        timeSeries('Threads', 'Number of live platform threads.', 'none', [query(`sum by (service, instance) (jvm_threads_live_threads{${selector}})`, legend)]),
        timeSeries('Threads by state', 'Platform threads by state, summed over the selected processes. Many blocked threads indicate lock contention.', 'none',
          [query(`sum by (state) (jvm_threads_states_threads{${selector}})`, '{{state}}')], { stack: true }),
        timeSeries('Open files', 'Open file descriptors as a share of the limit of the process.', 'percentunit', [query(`max by (service, instance) (process_files_open_files{${selector}} / process_files_max_files{${selector}})`, legend)], { thresholds: [[null, 'transparent'], [0.8, 'yellow']] }),
        timeSeries('Classes', 'Number of loaded classes.', 'none', [query(`sum by (service, instance) (jvm_classes_loaded_classes{${selector}})`, legend)]),
        timeSeries('Compilation', 'Share of time spent on just-in-time compilation.', 'percentunit', [query(rate(`jvm_compilation_time_ms_total{${selector}}`, 'service, instance') + ' / 1000', legend)]),
        timeSeries('Errors in the log', 'Log messages per minute of level error.', 'short', [query('60 * ' + rate(`logback_events_total{level="error",${selector}}`, 'service, instance'), legend)])),
    ],
  });
}

function alerts() {
  return dashboard({
    uid: 'streamgate-alerts',
    title: 'StreamGate: alerts',
    description: 'Firing and past alerts, remaining error budgets, and the health of alerting itself.',
    variables: [labelVariable('service', 'Service', 'up{job="streamgate"}')],
    links: [tracesLink('gateway')],
    rows: [
      row('Current alerts', ...alertCounts('', 4),
        stat('Pending', 'Number of pending alerts: their condition has not held long enough to fire.', 'none', [query('count(ALERTS{alertstate="pending"}) or vector(0)', 'pending')]),
        stat('Rules', 'Number of rules that Prometheus evaluates.', 'none', [query('sum(prometheus_rule_group_rules)', 'rules')]),
        stat('Rule failures', 'Failed rule evaluations in the last five minutes. Above 0: alerts may be missing.', 'none',
          [query('sum(increase(prometheus_rule_evaluation_failures_total[5m]))', 'failures')], { thresholds: [[null, 'green'], [1, 'red']] }),
        alertTable('Firing and pending', 'service=~"$service|"')),
      row('History', alertHistory('Alert history', ',service=~"$service|"'),
        stateTimeline('Service health', 'Periods in which each service was up (green) or down (red).', [query('max by (service) (up{job="streamgate",service=~"$service"})', '{{service}}')], UP_DOWN,
          { byThreshold: true, thresholds: [[null, 'red'], [1, 'green']], height: 9 })),
      row('Objectives',
        timeSeries('Error budget left', 'Remaining error budget over the last three days, by service; 0.1 % of requests may fail. Below 0: the objective is missed.', 'percentunit',
          [query('streamgate:slo_errors:budget_left3d{service=~"$service"}', '{{service}}')], { min: null, thresholds: [[null, 'red'], [0, 'transparent']], links: [runbookLink('error-budget-burn')] }),
        timeSeries('Burn rate, 1 hour', 'Consumption of the error budget over one hour as a multiple of the allowed rate; above 14.4 a critical alert fires.', 'x',
          [query(`streamgate:slo_errors:ratio_rate1h{service=~"$service"} / ${ALLOWED_ERROR_RATIO}`, '{{service}}')], { thresholds: [[null, 'transparent'], [6, 'yellow'], [14.4, 'red']] }),
        timeSeries('Burn rate, 6 hours', 'Consumption of the error budget over six hours as a multiple of the allowed rate; above 6 a warning fires.', 'x',
          [query(`streamgate:slo_errors:ratio_rate6h{service=~"$service"} / ${ALLOWED_ERROR_RATIO}`, '{{service}}')], { thresholds: [[null, 'transparent'], [1, 'yellow'], [6, 'red']] }),
        timeSeries('Playback: slow requests', 'Share of requests to streaming-service that took longer than one second. Above 1 %: the objective is missed.', 'percentunit',
          [query('streamgate:slo_slow:ratio_rate5m', '5 minutes'), query('streamgate:slo_slow:ratio_rate1h', '1 hour'), query('streamgate:slo_slow:ratio_rate6h', '6 hours')],
          { width: 24, thresholds: [[null, 'transparent'], [0.01, 'yellow']] })),
      row('Health of alerting',
        timeSeries('Scrape time', 'Duration of a scrape, by service.', 's', [query('max by (service) (scrape_duration_seconds{job="streamgate",service=~"$service"})', '{{service}}')]),
        timeSeries('Scraped samples', 'Samples per scrape, by service. Growth indicates a label with too many values.', 'none', [query('sum by (service) (scrape_samples_post_metric_relabeling{job="streamgate",service=~"$service"})', '{{service}}')]),
        timeSeries('Rule evaluation time', 'Duration of the last evaluation of each rule group.', 's', [query('prometheus_rule_group_last_duration_seconds', '{{rule_group}}')]),
        timeSeries('Notifications to Alertmanager', 'Alerts per second that Prometheus dropped because delivery to Alertmanager failed, and the number of alerts queued for delivery.', 'ops',
          [query('sum(rate(prometheus_notifications_dropped_total[$__rate_interval]))', 'dropped'), query('sum(prometheus_notifications_queue_length)', 'queued')], { width: 12, colors: [['dropped', 'red']] }),
        timeSeries('Failed notifications', 'Notifications per second that Alertmanager could not deliver. Also 0 if Alertmanager is not running.', 'ops',
          [query('sum(rate(alertmanager_notifications_failed_total[$__rate_interval])) or vector(0)', 'failed')], { width: 12, colors: [['failed', 'red']] })),
    ],
  });
}

const generated = new Map([
  ['overview', overview()],
  ...SERVICES.map((name) => [name, service(name)]),
  ['media', media()],
  ['jvm', jvms()],
  ['alerts', alerts()],
].map(([name, content]) => [`${name}.json`, `${JSON.stringify(content, null, 2)}\n`]));

const existing = readdirSync(outputFolder).filter((name) => name.endsWith('.json'));
if (process.argv.includes('--check')) {
  const outdated = [...new Set([...existing, ...generated.keys()])]
    .filter((name) => !existing.includes(name) || readFileSync(new URL(name, outputFolder), 'utf8') !== generated.get(name));
  if (outdated.length > 0) {
    console.error(`Dashboards differ from the output of grafana/generate.mjs: ${outdated.join(', ')}. Run: node grafana/generate.mjs`);
    process.exit(1);
  }
} else {
  existing.filter((name) => !generated.has(name)).forEach((name) => rmSync(new URL(name, outputFolder)));
  generated.forEach((text, name) => writeFileSync(new URL(name, outputFolder), text));
}
