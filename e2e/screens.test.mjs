// Every screen on a phone and on a desk: whole, in its language, without a finding of axe, and narrow enough for 320 px.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe } from 'node:test';
import { axe, demo, empty, journey, noSidewaysScroll, signIn } from './harness.mjs';
import { api, choose, declare, enter, invite, linkFor, newFamily, until } from './people.mjs';
import * as pictures from './pictures.mjs';
import { ROOT } from './program.mjs';

/** @typedef {import('./harness.mjs').Visit} Visit */
/** @typedef {import('playwright-core').Page} Page */

/** Names of messages, which nobody should ever read. */
const keys = (await readFile(path.join(ROOT, 'web', 'i18n', 'pl', 'web.ftl'), 'utf8'))
  .split('\n').map(line => /^([a-z0-9]+(?:-[a-z0-9]+)+) =/.exec(line)?.[1]).filter(key => key !== undefined);
assert.ok(keys.length > 300);

/** One screen as it stands. @param {Visit} visit @param {string} name @param {string} [language] */
async function look({ page, device, shot }, name, language = 'pl') {
  assert.equal(await page.locator('html').getAttribute('lang'), language, `${page.url()} speaks ${language}`);
  assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1, `${page.url()} has one heading of level 1`);
  assert.match(await page.title(), /\S – Legitka$/);
  const text = new Set((await page.locator('body').innerText()).split(/[\s.,:;()„”"]+/));
  assert.deepEqual(keys.filter(key => text.has(key)), [], `names of messages on ${page.url()}`);
  assert.doesNotMatch(await page.locator('body').innerText(), /No localization|Unknown (message|variable)|\{ ?\$|undefined|NaN/);
  await axe(page);
  await noSidewaysScroll(page);
  await shot(name);
  if (device !== 'phone') return;
  const size = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  await noSidewaysScroll(page);
  if (size) await page.setViewportSize(size);
}

/** Opens an address and looks. @param {Visit} visit @param {string} address @param {string} name @param {string} [language] */
async function open(visit, address, name, language) {
  const answer = await visit.page.goto(address);
  assert.equal(answer?.status(), 200, address);
  await look(visit, name, language);
}

/** @param {string} name @param {{ program: { base: string } }} how @param {(visit: Visit) => Promise<void>} body */
function bothDevices(name, how, body) {
  for (const device of /** @type {const} */ (['phone', 'desktop'])) journey(`${name} (${device})`, { ...how, device }, body);
}

describe('every screen', () => {
  const program = demo();

  bothDevices('of a guest', { program }, async visit => {
    const { page } = visit;
    await open(visit, '/session', 'screen-sign-in');
    for (const role of ['sekretariat', 'wychowawca']) await page.getByText(role, { exact: true }).waitFor(); // the demo's accounts
    await open(visit, '/mailbox', 'screen-mailbox');
    await open(visit, '/mlegitymacja', 'screen-mlegitymacja');
    await open(visit, '/offline', 'screen-offline');
    const { account } = await invite(program);
    await open(visit, await linkFor(program, account.email), 'screen-invitation');
    assert.equal((await page.goto('/nie-ma-takiej-strony'))?.status(), 404);
    await look(visit, 'screen-not-found');
    assert.equal((await page.goto('/desk'))?.status(), 401);
    await look(visit, 'screen-signed-out');
    const secretary = program.account('secretary');
    await page.goto('/session');
    await page.getByLabel('E-mail').fill(secretary.email);
    await page.getByLabel('Hasło').fill(secretary.password);
    await page.getByRole('button', { name: 'Zaloguj się' }).click();
    await page.getByRole('heading', { level: 1, name: 'Drugi składnik' }).waitFor();
    await look(visit, 'screen-second-factor');
  });

  bothDevices('of a family', { program }, async visit => {
    const { page } = visit;
    await enter(page, program, 'parent');
    await open(visit, '/home', 'screen-home');
    await open(visit, '/messages', 'screen-messages');
    await open(visit, '/account', 'screen-account');
    await page.goto('/home');
    const children = await page.getByRole('article').getByRole('link', { name: 'Zobacz szczegóły' }).evaluateAll(links => links.map(link => link.getAttribute('href')));
    assert.ok(children.length >= 2, 'several children');
    for (const [at, child] of children.entries()) await open(visit, child ?? '', `screen-status-${at + 1}`);
  });

  bothDevices('of the way of a photo', { program }, async visit => {
    const { page } = visit;
    const { pupil } = await newFamily(page, program);
    await open(visit, '/home', 'screen-home-new');
    await open(visit, `/pupils/${pupil}/photo`, 'screen-status-none');
    await open(visit, `/pupils/${pupil}/photo/guidelines`, 'screen-guidelines');
    await open(visit, `/pupils/${pupil}/photo/examples`, 'screen-examples');
    await declare(page, pupil);
    await look(visit, 'screen-choose');
    await choose(page, await pictures.face(31), true);
    await page.locator('photo-crop[ready]').waitFor();
    await look(visit, 'screen-crop');
    await page.getByRole('button', { name: 'Zapisz zdjęcie i przejdź dalej' }).click();
    await page.getByRole('button', { name: 'Wyślij do sekretariatu' }).waitFor();
    await look(visit, 'screen-check');
    await open(visit, `/pupils/${pupil}/photo`, 'screen-status-draft');
    await open(visit, '/messages', 'screen-messages-none');
  });

  bothDevices('of the secretary: photos and pupils', { program }, async visit => {
    const { page } = visit;
    await enter(page, program, 'secretary');
    await open(visit, '/desk', 'screen-desk');
    for (const tab of ['waiting', 'changes', 'rejected', 'approved', 'missing']) await open(visit, `/photos?tab=${tab}`, `screen-photos-${tab}`);
    for (const tab of ['waiting', 'changes', 'rejected', 'approved']) {
      const { items } = await api(program, 'GET', `/photos?tab=${tab}`);
      await page.goto(`/photos/${items[0].photo}`);
      await page.locator('photo-review[ready]').waitFor();
      await look(visit, `screen-photo-${tab}`);
    }
    const { items } = await api(program, 'GET', '/photos?tab=waiting');
    await open(visit, `/photos/${items[0].photo}/frame`, 'screen-photo-frame');
    await open(visit, '/pupils', 'screen-pupils');
    await open(visit, '/pupils?q=zzzz', 'screen-pupils-none');
    await open(visit, '/pupils/new', 'screen-pupil-new');
    await open(visit, '/classes', 'screen-classes');
    await open(visit, '/class-lists', 'screen-class-lists');
    await open(visit, '/photo-packs', 'screen-photo-packs');
    await open(visit, '/reminders', 'screen-reminders');
    await open(visit, '/search', 'screen-search');
    await open(visit, '/statistics', 'screen-statistics');
    await open(visit, '/statistics/checks', 'screen-statistics-checks');
    const [pupil] = await api(program, 'GET', '/pupils');
    await open(visit, `/pupils/${pupil.id}`, 'screen-pupil');
    await open(visit, `/pupils/${pupil.id}/guardians`, 'screen-guardian-new');
    await open(visit, `/pupils/${pupil.id}/sio`, 'screen-pupil-sio');
    for (const change of ['name', 'class', 'departure', 'export', 'letters']) await open(visit, `/pupils/${pupil.id}/${change}`, `screen-pupil-${change}`);
    await open(visit, '/pupils?state=left', 'screen-pupils-left');
    await open(visit, '/school-year', 'screen-school-year');
  });

  bothDevices('of the secretary: printing and books', { program }, async visit => {
    await enter(visit.page, program, 'secretary');
    await open(visit, '/print-runs', 'screen-print-runs');
    await open(visit, '/print-runs/new', 'screen-print-run-new');
    const [run] = await api(program, 'GET', '/print-runs');
    await open(visit, `/print-runs/${run.id}`, 'screen-print-run');
    const { cards } = await api(program, 'GET', `/print-runs/${run.id}`);
    for (const state of ['issued', 'printed']) {
      await open(visit, `/cards/${cards.find((/** @type {any} */ card) => card.state === state).id}`, `screen-card-${state}`);
    }
    await open(visit, '/sio', 'screen-sio');
    for (const page of ['objections', 'export', 'comparison']) await open(visit, `/sio/${page}`, `screen-sio-${page}`);
    await open(visit, '/register', 'screen-register');
    await open(visit, '/register?year=2020', 'screen-register-empty');
    await open(visit, '/pupils/export', 'screen-pupils-export');
    await open(visit, '/exports', 'screen-exports');
    await open(visit, '/stock', 'screen-stock');
  });

  bothDevices('of the administrator', { program }, async visit => {
    const { page } = visit;
    await enter(page, program, 'administrator');
    await open(visit, '/desk', 'screen-desk-administrator');
    await open(visit, '/staff', 'screen-staff');
    await open(visit, '/school', 'screen-school');
    await open(visit, '/school/set-up', 'screen-set-up');
    await open(visit, '/school/mail', 'screen-mail');
    await open(visit, '/school/texts', 'screen-texts');
    await open(visit, '/school/texts/versions', 'screen-texts-versions');
    await open(visit, '/school/rspo', 'screen-rspo');
    await open(visit, '/school/retention', 'screen-retention');
    await open(visit, '/school/processing-record', 'screen-processing-record');
    await open(visit, '/accessibility', 'screen-accessibility');
    await open(visit, '/privacy', 'screen-privacy');
    await open(visit, '/schools/new', 'screen-school-new');
    await open(visit, '/school/photo-checks', 'screen-photo-checks');
    await open(visit, '/audit-log', 'screen-audit');
    await open(visit, '/api-tokens', 'screen-tokens');
    await page.getByLabel('Do czego służy').fill(`dziennik ${visit.device}`);
    await page.getByRole('button', { name: 'Utwórz token' }).click();
    await page.getByText('Token jest gotowy. Skopiuj go teraz.').waitFor();
    await look(visit, 'screen-token-made');
    const answer = await page.goto('/photos');
    assert.equal(answer?.status(), 403, 'faces are not for the administrator');
    await page.getByRole('navigation', { name: 'Główne' }).getByRole('link', { name: 'Pracownicy' }).waitFor();
    await look(visit, 'screen-forbidden');
  });

  bothDevices('of the head and of a form teacher', { program }, async visit => {
    for (const role of ['head', 'form_teacher']) {
      await visit.context.clearCookies();
      await enter(visit.page, program, role);
      await open(visit, '/desk', `screen-desk-${role}`);
    }
  });

  for (const language of ['uk', 'en']) {
    journey(`a family reads ${language}`, { program, device: 'phone' }, async visit => {
      const { page } = visit;
      await signIn(page, program.account('pupil'));
      const name = language === 'uk' ? 'Українська' : 'English';
      const polish = await page.getByRole('heading', { level: 1 }).textContent();
      await page.getByRole('button', { name, exact: true }).click();
      await until(`the page in ${language}`, async () => await page.locator('html').getAttribute('lang') === language);
      assert.notEqual(await page.getByRole('heading', { level: 1 }).textContent(), polish);
      const status = await page.getByRole('article').getByRole('link').first().getAttribute('href') ?? '';
      const pupil = status.split('/')[2];
      for (const [address, screen] of [
        ['/home', 'home'], ['/messages', 'messages'], ['/account', 'account'], [`/pupils/${pupil}/photo`, 'status'],
        [`/pupils/${pupil}/photo/guidelines`, 'guidelines'], [`/pupils/${pupil}/photo/examples`, 'examples'],
        [`/pupils/${pupil}/photo/new?declared=1`, 'choose'],
      ]) await open(visit, address, `screen-${screen}-${language}`, language);
      await page.getByRole('button', { name: 'Polski', exact: true }).click();
      await until('the page in Polish again', async () => await page.locator('html').getAttribute('lang') === 'pl');
    });

    journey(`the head reads ${language}`, { program }, async visit => {
      const { page } = visit;
      await enter(page, program, 'head');
      await page.goto('/desk');
      await page.getByRole('button', { name: language === 'uk' ? 'Українська' : 'English', exact: true }).click();
      await until(`the page in ${language}`, async () => await page.locator('html').getAttribute('lang') === language);
      for (const [address, screen] of [
        ['/desk', 'desk'], ['/photos', 'photos'], ['/pupils', 'pupils'], ['/print-runs', 'print-runs'], ['/register', 'register'],
        ['/stock', 'stock'], ['/statistics', 'statistics'], ['/statistics/checks', 'statistics-checks'], ['/law', 'law'], ['/audit-log', 'audit'], ['/accessibility', 'accessibility'], ['/privacy', 'privacy'],
      ]) await open(visit, address, `screen-${screen}-${language}`, language);
      await page.getByRole('button', { name: 'Polski', exact: true }).click();
      await until('the page in Polish again', async () => await page.locator('html').getAttribute('lang') === 'pl');
    });
  }

  journey('the frame is set by keyboard alone', { program }, async ({ page }) => {
    const { pupil } = await newFamily(page, program);
    await declare(page, pupil);
    await choose(page, await pictures.face(31), true);
    await page.locator('photo-crop[ready]').waitFor();
    const numbers = async () => {
      const fields = ['Środek, poziomo (px)', 'Środek, pionowo (px)', 'Szerokość kadru (px)', 'Obrót (stopnie)'];
      return Promise.all(fields.map(async name => Number(await page.getByLabel(name).inputValue())));
    };
    /** Tab until this button has the focus. @param {string} name */
    const tabTo = async name => {
      const button = page.getByRole('button', { name, exact: true });
      for (let stops = 0; stops < 40; stops++) {
        if (await button.evaluate(element => element === document.activeElement)) return button;
        await page.keyboard.press('Tab');
      }
      throw new Error(`no way to ${name} by Tab`);
    };
    const before = await numbers();
    for (const name of ['Przybliż', 'Obróć w prawo 1°', 'Przesuń w lewo', 'Przesuń w dół']) {
      const button = await tabTo(name);
      const outline = await button.evaluate(element => getComputedStyle(element).outlineStyle);
      assert.notEqual(outline, 'none', `${name} shows the focus`);
      await page.keyboard.press('Enter');
    }
    const after = await numbers();
    assert.ok(Math.abs(after[2] - before[2] / 1.1) < 0.2, 'closer');
    assert.equal(after[3], before[3] + 1);
    assert.ok(after[0] < before[0] && after[1] > before[1], `moved: ${before} → ${after}`);
    assert.match((await page.getByRole('status').first().textContent()) ?? '', /Powiększenie \d+ %, obrót 1°/);
    await tabTo('Zapisz zdjęcie i przejdź dalej');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Wyślij do sekretariatu' }).waitFor();
    await page.getByRole('link', { name: 'Popraw kadr' }).click();
    await page.locator('photo-crop[ready]').waitFor();
    const saved = await numbers();
    for (const [at, value] of saved.entries()) assert.ok(Math.abs(value - after[at]) < 1, `${value} was saved as ${after[at]}`);
  });
});

describe('every screen of the first start', () => {
  const program = empty();

  bothDevices('of the set-up', { program }, async visit => {
    await open(visit, program.link, 'screen-set-up');
    await open(visit, '/session', 'screen-sign-in-first');
  });
});
