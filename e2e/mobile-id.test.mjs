// Journeys 31 and 32: the ID on the phone from valid to invalid, and whoever checks it: a fresh code, an old one, a forged
// one, the same one twice, a typed number.
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { axe, demo, journey, noSidewaysScroll } from './harness.mjs';
import { api, enter, meanwhile, newFamily, sendPhoto, until } from './people.mjs';
import * as pictures from './pictures.mjs';

/** @typedef {import('./program.mjs').Demo} Demo */
/** @typedef {import('./harness.mjs').Visit} Visit */

/** A step as it stands. @param {Visit} visit @param {string} name */
async function look({ page, shot }, name) {
  await axe(page);
  await noSidewaysScroll(page);
  await shot(name);
}

/** A card for this pupil, whose photo waits, all the way into the pupil's hands. @param {Demo} program @param {string} pupil */
async function handOut(program, pupil) {
  const waiting = (await api(program, 'GET', '/photos')).items.find((/** @type {any} */ item) => item.pupil === pupil);
  const { version: photo } = await api(program, 'GET', `/photos/${waiting.photo}`);
  await api(program, 'PUT', `/photos/${waiting.photo}/approval`, { version: photo });
  const run = await api(program, 'POST', '/print-runs', { pupils: [pupil], issued_on: new Date().toISOString().slice(0, 10) });
  const { version } = await api(program, 'GET', `/print-runs/${run.id}`);
  await api(program, 'PUT', `/print-runs/${run.id}/confirmation`, { version, spoiled: [] });
  const [{ id }] = (await api(program, 'GET', `/print-runs/${run.id}`)).cards;
  const card = await api(program, 'GET', `/cards/${id}`);
  await api(program, 'PUT', `/cards/${id}/receipt`, { version: card.version, receiver: 'pupil' });
  return /** @type {string} */ (card.number);
}

/** Makes this phone the one that shows the ID, by a code of the account. @param {import('playwright-core').Page} page */
async function activate(page) {
  await page.getByText('PODGLĄD', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Przygotuj kod aktywacji' }).click();
  await page.getByText('Nie pokażemy go ponownie.').waitFor();
  await page.getByRole('button', { name: 'Pokazuj kody na tym telefonie' }).click();
  await page.getByText('WAŻNA', { exact: true }).waitFor();
}

/** The path of the code that the phone shows now. @param {import('playwright-core').Page} page */
async function code(page) {
  const address = await page.getByRole('link', { name: 'Zobacz, co widać po zeskanowaniu' }).getAttribute('href');
  return new URL(address ?? '').pathname;
}

describe('the school ID on a phone', () => {
  const program = demo();

  journey('is valid, changes its code, and ends within seconds when its holder leaves', { program, device: 'phone' }, async visit => {
    const { page } = visit;
    const { pupil, name } = await newFamily(page, program);
    const [given, surname] = name.split(' ');
    await sendPhoto(page, pupil, await pictures.face(31), true);
    await page.goto(`/pupils/${pupil}/mobile-id`);
    await page.getByRole('heading', { level: 1, name: 'Legitymacja nie została jeszcze wydana' }).waitFor();
    await look(visit, 'mobile-id-none');

    const number = await handOut(program, pupil);
    await page.goto('/home');
    await page.getByRole('link', { name: /^Legitymacja na telefonie/ }).click();
    await page.getByText('Kodów tej legitymacji nie pokazuje jeszcze żaden telefon.').waitFor();
    await look(visit, 'mobile-id-preview');
    await activate(page);
    await page.getByRole('heading', { level: 1, name }).waitFor();
    await page.getByText('Dokumentem jest karta plastikowa albo mLegitymacja w aplikacji mObywatel.').waitFor();
    await look(visit, 'mobile-id-valid');
    const clock = await page.locator('[data-clock]').textContent();
    await page.waitForFunction(then => document.querySelector('[data-clock]')?.textContent !== then, clock);
    const first = await code(page);
    await page.waitForFunction(then => !document.querySelector('[data-look]')?.getAttribute('href')?.endsWith(then), first);
    assert.notEqual(await code(page), first, 'another code within a quarter of a minute');
    const document = page.getByText(/^paszport EE/);
    assert.equal(await document.count(), 0, 'not in the page until it is asked for');
    await page.getByRole('button', { name: 'Pokaż na 10 s' }).click();
    await document.waitFor();
    await look(visit, 'mobile-id-revealed');
    await document.waitFor({ state: 'detached', timeout: 15_000 });

    // Whoever checks: another phone, no session.
    await meanwhile(program, { device: 'phone' }, async checker => {
      const fresh = await code(page);
      const answer = await checker.page.goto(fresh);
      assert.equal(answer?.headers()['referrer-policy'], 'no-referrer');
      await checker.page.getByText('WAŻNA', { exact: true }).waitFor();
      await checker.page.getByText(`${given} ${surname[0]}.`, { exact: true }).waitFor();
      assert.equal(await checker.page.getByText(surname).count(), 0, 'no surname');
      await look(checker, 'verify-valid');
      await checker.page.reload();
      await checker.page.getByText(/^Ten kod był już sprawdzony/).waitFor();
      await look(checker, 'verify-copied');
      await checker.page.goto(`${fresh.slice(0, -8)}AAAAAAAA`);
      await checker.page.getByText('Podpis tego kodu się nie zgadza').waitFor();
      await look(checker, 'verify-forged');
      await checker.page.goto('/v/dzien-dobry');
      await checker.page.getByText('Nie znamy tego kodu').waitFor();
      await look(checker, 'verify-unknown');
      await checker.page.getByRole('link', { name: 'Deutsch' }).click();
      await checker.page.getByText('NICHT ERKANNT', { exact: true }).waitFor();
      await look(checker, 'verify-german');
      await checker.page.goto('/v');
      await checker.page.getByLabel('Numer legitymacji').fill(number);
      await checker.page.getByRole('button', { name: 'Sprawdź' }).click();
      await checker.page.getByText('WAŻNA', { exact: true }).waitFor();
      assert.equal(await checker.page.getByText(surname).count(), 0, 'a number tells nobody');
      await look(checker, 'verify-number');
      assert.deepEqual(await checker.context.cookies(), [], 'no cookies');
    });

    // The pupil leaves: the page that is open says so by itself.
    const before = await code(page);
    await meanwhile(program, { device: 'desktop' }, async ({ page: office }) => {
      await enter(office, program, 'secretary');
      await office.goto(`/pupils/${pupil}/departure`);
      await office.getByLabel('Dlaczego?').selectOption({ index: 1 });
      await office.getByRole('button', { name: 'Oznacz, że odszedł' }).click();
      await office.getByText('Uczeń jest teraz wśród byłych uczniów.').waitFor();
    });
    await page.getByText('NIEWAŻNA', { exact: true }).waitFor({ timeout: 5000 });
    await page.getByText('uczeń nie jest już w tej szkole').waitFor();
    assert.equal(await page.locator('div.qr').count(), 0, 'no code any more');
    await look(visit, 'mobile-id-left');
    const checked = await (await fetch(`${program.base}${before}`, { headers: { 'accept-language': 'pl' } })).text();
    assert.match(checked, /NIEWAŻNA|KOD WYGASŁ/);
    assert.ok(!checked.includes(surname), checked);
  });

  journey('is there without JavaScript, too', { program, device: 'phone', javaScript: false }, async visit => {
    const { page } = visit;
    /** @type {import('playwright-core').BrowserContextOptions} */
    const home = {};
    let pupil = '';
    await meanwhile(program, { device: 'phone' }, async family => {
      ({ pupil } = await newFamily(family.page, program));
      await sendPhoto(family.page, pupil, await pictures.face(33), true);
      home.storageState = await family.context.storageState();
    });
    await handOut(program, pupil);
    await meanwhile(program, { device: 'phone', javaScript: false, context: home }, async family => {
      await family.page.goto(`/pupils/${pupil}/mobile-id`);
      await activate(family.page);
      await noSidewaysScroll(family.page);
      await family.page.getByLabel('Zatrzymaj animację').waitFor({ state: 'attached' });
      await page.goto(await code(family.page));
    });
    await page.getByText('WAŻNA', { exact: true }).waitFor();
    await look(visit, 'verify-valid');
  });

  journey('without a connection it shows no code after a minute and nothing green after a day', { program, device: 'phone' }, async visit => {
    const { page } = visit;
    const { pupil } = await newFamily(page, program);
    await sendPhoto(page, pupil, await pictures.face(32), true);
    await handOut(program, pupil);
    await page.goto(`/pupils/${pupil}/mobile-id`);
    await activate(page);
    await page.clock.install();
    await page.goto(`/pupils/${pupil}/mobile-id`);
    await page.locator('div.qr').waitFor();
    await visit.context.setOffline(true);
    await page.clock.runFor(60_000);
    await page.getByText(/^Ostatnio sprawdzono/).waitFor();
    assert.equal(await page.locator('div.qr').isVisible(), false);
    assert.equal(await page.locator('.mid-status.stale').count(), 0);
    await page.clock.fastForward('24:00:00');
    await page.locator('.mid-status.stale').waitFor();
    await look(visit, 'mobile-id-offline');
    await visit.context.setOffline(false);
    visit.faults.length = 0; // lost connections
  });

  journey('moves to another phone by a code of the school, and a lost one shows nothing', { program, device: 'phone' }, async visit => {
    const { page } = visit;
    const { pupil } = await newFamily(page, program);
    await sendPhoto(page, pupil, await pictures.face(34), true);
    await handOut(program, pupil);
    await page.goto(`/pupils/${pupil}/mobile-id`);
    await activate(page);
    const before = await code(page);
    const cookies = (await visit.context.cookies()).filter(cookie => cookie.name !== '__Host-phone');
    let typed = '';
    await meanwhile(program, { device: 'desktop' }, async office => {
      await enter(office.page, program, 'secretary');
      await office.page.goto(`/pupils/${pupil}`);
      await office.page.getByRole('link', { name: 'Telefon z legitymacją' }).click();
      await office.page.getByText(/^Kody pokazuje inne urządzenie/).waitFor();
      await look(office, 'phone');
      await office.page.getByRole('button', { name: 'Przygotuj kod aktywacji' }).click();
      typed = await office.page.locator('code.secret').innerText();
      await look(office, 'phone-code');
    });
    // a code of the very fifteen seconds in which the phones change could be either's
    await until('the next code', async () => await code(page) !== before);
    await meanwhile(program, { device: 'phone' }, async second => {
      await second.context.addCookies(cookies);
      await second.page.goto(`/pupils/${pupil}/mobile-id`);
      await second.page.getByText(/^Kody pokazuje inne urządzenie/).waitFor();
      await look(second, 'mobile-id-elsewhere');
      await second.page.getByLabel('Kod aktywacji').fill('ABCD-EFGH-IJKL-MNOP');
      await second.page.getByRole('button', { name: 'Pokazuj kody na tym telefonie' }).click();
      await second.page.getByText(/^Ten kod się nie zgadza/).first().waitFor();
      await look(second, 'mobile-id-wrong-code');
      await second.page.getByLabel('Kod aktywacji').fill(typed.toLowerCase());
      await second.page.getByRole('button', { name: 'Pokazuj kody na tym telefonie' }).click();
      await second.page.getByText('WAŻNA', { exact: true }).waitFor();
      await page.getByText('PODGLĄD', { exact: true }).waitFor({ timeout: 5000 }); // the first one, by itself
      const ended = await (await fetch(`${program.base}${before}`, { headers: { 'accept-language': 'pl' } })).text();
      assert.match(ended, /KOD WYGASŁ/);

      // Lost: said on the first phone, seen on the second.
      await page.reload();
      await page.getByRole('button', { name: 'Zgłoś utratę telefonu' }).click();
      await page.getByText(/^Telefon zgłoszono jako utracony/).waitFor();
      await look(visit, 'mobile-id-lost');
      await second.page.getByText('PODGLĄD', { exact: true }).waitFor({ timeout: 5000 });
      assert.equal(await second.page.locator('div.qr').count(), 0, 'no code any more');
    });
  });

  journey('begins without a connection with what was known last, until the session ends', { program, device: 'phone' }, async visit => {
    const { page } = visit;
    const { pupil } = await newFamily(page, program);
    await sendPhoto(page, pupil, await pictures.face(35), true);
    await handOut(program, pupil);
    const path = `/pupils/${pupil}/mobile-id`;
    await page.goto(path);
    await activate(page);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await page.goto(path);
    const kept = (/** @type {string} */ address) => page.evaluate(async address => Boolean(await caches.match(address)), address);
    for (const address of [path, `${path}/portrait.jpg`])
      await page.waitForFunction(async address => Boolean(await caches.match(address)), address);
    await visit.context.setOffline(true);
    await page.goto('/');
    await page.getByText('WAŻNA', { exact: true }).waitFor();
    assert.equal(new URL(page.url()).pathname, path, 'the installed app begins with the ID');
    await page.getByText(/^Ostatnio sprawdzono/).waitFor();
    assert.equal(await page.locator('div.qr').count(), 0, 'a code is not kept');
    assert.equal(await page.locator('.mid-person img').evaluate((/** @type {HTMLImageElement} */ image) => image.naturalWidth > 0), true);
    await look(visit, 'mobile-id-begun-offline');
    await page.clock.setFixedTime(Date.now() + 25 * 3600 * 1000);
    await page.locator('.mid-status.stale').waitFor();
    await visit.context.setOffline(false);
    await page.locator('div.qr').waitFor(); // comes back by itself
    await page.goto('/home');
    await page.getByRole('button', { name: 'Wyloguj' }).first().click();
    await page.waitForURL('**/session');
    assert.equal(await kept(path), false, 'signing out erases it');
    visit.faults.length = 0; // lost connections
  });

  journey('shows the photo to whoever checks only where the school says so', { program, device: 'phone' }, async visit => {
    const { page } = visit;
    const { pupil } = await newFamily(page, program);
    await sendPhoto(page, pupil, await pictures.face(36), true);
    await handOut(program, pupil);
    await page.goto(`/pupils/${pupil}/mobile-id`);
    await activate(page);
    const checks = (/** @type {number} */ pictures, /** @type {string} */ name) => meanwhile(program, { device: 'phone' }, async checker => {
      await checker.page.goto(await code(page));
      await checker.page.getByText('WAŻNA', { exact: true }).waitFor();
      const photo = checker.page.getByAltText('Zdjęcie okaziciela');
      assert.equal(await photo.count(), pictures);
      if (pictures) assert.ok(await photo.evaluate((/** @type {HTMLImageElement} */ image) => image.decode().then(() => image.naturalWidth > 0)));
      await look(checker, name);
    });
    await checks(0, 'verify-without-photo');
    await meanwhile(program, { device: 'desktop' }, async ({ page: office }) => {
      await enter(office, program, 'administrator');
      await office.goto('/school');
      await office.getByLabel('Przy świeżym kodzie widać małe zdjęcie').check();
      await office.getByRole('button', { name: 'Zapisz, co widzi sprawdzający' }).click();
      await office.waitForURL('**/school?changed');
    });
    await checks(1, 'verify-photo');
  });
});
