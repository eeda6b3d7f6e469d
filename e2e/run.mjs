// Runs every e2e/*.test.mjs, or those whose name contains one of the arguments; prints each test and a plain count.
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';

import { prepareDemo } from './program.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const wanted = process.argv.slice(2);
const files = (await readdir(here))
  .filter(name => name.endsWith('.test.mjs') && (wanted.length === 0 || wanted.some(part => name.includes(part))))
  .sort()
  .map(name => path.join(here, name));
if (files.length === 0) {
  console.error(`no tests in ${here}${wanted.length ? ` for ${wanted.join(', ')}` : ''}`);
  process.exit(1);
}

let passed = 0;
let failed = 0;
await prepareDemo();
// Two files at a time: each has its own server and browser, and there are two cores.
const tests = run({ files, concurrency: 2 })
  .on('test:pass', ({ details, skip, todo }) => {
    if (details.type !== 'suite' && skip === undefined && todo === undefined) passed += 1;
  })
  .on('test:fail', ({ details }) => {
    // a suite fails with its tests, which are counted; by itself it fails when its program does not start
    if (/** @type {any} */ (details.error).failureType !== 'subtestsFailed') failed += 1;
  });
tests.compose(new spec()).pipe(process.stdout);
tests.on('end', () => {
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
  setImmediate(() => console.log(`\n${passed} passed, ${failed} failed`));
});
