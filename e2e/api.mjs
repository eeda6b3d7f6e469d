// Schemathesis against a running demo school: a family's verbs as a parent, then the office's once for every role that
// the demo gives a token. The parent comes first, since an administrator may end anybody's link.
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ROOT, startDemo } from './program.mjs';

/** The session of somebody who needs no second factor. @param {string} base @param {{ email: string, password: string }} account */
async function session(base, { email, password }) {
  const form = new URLSearchParams({ login: email, password });
  const answer = await fetch(`${base}/session`, { method: 'POST', body: form, redirect: 'manual' });
  const cookie = answer.headers.getSetCookie().map(line => line.match(/^__Host-sid=([^;]+)/)?.[1]).find(Boolean);
  if (!cookie) throw new Error(`${email} cannot sign in: ${answer.status}`);
  return cookie;
}

const school = await startDemo();
const secrets = await mkdtemp(path.join(tmpdir(), 'legitka-tokens-'));
let failed = false;

/** @param {string} who @param {'office' | 'family'} door @param {string} secret */
async function knock(who, door, secret) {
  console.log(`\nas ${who}`);
  const file = path.join(secrets, who);
  await writeFile(file, secret, { mode: 0o600 });
  const { status } = spawnSync(path.join(ROOT, 'scripts', 'schemathesis.sh'), [school.base, door, file, ...process.argv.slice(2)], { stdio: 'inherit' });
  failed ||= status !== 0;
}

try {
  if (school.tokens.length === 0) throw new Error('the first line of `legitka demo --json` names no tokens: [{"role", "token"}]');
  await knock('parent', 'family', await session(school.base, school.account('parent')));
  for (const { role, token } of school.tokens) await knock(role, 'office', token);
} finally {
  await rm(secrets, { recursive: true, force: true });
  await school.stop();
}
process.exitCode = failed ? 1 : 0;
