// Reads the playlists of a master playlist with hls-parser and m3u8-parser, and the media with mp4box; prints each complaint.
import HLS from 'hls-parser';
import { Parser } from 'm3u8-parser';
import * as MP4Box from 'mp4box';

const complaints = [];
const get = async (url) => {
  const response = await fetch(url);
  if (!response.ok) {
    complaints.push(`${url}: ${response.status}`);
  }
  return response;
};

HLS.setOptions({ strictMode: true });
const parse = (url, text) => {
  try {
    const playlist = HLS.parse(text);
    const parser = new Parser();
    parser.on('warn', (event) => complaints.push(`${url}: m3u8-parser: ${event.message}`));
    parser.push(text);
    parser.end();
    return { playlist, manifest: parser.manifest };
  } catch (error) {
    complaints.push(`${url}: hls-parser: ${error.message}`);
    return undefined;
  }
};

const boxes = async (name, segments) => {
  const file = MP4Box.createFile();
  let samples = 0;
  file.onError = (module, message) => complaints.push(`${name}: mp4box: ${message}`);
  file.onReady = (info) => {
    file.setExtractionOptions(info.tracks[0].id, null, { nbSamples: 1 });
    file.start();
  };
  file.onSamples = (id, user, found) => (samples += found.length);
  let position = 0;
  for (const url of segments) {
    const buffer = await (await get(url)).arrayBuffer();
    buffer.fileStart = position;
    position += buffer.byteLength;
    file.appendBuffer(buffer);
  }
  file.flush();
  if (samples === 0) {
    complaints.push(`${name}: mp4box finds no samples`);
  }
};

const master = process.argv[2];
const parsed = parse(master, await (await get(master)).text());
const { playlist, manifest } = parsed;
const groups = Object.values(manifest.mediaGroups).flatMap((kind) => Object.values(kind)).flatMap(Object.values);
const uris = new Set([...playlist.variants.map((variant) => variant.uri), ...groups.map((rendition) => rendition.uri)]);
for (const uri of uris) {
  const url = new URL(uri, master);
  const media = parse(url, await (await get(url)).text());
  if (!media) {
    continue;
  }
  const { segments } = media.manifest;
  if (segments.length !== media.playlist.segments.length || !media.manifest.endList) {
    complaints.push(`${url}: the parsers disagree`);
  }
  if (segments[0].map) {
    await boxes(url, [segments[0].map, ...segments].map((segment) => new URL(segment.uri, url)));
  } else if (!(await (await get(new URL(segments[0].uri, url))).text()).startsWith('WEBVTT')) {
    complaints.push(`${url}: no WebVTT`);
  }
}
console.log(complaints.join('\n'));
