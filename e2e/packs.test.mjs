// A photographer's pack of three: one photo finds its pupil, one could be somebody's, one is nobody's until the secretary
// says whose it is.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe } from 'node:test';
import { axe, demo, journey, noSidewaysScroll } from './harness.mjs';
import { api, enter, until } from './people.mjs';
import { face, file, zip } from './pictures.mjs';

for (const [where, how] of /** @type {const} */ ([
  ['at a desk', { device: 'desktop', javaScript: true }],
  ['on a phone without JavaScript', { device: 'phone', javaScript: false }],
])) describe(`a photographer's pack, ${where}`, () => {
  const program = demo();

  journey('is matched, sorted out and taken over', { program, ...how }, async ({ page, shot }) => {
    /** @param {string} name */
    const look = async name => {
      await axe(page);
      await noSidewaysScroll(page);
      await shot(name);
    };
    /** While a pack is at work its page comes again by itself, but not in a browser that parses as if it ran scripts. @param {string} name */
    const arrived = async name => {
      const heading = page.getByRole('heading', { level: 2, name, exact: true });
      if (how.javaScript) await heading.waitFor();
      else await until(name, async () => await heading.isVisible() || (await page.reload(), heading.isVisible()));
    };
    const { items } = await api(program, 'GET', '/photos?tab=missing');
    assert.ok(items.length >= 2, 'two pupils without a photo');
    const [sure, other] = items;
    const { items: [unclear] } = await api(program, 'GET', '/photos');
    const surname = unclear.name.split(' ').at(-1);
    const photos = await Promise.all([901, 902, 903].map(async seed => readFile(await face(seed))));
    const buffer = zip([[`${sure.name} ${sure.class}.jpg`, photos[0]], [`${surname}.jpg`, photos[1]], ['IMG_0001.jpg', photos[2]]]);

    await enter(page, program, 'secretary');
    await page.goto('/photos');
    await page.getByRole('link', { name: 'Zdjęcia od fotografa' }).click();
    await page.getByRole('heading', { level: 1, name: 'Zdjęcia od fotografa' }).waitFor();
    await look('packs');
    await page.getByLabel('Paczka ze zdjęciami').setInputFiles({ name: 'klasy.zip', mimeType: 'application/zip', buffer });
    await page.getByRole('button', { name: 'Prześlij paczkę' }).click();
    await arrived('Dopasowane');
    await look('pack-matched');
    await page.getByRole('checkbox', { name: `${sure.name} ${sure.class}.jpg` }).waitFor();
    await page.getByRole('heading', { level: 2, name: 'Niejednoznaczne' }).waitFor();

    await page.getByRole('link', { name: /^Wskaż ucznia: IMG_0001\.jpg/ }).click();
    await page.getByLabel('Imię lub nazwisko').fill(other.name.split(' ').at(-1));
    await page.getByRole('button', { name: 'Szukaj' }).click();
    await look('pack-whose');
    await page.locator(`button[value="${other.pupil}"]`).click();
    await page.getByRole('checkbox', { name: 'IMG_0001.jpg' }).waitFor();
    await page.getByRole('link', { name: new RegExp(`^Wskaż ucznia: ${surname}\\.jpg`) }).click();
    await page.getByRole('button', { name: 'Odrzuć plik' }).click();
    await page.getByRole('heading', { level: 2, name: 'Odrzucone pliki' }).waitFor();

    await page.getByRole('button', { name: 'Przyjmij zaznaczone' }).click();
    await arrived('Przyjęte');
    await page.getByRole('link', { name: /^Zobacz zdjęcie: IMG_0001\.jpg/ }).waitFor();
    await look('pack-taken');
    await page.getByRole('link', { name: new RegExp(`^Zobacz zdjęcie: ${sure.name} ${sure.class}`) }).click();
    await page.getByRole('heading', { level: 1, name: sure.name }).waitFor();
    await page.getByText('od fotografa').waitFor();
  });
});

describe('a pack whose upload breaks', () => {
  const program = demo();

  journey('goes on where it stood', { program }, async ({ page }) => {
    const { items: [missing] } = await api(program, 'GET', '/photos?tab=missing');
    const photo = `${missing.name} ${missing.class}.jpg`;
    // larger than two pieces; what is no photo is passed over
    const pack = await file('przerwana.zip', zip([[photo, await readFile(await face(904))], ['film.mov', Buffer.alloc(18 << 20, 7)]]));
    /** Where each piece began that reached the server, and whether pieces get through at all. @type {number[]} */
    const sent = [];
    let broken = false, trips = 0, upload = '';
    await page.route(/\/photo-packs\/[^/]+\/pieces/, route => {
      upload = new URL(route.request().url()).pathname.split('/')[2];
      if (broken) {
        trips++;
        return route.abort('connectionreset');
      }
      sent.push(Number(new URL(route.request().url()).searchParams.get('offset')));
      broken = sent.length === 1; // the line breaks after the first
      return route.continue();
    });
    const choose = async () => {
      await page.goto('/photo-packs');
      await page.getByLabel('Paczka ze zdjęciami').setInputFiles(pack);
      await page.getByRole('button', { name: 'Prześlij paczkę' }).click();
    };
    await enter(page, program, 'secretary');
    await choose();
    await until('the second piece on a broken line', async () => trips > 0);
    const first = upload;
    const arrived = await page.request.get(`${program.base}/photo-packs/${first}/offset.txt`);
    assert.equal(Number(await arrived.text()), 8 << 20, 'one piece has arrived');

    // the browser was closed, and comes back with the same file
    await page.goto('/desk'); // nothing is sent behind the page that was left
    broken = false;
    await choose();
    await page.getByRole('heading', { level: 2, name: 'Dopasowane', exact: true }).waitFor({ timeout: 60_000 });
    assert.equal(new URL(page.url()).pathname, `/photo-packs/${first}`, 'the same upload');
    assert.deepEqual(sent, [0, 8 << 20, 16 << 20], 'no piece was sent twice');
    await page.getByRole('checkbox', { name: photo }).waitFor();
  });
});
