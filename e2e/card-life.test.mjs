// A lost card: the application, the fee, the duplicate, the register; the old card is found and two people destroy it.
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { axe, demo, journey, noSidewaysScroll } from './harness.mjs';
import { api, enter } from './people.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('./program.mjs').Demo} Demo */

const today = () => new Date().toISOString().slice(0, 10);

/** Prints the card of one pupil. @param {Demo} program @param {string} pupil @returns {Promise<any>} the card of the run */
async function print(program, pupil) {
  const { id } = await api(program, 'POST', '/print-runs', { pupils: [pupil], issued_on: today() });
  await api(program, 'PUT', `/print-runs/${id}/confirmation`, { version: (await api(program, 'GET', `/print-runs/${id}`)).version, spoiled: [] });
  return (await api(program, 'GET', `/print-runs/${id}`)).cards[0];
}

/** @param {Demo} program @param {any} card */
async function handOut(program, card) {
  const { version } = await api(program, 'GET', `/cards/${card.id}`);
  await api(program, 'PUT', `/cards/${card.id}/receipt`, { version, receiver: 'pupil' });
}

/** What the books hold. @param {Demo} program */
const books = async program => [...(await api(program, 'GET', '/stock')).blanks, ...(await api(program, 'GET', '/stock')).holograms];

for (const [where, how] of /** @type {const} */ ([
  ['at a desk', { device: 'desktop', javaScript: true }],
  ['on a phone without JavaScript', { device: 'phone', javaScript: false }],
])) describe(`what becomes of a card, ${where}`, () => {
  const program = demo();

  journey('a lost card is followed by a duplicate, and the found one is destroyed by two people', { program, ...how }, async ({ page, shot }) => {
    /** @param {string} name */
    const look = async name => {
      await axe(page);
      await noSidewaysScroll(page);
      await shot(name);
    };
    const { pupil } = (await api(program, 'GET', '/print-readiness')).ready[0];
    const lost = await print(program, pupil);
    await handOut(program, lost);

    await enter(page, program, 'secretary');
    await page.goto(`/cards/${lost.id}`);
    await page.getByRole('link', { name: 'Duplikat albo wymiana' }).click();
    await page.getByRole('heading', { level: 1, name: `Duplikat albo wymiana legitymacji nr ${lost.number}` }).waitFor();
    await look('card-application');
    await page.getByRole('button', { name: 'Przyjmij wniosek' }).click();
    await page.getByRole('alert').getByRole('link', { name: /^Powód/ }).waitFor();
    assert.match(await page.title(), /^Błąd: /);
    await page.getByRole('radio', { name: /^zgubiona albo skradziona/ }).check();
    await page.getByLabel('Kto złożył wniosek').fill('Maria Testowa');
    await page.getByRole('button', { name: 'Przyjmij wniosek' }).click();
    await page.waitForURL(url => url.pathname === `/cards/${lost.id}`);
    await page.getByText('czeka na opłatę').waitFor();
    await page.getByText('9,00 zł').waitFor();
    assert.equal((await api(program, 'GET', `/cards/${lost.id}`)).standing, 'invalid');
    await look('card-lost');
    await page.getByRole('button', { name: 'Zapisz wpłatę' }).click();
    await page.waitForURL(url => url.pathname === `/cards/${lost.id}`);
    await page.getByText('do druku', { exact: true }).waitFor();

    const duplicate = await print(program, pupil);
    await page.goto(`/cards/${duplicate.id}`);
    await page.getByText('Duplikat', { exact: true }).first().waitFor();
    await handOut(program, duplicate);
    await page.goto('/register');
    const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: duplicate.number, exact: true }) });
    assert.match(await row.textContent() ?? '', /duplikat, zob\. lp\. \d+/);
    const old = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: lost.number, exact: true }) });
    assert.match(await old.textContent() ?? '', new RegExp(`nowy numer ${duplicate.number}`));
    await look('register-chain');

    const before = await books(program);
    await page.goto(`/cards/${lost.id}`);
    await page.getByRole('button', { name: 'Zapisz zwrot' }).click();
    await page.getByText('zwrócona do szkoły', { exact: true }).waitFor();
    await page.goto('/protocols');
    await page.getByRole('checkbox', { name: new RegExp(lost.number) }).check();
    const [first, second] = await page.getByLabel('Pierwsza osoba').locator('option').evaluateAll(options => options.slice(1, 3).map(option => option.textContent ?? ''));
    await page.getByLabel('Pierwsza osoba').selectOption({ label: first });
    await page.getByLabel('Druga osoba').selectOption({ label: first });
    await page.getByRole('button', { name: 'Zapisz protokół' }).click();
    await page.getByRole('alert').getByRole('link', { name: /dwie różne osoby/ }).waitFor();
    await page.getByLabel('Druga osoba').selectOption({ label: second });
    await look('protocol-one-twice');
    await page.getByRole('button', { name: 'Zapisz protokół' }).click();
    await page.getByText('Protokół nr 1').first().waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /PDF/ }).first().click()]);
    assert.match(download.suggestedFilename(), /\.pdf$/);
    const made = page.getByRole('listitem').filter({ hasText: 'Protokół nr 1' });
    for (const name of [first, second]) assert.ok(((await made.textContent()) ?? '').includes(name), name);
    await look('protocols');

    await page.goto(`/cards/${lost.id}`);
    await page.getByText(/Zniszczenie, protokół nr 1/).waitFor();
    await look('card-destroyed');
    assert.deepEqual(await books(program), before, 'no ledger moved');
    for (const book of before) {
      assert.equal(book.received, book.stock + book.reserved + book.used + book.spoiled + book.destroyed, book.variety);
    }
  });
});
