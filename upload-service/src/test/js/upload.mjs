// Uploads a file with tus-js-client in one of several ways and prints the upload's address.
// Usage: ACCESS_TOKEN=… node upload.mjs ENDPOINT FILE plain|chunks|resume|parallel|creation|deferred
import { createReadStream, readFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { Upload } from 'tus-js-client';

const [endpoint, file, way] = process.argv.slice(2);
const bytes = readFileSync(file);

function send(input, options, whenStarted = () => {}) {
  return new Promise((resolve, reject) => {
    const upload = new Upload(input, {
      endpoint,
      retryDelays: [100, 200, 400, 800],
      headers: { Authorization: `Bearer ${process.env.ACCESS_TOKEN}` },
      metadata: { filename: path.basename(file), title: `Sent by tus-js-client: ${way}` },
      onError: reject,
      onSuccess: () => resolve(upload.url),
      onProgress: (sent) => whenStarted(upload, sent, resolve),
      ...options,
    });
    upload.start();
  });
}

async function resume() {
  let stopped = false;
  const address = await send(bytes, { chunkSize: 100_000 }, async (upload, sent, stop) => {
    if (sent > bytes.length / 2 && !stopped) {
      stopped = true;
      await upload.abort();
      stop(upload.url);
    }
  });
  if (!stopped) throw new Error('It was not stopped');
  return send(bytes, { uploadUrl: address });
}

const ways = {
  plain: () => send(createReadStream(file), {}),
  chunks: () => send(bytes, { chunkSize: 65_536 }),
  resume,
  parallel: () => send(bytes, { parallelUploads: 3 }),
  creation: () => send(bytes, { uploadDataDuringCreation: true, chunkSize: 65_536 }),
  deferred: () => send(Readable.from([bytes.subarray(0, 70_000), bytes.subarray(70_000)], { objectMode: false }),
    { uploadLengthDeferred: true, chunkSize: 65_536 }),
};

console.log(await ways[way]());
