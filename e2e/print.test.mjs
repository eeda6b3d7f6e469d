// From approved photos to valid cards: a run, its PDF, what the printer spoiled, the receipt, the books; and no blanks left.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe } from 'node:test';
import { axe, demo, journey, noSidewaysScroll } from './harness.mjs';
import { api, enter, meanwhile, newFamily, sendPhoto } from './people.mjs';
import * as pictures from './pictures.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** What a click brings: a PDF. @param {Page} page @param {string} link */
async function pdf(page, link) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: link }).click()]);
  assert.match(download.suggestedFilename(), /\.pdf$/);
  const answer = await page.request.get(download.url());
  assert.match(answer.headers()['content-type'], /^application\/pdf/);
  const bytes = await readFile(await download.path());
  assert.equal(bytes.subarray(0, 5).toString(), '%PDF-', download.suggestedFilename());
  return bytes;
}

/** One number of a list of figures on the page. @param {Page} page @param {string} name */
const figure = async (page, name) => Number.parseInt((await page.getByRole('term').filter({ hasText: new RegExp(`^${name}$`) }).first().locator('xpath=following-sibling::dd').textContent()) ?? '', 10);

/** The last day of a card that is handed out today. */
function lastDay() {
  const today = new Date();
  return `30 września ${today.getFullYear() + (today.getMonth() >= 8 ? 1 : 0)}`;
}

/**
 * A step as it stands. Without JavaScript axe, which then judges a copy, looks only at screens that no other test shows
 * it on a phone.
 * @param {import('./harness.mjs').Visit} visit @param {string} name @param {boolean} [shownHereOnly]
 */
async function look({ page, javaScript, shot }, name, shownHereOnly = false) {
  if (javaScript || shownHereOnly) await axe(page);
  await noSidewaysScroll(page);
  await shot(name);
}

for (const [where, how] of /** @type {const} */ ([
  ['at a desk', { device: 'desktop', javaScript: true }],
  ['on a phone without JavaScript', { device: 'phone', javaScript: false }],
])) describe(`from approved photos to valid cards, ${where}`, () => {
  const program = demo();

  journey('a run is printed, one card is spoiled, the rest is handed out', { program, ...how }, async visit => {
    const { page } = visit;
    /** @type {import('playwright-core').BrowserContextOptions} */
    const home = {};
    /** @type {{ pupil: string, name: string } | undefined} */
    let ours;
    await meanwhile(program, { device: 'phone' }, async family => {
      ours = await newFamily(family.page, program);
      await sendPhoto(family.page, ours.pupil, await pictures.face(21), true);
      home.storageState = await family.context.storageState();
    });
    assert.ok(ours);
    const { pupil, name } = ours;
    const waiting = (await api(program, 'GET', '/photos')).items.find((/** @type {any} */ item) => item.pupil === pupil);
    await api(program, 'PUT', `/photos/${waiting.photo}/approval`, { version: (await api(program, 'GET', `/photos/${waiting.photo}`)).version });
    const before = await api(program, 'GET', '/stock');

    await enter(page, program, 'secretary');
    await page.goto('/print-runs');
    await page.getByRole('link', { name: 'Nowa partia' }).click();
    await page.getByRole('heading', { level: 1, name: 'Nowa partia druku' }).waitFor();
    await look(visit, 'print-new');
    const boxes = page.getByRole('checkbox');
    assert.equal(await boxes.count(), await figure(page, 'Gotowi do druku'));
    for (const box of (await boxes.all()).slice(2)) await box.uncheck();
    await page.getByRole('checkbox', { name: new RegExp(name.split(' ')[1]) }).check();
    await page.getByRole('button', { name: 'Utwórz partię' }).click();
    await page.waitForURL(/\/print-runs\/[^/]+-[^/]+$/);
    const run = new URL(page.url()).pathname;
    const cards = await figure(page, 'Karty');
    assert.ok(cards >= 2 && cards <= 3);
    assert.equal(await page.getByText('PODGLĄD', { exact: true }).count(), cards, 'every preview is marked');
    await look(visit, 'print-run', true);
    /** Is this the page's main action? @param {'link' | 'button'} role @param {string} name */
    const main = async (role, name) => !(await page.getByRole(role, { name }).getAttribute('class'))?.includes('second');
    assert.deepEqual([await main('link', 'PDF do druku'), await main('button', 'Wydrukowano')], [true, false]);
    const sheet = await pdf(page, 'PDF do druku');
    await page.reload();
    assert.deepEqual([await main('link', 'PDF do druku'), await main('button', 'Wydrukowano')], [false, true]);
    assert.ok(sheet.length > 20_000, 'photos are in it');
    assert.equal((await api(program, 'GET', '/stock')).blanks[0].stock, before.blanks[0].stock - cards, 'set aside');

    await page.getByRole('checkbox').first().check();
    await page.getByRole('button', { name: 'Wydrukowano' }).click();
    await page.getByRole('heading', { level: 2, name: 'Do odbioru' }).waitFor();
    assert.equal(await figure(page, 'Do druku'), 1);
    assert.equal(await figure(page, 'Wydrukowane'), cards - 1);
    await pdf(page, 'PDF do druku');
    await page.getByRole('button', { name: 'Wydrukowano' }).click();
    await page.getByRole('button', { name: 'Wydrukowano' }).waitFor({ state: 'detached' });
    assert.equal(await figure(page, 'Wydrukowane'), cards);
    await pdf(page, 'Lista odbioru');
    await look(visit, 'print-run-printed', true);

    // Whoever signs for the pupil must be named; nothing is written without.
    await page.getByLabel(`Odbiera – ${name}`).selectOption('parent');
    await page.getByRole('button', { name: new RegExp(`Zapisz odbiór.*${name}`) }).click();
    await page.getByRole('alert').getByRole('link', { name: 'Kto podpisał: wypełnij to pole.' }).click();
    assert.match(await page.title(), /^Błąd: Partia \d/, 'the page of the run, where it was typed');
    const signer = page.getByLabel(`Kto podpisał – ${name}`);
    assert.ok(await signer.evaluate(field => field === document.activeElement), 'the sentence leads to its field');
    assert.equal(await page.getByLabel(`Odbiera – ${name}`).inputValue(), 'parent', 'what was chosen stays');
    await look(visit, 'print-run-receipt-error', true);
    await signer.fill('Maria Testowa');
    await page.getByRole('button', { name: new RegExp(`Zapisz odbiór.*${name}`) }).click();
    await page.waitForURL(url => url.pathname === run);
    await page.getByRole('listitem').filter({ hasText: name }).getByRole('link', { name: /\d+\/\d{4}/ }).click();
    await page.getByText('odebrana', { exact: true }).waitFor();
    await page.getByText(lastDay()).waitFor();
    const number = /(\d+\/\d{4})/.exec(await page.getByRole('heading', { level: 1 }).textContent() ?? '')?.[1] ?? '';
    await look(visit, 'card-valid');

    await page.goto('/register');
    const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: number, exact: true }) });
    const written = (await row.textContent()) ?? '';
    for (const part of [name, 'Maria Testowa', 'PWPW 2026', 'legitymacja']) assert.ok(written.includes(part), `${part} in the row: ${written}`);
    assert.match(written, /AB\d{7}/, 'the marking of the blank');
    await look(visit, 'register');
    await page.getByRole('link', { name: 'Ewidencja w PDF' }).click();
    await page.getByRole('button', { name: 'Pobierz PDF' }).click();
    await page.getByRole('alert').getByRole('link', { name: /Powód pobrania/ }).waitFor();
    await look(visit, 'register-export-error');
    await page.getByLabel('Powód pobrania').fill('Archiwum szkoły');
    const [extract] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Pobierz PDF' }).click()]);
    assert.match(extract.suggestedFilename(), /^ewidencja-\d{4}\.pdf$/);
    assert.equal((await readFile(await extract.path())).subarray(0, 5).toString(), '%PDF-');

    const after = await api(program, 'GET', '/stock');
    const [blanksBefore, blanks, hologramsBefore, holograms] = [before.blanks[0], after.blanks[0], before.holograms[0], after.holograms[0]];
    assert.equal(blanks.stock, blanksBefore.stock - cards - 1);
    assert.equal(blanks.used, blanksBefore.used + cards);
    assert.equal(blanks.spoiled, blanksBefore.spoiled + 1);
    assert.equal(blanks.reserved, blanksBefore.reserved);
    assert.equal(holograms.stock, hologramsBefore.stock - 1);
    assert.equal(holograms.used, hologramsBefore.used + 1);
    for (const book of [...after.blanks, ...after.holograms]) {
      assert.equal(book.received, book.stock + book.reserved + book.used + book.spoiled + book.destroyed, book.variety);
    }
    await page.goto('/stock');
    assert.equal(await figure(page, 'Na stanie'), blanks.stock);
    assert.equal(await page.getByText('Rachunek się zgadza.').count(), 2);
    await look(visit, 'stock');

    await page.goto(run);
    assert.equal(await page.getByRole('button', { name: 'Zapisz odbiór' }).count(), cards - 1, 'the others still wait');

    // The pupil now holds a valid card.
    await meanwhile(program, { device: 'phone', context: home }, async family => {
      await family.page.goto(`/pupils/${pupil}/photo`);
      await family.page.getByText('Legitymacja ważna').waitFor();
      await family.page.getByText(`Legitymacja nr ${number} jest ważna do ${lastDay()}.`).waitFor();
      await family.page.getByText('Nowe zdjęcie będzie użyte przy następnym wydaniu lub duplikacie.').waitFor();
      await axe(family.page);
      await family.shot('card-at-home');
    });
  });

  journey('no blanks left: it says so, nothing is lost, a delivery helps', { program, ...how }, async visit => {
    const { page } = visit;
    await enter(page, program, 'secretary');
    const { ready } = await api(program, 'GET', '/print-readiness');
    assert.ok(ready.length >= 3, 'three pupils are ready');
    const { id } = await api(program, 'POST', '/print-runs', { pupils: ready.slice(0, 2).map((/** @type {any} */ one) => one.pupil), issued_on: new Date().toISOString().slice(0, 10) });
    // A bad day at the printer: both cards are spoiled again and again.
    const spoiled = (await api(program, 'GET', `/print-runs/${id}`)).cards.map((/** @type {any} */ card) => card.id);
    let { stock } = (await api(program, 'GET', '/stock')).blanks[0];
    for (; stock >= 2; stock -= 2) {
      const { version } = await api(program, 'GET', `/print-runs/${id}`);
      await api(program, 'PUT', `/print-runs/${id}/confirmation`, { version, spoiled });
    }

    await page.goto(`/print-runs/${id}`);
    for (const box of await page.getByRole('checkbox').all()) await box.check();
    await page.getByRole('button', { name: 'Wydrukowano' }).click();
    await page.getByText(`Zepsutych kart jest 2, a blankietów na stanie ${stock}`).first().waitFor();
    assert.match(await page.title(), /^Błąd: /);
    assert.equal(await page.getByRole('checkbox', { checked: true }).count(), 2, 'the ticks stay');
    await look(visit, 'no-blanks-for-spoiled', true);
    await page.goto(`/print-runs/${id}`);
    assert.equal(await figure(page, 'Do druku'), 2, 'nothing happened to the run');
    if (stock > 0) {
      await page.getByRole('checkbox').first().check();
      await page.getByRole('button', { name: 'Wydrukowano' }).click();
      await page.getByRole('heading', { level: 2, name: 'Do odbioru' }).waitFor();
    }

    await page.goto('/print-runs/new');
    await page.getByRole('checkbox').first().check();
    const chosen = await page.getByRole('checkbox').first().getAttribute('value');
    await page.getByRole('button', { name: 'Utwórz partię' }).click();
    const alert = page.getByRole('alert');
    await alert.getByText('Partia nie została utworzona.').waitFor();
    await alert.getByText(/Blankietów jest za mało: potrzeba \d+, na stanie jest 0\./).waitFor();
    assert.match(await page.title(), /^Błąd: /);
    assert.ok(await page.locator(`input[value="${chosen}"]`).isChecked(), 'who was chosen stays chosen');
    await look(visit, 'no-blanks', true);
    const runs = (await api(program, 'GET', '/print-runs')).length;

    await page.goto('/stock');
    const delivery = page.getByRole('region', { name: 'Dostawa blankietów' });
    await delivery.getByLabel('Producent').fill('PWPW 2026');
    await delivery.getByLabel('Pierwsze oznaczenie').fill('A1');
    await delivery.getByLabel('Liczba sztuk').fill('10');
    await delivery.getByLabel('Dokument').fill('faktura 200/2026');
    await delivery.getByRole('button', { name: 'Przyjmij blankiety' }).click();
    await page.getByRole('alert').getByRole('link', { name: 'Oznaczenie blankietu to dwie wielkie litery i siedem cyfr' }).waitFor();
    assert.equal(await delivery.getByLabel('Dokument').inputValue(), 'faktura 200/2026', 'what was typed stays');
    await delivery.getByLabel('Pierwsze oznaczenie').fill('AC0000001');
    await delivery.getByRole('button', { name: 'Przyjmij blankiety' }).click();
    await page.getByRole('row').filter({ hasText: 'faktura 200/2026' }).waitFor();
    assert.equal(await figure(page, 'Na stanie'), 10);
    await page.goto('/print-runs/new');
    await page.getByRole('button', { name: 'Utwórz partię' }).click();
    await page.waitForURL(/\/print-runs\/[^/]+-[^/]+$/);
    assert.equal((await api(program, 'GET', '/print-runs')).length, runs + 1, 'the refused try left no run');
  });
});
