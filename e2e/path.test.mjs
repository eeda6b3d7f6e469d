// From the photo to the decision: a family sends it, the secretary decides, the family hears of it once.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe } from 'node:test';
import { axe, browser, demo, everywhere, journey, noSidewaysScroll, signIn } from './harness.mjs';
import { DECLARATION, api, declare, enter, letters, meanwhile, newFamily, sendPhoto, session, until } from './people.mjs';
import * as pictures from './pictures.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** A key of the review page. The page takes no key before its photo is seen, nor two within a slip of the hand. @param {Page} page @param {string} key */
async function press(page, key) {
  await page.locator('photo-review[ready]').waitFor();
  await page.waitForTimeout(300); // no hand is quicker
  await page.keyboard.press(key);
}

/**
 * A step of the way as it stands. Without JavaScript axe has something new to see only where the page differs.
 * @param {import('./harness.mjs').Visit} visit @param {string} name @param {boolean} [differs]
 */
async function look({ page, javaScript, shot }, name, differs = false) {
  if (javaScript || differs) await axe(page);
  await noSidewaysScroll(page);
  await shot(name);
}

/** @param {Page} page */
const frameWidth = async page => Number(await page.getByLabel('Szerokość kadru (px)').inputValue());

/** Through the guidelines to the page where a photo is chosen. @param {import('./harness.mjs').Visit} visit */
async function guidelines(visit) {
  const { page, device } = visit;
  await page.getByRole('link', { name: 'Dodaj zdjęcie do legitymacji' }).click();
  await page.getByRole('heading', { level: 1, name: 'Zdjęcie do legitymacji' }).waitFor();
  await page.getByRole('button', { name: 'Przejdź dalej' }).click();
  const summary = page.getByRole('alert');
  assert.deepEqual(await summary.getByRole('link').allTextContents(), ['Zaznacz oświadczenie, aby przejść dalej.']);
  assert.match(await page.title(), /^Błąd: /);
  await look(visit, 'path-1-guidelines');
  await page.getByRole('checkbox', { name: DECLARATION, exact: true }).check();
  await page.getByRole('button', { name: 'Przejdź dalej' }).click();
  if (device === 'phone') { // on a desk they stand beside the rules
    await page.getByRole('heading', { level: 1, name: 'Przykłady' }).waitFor();
    await look(visit, 'path-2-examples');
    await page.getByRole('link', { name: 'Przejdź dalej' }).click();
  }
  await page.getByRole('heading', { level: 1, name: 'Wybierz zdjęcie' }).waitFor();
  await look(visit, 'path-3-choose', true);
}

/** A drawn face in another format, as a browser writes it. @param {number} seed @param {'png' | 'webp'} format */
async function faceAs(seed, format) {
  const page = await (await browser()).newPage();
  try {
    const url = await page.evaluate(async ([encoded, type]) => {
      const face = await createImageBitmap(new Blob([Uint8Array.from(atob(encoded), letter => letter.charCodeAt(0))]));
      const canvas = Object.assign(document.createElement('canvas'), { width: face.width, height: face.height });
      canvas.getContext('2d')?.drawImage(face, 0, 0);
      return canvas.toDataURL(type, 0.95);
    }, [await readFile(await pictures.face(seed), 'base64'), `image/${format}`]);
    assert.ok(url.startsWith(`data:image/${format};`), `a ${format}`);
    return await pictures.file(`face-${seed}.${format}`, Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'));
  } finally {
    await page.close();
  }
}

/** Each of the formats that the page names is brought by somebody. @param {import('./harness.mjs').Visit} visit */
function photoOf({ device, javaScript }) {
  if (device === 'phone') return javaScript ? faceAs(11, 'webp') : pictures.face(11);
  return javaScript ? pictures.face(12) : faceAs(12, 'png');
}

/** Brings the file as this visitor would. @param {Page} page @param {string} file @param {string} device @param {boolean} javaScript */
async function bring(page, file, device, javaScript) {
  if (!javaScript) {
    assert.equal(await page.locator('input[type=file]:visible').count(), 1, 'one way to choose a file');
    await page.getByLabel('Wybierz z dysku').setInputFiles(file);
  } else if (device === 'phone') {
    await page.locator('photo-chooser[ready]').waitFor();
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByText('Wybierz z galerii', { exact: true }).click()]);
    await chooser.setFiles(file);
    const box = await page.getByRole('button', { name: 'Prześlij' }).boundingBox();
    assert.ok(box && box.y + box.height <= (page.viewportSize()?.height ?? 0), 'sending is in sight');
  } else {
    await page.locator('photo-chooser[ready]').waitFor();
    const dropped = await page.evaluateHandle(encoded => {
      const bytes = Uint8Array.from(atob(encoded), letter => letter.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], 'zdjecie.jpg', { type: 'image/jpeg' }));
      return transfer;
    }, await readFile(file, 'base64'));
    const zone = page.getByText('Przeciągnij i upuść plik tutaj lub');
    await zone.dispatchEvent('dragover', { dataTransfer: dropped });
    await zone.dispatchEvent('drop', { dataTransfer: dropped });
  }
  await page.getByRole('button', { name: 'Prześlij' }).click();
  await page.getByRole('heading', { level: 1, name: 'Ustaw kadr' }).waitFor();
}

/** Changes the frame by its buttons and saves it. @param {import('./harness.mjs').Visit} visit */
async function crop(visit) {
  const { page, javaScript } = visit;
  if (javaScript) await page.locator('photo-crop[ready]').waitFor();
  const proposed = await frameWidth(page);
  await page.getByRole('button', { name: 'Przybliż' }).click();
  await page.getByRole('button', { name: 'Przesuń w górę' }).click();
  await page.getByRole('button', { name: 'Obróć w prawo 1°' }).click();
  await until('the frame is smaller', async () => Math.abs(await frameWidth(page) - proposed / 1.1) < 0.2, 10);
  assert.equal(await page.getByLabel('Obrót (stopnie)').inputValue(), '1.0');
  await page.getByRole('button', { name: 'Obróć w lewo 1°' }).click();
  await until('the frame is upright again', async () => await page.getByLabel('Obrót (stopnie)').inputValue() === '0.0', 10);
  await look(visit, 'path-4-crop', true);
  await page.getByRole('button', { name: 'Zapisz zdjęcie i przejdź dalej' }).click();
}

describe('from the photo to the decision', () => {
  const program = demo();

  everywhere('a family sends a photo, the secretary decides, one message tells', { program }, async visit => {
    const { page, device, javaScript } = visit;
    const { pupil, name, account } = await newFamily(page, program);
    await guidelines(visit);
    await bring(page, await photoOf(visit), device, javaScript);
    await crop(visit);

    await page.getByRole('heading', { level: 1, name: 'Sprawdź i wyślij' }).waitFor();
    await page.getByText('PODGLĄD', { exact: true }).first().waitFor();
    await look(visit, 'path-5-check');
    await page.getByRole('button', { name: 'Wyślij do sekretariatu' }).click();
    await page.waitForURL(url => url.pathname === `/pupils/${pupil}/photo`);
    await page.getByText('Oczekuje na akceptację').first().waitFor();
    await page.getByRole('heading', { level: 1, name: 'Zdjęcie czeka na decyzję szkoły' }).waitFor();
    await look(visit, 'path-6-waiting');
    await page.goBack(); // the way back after sending leads to the status, not to a second photo
    await page.goto('/home');
    await page.getByText('Oczekuje na akceptację').first().waitFor();

    const approves = device === 'phone';
    const context = { storageState: await session(program, 'secretary') };
    await meanwhile(program, { device, javaScript, context }, async secretary => {
      await secretary.page.goto('/photos');
      await secretary.page.getByRole('link', { name: new RegExp(name.split(' ')[1]) }).click();
      await secretary.page.getByRole('heading', { level: 1, name }).waitFor();
      await look(secretary, 'path-7-review');
      await (approves ? approve : reject)(secretary.page, name, javaScript);
      await secretary.shot('path-8-decided');
      await page.goto('/messages');
      await page.getByText('Nie ma jeszcze wiadomości').waitFor({ timeout: 5_000 }); // the decision can be taken back for 10 s
    });

    const told = page.getByRole('listitem').filter({ hasText: name });
    await until('the message about the decision', async () => {
      await page.goto('/messages');
      return await told.count() > 0;
    });
    assert.equal(await told.count(), 1, 'one message');
    await page.getByRole('heading', { level: 2, name: approves ? `${name}: zdjęcie zaakceptowane` : `${name}: zdjęcie odrzucone` }).waitFor();
    await look(visit, 'path-9-message');
    const about = approves ? 'Zdjęcie do legitymacji jest przyjęte' : 'Potrzebne jest nowe zdjęcie do legitymacji';
    const sent = await until('the letter about the decision', async () => {
      const found = (await letters(program, account.email)).filter(letter => !letter.subject.startsWith('Zaproszenie'));
      return found.length > 0 && found;
    });
    assert.deepEqual(sent.map(letter => letter.subject.split(':')[0]), [about], 'one letter');
    assert.ok(!sent[0].text.includes(name), 'a letter does not spell out the surname');

    await page.getByRole('button', { name: 'Zobacz' }).click();
    await page.waitForURL(url => url.pathname === `/pupils/${pupil}/photo`);
    if (approves) {
      await page.getByRole('heading', { level: 1, name: 'Zdjęcie jest zaakceptowane' }).waitFor();
    } else {
      await page.getByRole('heading', { level: 1, name: 'Zdjęcie jest nieostre' }).waitFor();
      await page.getByText('Zrób zdjęcie przy oknie').first().waitFor();
      await page.getByRole('link', { name: 'Dodaj nowe zdjęcie' }).waitFor();
    }
    await look(visit, 'path-10-told');
  });

  /** @param {Page} page @param {string} name @param {boolean} javaScript */
  async function approve(page, name, javaScript) {
    if (javaScript) await press(page, 'a');
    else await page.getByRole('button', { name: 'Zaakceptuj' }).click();
    await page.getByText(`Zdjęcie zaakceptowane: ${name}`).waitFor();
  }

  /** With keys also a slip of the hand that is taken back, of which nobody hears. @param {Page} page @param {string} name @param {boolean} javaScript */
  async function reject(page, name, javaScript) {
    if (javaScript) {
      await approve(page, name, true);
      await press(page, 'z');
      await page.getByRole('heading', { level: 1, name }).waitFor();
      await press(page, 'r');
      const first = page.getByRole('button', { name: 'Tło nie jest jednolite i jasne' });
      await first.waitFor();
      assert.ok(await first.evaluate(button => button === document.activeElement), 'the reasons have the focus');
      await press(page, '3');
    } else {
      await page.locator('summary').filter({ hasText: 'Odrzuć…' }).click();
      await page.getByRole('button', { name: 'Zdjęcie nieostre' }).click();
    }
    await page.getByText(`Zdjęcie odrzucone: ${name}`).waitFor();
  }

  journey('a photo that was accepted is changed by a request', { program }, async ({ page, shot }) => {
    await signIn(page, program.account('parent'));
    const child = page.getByRole('article').filter({ hasText: 'Zaakceptowane' }).first();
    const name = (await child.getByRole('heading', { level: 2 }).textContent()) ?? '';
    await child.getByRole('link', { name: 'Zmień zdjęcie' }).click();
    const pupil = new URL(page.url()).pathname.split('/')[2];
    await sendPhoto(page, pupil, await pictures.face(13), true, 'Wyślij prośbę o zmianę');
    await page.getByRole('heading', { level: 1, name: 'Prośba o zmianę czeka na decyzję szkoły' }).waitFor();
    await axe(page);
    await shot('change-waiting');
    await meanwhile(program, { context: { storageState: await session(program, 'secretary') } }, async secretary => {
      await secretary.page.goto('/photos?tab=changes');
      await secretary.page.getByRole('link', { name: new RegExp(name.split(' ').at(-1) ?? '') }).click();
      await secretary.page.getByRole('img', { name: `Dotychczasowe zdjęcie: ${name}` }).waitFor();
      await axe(secretary.page);
      await secretary.shot('change-review');
      await approve(secretary.page, name, true);
    });
    // The family is told when the decision can no longer be undone in silence.
    await until('the decision', async () => {
      await page.reload();
      return (await page.getByRole('heading', { level: 1, name: 'Zdjęcie jest zaakceptowane' }).count()) > 0;
    });
  });

  journey('a photo is sent, taken back and sent again', { program, device: 'phone', javaScript: false }, async ({ page }) => {
    const { pupil } = await newFamily(page, program);
    await sendPhoto(page, pupil, await pictures.face(11), false);
    await page.getByRole('button', { name: 'Wycofaj zdjęcie' }).click();
    await page.getByRole('heading', { level: 1, name: 'Nie ma jeszcze zdjęcia' }).waitFor();
  });

  journey('a held key or a second one is no second decision', { program }, async ({ page }) => {
    await enter(page, program, 'secretary');
    const before = (await api(program, 'GET', '/photos')).waiting;
    assert.ok(before >= 2, 'two photos wait');
    await page.goto('/photos');
    await page.getByRole('link', { name: 'Przejrzyj po kolei' }).click();
    await page.locator('photo-review[ready]').waitFor();
    await page.waitForTimeout(300);
    await Promise.all([page.keyboard.down('a'), page.keyboard.down('a'), page.keyboard.press('1')]);
    await page.getByText('Zdjęcie zaakceptowane: ').waitFor();
    await page.keyboard.up('a');
    assert.equal((await api(program, 'GET', '/photos')).waiting, before - 1);
  });

  // Photos are never stored by a browser, and a service worker would be counted, too.
  journey('each photo of the queue is fetched once', { program, context: { serviceWorkers: 'block' } }, async ({ page }) => {
    await enter(page, program, 'secretary');
    await page.goto('/photos');
    const queue = await page.getByRole('link', { name: 'Przejrzyj po kolei' }).getAttribute('href');
    /** @type {Map<string, number>} */
    const fetched = new Map();
    page.on('request', request => {
      if (request.url().endsWith('/review.jpg')) fetched.set(request.url(), (fetched.get(request.url()) ?? 0) + 1);
    });
    await page.goto(queue ?? '');
    const [first, name] = [page.url(), await page.getByRole('heading', { level: 1 }).textContent()];
    await press(page, 'a');
    await page.waitForURL(url => url.href !== first);
    await page.getByText(`Zdjęcie zaakceptowane: ${name}`).waitFor();
    await page.locator('photo-review[ready]').waitFor();
    assert.ok(fetched.size > 1 && [...fetched.values()].every(times => times === 1), `fetched: ${[...fetched.values()]}`);
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: name ?? '' }).waitFor();
  });

  journey('a phone with a camera offers it', { program, device: 'phone' }, async ({ page, context, shot }) => {
    const { pupil } = await newFamily(page, program);
    await declare(page, pupil);
    await page.locator('photo-chooser[ready]').waitFor();
    await page.getByText('Wybierz z galerii', { exact: true }).waitFor();
    assert.ok(!await page.getByText('Zrób zdjęcie', { exact: true }).isVisible(), 'this browser opens no camera');
    await context.addInitScript(() => Object.defineProperty(HTMLInputElement.prototype, 'capture', { value: '' }));
    await page.reload();
    await axe(page);
    await noSidewaysScroll(page);
    await shot('choose-camera');
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByText('Zrób zdjęcie', { exact: true }).click()]);
    assert.equal(await chooser.element().getAttribute('capture'), 'environment');
    await chooser.setFiles(await pictures.face(14));
    await page.getByRole('button', { name: 'Prześlij' }).click();
    await page.getByRole('heading', { level: 1, name: 'Ustaw kadr' }).waitFor();
  });
});
