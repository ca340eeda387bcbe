// How panels, variables and dashboards look, once. What they show is in generate.mjs.

export const PROMETHEUS = { type: 'prometheus', uid: 'prometheus' };

const WIDTH = 24;
const LEVELS = { critical: 'red', warning: 'yellow', info: 'blue' };

/** One query; `exemplar` puts the dots on it that lead to traces. */
export const query = (expr, legendFormat, more = {}) => ({ expr, legendFormat, ...more });

const targets = (queries, instant) => queries.map((one, index) => ({
  datasource: PROMETHEUS,
  editorMode: 'code',
  refId: String.fromCharCode(65 + index),
  expr: one.expr,
  legendFormat: one.legendFormat ?? '__auto',
  instant,
  range: !instant,
  ...(instant && one.format ? { format: one.format } : {}),
  ...(one.exemplar ? { exemplar: true } : {}),
}));

const steps = (colors) => ({
  mode: 'absolute',
  steps: colors.map(([value, color]) => ({ value, color })),
});

const common = (type, title, description, queries, o, instant) => ({
  type,
  title,
  description,
  datasource: PROMETHEUS,
  targets: targets(queries, instant),
  ...(o.links ? { links: o.links } : {}),
  width: o.width ?? 8,
  height: o.height ?? 8,
});

/** Lines over time. */
export function lines(title, description, unit, queries, o = {}) {
  return {
    ...common('timeseries', title, description, queries, o, false),
    fieldConfig: {
      defaults: {
        unit,
        ...(o.min === null ? {} : { min: o.min ?? 0 }),
        ...(o.max === undefined ? {} : { max: o.max }),
        color: { mode: 'palette-classic' },
        custom: {
          drawStyle: 'line',
          lineWidth: 1,
          fillOpacity: o.stack ? 30 : 5,
          showPoints: 'never',
          spanNulls: 60000,
          stacking: { mode: o.stack ? 'normal' : 'none', group: 'A' },
          thresholdsStyle: { mode: o.thresholds ? 'dashed' : 'off' },
        },
        thresholds: steps(o.thresholds ?? [[null, 'green']]),
      },
      overrides: (o.colors ?? []).map(([name, color]) => ({
        matcher: { id: 'byName', options: name },
        properties: [{ id: 'color', value: { mode: 'fixed', fixedColor: color } }],
      })),
    },
    options: {
      legend: { displayMode: 'table', placement: 'bottom', showLegend: true, calcs: ['lastNotNull', 'max'] },
      tooltip: { mode: 'multi', sort: 'desc' },
    },
  };
}

/** One number a series. */
export function number(title, description, unit, queries, o = {}) {
  return {
    ...common('stat', title, description, queries, { width: 4, height: 4, ...o }, true),
    fieldConfig: {
      defaults: {
        unit,
        color: { mode: 'thresholds' },
        ...(o.decimals === undefined ? {} : { decimals: o.decimals }),
        ...(o.mappings ? { mappings: [{ type: 'value', options: o.mappings }] } : {}),
        thresholds: steps(o.thresholds ?? [[null, 'green']]),
      },
      overrides: [],
    },
    options: {
      reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
      colorMode: o.background ? 'background' : 'value',
      graphMode: 'none',
      justifyMode: 'auto',
      orientation: 'auto',
      textMode: o.text ?? 'auto',
    },
  };
}

/** Rows of an instant query. `hide` names labels that say nothing, `rename` the columns' titles. */
export function table(title, description, unit, queries, o = {}) {
  return {
    ...common('table', title, description, queries.map((one) => ({ ...one, format: 'table' })), { width: 12, ...o }, true),
    fieldConfig: {
      defaults: {
        unit,
        custom: { align: 'auto', cellOptions: { type: 'auto' }, filterable: true },
        thresholds: steps(o.thresholds ?? [[null, 'green']]),
        color: { mode: 'thresholds' },
      },
      overrides: (o.levels ? [{
        matcher: { id: 'byName', options: 'severity' },
        properties: [
          { id: 'custom.cellOptions', value: { type: 'color-background', mode: 'basic' } },
          { id: 'mappings', value: [{ type: 'value', options: levelMappings() }] },
        ],
      }] : []),
    },
    options: { showHeader: true, cellHeight: 'sm', sortBy: [{ displayName: o.sortBy ?? 'Value', desc: !o.ascending }] },
    transformations: [{
      id: 'organize',
      options: {
        excludeByName: Object.fromEntries(['Time', '__name__', 'job', ...(o.hide ?? [])].map((name) => [name, true])),
        renameByName: o.rename ?? {},
        indexByName: {},
      },
    }],
  };
}

function levelMappings() {
  return Object.fromEntries(Object.entries(LEVELS).map(([level, color], index) => [level, { text: level, color, index }]));
}

/** States over time, one line a series. */
export function states(title, description, queries, mappings, o = {}) {
  return {
    ...common('state-timeline', title, description, queries, { width: 24, ...o }, false),
    fieldConfig: {
      defaults: {
        unit: 'none',
        color: { mode: o.byThreshold ? 'thresholds' : 'palette-classic' },
        custom: { fillOpacity: 80, lineWidth: 0 },
        mappings: [{ type: 'value', options: mappings }],
        thresholds: steps(o.thresholds ?? [[null, 'transparent']]),
      },
      overrides: [],
    },
    options: {
      mergeValues: true,
      showValue: 'never',
      alignValue: 'left',
      rowHeight: 0.8,
      legend: { displayMode: 'list', placement: 'bottom', showLegend: true },
      tooltip: { mode: 'single', sort: 'none' },
    },
  };
}

/** A title over the panels that follow. */
export const row = (title, ...panels) => ({ title, panels });

/** A choice of values of a label, all of them at first. */
export const choice = (name, label, metric, by = name) => ({
  name,
  label,
  type: 'query',
  datasource: PROMETHEUS,
  definition: `label_values(${metric}, ${by})`,
  query: { qryType: 1, query: `label_values(${metric}, ${by})`, refId: `Variable-${name}` },
  refresh: 2,
  sort: 1,
  multi: true,
  includeAll: true,
  allValue: '.+',
  current: { selected: true, text: ['All'], value: ['$__all'] },
  options: [],
  regex: '',
  hide: 0,
  skipUrlSync: false,
});

/** Where runbooks are: docker-compose mounts docs/runbooks there. */
const RUNBOOKS = {
  name: 'runbooks',
  label: 'Runbooks at',
  description: 'The address under which docs/runbooks is reached',
  type: 'textbox',
  query: '/public/runbooks',
  current: { selected: true, text: '/public/runbooks', value: '/public/runbooks' },
  options: [{ selected: true, text: '/public/runbooks', value: '/public/runbooks' }],
  hide: 2,
  skipUrlSync: false,
};

const link = (title, url, more = {}) => ({
  asDropdown: false,
  icon: 'external link',
  includeVars: false,
  keepTime: false,
  tags: [],
  targetBlank: true,
  title,
  tooltip: '',
  type: 'link',
  url,
  ...more,
});

/** What a page of docs/runbooks says about a panel. */
export const runbook = (page) => ({ title: `Runbook: ${page}`, url: '${runbooks}/' + page + '.md', targetBlank: true });

/** Traces of a service in Grafana's Explore, over the dashboard's stretch of time. */
export function traces(service) {
  const panes = { traces: {
    datasource: 'traces',
    queries: [{ refId: 'A', datasource: { type: 'jaeger', uid: 'traces' }, queryType: 'search', service }],
    range: { from: '${__from}', to: '${__to}' },
  } };
  const encoded = encodeURIComponent(JSON.stringify(panes)).replaceAll('%24%7B__from%7D', '${__from}')
    .replaceAll('%24%7B__to%7D', '${__to}');
  return link('Traces', `/explore?schemaVersion=1&orgId=1&panes=${encoded}`);
}

/** A dashboard; panels flow from left to right, and get their numbers and places here. */
export function dashboard({ uid, title, description, tags = [], variables, links, rows }) {
  const panels = [];
  let y = 0;
  for (const { title: rowTitle, panels: content } of rows) {
    panels.push({ type: 'row', title: rowTitle, collapsed: false, panels: [], gridPos: { x: 0, y, w: WIDTH, h: 1 } });
    y += 1;
    let x = 0;
    let tallest = 0;
    for (const { width, height, ...panel } of content) {
      if (x + width > WIDTH) {
        x = 0;
        y += tallest;
        tallest = 0;
      }
      panels.push({ ...panel, gridPos: { x, y, w: width, h: height } });
      x += width;
      tallest = Math.max(tallest, height);
    }
    y += tallest;
  }
  return {
    uid,
    title,
    description,
    tags: ['streamgate', ...tags],
    schemaVersion: 41,
    version: 1,
    editable: false,
    graphTooltip: 1,
    fiscalYearStartMonth: 0,
    liveNow: false,
    timezone: 'browser',
    weekStart: '',
    refresh: '10s',
    time: { from: 'now-1h', to: 'now' },
    timepicker: { refresh_intervals: ['5s', '10s', '30s', '1m', '5m'] },
    templating: { list: [...variables, RUNBOOKS] },
    annotations: { list: [{
      name: 'Critical alerts',
      datasource: PROMETHEUS,
      enable: true,
      hide: false,
      iconColor: 'red',
      expr: 'ALERTS{alertstate="firing",severity="critical"}',
      titleFormat: '{{alertname}}',
      textFormat: '{{service}} {{instance}}',
      step: '30s',
    }] },
    links: [
      link('Dashboards', '', { type: 'dashboards', tags: ['streamgate'], asDropdown: true, keepTime: true, targetBlank: false }),
      link('Runbooks', '${runbooks}/README.md'),
      ...links,
    ],
    panels: panels.map((panel, index) => ({ id: index + 1, ...panel })),
  };
}
