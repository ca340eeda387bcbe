// Seek into what is not encoded: a segment far ahead of the encoder is requested as a player does after a seek, while the
// ladder is encoded in the background. The peer is ffmpeg alone, which seeks to the same place and encodes the same segment
// of the same rung. Usage: node seek.mjs [seeks]
import path from 'node:path';
import { call, clip, ffmpeg, fixed, gateway, json, machine, run, signIn, summary, tusUpload, until, variant, work } from './lib.mjs';

const seeks = Number(process.argv[2] ?? 20);
const minutes = 10;
const token = await signIn();
console.log(`seek: ${machine()}`);

const file = clip('hevc', minutes * 60);
const upload = await tusUpload('/api/v1/uploads/tus', variant(file), token);
const { contentId } = await json('GET', `/api/v1/uploads/${upload.pathname.split('/').pop()}`, token);
await until(async () => (await json('GET', `/api/v1/contents/${contentId}`, token).catch(() => ({}))).playable);
const { hls } = await json('POST', `/api/v1/streams/${contentId}/sessions`, token, {});
const lines = async (address) => (await call('GET', address)).body.toString().split('\n');
const master = new URL(hls, gateway);
const rungs = { '720p': [1280, 720, 2500], '480p': [854, 480, 1000] };

for (const [name, [width, height, rate]] of Object.entries(rungs)) {
  const playlist = new URL((await lines(master)).find((line) => line.startsWith(`${name}/`)), master);
  const media = await lines(playlist);
  const segments = media.filter((line) => line && !line.startsWith('#'));
  const lengths = media.filter((line) => line.startsWith('#EXTINF')).map((line) => parseFloat(line.slice(8)));
  const own = [];
  const peer = [];
  for (let i = 0; i < seeks; i++) {
    // Each place once, from the end backwards, so that neither the background nor an earlier seek has made it.
    const number = segments.length - 2 - Math.floor((i + (name === '720p' ? 0 : 0.5)) * (segments.length * 0.7 / seeks));
    const at = lengths.slice(0, number).reduce((a, b) => a + b, 0);
    peer.push((await run(ffmpeg, ['-v', 'error', '-y', '-ss', at.toFixed(3), '-i', file, '-t', lengths[number].toFixed(3),
      '-vf', `scale=${width}:${height}`, '-an', '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23', '-maxrate', `${rate}k`,
      '-bufsize', `${2 * rate}k`, path.join(work, 'peer-seek.mp4')])).wall);
    const begin = performance.now();
    const reply = await call('GET', new URL(segments[number], playlist), { discard: true });
    if (reply.status !== 200 || reply.length < 1000) throw new Error(`segment ${number}: ${reply.status}`);
    own.push((performance.now() - begin) / 1000);
  }
  const mine = summary(own);
  const raw = summary(peer);
  console.log(`${name}, HEVC source of ${minutes} min, ladder running: p50 ${fixed(mine.p50)} s, p95 ${fixed(mine.p95)} s (min ${fixed(mine.min)}, `
    + `max ${fixed(mine.max)}, n=${seeks}); ffmpeg alone, with the same ladder running, p50 ${fixed(raw.p50)} s (${fixed(raw.min)}–${fixed(raw.max)}); `
    + `goal p95 <= 1.5 s + ${fixed(raw.p50)} s`);
}
await json('DELETE', `/api/v1/contents/${contentId}`, token);
process.exit(0);
