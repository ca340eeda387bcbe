// Upload throughput of StreamGate against @tus/server, in turns on the same disk, with 1 and 20 streams.
// Usage: npm ci && node upload.mjs [megabytes per stream] [runs]
import { randomBytes, randomUUID } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { FileStore } from '@tus/file-store';
import { Server } from '@tus/server';
import { fixed, json, machine, signIn, summary, tusUpload, work } from './lib.mjs';

const megabytes = Number(process.argv[2] ?? 256);
const runs = Number(process.argv[3] ?? 3);

function payload(size) {
  const file = path.join(work, `payload-${size}.bin`);
  if (!existsSync(file)) {
    const out = openSync(file, 'w');
    const block = randomBytes(1 << 20);
    for (let i = 0; i < size; i++) writeSync(out, block);
    closeSync(out);
  }
  return file;
}

const folder = path.join(work, `tus-${randomUUID()}`);
mkdirSync(folder);
const peer = http.createServer((request, response) => peerServer.handle(request, response));
const peerServer = new Server({ path: '/files', datastore: new FileStore({ directory: folder }) });
await new Promise((resolve) => peer.listen(0, '127.0.0.1', resolve));
const peerEndpoint = `http://127.0.0.1:${peer.address().port}/files`;

const token = await signIn();
const targets = {
  'StreamGate through the gateway': { endpoint: '/api/v1/uploads/tus', token },
  'StreamGate direct': { endpoint: process.env.UPLOAD_URL ?? 'http://127.0.0.1:8082/api/v1/uploads/tus', token },
  '@tus/server': { endpoint: peerEndpoint },
};

async function rate({ endpoint, token: bearer }, streams, size) {
  const file = payload(size);
  const begin = performance.now();
  const locations = await Promise.all(Array.from({ length: streams }, () => tusUpload(endpoint, file, bearer)));
  const seconds = (performance.now() - begin) / 1000;
  for (const location of locations) {
    await json('DELETE', bearer ? `/api/v1/uploads/${location.pathname.split('/').pop()}` : location, bearer).catch(() => {});
  }
  return streams * size / seconds;
}

console.log(`upload: ${machine()}`);
for (const [streams, size] of [[1, megabytes], [20, Math.ceil(megabytes / 10)]]) {
  const rates = Object.fromEntries(Object.keys(targets).map((name) => [name, []]));
  for (let i = 0; i < runs; i++) {
    for (const [name, target] of Object.entries(targets)) rates[name].push(await rate(target, streams, size));
  }
  for (const [name, values] of Object.entries(rates)) {
    const ratio = summary(values.map((value, i) => value / rates['@tus/server'][i]));
    console.log(`${streams} stream(s) of ${size} MiB, ${name}: ${fixed(summary(values).p50, 0)} MiB/s, `
      + `ratio to @tus/server p50 ${fixed(ratio.p50)} (${fixed(ratio.min)}–${fixed(ratio.max)}, n=${runs})`);
  }
}
rmSync(folder, { recursive: true, force: true });
process.exit(0);
