// Who meets in the journeys: a second visitor, families that are invited for a test, letters, the API.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { signIn, visit } from './harness.mjs';

export const DECLARATION = 'Oświadczam, że zapoznałem/am się z powyższymi wytycznymi, a moje zdjęcie spełnia wszystkie wymogi';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('./program.mjs').Demo} Demo */
/** @typedef {{ to: string, subject: string, text: string, html: string, at: number }} Letter */

/**
 * Another visitor beside the journey's own; fails like one when the browser complains.
 * @param {{ base: string }} program
 * @param {import('./harness.mjs').How} how
 * @param {(visit: import('./harness.mjs').Visit) => Promise<void>} body
 */
export async function meanwhile(program, how, body) {
  const visitor = await visit(program, how);
  try {
    await body(visitor);
    assert.deepEqual(visitor.faults, [], 'what the browser complained about');
  } catch (error) {
    await visitor.shot(`FAILED-meanwhile-${Date.now()}`).catch(() => {});
    throw error;
  } finally {
    await visitor.context.close();
  }
}

/** Cookies of people who signed in once, by program and role. @type {WeakMap<object, Map<string, Promise<Cookies>>>} */
const sessions = new WeakMap();
/** @typedef {Awaited<ReturnType<import('playwright-core').BrowserContext['storageState']>>} Cookies */

/**
 * The session of a role, for `{ context: { storageState } }`: signed in once per program, since a code of the second
 * factor is good once.
 * @param {Demo} program @param {string} role
 */
export function session(program, role) {
  const known = sessions.get(program) ?? new Map();
  sessions.set(program, known);
  const begun = known.get(role) ?? begin(program, role);
  known.set(role, begun);
  return begun;
}

/** @param {Demo} program @param {string} role */
async function begin(program, role) {
  const { context, page } = await visit(program);
  try {
    await signIn(page, program.account(role));
    return await context.storageState();
  } finally {
    await context.close();
  }
}

/**
 * A journey's own page, signed in as a role without typing.
 * @param {Page} page @param {Demo} program @param {string} role
 */
export async function enter(page, program, role) {
  await page.context().addCookies((await session(program, role)).cookies);
}

/** What the API answers a token of this role. @param {Demo} program @param {string} method @param {string} address @param {unknown} [body] @param {string} [role] */
export async function api(program, method, address, body, role = 'secretary') {
  const token = program.tokens.find(candidate => candidate.role === role)?.token;
  const answer = await fetch(`${program.base}/api${address}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  assert.ok(answer.ok, `${method} ${address}: ${answer.status} ${text}`);
  return JSON.parse(text);
}

/** Asks again until the answer is one, or fails with what was waited for. @template T @param {string} what @param {() => Promise<T | undefined | null | false>} ask @param {number} [seconds] @returns {Promise<T>} */
export async function until(what, ask, seconds = 30) {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    assert.ok(Date.now() < deadline, `${what}: not within ${seconds} s`);
    await sleep(200);
  }
}

/** The letters to an address in the folder of letters. @param {{ data: string }} program @param {string} to @returns {Promise<Letter[]>} */
export async function letters(program, to) {
  const folder = path.join(program.data, 'mailbox');
  const names = await readdir(folder).catch(() => []);
  const found = names.filter(name => name.endsWith('.json') && !name.startsWith('.')).map(name => readFile(path.join(folder, name), 'utf8'));
  return (await Promise.all(found)).map(text => JSON.parse(text)).filter(letter => letter.to === to);
}

/** The first link of a letter to this address; waits for the letter. @param {{ data: string, base: string }} program @param {string} to */
export async function linkFor(program, to) {
  const letter = await until(`a letter to ${to}`, async () => (await letters(program, to))[0]);
  const link = letter.text.split(/\s+/).find(word => word.startsWith(`${program.base}/`));
  assert.ok(link, `no link in:\n${letter.text}`);
  return link;
}

let families = 0;

/**
 * A new pupil with one parent who was invited; the parent has not answered yet.
 * @param {Demo} program
 */
export async function invite(program) {
  const number = `${process.pid}-${++families}`;
  const [{ id: school }] = await api(program, 'GET', '/classes');
  const name = { given: ['Żaneta', 'Michał', 'Zofia', 'Łukasz', 'Ewa', 'Józef'][families % 6], surname: `Testowa-${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[families % 26]}` };
  const { id } = await api(program, 'POST', '/pupils', { ...name, class: school, born: '2015-06-05', document_name: 'paszport', document_number: `EE${number}` });
  const account = { role: 'parent', name: `Maria ${name.surname}`, email: `rodzic-${number}@pokaz.example`, password: 'cztery-zielone-parasole' };
  await api(program, 'POST', `/pupils/${id}/guardians`, { given: 'Maria', surname: name.surname, email: account.email, kind: 'parent', scope: 'full' });
  return { pupil: /** @type {string} */ (id), name: `${name.given} ${name.surname}`, account };
}

/**
 * Accepts the invitation from the letter, which signs in.
 * @param {Page} page @param {Demo} program @param {import('./program.mjs').Account} account
 */
export async function accept(page, program, account) {
  await page.goto(await linkFor(program, account.email));
  await page.getByLabel('Nowe hasło').fill(account.password);
  await page.getByLabel('To samo jeszcze raz').fill(account.password);
  await page.getByRole('button', { name: 'Przyjmij zaproszenie' }).click();
  await page.waitForURL(/\/home$/);
}

/** A family that is invited, has accepted and looks at its first page. @param {Page} page @param {Demo} program */
export async function newFamily(page, program) {
  const family = await invite(program);
  await accept(page, program, family.account);
  return family;
}

/** From the child's guidelines to the page where a photo is chosen. @param {Page} page @param {string} pupil */
export async function declare(page, pupil) {
  await page.goto(`/pupils/${pupil}/photo/guidelines`);
  await page.getByRole('checkbox', { name: DECLARATION }).check();
  await page.getByRole('button', { name: 'Przejdź dalej' }).click();
  await page.waitForURL(/photo\/(examples|new)\?/);
  if (page.url().includes('/examples')) await page.getByRole('link', { name: 'Przejdź dalej' }).click();
  await page.waitForURL(/photo\/new\?/);
}

/** Chooses a file on the page of that and waits for the frame. @param {Page} page @param {string} file @param {boolean} javaScript */
export async function choose(page, file, javaScript) {
  if (javaScript) await page.locator('photo-chooser[ready]').waitFor();
  await page.getByLabel('Wybierz z dysku').setInputFiles(file);
  const send = page.getByRole('button', { name: 'Prześlij' });
  if (!javaScript || await send.isVisible()) await send.click(); // the script does not offer to send what it refuses
}

/** Everything from the declaration to the child's status. @param {Page} page @param {string} pupil @param {string} file @param {boolean} javaScript @param {string} [send] */
export async function sendPhoto(page, pupil, file, javaScript, send = 'Wyślij do sekretariatu') {
  await declare(page, pupil);
  await choose(page, file, javaScript);
  await page.getByRole('button', { name: 'Zapisz zdjęcie i przejdź dalej' }).click();
  await page.getByRole('button', { name: send }).click();
  await page.waitForURL(url => url.pathname === `/pupils/${pupil}/photo`);
}

/** Chooses the language of the pages; on a phone its buttons are in the menu. @param {import('playwright-core').Page} page @param {string} name */
export async function speak(page, name) {
  const button = page.getByRole('button', { name, exact: true });
  if (!await button.isVisible()) await page.locator('nav details > summary').last().click();
  await button.click();
}
