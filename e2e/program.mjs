// Starts the built `legitka` on a free port with a fresh data folder, and stops it again. Nothing is built here.
// PROGRAM names the program; without it, it is the debug build.
import { execFile, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
export const PROGRAM = process.env.PROGRAM ?? path.resolve(ROOT, process.env.CARGO_TARGET_DIR ?? 'target', 'debug', 'legitka');
const START_SECONDS = 120; // the demo draws its faces, and a debug build on a busy machine takes its time
const STOP_SECONDS = 15;

/**
 * @typedef {{ role: string, name: string, email: string, password: string, totp?: string | null }} Account
 * @typedef {{ role: string, token: string }} Token
 * @typedef {{ base: string, data: string, output: string[], running: () => boolean, stop: () => Promise<void>, kill: () => Promise<void> }} Program
 * @typedef {Program & { accounts: Account[], tokens: Token[], account: (role: string) => Account }} Demo
 */

let started = 0;

/** What is set on this machine must not reach the program: LEGITKA_* are its settings. */
const surroundings = () => Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('LEGITKA_')));

/**
 * Runs `legitka …args --data TMP --listen 127.0.0.1:0` until a line of its output answers `find`.
 * @template T
 * @param {string[]} args
 * @param {(line: string) => T | undefined} find
 * @param {string} [from] a folder to begin with a copy of
 * @param {boolean} [named] at http://localhost instead of a number: passkeys belong to a name
 * @returns {Promise<{ found: T, program: Omit<Program, 'base'> }>}
 */
async function start(args, find, from, named = false) {
  const folder = await mkdtemp(path.join(tmpdir(), 'legitka-e2e-'));
  if (from) await cp(from, folder, { recursive: true });
  const data = path.join(folder, 'data'); // the key file lies beside it
  const logs = path.join(ROOT, 'target', 'e2e');
  await mkdir(logs, { recursive: true });
  const log = createWriteStream(path.join(logs, `${args[0]}-${process.pid}-${++started}.log`));
  const port = named ? await freePort() : 0;
  const name = named ? ['--public-url', `http://localhost:${port}`] : [];
  const child = spawn(PROGRAM, [...args, '--data', data, '--listen', `127.0.0.1:${port}`, ...name], {
    cwd: folder, env: surroundings(), stdio: ['ignore', 'pipe', 'pipe'],
  });
  const killed = () => { child.kill('SIGKILL'); };
  process.on('exit', killed);
  const ended = once(child, 'exit').catch(error => { output.push(String(error)); });

  /** @type {string[]} */
  const output = [];
  /** @type {Promise<T>} */
  const found = new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', line => {
        output.push(line);
        log.write(`${line}\n`);
        try {
          const answer = find(line);
          if (answer !== undefined) resolve(answer);
        } catch (error) {
          reject(error);
        }
      });
    }
    ended.then(() => reject(new Error(`${PROGRAM} ${args.join(' ')} ended before it was ready:\n${output.slice(-20).join('\n')}`)));
    sleep(START_SECONDS * 1000, undefined, { ref: false }).then(() => reject(new Error(`${args[0]} was not ready after ${START_SECONDS} s:\n${output.slice(-20).join('\n')}`)));
  });

  const end = async (/** @type {NodeJS.Signals} */ signal) => {
    child.kill(signal);
    const late = sleep(STOP_SECONDS * 1000, 'late', { ref: false });
    const tooLate = await Promise.race([ended, late]) === 'late';
    if (tooLate) { killed(); await ended; }
    process.off('exit', killed);
    log.end();
    await rm(folder, { recursive: true, force: true });
    if (tooLate) throw new Error(`the program did not stop within ${STOP_SECONDS} s of ${signal}`);
  };
  const running = () => child.exitCode === null && child.signalCode === null;
  const program = { data, output, running, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
  try {
    return { found: await found, program };
  } catch (error) {
    await program.kill();
    throw error;
  }
}

/** Waits until the program says that it is ready. @param {string} base */
async function ready(base) {
  const deadline = Date.now() + START_SECONDS * 1000;
  for (;;) {
    const answer = await fetch(`${base}/readyz`).catch(() => null);
    if (answer?.ok) return;
    if (Date.now() > deadline) throw new Error(`${base}/readyz: ${answer?.status ?? 'no answer'} after ${START_SECONDS} s`);
    await sleep(100);
  }
}

/** A port that nobody listens on. @returns {Promise<number>} */
async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  server.close();
  await once(server, 'close');
  return port;
}

/**
 * The folder of a demo school as this build makes it today. Drawing its faces takes a debug build most of a minute, so
 * it is made once; every demo begins with a copy.
 * @param {string[]} args
 */
async function schoolOf(args) {
  const logs = path.join(ROOT, 'target', 'e2e');
  const ours = `${Math.round((await stat(PROGRAM)).mtimeMs)}-${new Date().toISOString().slice(0, 10)}`;
  const school = path.join(logs, `school-${args.slice(1).join('')}-${ours}`);
  if (await stat(school).catch(() => null)) return school;
  await mkdir(logs, { recursive: true });
  for (const old of await readdir(logs)) {
    if (old.startsWith('school') && !old.endsWith(ours)) await rm(path.join(logs, old), { recursive: true, force: true });
  }
  const folder = await mkdtemp(path.join(logs, 'making-'));
  const all = [...args, '--no-serve', '--data', path.join(folder, 'data'), '--listen', '127.0.0.1:0'];
  await promisify(execFile)(PROGRAM, all, { cwd: folder, env: surroundings(), timeout: START_SECONDS * 1000 });
  // another file of tests may have made the same one meanwhile: then that one serves
  await rename(folder, school).catch(async error => {
    if (!await stat(school).catch(() => null)) throw error;
    await rm(folder, { recursive: true });
  });
  return school;
}

/** @param {number} seed @param {string[]} args */
const demoOf = (seed, args) => ['demo', '--seed', String(seed), '--small', '--json', ...args];

/** Makes the school that `startDemo()` begins with, so that two files of tests need not make it at once. */
export const prepareDemo = () => schoolOf(demoOf(7, []));

/**
 * A small demo school: `legitka demo --small --json`. The same seed gives the same school.
 * @param {{ seed?: number, args?: string[], named?: boolean }} [options] `named`: at http://localhost
 * @returns {Promise<Demo>}
 */
export async function startDemo({ seed = 7, args = [], named = false } = {}) {
  const demo = demoOf(seed, args);
  const { found, program } = await start(demo, line => {
    if (!line.startsWith('{')) return undefined;
    const school = JSON.parse(line);
    return school.address ? school : undefined;
  }, await schoolOf(demo), named);
  const base = /^https?:/.test(found.address) ? found.address.replace(/\/$/, '') : `http://${found.address}`;
  /** @type {Account[]} */
  const accounts = found.accounts ?? [];
  const account = (/** @type {string} */ role) => {
    const one = accounts.find(candidate => candidate.role === role);
    if (!one) throw new Error(`the demo has no account in the role ${role}, only ${accounts.map(other => other.role)}`);
    return one;
  };
  await ready(base);
  return { ...program, base, accounts, account, tokens: found.tokens ?? [] };
}

/**
 * An empty installation: `legitka serve` with a new data folder. `link` is the one-time set-up link that it prints.
 * @param {{ args?: string[] }} [options]
 * @returns {Promise<Program & { link: string }>}
 */
export async function startEmpty({ args = [] } = {}) {
  const { found: link, program } = await start(['serve', ...args], line => line.match(/https?:\/\/127\.0\.0\.1:\d+\/[^\s"]+/)?.[0]);
  const base = new URL(link).origin;
  await ready(base);
  return { ...program, base, link };
}

/**
 * The six digits that an authenticator shows (RFC 6238: SHA-1, 30 s), for a secret in Base32.
 * @param {string} secret
 * @param {number} [at] milliseconds since 1970
 */
export function totp(secret, at = Date.now()) {
  const bits = [...secret.toUpperCase().replace(/[\s=-]/g, '')].map(letter => {
    const value = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter);
    if (value < 0) throw new Error(`no Base32: ${letter}`);
    return value.toString(2).padStart(5, '0');
  }).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map(byte => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const mac = createHmac('sha1', key).update(step).digest();
  const offset = mac[19] & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
