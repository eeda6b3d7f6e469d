// Schemathesis against a running demo school, once for every role that the demo gives a token.
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ROOT, startDemo } from './program.mjs';

const school = await startDemo();
const secrets = await mkdtemp(path.join(tmpdir(), 'legitka-tokens-'));
let failed = false;
try {
  if (school.tokens.length === 0) throw new Error('the first line of `legitka demo --json` names no tokens: [{"role", "token"}]');
  for (const [index, { role, token }] of school.tokens.entries()) {
    console.log(`\nas ${role}`);
    const file = path.join(secrets, String(index));
    await writeFile(file, token, { mode: 0o600 });
    const { status } = spawnSync(path.join(ROOT, 'scripts', 'schemathesis.sh'), [school.base, file, ...process.argv.slice(2)], { stdio: 'inherit' });
    failed ||= status !== 0;
  }
} finally {
  await rm(secrets, { recursive: true, force: true });
  await school.stop();
}
process.exitCode = failed ? 1 : 0;
