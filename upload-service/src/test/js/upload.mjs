// Uploads a file with tus-js-client in one of several modes and prints the upload's URL.
// Usage: ACCESS_TOKEN=… node upload.mjs ENDPOINT FILE plain|chunks|resume|parallel|creation|deferred
import { createReadStream, readFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { Upload } from 'tus-js-client';

const [endpoint, file, mode] = process.argv.slice(2);
const bytes = readFileSync(file);

function send(input, options, onProgress = () => {}) {
  return new Promise((resolve, reject) => {
    const upload = new Upload(input, {
      endpoint,
      retryDelays: [100, 200, 400, 800],
      headers: { Authorization: `Bearer ${process.env.ACCESS_TOKEN}` },
      metadata: { filename: path.basename(file), title: `Sent by tus-js-client: ${mode}` },
      onError: reject,
      onSuccess: () => resolve(upload.url),
      onProgress: (sent) => onProgress(upload, sent, resolve),
      ...options,
    });
    upload.start();
  });
}

async function resume() {
  let stopped = false;
  const url = await send(bytes, { chunkSize: 100_000 }, async (upload, sent, stop) => {
    if (sent > bytes.length / 2 && !stopped) {
      stopped = true;
      await upload.abort();
      stop(upload.url);
    }
  });
  if (!stopped) throw new Error('The upload was not interrupted');
  return send(bytes, { uploadUrl: url });
}

const modes = {
  plain: () => send(createReadStream(file), {}),
  chunks: () => send(bytes, { chunkSize: 65_536 }),
  resume,
  parallel: () => send(bytes, { parallelUploads: 3 }),
  creation: () => send(bytes, { uploadDataDuringCreation: true, chunkSize: 65_536 }),
  deferred: () => send(Readable.from([bytes.subarray(0, 70_000), bytes.subarray(70_000)], { objectMode: false }),
    { uploadLengthDeferred: true, chunkSize: 65_536 }),
};

console.log(await modes[mode]());
