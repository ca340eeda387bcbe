'use strict';

/*
 * Plays `#<playlist>` (a path or URL of this server) or `?v=<content id>`. A link to this page may carry any URL, so only
 * playlists of this origin are played.
 */
const $ = (id) => document.getElementById(id);
const video = $('video');
let hls = null;

const RETRY_MILLIS = 2000;
const MAX_RELOADS = 15;

let reloads = 0;
let resumeAt = 0;

function playlistOf(text) {
  if (/^[A-Za-z0-9_-]{1,64}$/.test(text)) {
    return new URL(`/api/v1/streams/${text}/master.m3u8`, location.origin);
  }
  const address = new URL(text, location.origin);
  if (address.origin !== location.origin) {
    throw new Error('Only playlists of this server can be played.');
  }
  return address;
}

function requested() {
  const fragment = location.hash.slice(1);
  if (fragment) {
    return fragment.startsWith('/') || fragment.includes('://') ? fragment : decodeURIComponent(fragment);
  }
  return new URLSearchParams(location.search).get('v');
}

function describe(level) {
  const rate = level.frameRate ? ` · ${Math.round(level.frameRate * 1000) / 1000} fps` : '';
  return `${level.width || '?'}×${level.height || '?'} · ${Math.round(level.bitrate / 1000)} kb/s${rate}`;
}

function showProblem(message) {
  $('problem').textContent = message;
}

function describeError(data) {
  const status = data.response && data.response.code;
  const reasons = {
    401: 'Sign in to watch this video, or open it with a playback session URL.',
    403: 'You do not have access to this video.',
    404: 'Video not found.',
    503: 'Playback is temporarily unavailable.',
  };
  return reasons[status] || `Playback failed: ${data.details}${status ? ` (${status})` : ''}.`;
}

function play(text) {
  showProblem('');
  let playlist;
  try {
    playlist = playlistOf(text);
  } catch (error) {
    showProblem(error.message);
    return;
  }
  $('address').value = text;
  reloads = 0;
  resumeAt = 0;
  const startedAt = performance.now();
  video.addEventListener('loadeddata', () => {
    $('first').textContent = `${Math.round(performance.now() - startedAt)} ms`;
  }, { once: true });
  if (hls) {
    hls.destroy();
    hls = null;
  }
  if (!Hls.isSupported()) {
    video.src = playlist.href;
    video.play().catch(() => {});
    return;
  }
  hls = new Hls({
    enableWorker: false,
    fragLoadingTimeOut: 60000,
    manifestLoadingMaxRetry: 4,
    levelLoadingMaxRetry: 4,
    fragLoadingMaxRetry: 6,
  });
  hls.on(Hls.Events.MANIFEST_PARSED, () => {
    $('ladder').textContent = hls.levels.map((level) => `${level.height || '?'}p`).join(' ');
    video.play().catch(() => {});
  });
  hls.on(Hls.Events.FRAG_BUFFERED, () => showProblem(''));
  hls.on(Hls.Events.LEVEL_SWITCHED, (event, data) => {
    $('level').textContent = describe(hls.levels[data.level]);
  });
  hls.on(Hls.Events.ERROR, (event, data) => {
    if (!data.fatal) {
      return;
    }
    if (data.type === Hls.ErrorTypes.MEDIA_ERROR) {
      hls.recoverMediaError();
      return;
    }
    showProblem(describeError(data));
    const status = data.response && data.response.code;
    if (status === 404 && (data.frag || reloads > 0) && reloads < MAX_RELOADS) {
      // A part of the video cannot be copied: it is encoded again, with other segments.
      resumeAt = video.currentTime || resumeAt;
      reloads++;
      setTimeout(() => reload(playlist), RETRY_MILLIS);
      return;
    }
    const isTransient = !status || status === 429 || status >= 500;
    if (data.type === Hls.ErrorTypes.NETWORK_ERROR && isTransient) {
      // The segment is still being encoded, or a service is restarting: playback continues when it is available.
      setTimeout(() => hls && hls.startLoad(), RETRY_MILLIS);
    }
  });
  hls.loadSource(playlist.href);
  hls.attachMedia(video);
}

/** Loads the playlist again and continues where playback has stopped. */
function reload(playlist) {
  if (hls) {
    hls.config.startPosition = resumeAt;
    hls.loadSource(playlist.href);
  }
}

setInterval(() => {
  if (!hls) {
    return;
  }
  const estimate = hls.bandwidthEstimate;
  $('throughput').textContent = Number.isFinite(estimate) ? `${(estimate / 1e6).toFixed(1)} Mb/s` : '–';
  const ranges = video.buffered;
  let ahead = 0;
  for (let i = 0; i < ranges.length; i++) {
    if (ranges.start(i) <= video.currentTime && video.currentTime <= ranges.end(i)) {
      ahead = ranges.end(i) - video.currentTime;
    }
  }
  $('buffer').textContent = `${ahead.toFixed(1)} s`;
}, 500);

$('open').addEventListener('submit', (event) => {
  event.preventDefault();
  const text = $('address').value.trim();
  if (text) {
    location.hash = text;
    play(text);
  }
});
window.addEventListener('hashchange', () => {
  const text = requested();
  if (text && text !== $('address').value) {
    play(text);
  }
});

const first = requested();
if (first) {
  play(first);
}
