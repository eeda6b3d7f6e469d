// Journey 34: who gets in where, as everybody meets it in the browser's own session, and a PESEL that was looked at
// stands in the log. Every route and every role: web/tests/permissions.rs; here are the doors that people knock at.
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { axe, demo, journey, noSidewaysScroll, signIn } from './harness.mjs';
import { api, enter } from './people.mjs';

const ROLES = /** @type {const} */ (['secretary', 'head', 'administrator', 'form_teacher']);

/** What each of them is answered there, in the order of {@link ROLES}. @type {Record<string, number[]>} */
const DOORS = {
  '/desk': [200, 200, 200, 303],
  '/my-class': [403, 403, 403, 200],
  '/photos': [200, 200, 403, 403],
  '/pupils': [200, 200, 200, 403],
  '/reminders': [200, 403, 403, 200],
  '/search': [200, 200, 200, 403],
  '/classes': [200, 200, 200, 403],
  '/class-lists': [200, 403, 200, 403],
  '/school-year': [200, 403, 200, 403],
  '/print-runs': [200, 200, 403, 403],
  '/register': [200, 200, 403, 403],
  '/stock': [200, 200, 403, 403],
  '/statistics': [200, 200, 403, 403],
  '/statistics/checks': [200, 200, 403, 403],
  '/staff': [403, 403, 200, 403],
  '/api-tokens': [403, 403, 200, 403],
  '/school': [200, 200, 200, 403],
  '/school/texts': [403, 403, 200, 403],
  '/school/texts/versions': [403, 403, 200, 403],
  '/school/rspo': [403, 403, 200, 403],
  '/school/processing-record': [403, 200, 200, 403],
  '/audit-log': [403, 200, 200, 403],
  '/home': [404, 404, 404, 404],
};

describe('who gets in where', () => {
  const program = demo();

  journey('each role finds its own doors open and the others closed', { program }, async ({ page, context }) => {
    /** @type {Record<string, number[]>} */
    const answers = Object.fromEntries(Object.keys(DOORS).map(address => [address, []]));
    for (const role of ROLES) {
      await context.clearCookies();
      await enter(page, program, role);
      for (const [address, told] of Object.entries(answers)) {
        told.push((await page.request.get(`${program.base}${address}`, { maxRedirects: 0 })).status());
      }
    }
    assert.deepEqual(answers, DOORS);
    await context.clearCookies();
    for (const address of Object.keys(DOORS)) {
      assert.equal((await page.request.get(`${program.base}${address}`, { maxRedirects: 0 })).status(), 401, `${address} as nobody`);
    }
  });

  journey('a PESEL that was looked at stands in the log', { program }, async ({ page, context, shot }) => {
    const pupils = await api(program, 'GET', '/pupils');
    const { id } = pupils.find((/** @type {any} */ pupil) => /^•/.test(pupil.identity)) ?? pupils[0];
    await signIn(page, program.account('secretary'));
    await page.goto(`/pupils/${id}`);
    await page.getByRole('button', { name: 'Pokaż', exact: true }).click();
    const shown = page.getByText('Pokazane ten jeden raz; zapisaliśmy to w dzienniku.');
    await shown.waitFor();
    assert.ok(!/\d{11}/.test(page.url()), 'no number in an address');
    await axe(page);
    await noSidewaysScroll(page);
    await shot('pesel-shown');
    await page.goto(`/pupils/${id}`);
    assert.equal(await shown.count(), 0, 'once');
    await context.clearCookies();
    await signIn(page, program.account('head'));
    await page.goto(`/audit-log?thing=identity&pupil=${id}`);
    const entry = page.getByRole('row').filter({ hasText: program.account('secretary').name });
    await entry.first().waitFor();
    assert.doesNotMatch((await page.locator('main').textContent()) ?? '', /\d{11}/, 'the log tells who, never the number');
    await axe(page);
    await shot('pesel-in-the-log');
  });
});
