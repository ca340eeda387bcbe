// What the whole-system measurements share: a signed-in client of a running stack, clips, and honest numbers.
import { execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, statSync } from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';

export const gateway = new URL(process.env.STREAMGATE_URL ?? 'http://127.0.0.1:8080');
export const work = process.env.BENCH_DIR ?? path.join(os.tmpdir(), 'streamgate-bench');
mkdirSync(work, { recursive: true });

const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });

/** One HTTP exchange; resolves with status, headers and the whole body (or its length when `discard` is set). */
export function call(method, target, { headers = {}, body, discard = false } = {}) {
  const url = new URL(target, gateway);
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method, headers, agent }, (response) => {
      const chunks = [];
      let length = 0;
      response.on('data', (chunk) => { length += chunk.length; if (!discard) chunks.push(chunk); });
      response.on('end', () => resolve({
        status: response.statusCode, headers: response.headers, length, body: Buffer.concat(chunks),
      }));
      response.on('error', reject);
    });
    request.on('error', reject);
    if (body && typeof body.pipe === 'function') body.pipe(request);
    else request.end(body);
  });
}

export async function json(method, target, token, body) {
  const reply = await call(method, target, {
    headers: {
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
      ...(body ? { 'Content-Type': 'application/json' } : {}),
    },
    body: body ? JSON.stringify(body) : undefined,
  });
  if (reply.status >= 400) throw new Error(`${method} ${target}: ${reply.status} ${reply.body}`);
  return reply.body.length ? JSON.parse(reply.body) : undefined;
}

export async function signIn() {
  const who = { email: `bench-${randomUUID()}@example.org`, password: 'correct horse battery staple 42' };
  await json('POST', '/api/v1/auth/register', undefined, who);
  return (await json('POST', '/api/v1/auth/login', undefined, who)).accessToken;
}

/** Creates a tus upload and sends the file in one PATCH; resolves with the upload's address when the last byte is acknowledged. */
export async function tusUpload(endpoint, file, token) {
  const size = statSync(file).size;
  const common = { 'Tus-Resumable': '1.0.0', ...(token ? { Authorization: `Bearer ${token}` } : {}) };
  const created = await call('POST', endpoint, {
    headers: { ...common, 'Upload-Length': size, 'Upload-Metadata': `filename ${Buffer.from(path.basename(file)).toString('base64')}`, 'Content-Length': 0 },
  });
  if (created.status !== 201) throw new Error(`create: ${created.status} ${created.body}`);
  const location = new URL(created.headers.location, new URL(endpoint, gateway));
  const patched = await call('PATCH', location, {
    headers: { ...common, 'Upload-Offset': 0, 'Content-Type': 'application/offset+octet-stream', 'Content-Length': size },
    body: createReadStream(file, { highWaterMark: 1 << 20 }),
  });
  if (patched.status !== 204) throw new Error(`patch: ${patched.status} ${patched.body}`);
  return location;
}

export async function until(probe, seconds = 300, pause = 15) {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const found = await probe();
    if (found) return found;
    if (performance.now() > end) throw new Error('waited in vain');
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

export const ffmpeg = process.env.FFMPEG ?? 'ffmpeg';

/** Runs ffmpeg to its end; returns wall and CPU seconds (user and system, children included). */
export function run(command, args) {
  const begin = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn('/usr/bin/time', ['-f', '%U %S', command, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
    let err = '';
    child.stderr.on('data', (chunk) => { err += chunk; });
    child.on('close', (code) => {
      if (code !== 0) return reject(new Error(`${command}: ${err}`));
      const [user, system] = err.trim().split('\n').at(-1).split(' ').map(Number);
      resolve({ wall: (performance.now() - begin) / 1000, cpu: user + system });
    });
  });
}

const codecs = {
  h264: ['-c:v', 'libx264', '-preset', 'veryfast', '-b:v', '5M', '-g', '60'],
  hevc: ['-c:v', 'libx265', '-preset', 'ultrafast', '-b:v', '5M', '-x265-params', 'log-level=error', '-tag:v', 'hvc1'],
};

/** A 1080p30 clip with motion, noise and AAC sound: one minute is encoded once, then cut or repeated without encoding. */
export function clip(codec, seconds) {
  const base = path.join(work, `${codec}-base.mp4`);
  const file = path.join(work, `${codec}-${seconds}s.mp4`);
  if (!existsSync(base)) {
    execFileSync(ffmpeg, ['-v', 'error', '-y', '-f', 'lavfi', '-i', 'testsrc2=size=1920x1080:rate=30', '-f', 'lavfi', '-i',
      'sine=frequency=440:sample_rate=48000', '-t', '60', '-vf', 'noise=alls=12:allf=t', '-pix_fmt', 'yuv420p',
      ...codecs[codec], '-c:a', 'aac', '-b:a', '128k', base]);
  }
  if (!existsSync(file)) {
    execFileSync(ffmpeg, ['-v', 'error', '-y', '-stream_loop', Math.ceil(seconds / 60) - 1, '-i', base, '-t', seconds, '-c', 'copy', file]);
  }
  return file;
}

/** The same video in a file with other bytes, so that no earlier result can be reused. */
export function variant(file) {
  const copy = path.join(work, `variant${path.extname(file)}`);
  execFileSync(ffmpeg, ['-v', 'error', '-y', '-i', file, '-c', 'copy', '-metadata', `title=${randomUUID()}`, copy]);
  return copy;
}

export function summary(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (q) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
  return { p50: at(0.5), p95: at(0.95), min: sorted[0], max: sorted.at(-1) };
}

export function machine() {
  return `${new Date().toISOString().slice(0, 10)}, ${os.cpus().length} × ${os.cpus()[0].model}, `
    + `${Math.round(os.totalmem() / 2 ** 30)} GiB, load before ${os.loadavg()[0].toFixed(2)}`;
}

export const fixed = (value, digits = 2) => value.toFixed(digits);
