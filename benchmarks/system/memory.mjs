// Memory of each process of a stack while another program runs: the most that was seen of its own pages and its share of
// shared ones (PSS), and of all together. The transcoder's line holds its encoders. The stack is the one of STREAMGATE_HOME.
// Usage: node memory.mjs <command> [arguments]
import { spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const home = process.env.STREAMGATE_HOME ?? fileURLToPath(new URL('../../.streamgate', import.meta.url));
const folder = path.join(home, 'run');
const members = new Map(readdirSync(folder).filter((name) => name.endsWith('.pid')).map((name) => [
  /^pid=(\d+)$/m.exec(readFileSync(path.join(folder, name), 'utf8'))[1], name.replace('.pid', '')]));
const most = new Map();

function look() {
  const parents = new Map();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      parents.set(pid, readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ')[1]);
    } catch { /* it has just ended */ }
  }
  const now = new Map();
  for (const pid of parents.keys()) {
    let at = pid;
    while (at && !members.has(at)) at = parents.get(at);
    if (!at) continue;
    try {
      const kib = Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))[1]);
      now.set(members.get(at), (now.get(members.get(at)) ?? 0) + kib / 1024);
    } catch { /* it has just ended */ }
  }
  now.set('together', [...now.values()].reduce((a, b) => a + b, 0));
  for (const [name, mib] of now) most.set(name, Math.max(mib, most.get(name) ?? 0));
}

look();
const timer = setInterval(look, 1000);
const [command, ...args] = process.argv.slice(2);
spawn(command, args, { stdio: 'inherit' }).on('close', (code) => {
  clearInterval(timer);
  look();
  console.log(`most memory, MiB: ${[...most].map(([name, mib]) => `${name} ${Math.round(mib)}`).join(', ')}`);
  process.exit(code);
});
