// Uploads a file with tus-js-client and prints the upload's address. The access token comes by environment.
import { createReadStream, statSync } from 'node:fs';
import path from 'node:path';
import { Upload } from 'tus-js-client';

const [endpoint, file] = process.argv.slice(2);
const upload = new Upload(createReadStream(file), {
  endpoint,
  uploadSize: statSync(file).size,
  chunkSize: 1 << 20,
  retryDelays: [200, 500, 1000],
  headers: { Authorization: `Bearer ${process.env.ACCESS_TOKEN}` },
  metadata: { filename: path.basename(file), title: 'Sent by tus-js-client' },
  onError(error) {
    console.error(error.message);
    process.exit(1);
  },
  onSuccess() {
    console.log(upload.url);
  },
});
upload.start();
