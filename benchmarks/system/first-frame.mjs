// Time from the last byte of an upload to the first decoded frame. For a source that must be encoded the peer is ffmpeg
// alone, encoding the first segment of the same ladder from the same file. Usage: node first-frame.mjs [runs]
import path from 'node:path';
import { call, clip, ffmpeg, fixed, gateway, json, machine, run, signIn, summary, tusUpload, until, variant as otherBytes, work } from './lib.mjs';

const runs = Number(process.argv[2] ?? 5);
// Made first: meanwhile the services close connections that wait.
const sources = { short: clip('h264', 60), medium: clip('h264', 600), long: clip('h264', 3600) };
const hevc = clip('hevc', 60);
const token = await signIn();
console.log(`first frame: ${machine()}`);

async function measure(file) {
  const fresh = otherBytes(file);
  const upload = await tusUpload('/api/v1/uploads/tus', fresh, token);
  const begin = performance.now();
  const id = upload.pathname.split('/').pop();
  const { contentId } = await json('GET', `/api/v1/uploads/${id}`, token);
  await until(async () => {
    const reply = await call('GET', `/api/v1/contents/${contentId}`, { headers: { Authorization: `Bearer ${token}` } });
    if (reply.status !== 200) return false;
    const content = JSON.parse(reply.body);
    if (content.state === 'failed') throw new Error(content.error);
    return content.playable;
  });
  const playable = (performance.now() - begin) / 1000;
  const { hls } = await json('POST', `/api/v1/streams/${contentId}/sessions`, token, {});
  // A player opens one variant, the first; ffmpeg would open them all, and have the first segment of each rung made.
  const master = await call('GET', hls);
  const variant = master.body.toString().split('\n').find((line) => line && !line.startsWith('#'));
  // Its init section says how it is coded; ffmpeg would still read on for five seconds to find that out.
  await run(ffmpeg, ['-v', 'error', '-probesize', '100k', '-analyzeduration', '1', '-i', new URL(variant, new URL(hls, gateway)).href, '-frames:v', '1', '-f', 'null', '-']);
  const frame = (performance.now() - begin) / 1000;
  await json('DELETE', `/api/v1/contents/${contentId}`, token);
  return { playable, frame };
}

async function series(label, file) {
  const results = [];
  for (let i = 0; i < runs; i++) results.push(await measure(file));
  const frame = summary(results.map((result) => result.frame));
  const playable = summary(results.map((result) => result.playable));
  console.log(`${label}: playable p50 ${fixed(playable.p50)} s; first frame p50 ${fixed(frame.p50)} s, `
    + `p95 ${fixed(frame.p95)} s (min ${fixed(frame.min)}, max ${fixed(frame.max)}, n=${runs})`);
  return frame;
}

await series('H.264/AAC  1 min', sources.short);
await series('H.264/AAC 10 min', sources.medium);
await series('H.264/AAC 60 min', sources.long);

const own = await series('HEVC 60 s', hevc);
const rungs = [[1920, 1080, 5000], [1280, 720, 2500], [854, 480, 1000], [640, 360, 600], [426, 240, 300]];
const split = `[0:v]split=${rungs.length}${rungs.map((_, i) => `[s${i}]`).join('')};`
  + rungs.map(([w, h], i) => `[s${i}]scale=${w}:${h}[v${i}]`).join(';');
const peer = [];
for (let i = 0; i < runs; i++) {
  const outputs = rungs.flatMap(([, , rate], k) => ['-map', `[v${k}]`, '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23',
    '-maxrate', `${rate}k`, '-bufsize', `${2 * rate}k`, '-t', '4', '-f', 'mp4', path.join(work, `peer-${k}.mp4`)]);
  peer.push((await run(ffmpeg, ['-v', 'error', '-y', '-i', hevc, '-filter_complex', split, ...outputs])).wall);
}
const raw = summary(peer);
console.log(`ffmpeg alone, first 4 s of the same ladder: p50 ${fixed(raw.p50)} s (min ${fixed(raw.min)}, max ${fixed(raw.max)})`);
console.log(`goal 1.5 × raw + 1 s = ${fixed(1.5 * raw.p50 + 1)} s; measured ${fixed(own.p50)} s; ratio to raw ${fixed(own.p50 / raw.p50)}`);
process.exit(0);
