'use strict';

/*
 * Plays `#<playlist>` (a path or an address of this server) or `?v=<content id>`. Whoever opens the page may be sent any
 * address by somebody else, so only playlists of this origin are played.
 */
const $ = (id) => document.getElementById(id);
const video = $('video');
let hls = null;

const RETRY_MILLIS = 2000;

function playlistOf(text) {
  if (/^[A-Za-z0-9_-]{1,64}$/.test(text)) {
    return new URL(`/api/v1/streams/${text}/master.m3u8`, location.origin);
  }
  const address = new URL(text, location.origin);
  if (address.origin !== location.origin) {
    throw new Error('Only playlists of this server are played.');
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

function complain(message) {
  $('problem').textContent = message;
}

function explain(data) {
  const status = data.response && data.response.code;
  const reasons = {
    401: 'Sign in to watch this, or open it with a session’s address.',
    403: 'You may not watch this.',
    404: 'There is nothing to play here.',
    503: 'Playback is not available at the moment.',
  };
  return reasons[status] || `The player stopped: ${data.details}${status ? ` (${status})` : ''}.`;
}

function play(text) {
  complain('');
  let playlist;
  try {
    playlist = playlistOf(text);
  } catch (error) {
    complain(error.message);
    return;
  }
  $('address').value = text;
  const begun = performance.now();
  video.addEventListener('loadeddata', () => {
    $('first').textContent = `${Math.round(performance.now() - begun)} ms`;
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
  hls.on(Hls.Events.FRAG_BUFFERED, () => complain(''));
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
    complain(explain(data));
    const status = data.response && data.response.code;
    const passing = !status || status === 429 || status >= 500;
    if (data.type === Hls.ErrorTypes.NETWORK_ERROR && passing) {
      // A part that is still being made, or a service that starts anew: the viewer has nothing to do but wait.
      setTimeout(() => hls && hls.startLoad(), RETRY_MILLIS);
    }
  });
  hls.loadSource(playlist.href);
  hls.attachMedia(video);
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
