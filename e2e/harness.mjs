// What a journey in the browser needs. See README.md; program.mjs starts and stops the program.
import AxeBuilder from '@axe-core/playwright';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { ROOT, startDemo, startEmpty, totp } from './program.mjs';

/** The two sizes that every screen is looked at. */
export const DEVICES = {
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 },
  desktop: { viewport: { width: 1366, height: 768 } },
};

const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];
const JOURNEY_MS = 180_000;
export const SIGN_IN = '/session';

/** One browser for a test file, opened at the first need. @type {Promise<import('playwright-core').Browser> | undefined} */
let opened;
export function browser() {
  opened ??= chromium.launch({
    executablePath: execFileSync(path.join(ROOT, 'scripts', 'chromium.sh'), { encoding: 'utf8' }).trim(),
    args: FLAGS,
  });
  return opened;
}

/**
 * What `begin` starts, for the tests of the `describe` that this is called in: the object is filled before the first of
 * them and the program stopped after the last, together with the browser.
 * @template {{ stop: () => Promise<void> }} T
 * @param {() => Promise<T>} begin
 */
function during(begin) {
  const program = /** @type {T} */ ({});
  before(async () => { Object.assign(program, await begin()); });
  after(async () => {
    await (await opened)?.close();
    opened = undefined;
    await program.stop?.();
  });
  return program;
}

/** The demo school of a `describe`. @param {Parameters<typeof startDemo>[0]} [options] */
export const demo = options => during(() => startDemo(options));

/** An installation without a school, for a `describe`. @param {Parameters<typeof startEmpty>[0]} [options] */
export const empty = options => during(() => startEmpty(options));

/**
 * @typedef {object} Visit
 * @property {import('playwright-core').Page} page
 * @property {import('playwright-core').BrowserContext} context
 * @property {string[]} faults what the browser refused or logged as an error so far; a journey must leave it empty
 * @property {keyof typeof DEVICES} device
 * @property {boolean} javaScript
 * @property {(name: string) => Promise<void>} shot a screenshot, named after page, device and JavaScript
 *
 * @typedef {{ device?: keyof typeof DEVICES, javaScript?: boolean, locale?: string, context?: import('playwright-core').BrowserContextOptions }} How
 */

/** How the visitors without JavaScript were made. @type {WeakMap<import('playwright-core').BrowserContext, import('playwright-core').BrowserContextOptions>} */
const withoutScripts = new WeakMap();

/**
 * A fresh visitor without cookies. The caller closes it with `context.close()`; `journey` does all that by itself.
 * @param {{ base: string }} program
 * @param {How} [how]
 * @returns {Promise<Visit>}
 */
export async function visit(program, { device = 'desktop', javaScript = true, locale = 'pl-PL', context: more = {} } = {}) {
  /** @type {import('playwright-core').BrowserContextOptions} */
  const options = {
    baseURL: program.base, locale, timezoneId: 'Europe/Warsaw', javaScriptEnabled: javaScript, reducedMotion: 'reduce',
    ...DEVICES[device], ...more,
  };
  const context = await (await browser()).newContext(options);
  context.setDefaultTimeout(15_000);
  if (!javaScript) withoutScripts.set(context, options);
  const page = await context.newPage();
  /** @type {string[]} */
  const faults = [];
  watch(context, program.base, faults);
  const shot = (/** @type {string} */ name) => screenshot(page, `${name}-${device}${javaScript ? '' : '-no-js'}`);
  return { page, context, faults, device, javaScript, shot };
}

/**
 * Collects what must not happen anywhere: broken policies, scripts that throw, lost files, server errors, foreign hosts.
 * A refused form (4xx on a page or a fetch) is an answer like any other and no fault.
 * @param {import('playwright-core').BrowserContext} context @param {string} base @param {string[]} faults
 */
function watch(context, base, faults) {
  const answered = /Failed to load resource/; // told better by the response itself, below
  context.on('console', message => {
    if (message.type() === 'error' && !answered.test(message.text())) faults.push(`console: ${message.text()}`);
    else if (/Content Security Policy|Trusted ?(Type|HTML|Script)/i.test(message.text())) faults.push(`policy: ${message.text()}`);
  });
  context.on('weberror', error => faults.push(`script: ${error.error().message}`));
  context.on('request', request => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith('http') && origin !== base) faults.push(`foreign host: ${request.url()}`);
  });
  context.on('response', response => {
    const type = response.request().resourceType();
    const page = type === 'document' || type === 'xhr' || type === 'fetch';
    if (response.status() >= 500 || (response.status() >= 400 && !page)) faults.push(`${response.status()}: ${response.url()}`);
  });
}

/**
 * A test with its own visitor: fails when the body fails, and also when the browser had anything to complain about.
 * @param {string} name
 * @param {How & { program: { base: string } }} how
 * @param {(visit: Visit) => Promise<void>} body
 */
export function journey(name, { program, ...how }, body) {
  test(name, { timeout: JOURNEY_MS }, async () => {
    const visitor = await visit(program, how);
    try {
      await body(visitor);
      assert.deepEqual(visitor.faults, [], 'what the browser complained about');
    } catch (error) {
      await visitor.shot(`FAILED-${name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-')}`).catch(() => {});
      throw error;
    } finally {
      await visitor.context.close();
    }
  });
}

/**
 * The same journey four times: phone and desktop, with and without JavaScript.
 * @param {string} name
 * @param {How & { program: { base: string } }} how
 * @param {(visit: Visit) => Promise<void>} body
 */
export function everywhere(name, how, body) {
  for (const device of /** @type {const} */ (['phone', 'desktop'])) {
    for (const javaScript of [true, false]) {
      journey(`${name} (${device}, JavaScript ${javaScript ? 'on' : 'off'})`, { ...how, device, javaScript }, body);
    }
  }
}

/** The moment a code was last used, by secret: a step is accepted once only. @type {Map<string, number>} */
const used = new Map();

/** A code for this account that was not used yet; waits for the next one if it must. @param {string} secret */
export async function code(secret) {
  let step = Math.floor(Date.now() / 30_000);
  if (used.get(secret) === step) {
    await sleep((step + 1) * 30_000 - Date.now() + 50);
    step += 1;
  }
  used.set(secret, step);
  return totp(secret, step * 30_000);
}

/**
 * Signs in through the form, with the second factor if the account has one. The fields are found by their
 * `autocomplete`, which every language shares and WCAG 1.3.5 demands.
 * @param {import('playwright-core').Page} page
 * @param {import('./program.mjs').Account} account
 */
export async function signIn(page, account) {
  await page.goto(SIGN_IN);
  await page.locator('input[autocomplete~=username]').fill(account.email);
  const password = page.locator('input[autocomplete~=current-password]');
  await password.fill(account.password);
  await password.press('Enter');
  await page.waitForLoadState('domcontentloaded');
  if (account.totp) {
    const field = page.locator('input[autocomplete~=one-time-code]');
    await field.fill(await code(account.totp));
    await field.press('Enter');
  }
  await page.waitForURL(url => !url.pathname.startsWith(SIGN_IN));
}

/**
 * axe finds nothing, of any impact. axe is a script itself: of a page without JavaScript it judges a copy, as such a
 * visitor sees it.
 * @param {import('playwright-core').Page} page
 */
export async function axe(page) {
  const options = withoutScripts.get(page.context());
  const { violations } = options ? await judgeCopy(page, options) : await judge(page);
  assert.deepEqual(
    violations.map(found => `${found.id} (${found.help}): ${found.nodes.map(node => node.target.join(' ')).join(', ')}`),
    [], `axe on ${page.url()}`,
  );
}

/** Without frames of other hosts the quicker way, which opens no blank page, sees everything. @param {import('playwright-core').Page} page */
const judge = page => new AxeBuilder({ page }).setLegacyMode(true).analyze();

/** @param {import('playwright-core').Page} page @param {import('playwright-core').BrowserContextOptions} options */
async function judgeCopy(page, options) {
  const html = await page.evaluate(() => {
    const copy = /** @type {HTMLElement} */ (document.documentElement.cloneNode(true));
    for (const script of copy.querySelectorAll('script')) script.remove();
    for (const fallback of copy.querySelectorAll('noscript')) fallback.replaceWith(...fallback.childNodes);
    return `<!doctype html>${copy.outerHTML}`;
  });
  const storageState = await page.context().storageState();
  const context = await (await browser()).newContext({ ...options, javaScriptEnabled: true, storageState });
  try {
    const copy = await context.newPage();
    await copy.route(page.url(), route => route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }));
    await copy.goto(page.url());
    return await judge(copy);
  } finally {
    await context.close();
  }
}

/** The page fits its window; tables that scroll by themselves are fine. @param {import('playwright-core').Page} page */
export async function noSidewaysScroll(page) {
  const content = await page.evaluate(() => document.documentElement.scrollWidth);
  const window = page.viewportSize()?.width ?? 0; // not innerWidth: a phone zooms out until everything fits
  assert.ok(content <= window, `${page.url()} scrolls sideways: ${content} px in a window of ${window} px`);
}

/** A screenshot of the whole page in target/screenshots. @param {import('playwright-core').Page} page @param {string} name */
export async function screenshot(page, name) {
  await page.screenshot({ path: path.join(await screenshots(), `${name}.png`), fullPage: true });
}

async function screenshots() {
  const folder = path.join(ROOT, 'target', 'screenshots');
  await mkdir(folder, { recursive: true });
  return folder;
}
