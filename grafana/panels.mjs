// Appearance of panels, variables and dashboards. Their content is in generate.mjs.

export const PROMETHEUS = { type: 'prometheus', uid: 'prometheus' };

const WIDTH = 24;
const LEVEL_COLORS = { critical: 'red', warning: 'yellow', info: 'blue' };

/** A PromQL query; with `exemplar` the panel shows exemplars, which link to traces. */
export const query = (expr, legendFormat, more = {}) => ({ expr, legendFormat, ...more });

const targets = (queries, instant) => queries.map((target, index) => ({
  datasource: PROMETHEUS,
  editorMode: 'code',
  refId: String.fromCharCode(65 + index),
  expr: target.expr,
  legendFormat: target.legendFormat ?? '__auto',
  instant,
  range: !instant,
  ...(instant && target.format ? { format: target.format } : {}),
  ...(target.exemplar ? { exemplar: true } : {}),
}));

const steps = (colors) => ({
  mode: 'absolute',
  steps: colors.map(([value, color]) => ({ value, color })),
});

const basePanel = (type, title, description, queries, o, instant) => ({
  type,
  title,
  description,
  datasource: PROMETHEUS,
  targets: targets(queries, instant),
  ...(o.links ? { links: o.links } : {}),
  width: o.width ?? 8,
  height: o.height ?? 8,
});

/** A time series panel. `colors` lists pairs of legend and color. */
export function timeSeries(title, description, unit, queries, o = {}) {
  return {
    ...basePanel('timeseries', title, description, queries, o, false),
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

/** A stat panel: the current value of each series. */
export function stat(title, description, unit, queries, o = {}) {
  return {
    ...basePanel('stat', title, description, queries, { width: 4, height: 4, ...o }, true),
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

/** A table of the results of instant queries. `hide` lists columns to omit, `rename` maps columns to titles. */
export function table(title, description, unit, queries, o = {}) {
  return {
    ...basePanel('table', title, description, queries.map((target) => ({ ...target, format: 'table' })), { width: 12, ...o }, true),
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
  return Object.fromEntries(Object.entries(LEVEL_COLORS).map(([level, color], index) => [level, { text: level, color, index }]));
}

/** A state timeline: the state of each series over time. */
export function stateTimeline(title, description, queries, mappings, o = {}) {
  return {
    ...basePanel('state-timeline', title, description, queries, { width: 24, ...o }, false),
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

/** A row: a title and its panels. */
export const row = (title, ...panels) => ({ title, panels });

/** A variable with the values of a label; initially all are selected. */
export const labelVariable = (name, label, metric, by = name) => ({
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

/** The base URL of the runbooks; docker-compose.yml mounts docs/runbooks there. */
const RUNBOOKS_VARIABLE = {
  name: 'runbooks',
  label: 'Runbook base URL',
  description: 'URL under which docs/runbooks is served',
  type: 'textbox',
  query: '/public/runbooks',
  current: { selected: true, text: '/public/runbooks', value: '/public/runbooks' },
  options: [{ selected: true, text: '/public/runbooks', value: '/public/runbooks' }],
  hide: 2,
  skipUrlSync: false,
};

const dashboardLink = (title, url, more = {}) => ({
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

/** A panel's link to a page of docs/runbooks. */
export const runbookLink = (page) => ({ title: `Runbook: ${page}`, url: '${runbooks}/' + page + '.md', targetBlank: true });

/** A link to the traces of a service in Grafana's Explore, within the time range of the dashboard. */
export function tracesLink(service) {
  const panes = { traces: {
    datasource: 'traces',
    queries: [{ refId: 'A', datasource: { type: 'jaeger', uid: 'traces' }, queryType: 'search', service }],
    range: { from: '${__from}', to: '${__to}' },
  } };
  const encoded = encodeURIComponent(JSON.stringify(panes)).replaceAll('%24%7B__from%7D', '${__from}')
    .replaceAll('%24%7B__to%7D', '${__to}');
  return dashboardLink('Traces', `/explore?schemaVersion=1&orgId=1&panes=${encoded}`);
}

/** A dashboard. Lays out panels from left to right, row by row, and assigns their ids. */
export function dashboard({ uid, title, description, tags = [], variables, links, rows }) {
  const panels = [];
  let y = 0;
  for (const { title: rowTitle, panels: rowPanels } of rows) {
    panels.push({ type: 'row', title: rowTitle, collapsed: false, panels: [], gridPos: { x: 0, y, w: WIDTH, h: 1 } });
    y += 1;
    let x = 0;
    let rowHeight = 0;
    for (const { width, height, ...panel } of rowPanels) {
      if (x + width > WIDTH) {
        x = 0;
        y += rowHeight;
        rowHeight = 0;
      }
      panels.push({ ...panel, gridPos: { x, y, w: width, h: height } });
      x += width;
      rowHeight = Math.max(rowHeight, height);
    }
    y += rowHeight;
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
    templating: { list: [...variables, RUNBOOKS_VARIABLE] },
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
      dashboardLink('Dashboards', '', { type: 'dashboards', tags: ['streamgate'], asDropdown: true, keepTime: true, targetBlank: false }),
      dashboardLink('Runbooks', '${runbooks}/README.md'),
      ...links,
    ],
    panels: panels.map((panel, index) => ({ id: index + 1, ...panel })),
  };
}
