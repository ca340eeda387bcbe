// CPU seconds of the whole ladder through the system (transcoder and its children) against one hand-tuned ffmpeg command
// that makes the same rungs from one decode, in turns on the same machine. The stack is the one of STREAMGATE_HOME.
// Usage: node ladder.mjs [runs]
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { clip, ffmpeg, fixed, json, machine, run, signIn, summary, tusUpload, until, variant, work } from './lib.mjs';

const runs = Number(process.argv[2] ?? 3);
const ticks = 100;
const home = process.env.STREAMGATE_HOME ?? fileURLToPath(new URL('../../.streamgate', import.meta.url));
const pid = /^pid=(\d+)$/m.exec(readFileSync(path.join(home, 'run', 'transcoder.pid'), 'utf8'))[1];

/** CPU ticks of the transcoder and of every process below it, by process; those that have ended keep their last reading. */
const seen = new Map();

function look() {
  const processes = new Map();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const fields = readFileSync(`/proc/${name}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');
      processes.set(name, { parent: fields[1], ticks: Number(fields[11]) + Number(fields[12]), born: fields[19] });
    } catch { /* it has just ended */ }
  }
  for (const [name, { ticks: spent, born }] of processes) {
    let at = name;
    while (at && at !== pid) at = processes.get(at)?.parent;
    if (at === pid) seen.set(`${name} ${born}`, spent);
  }
}

function cpu() {
  look();
  return [...seen.values()].reduce((a, b) => a + b, 0) / ticks;
}

setInterval(look, 50);

const token = await signIn();
console.log(`ladder: ${machine()}`);

async function system(file) {
  const before = cpu();
  const begin = performance.now();
  const upload = await tusUpload('/api/v1/uploads/tus', variant(file), token);
  const { contentId } = await json('GET', `/api/v1/uploads/${upload.pathname.split('/').pop()}`, token);
  await until(async () => ['ready', 'failed'].includes(
    (await json('GET', `/api/v1/contents/${contentId}`, token).catch(() => ({}))).state), 600, 200);
  const content = await json('GET', `/api/v1/contents/${contentId}`, token);
  if (content.state === 'failed') throw new Error(content.error);
  const result = { cpu: cpu() - before, wall: (performance.now() - begin) / 1000 };
  await json('DELETE', `/api/v1/contents/${contentId}`, token);
  return result;
}

async function byHand(file, rungs) {
  const split = `[0:v]split=${rungs.length}${rungs.map((_, i) => `[s${i}]`).join('')};`
    + rungs.map(([w, h], i) => `[s${i}]scale=${w}:${h}[v${i}]`).join(';');
  const outputs = rungs.flatMap(([, , rate], k) => ['-map', `[v${k}]`, '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23',
    '-maxrate', `${rate}k`, '-bufsize', `${2 * rate}k`, '-g', '120', '-f', 'mp4', path.join(work, `peer-${k}.mp4`)]);
  return run(ffmpeg, ['-v', 'error', '-y', '-i', file, '-filter_complex', split, ...outputs,
    '-map', '0:a', '-c:a', 'aac', '-b:a', '128k', path.join(work, 'peer-audio.mp4')]);
}

const all = [[1920, 1080, 5000], [1280, 720, 2500], [854, 480, 1000], [640, 360, 600], [426, 240, 300]];
for (const [label, file, rungs] of [
  ['HEVC 24 s, five rungs encoded', clip('hevc', 24), all],
  ['H.264 24 s, top rung repackaged, four encoded', clip('h264', 24), all],
]) {
  const own = [];
  const peer = [];
  for (let i = 0; i < runs; i++) {
    peer.push(await byHand(file, rungs));
    own.push(await system(file));
  }
  const mine = summary(own.map((result) => result.cpu));
  const raw = summary(peer.map((result) => result.cpu));
  const ratios = summary(own.map((result, i) => result.cpu / peer[i].cpu));
  console.log(`${label}: CPU ${fixed(mine.p50, 1)} s against ${fixed(raw.p50, 1)} s of ffmpeg with all five rungs by hand; ratio p50 ${fixed(ratios.p50)} `
    + `(${fixed(ratios.min)}–${fixed(ratios.max)}, n=${runs}); wall ${fixed(summary(own.map((r) => r.wall)).p50, 1)} s against ${fixed(summary(peer.map((r) => r.wall)).p50, 1)} s`);
}
process.exit(0);
