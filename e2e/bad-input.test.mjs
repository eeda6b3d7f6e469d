// Bad input: every file that is no photo gets its sentence and leaves nothing behind; odd ones that are photos come out
// clean; two secretaries and a session that ends cost nobody anything.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { copyFile, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import { axe, code, demo, journey, noSidewaysScroll } from './harness.mjs';
import { DECLARATION, api, choose, declare, enter, invite, linkFor, meanwhile, newFamily, session, until } from './people.mjs';
import * as pictures from './pictures.mjs';
import { ROOT } from './program.mjs';

const ACCEPTED = 'Wybierz zdjęcie JPG, PNG, WebP lub HEIC.';
const DAMAGED = 'Nie udało się odczytać zdjęcia – plik jest uszkodzony lub niepełny. Wybierz inne albo zapisz je jeszcze raz.';

/** Name, bytes, sentence. @returns {Promise<[string, Uint8Array | string, string][]>} */
async function hostile() {
  return [
    ['pusty.jpg', '', 'Plik jest pusty. Wybierz zdjęcie jeszcze raz.'],
    ['umowa.pdf', pictures.pdf(), `Ten plik to PDF. ${ACCEPTED}`],
    ['umowa.jpg', pictures.pdf(), `Ten plik to PDF. ${ACCEPTED}`],
    ['rysunek.jpg', pictures.svg(), `Ten plik to SVG. ${ACCEPTED}`],
    ['ruchomy.gif', pictures.gif(), `Ten plik to GIF. ${ACCEPTED}`],
    ['ruchomy.png', pictures.png(700, 900, true), 'Ten plik to animacja. Wybierz zwykłe zdjęcie JPG, PNG, WebP lub HEIC.'],
    ['urwany.jpg', await pictures.truncated(await pictures.face(1)), DAMAGED],
    ['maly.png', pictures.png(320, 400), 'Zdjęcie ma 320 × 400 px, potrzeba co najmniej 354 × 496. Nie powiększaj go – zrób nowe albo wyślij oryginał z aparatu.'],
    ['bomba.png', pictures.png(30_000, 30_000), 'Zdjęcie ma 30000 × 30000 punktów. To więcej, niż możemy przyjąć (60 milionów punktów, 12 000 na bok). Wyślij mniejsze.'],
    ['wielki.jpg', pictures.heavy(26_400_000), 'Plik ma 26 MB. Limit to 25 MB.'],
  ];
}

/** How many files go up at the same time. */
const LANES = 4;
/** Nobody may wait longer for a page, in milliseconds: generous, for a debug build on a busy machine. */
const PATIENCE = 5_000;

/**
 * Sends every hostile file twice, several at once, as the form does.
 * @param {import('playwright-core').Page} page on the page where a photo is chosen
 */
async function flood(page) {
  const address = new URL(page.url()).pathname;
  const declaration = await page.locator('input[name=declaration]').inputValue();
  const files = await hostile();
  files.push(...files);
  const lane = async () => {
    for (let one = files.pop(); one; one = files.pop()) {
      const [name, bytes, sentence] = one;
      const file = { name, mimeType: 'image/jpeg', buffer: Buffer.from(bytes) };
      const answer = await page.request.post(`${address}?key=${randomUUID()}`, {
        headers: { 'sec-fetch-site': 'same-origin' }, multipart: { declaration, file }, timeout: 60_000,
      });
      assert.equal(answer.status(), 422, `${name}: ${answer.status()}`);
      assert.ok(plain(await answer.text()).includes(sentence), `${name}: ${sentence}`);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

/** Looks at the queue and a photo until `over`, and says how long each answer took. @param {import('playwright-core').Page} page @param {string} photo @param {() => boolean} over */
async function lookAgainAndAgain(page, photo, over) {
  /** @type {number[]} */
  const waits = [];
  while (!over()) {
    for (const address of ['/photos', `/photos/${photo}`, `/photos/${photo}/review.jpg`]) {
      const asked = performance.now();
      const answer = await page.request.get(address);
      waits.push(performance.now() - asked);
      assert.equal(answer.status(), 200, address);
    }
  }
  return waits.sort((one, other) => one - other);
}

/** How many files the vault holds. @param {{ data: string }} program */
async function stored(program) {
  const entries = await readdir(path.join(program.data, 'files'), { recursive: true, withFileTypes: true });
  return entries.filter(entry => entry.isFile()).length;
}

const plain = (/** @type {string | null} */ text) => (text ?? '').replace(/[\s\u00a0\u202f]+/g, ' ').trim();

describe('files that are no photo', () => {
  const program = demo();

  for (const javaScript of [true, false]) {
    journey(`get their sentence and leave nothing behind (JavaScript ${javaScript ? 'on' : 'off'})`, { program, javaScript }, async ({ page, shot }) => {
      const { pupil } = await newFamily(page, program);
      await declare(page, pupil);
      const before = await stored(program);
      if (!javaScript) {
        await page.getByRole('button', { name: 'Prześlij' }).click();
        assert.equal(plain(await page.getByRole('alert').first().getByRole('link').textContent()), 'Wybierz zdjęcie.');
      }
      for (const [name, bytes, sentence] of await hostile()) {
        await choose(page, await pictures.file(name, bytes), javaScript);
        if (javaScript) {
          await until(`${name}: ${sentence}`, async () => plain(await page.getByRole('alert').textContent()) === sentence, 20)
            .catch(async error => { throw new Error(`${error.message}; it says: ${plain(await page.getByRole('alert').textContent())}`); });
        } else {
          await page.waitForLoadState();
          assert.equal(plain(await page.getByRole('alert').first().getByRole('link').textContent()), sentence, name);
          assert.match(await page.title(), /^Błąd: /);
          assert.equal(await page.locator(':focus').getAttribute('role'), 'alert', 'the summary has the focus');
          assert.equal(plain(await page.locator('#file-error').textContent()), sentence);
        }
      }
      await shot('upload-refused');
      await axe(page);
      await noSidewaysScroll(page);
      assert.equal(await stored(program), before, 'files in the vault');
      await page.goto(`/pupils/${pupil}/photo`);
      await page.getByRole('heading', { level: 1, name: 'Nie ma jeszcze zdjęcia' }).waitFor();
    });
  }

  test('while they come, several at once, another visitor notices nothing', { timeout: 120_000 }, async report => {
    const photo = (await api(program, 'GET', '/photos')).items[0].photo;
    const secretary = { context: { storageState: await session(program, 'secretary') } };
    await meanwhile(program, {}, family => meanwhile(program, secretary, async ({ page }) => {
      const { pupil } = await newFamily(family.page, program);
      await declare(family.page, pupil);
      const before = await stored(program);
      let over = false;
      const [waits] = await Promise.all([
        lookAgainAndAgain(page, photo, () => over),
        flood(family.page).finally(() => { over = true; }),
      ]);
      const [median, longest] = [waits[waits.length >> 1], waits.at(-1) ?? Infinity].map(Math.round);
      report.diagnostic(`${waits.length} answers, median ${median} ms, longest ${longest} ms`);
      assert.ok(waits.length >= 6, `only ${waits.length} answers meanwhile`);
      assert.ok(longest <= PATIENCE, `somebody waited ${longest} ms`);
      assert.equal(await stored(program), before, 'files in the vault');
      assert.ok(program.running(), 'the server is the same process');
      assert.equal((await fetch(`${program.base}/readyz`)).status, 200);
    }));
  });

  journey('do not stand in the way of a photo that follows', { program }, async ({ page }) => {
    const { pupil } = await newFamily(page, program);
    await declare(page, pupil);
    await choose(page, await pictures.file('umowa.jpg', pictures.pdf()), true);
    await page.getByRole('alert').filter({ hasText: 'Ten plik to PDF' }).waitFor();
    await choose(page, await pictures.face(1), true);
    await page.getByRole('heading', { level: 1, name: 'Ustaw kadr' }).waitFor();
  });
});

describe('photos of an odd make', () => {
  const program = demo();
  const shared = (/** @type {string} */ name) => path.join(ROOT, '..', 'shared', 'photos', name);

  /** The shared one, if it is there, else our own. @param {string} name @param {() => Promise<Uint8Array> | Uint8Array} own */
  async function odd(name, own) {
    if (!existsSync(shared(name))) return pictures.file(name, await own());
    const copy = await pictures.file(name, '');
    await copyFile(shared(name), copy);
    return copy;
  }

  journey('are taken and come out clean', { program }, async ({ page, shot }) => {
    const { pupil } = await newFamily(page, program);
    const files = [
      await odd('29_cmyk.jpg', () => pictures.cmyk(600, 800)),
      await pictures.file('cztery-farby.jpg', pictures.cmyk(600, 800)),
      await odd('37_polyglot_html.jpg', async () => pictures.polyglot(await pictures.face(1))),
      await pictures.file('dwoisty.jpg', await pictures.polyglot(await pictures.face(1))),
    ];
    for (const file of files) {
      await declare(page, pupil);
      await choose(page, file, true);
      await page.waitForURL(/\/photos\/[^/]+\/crop/);
      await page.locator('photo-crop[ready]').waitFor();
      const clean = await page.request.get(page.url().replace(/crop.*$/, 'source.jpg'));
      const bytes = await clean.body();
      assert.equal(clean.headers()['content-type'], 'image/jpeg', file);
      assert.ok(bytes.subarray(0, 2).equals(Buffer.from([0xff, 0xd8])) && bytes.subarray(-2).equals(Buffer.from([0xff, 0xd9])), `${file} is a whole JPEG`);
      assert.doesNotMatch(bytes.toString('latin1'), /<script|<html|Adobe/i, file);
      assert.ok(!bytes.equals(await readFile(file)), file);
    }
    await shot('crop-of-an-odd-photo');
  });
});

describe('two at once, and none', () => {
  const program = demo();

  journey('two secretaries decide one photo: the second learns who was first and when', { program }, async ({ page, shot }) => {
    const second = { given: 'Maria', surname: 'Druga', email: 'maria.druga@pokaz.example', password: 'drugi-klucz-w-szufladzie' };
    await meanwhile(program, {}, async administrator => {
      await enter(administrator.page, program, 'administrator');
      await administrator.page.goto('/staff');
      await administrator.page.getByLabel('Imię (imiona)').fill(second.given);
      await administrator.page.getByLabel('Nazwisko').fill(second.surname);
      await administrator.page.getByLabel('E-mail').fill(second.email);
      await administrator.page.getByLabel('Rola').selectOption('secretary');
      await administrator.page.getByRole('button', { name: 'Wyślij zaproszenie' }).click();
      await administrator.page.getByRole('row').filter({ hasText: second.email }).waitFor();
    });
    await page.goto(await linkFor(program, second.email));
    await page.getByLabel('Nowe hasło').fill(second.password);
    await page.getByLabel('To samo jeszcze raz').fill(second.password);
    await page.getByRole('button', { name: 'Przyjmij zaproszenie' }).click();
    await page.getByLabel('Sześć cyfr z aplikacji').fill(await code((await page.getByRole('code').textContent()) ?? ''));
    await page.getByRole('button', { name: 'Włącz drugi składnik' }).click();
    await page.getByRole('link', { name: 'Kody są zapisane, dalej' }).click();
    await page.waitForURL(/\/desk$/);

    await page.goto('/photos');
    await page.getByRole('link', { name: 'Przejrzyj po kolei' }).click();
    await page.locator('photo-review[ready]').waitFor();
    const photo = new URL(page.url()).pathname;
    await meanwhile(program, {}, async first => {
      await enter(first.page, program, 'secretary');
      await first.page.goto(photo);
      await first.page.getByRole('button', { name: 'Zaakceptuj' }).click();
      await first.page.getByText('Zdjęcie zaakceptowane: ').waitFor();
    });
    await page.locator('summary').filter({ hasText: 'Odrzuć…' }).click();
    await page.getByRole('button', { name: 'Zdjęcie nieostre' }).click();
    await page.getByRole('alert').getByText('Decyzja już zapadła').waitFor();
    const sentence = plain(await page.locator('main').textContent());
    assert.match(sentence, /Decyzja już zapadła: zaakceptowane \(Ewa Nowakowska, .*\d{1,2}[:.]\d{2}\)\. Twojej nie zapisaliśmy\./);
    assert.match(await page.title(), /^Błąd: /);
    await axe(page);
    await shot('decided-by-another');
    const record = await api(program, 'GET', photo);
    assert.equal(record.state, 'approved');
    assert.equal(record.reason, null);
  });

  journey('a session that ends in the middle of a form: nothing typed is lost', { program }, async ({ page, context, shot }) => {
    const secretary = program.account('secretary');
    await enter(page, program, 'secretary');
    await page.goto('/pupils/new');
    await page.getByLabel('Klasa').selectOption({ index: 1 });
    await page.getByLabel('Imię (imiona)').fill('Jędrzej Łukasz');
    await page.getByLabel('Nazwisko').fill('Ćwik');
    await page.getByLabel('Data urodzenia').fill('2015-06-05');
    await page.getByLabel('Nazwa dokumentu').fill('paszport');
    await page.getByLabel('Numer dokumentu').fill('FG 118118');
    await context.clearCookies();
    await page.getByRole('button', { name: 'Dodaj ucznia' }).click();
    await page.getByText('Sesja wygasła, ale to, co wpisano, nie przepadło.').waitFor();
    await axe(page);
    await shot('session-ended');
    await page.getByLabel('E-mail').fill(secretary.email);
    await page.getByLabel('Hasło').fill('nie-to-haslo-wcale');
    await page.getByRole('button', { name: 'Zaloguj się' }).click();
    await page.getByRole('alert').getByText('Login albo hasło się nie zgadza.').waitFor();
    await page.getByLabel('Hasło').fill(secretary.password);
    await page.getByRole('button', { name: 'Zaloguj się' }).click();
    await page.getByLabel('Sześć cyfr z aplikacji').fill(await code(secretary.totp ?? ''));
    await page.getByRole('button', { name: 'Dalej' }).click();
    await page.getByRole('heading', { level: 1, name: 'Formularz czeka' }).waitFor();
    await axe(page);
    await shot('form-waits');
    await page.getByRole('button', { name: 'Zapisz teraz' }).click();
    await page.getByText('Uczeń dodany.').waitFor();
    await page.getByRole('heading', { level: 1, name: 'Jędrzej Łukasz Ćwik' }).waitFor();
  });

  journey('a family whose session ends comes back to the same page', { program, device: 'phone', javaScript: false }, async ({ page, context, shot }) => {
    const { pupil, account } = await newFamily(page, program);
    await page.goto(`/pupils/${pupil}/photo/guidelines`);
    await page.getByRole('checkbox', { name: DECLARATION }).check();
    await context.clearCookies();
    await page.getByRole('button', { name: 'Przejdź dalej' }).click();
    await page.getByText('Sesja wygasła, ale to, co wpisano, nie przepadło.').waitFor();
    await axe(page);
    await noSidewaysScroll(page);
    await shot('session-ended');
    await page.getByLabel('E-mail').fill(account.email);
    await page.getByLabel('Hasło').fill(account.password);
    await page.getByRole('button', { name: 'Zaloguj się' }).click();
    await page.getByRole('heading', { level: 1, name: 'Formularz czeka' }).waitFor();
    await axe(page);
    await noSidewaysScroll(page);
    await shot('form-waits');
    await page.getByRole('button', { name: 'Zapisz teraz' }).click();
    await page.getByRole('heading', { level: 1, name: 'Przykłady' }).waitFor();
  });

  for (const javaScript of [true, false]) {
    journey(`an upload whose session has ended is chosen again (JavaScript ${javaScript ? 'on' : 'off'})`, { program, device: 'phone', javaScript }, async ({ page, context, shot }) => {
      const { pupil, account } = await newFamily(page, program);
      await declare(page, pupil);
      const form = page.url();
      await context.clearCookies();
      await choose(page, await pictures.face(1), javaScript);
      await page.getByText('Plik trzeba wybrać jeszcze raz.').waitFor();
      await axe(page);
      await noSidewaysScroll(page);
      await shot('upload-session-ended');
      await page.getByLabel('E-mail').fill(account.email);
      await page.getByLabel('Hasło').fill(account.password);
      await page.getByRole('button', { name: 'Zaloguj się' }).click();
      await page.waitForURL(url => url.href === form);
      await choose(page, await pictures.face(1), javaScript);
      await page.getByRole('heading', { level: 1, name: 'Ustaw kadr' }).waitFor();
    });
  }

  journey("another family's child is not there", { program }, async ({ page }) => {
    const other = await invite(program);
    await newFamily(page, program);
    for (const address of [`/pupils/${other.pupil}/photo`, `/pupils/${other.pupil}/photo/guidelines`, `/pupils/${other.pupil}`]) {
      const answer = await page.goto(address);
      assert.ok(answer && [403, 404].includes(answer.status()), `${address}: ${answer?.status()}`);
      assert.doesNotMatch(plain(await page.locator('body').textContent()), new RegExp(other.name));
    }
  });
});
