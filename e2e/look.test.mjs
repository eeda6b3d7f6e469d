// The family's own device looks at a photo before anything is sent, and again when the frame moves.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { axe, demo, journey, noSidewaysScroll } from './harness.mjs';
import { choose, declare, newFamily, until } from './people.mjs';
import * as pictures from './pictures.mjs';
import { ROOT } from './program.mjs';

const manifest = JSON.parse(await readFile(path.join(ROOT, 'dist', 'manifest.json'), 'utf8'));
const worker = manifest['js/eye.js'];
const LACKING = 'make assets left the checks in the browser out: no Rust for wasm32-unknown-unknown';

/** A journey that needs the checks in the browser. @type {typeof journey} */
const looking = (name, how, body) => (worker ? journey(name, how, body) : void test(name, { skip: LACKING }));

/** @param {import('playwright-core').Page} page */
const advice = page => page.locator('photo-look [data-words] li').allTextContents();
/** Waits for what is said about the photo. @param {import('playwright-core').Page} page */
const said = page => until('the advice', async () => {
  const busy = await page.locator('photo-look[busy]').count(), lines = await advice(page);
  return !busy && lines.length > 0 && lines;
}, 20);

/** A drawn face as if there had been hardly any light. @param {import('playwright-core').Page} page @param {number} seed */
async function dark(page, seed) {
  const bytes = await page.evaluate(async encoded => {
    const face = await createImageBitmap(new Blob([Uint8Array.from(atob(encoded), letter => letter.charCodeAt(0))]));
    const canvas = Object.assign(document.createElement('canvas'), { width: face.width, height: face.height });
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    context.filter = 'brightness(0.4)';
    context.drawImage(face, 0, 0);
    const url = canvas.toDataURL('image/jpeg', 0.95);
    return url.slice(url.indexOf(',') + 1);
  }, await readFile(await pictures.face(seed), 'base64'));
  return pictures.file(`dark-${seed}.jpg`, Buffer.from(bytes, 'base64'));
}

/** Addresses of everything that the page asks for from now on, by method. @param {import('playwright-core').Page} page */
function requests(page) {
  /** @type {string[]} */
  const all = [];
  page.context().on('request', request => all.push(`${request.method()} ${new URL(request.url()).pathname}`));
  return all;
}

describe('a photo on the family\'s own device', () => {
  const program = demo();

  looking('is looked at before it is sent, and the server says the same', { program, device: 'phone' }, async ({ page, shot }) => {
    const { pupil } = await newFamily(page, program);
    for (const file of [await dark(page, 11), await pictures.face(12)]) {
      const asked = requests(page);
      await declare(page, pupil);
      await page.locator('photo-chooser[ready]').waitFor();
      assert.ok(!asked.some(address => /\/(eye|faces)-/.test(address)), 'code and model wait for a photo');
      await page.getByLabel('Wybierz z dysku').setInputFiles(file);
      const before = await said(page);
      assert.ok(asked.some(address => /^GET \/assets\/faces-/.test(address)), 'the finder\'s model has come');
      assert.ok(!asked.some(address => address === `POST /pupils/${pupil}/photo/new`), 'nothing has left the device');
      const isDark = file.includes('dark');
      assert.equal(before.includes('Twarz jest dość ciemna. Jeśli możesz, stań przodem do okna.'), isDark);
      if (isDark) assert.ok(await page.locator('photo-look [data-places] rect').count() > 0, 'it shows where');
      await axe(page);
      await noSidewaysScroll(page);
      await shot(isDark ? 'look-dark' : 'look-good');
      await page.getByRole('button', { name: 'Prześlij' }).click();
      await page.locator('photo-crop[ready]').waitFor();
      assert.deepEqual(await advice(page), before);
    }
  });

  looking('is looked at again when its frame moves', { program }, async ({ page, shot }) => {
    const { pupil } = await newFamily(page, program);
    await declare(page, pupil);
    await choose(page, await pictures.face(12), true);
    await page.locator('photo-crop[ready]').waitFor();
    const asked = requests(page);
    for (let press = 0; press < 3; press++) await page.getByRole('button', { name: 'Przybliż' }).click();
    await page.getByText('Twarz jest w kadrze dość duża. Oddal, aż zmieści się w owalu.').waitFor();
    await shot('look-crop');
    for (let press = 0; press < 3; press++) await page.getByRole('button', { name: 'Oddal' }).click();
    await page.getByText('Twarz jest w kadrze dość duża.').waitFor({ state: 'detached' });
    assert.deepEqual(asked.filter(address => !address.startsWith('GET /assets/')), [], 'the server was not asked');
    await axe(page);
  });

  looking('is sent all the same when the model does not come', { program }, async ({ page }) => {
    await page.context().route('**/assets/faces-*', route => route.abort());
    const { pupil } = await newFamily(page, program);
    await declare(page, pupil);
    await page.locator('photo-chooser[ready]').waitFor();
    await page.getByLabel('Wybierz z dysku').setInputFiles(await pictures.face(12));
    await page.getByText('Zdjęcie jest na razie tylko na tym urządzeniu.').waitFor();
    await page.locator('photo-look:not([busy])').waitFor();
    assert.deepEqual(await advice(page), []);
    await page.getByRole('button', { name: 'Prześlij' }).click();
    await page.getByRole('heading', { level: 1, name: 'Ustaw kadr' }).waitFor();
  });

  journey('WebAssembly is compiled where a photo is looked at, and nowhere else', { program }, async ({ page }) => {
    const { pupil } = await newFamily(page, program);
    await declare(page, pupil);
    const policy = async (/** @type {string} */ address) => (await page.request.get(address)).headers()['content-security-policy'];
    const chosen = page.url();
    await choose(page, await pictures.face(12), true);
    await page.locator('photo-crop[ready]').waitFor();
    const crop = page.url();
    const looks = [chosen, crop, ...(worker ? [worker] : [])];
    const others = ['/home', '/session', '/offline', '/account', `/pupils/${pupil}/photo`, crop.replace(/crop.*/, 'source.jpg'), manifest['js/main.js'], '/sw.js'];
    for (const address of looks) assert.match(await policy(address), /script-src 'self' 'wasm-unsafe-eval';/, address);
    for (const address of others) assert.match(await policy(address), /script-src 'self';/, address);
  });

  test('costs a phone little', { skip: !worker && LACKING }, async () => {
    const folder = path.join(ROOT, 'dist', 'hashed', 'assets'), names = await readdir(folder);
    const named = (/** @type {RegExp} */ pattern) => readFile(path.join(folder, names.find(name => pattern.test(name)) ?? ''));
    const code = gzipSync(await named(/^eye-.*\.wasm$/)).length + gzipSync(await named(/^eye-.*\.js$/)).length;
    const model = (await named(/^faces-.*\.gz$/)).length;
    assert.ok(code <= 300_000, `${code} bytes of code`);
    assert.ok(model <= 1_200_000, `${model} bytes of model`);
  });
});
