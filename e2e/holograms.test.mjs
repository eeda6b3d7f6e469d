// The round of holograms: a scanner types a number and Enter; what cannot be counted is told and changes nothing.
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { axe, demo, journey, noSidewaysScroll } from './harness.mjs';
import { api, enter } from './people.mjs';

for (const [where, how] of /** @type {const} */ ([
  ['at a desk', { device: 'desktop', javaScript: true }],
  ['on a phone without JavaScript', { device: 'phone', javaScript: false }],
])) describe(`the round of holograms, ${where}`, () => {
  const program = demo();

  journey('a scan tells what it finds, and a spoiled hologram leaves the safe', { program, ...how }, async ({ page, shot }) => {
    /** @param {string} name */
    const look = async name => {
      await axe(page);
      await noSidewaysScroll(page);
      await shot(name);
    };
    const { pupil } = (await api(program, 'GET', '/print-readiness')).ready[0];
    const today = new Date().toISOString().slice(0, 10);
    const { id } = await api(program, 'POST', '/print-runs', { pupils: [pupil], issued_on: today });
    await api(program, 'PUT', `/print-runs/${id}/confirmation`, { version: (await api(program, 'GET', `/print-runs/${id}`)).version, spoiled: [] });
    const [card] = (await api(program, 'GET', `/print-runs/${id}`)).cards;
    /** @param {string} text */
    const scan = async text => {
      await page.getByLabel('Numer legitymacji, oznaczenie blankietu albo nazwisko').fill(text);
      await page.keyboard.press('Enter');
    };

    await enter(page, program, 'secretary');
    await page.goto('/stock');
    await page.getByRole('link', { name: 'Runda hologramów' }).click();
    await page.getByRole('heading', { level: 1, name: 'Runda hologramów' }).waitFor();
    await look('holograms');
    await scan(card.number);
    await page.getByText('Zatrzymaj tę legitymację').waitFor();
    await look('holograms-stopped');
    const { version } = await api(program, 'GET', `/cards/${card.id}`);
    await api(program, 'PUT', `/cards/${card.id}/receipt`, { version, receiver: 'pupil' });
    await scan(card.number);
    await page.getByText('Ta legitymacja ma już hologram na bieżący okres.').waitFor();
    await scan('999999/2026');
    await page.getByText('Nie ma takiej legitymacji').waitFor();
    await look('holograms-unknown');

    const [year, month] = today.split('-').map(Number);
    const first = month < 9 ? year - 1 : year;
    const books = async () => (await api(program, 'GET', '/stock')).holograms.find((/** @type {any} */ book) => book.variety === `${first}/${first + 1}`);
    const before = await books();
    await page.getByRole('button', { name: /^Spisz uszkodzony/ }).first().click();
    await page.getByText('Hologram spisany jako uszkodzony').waitFor();
    const after = await books();
    assert.deepEqual([after.stock, after.spoiled], [before.stock - 1, before.spoiled + 1]);
    assert.equal(after.received, after.stock + after.reserved + after.used + after.spoiled + after.destroyed);
    await look('holograms-spoiled');
  });
});
