// mLegitymacja is the state's: the office ticks off what was done in SIO, notes an objection, takes the file out and
// holds the list of SIO against the register; families read the guide in three languages.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe } from 'node:test';
import { axe, demo, journey, noSidewaysScroll } from './harness.mjs';
import { api, enter } from './people.mjs';

for (const [where, how] of /** @type {const} */ ([
  ['at a desk', { device: 'desktop', javaScript: true }],
  ['on a phone without JavaScript', { device: 'phone', javaScript: false }],
])) describe(`mLegitymacja, ${where}`, () => {
  const program = demo();

  journey('what happens to a card is to be done in SIO, and ticked off', { program, ...how }, async ({ page, shot }) => {
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
    const { version } = await api(program, 'GET', `/cards/${card.id}`);
    await api(program, 'PUT', `/cards/${card.id}/receipt`, { version, receiver: 'pupil' });

    await enter(page, program, 'secretary');
    await page.goto('/print-runs');
    await page.getByRole('link', { name: 'mLegitymacje w SIO' }).click();
    await page.getByRole('heading', { level: 1, name: 'mLegitymacje w SIO' }).waitFor();
    await page.getByText('mLegitymację wydaje państwo', { exact: false }).first().waitFor();
    await look('sio');
    const task = page.getByRole('listitem').filter({ hasText: `· legitymacja ${card.number} ·` });
    await task.getByRole('button', { name: /^Zrobione w SIO/ }).click();
    await page.waitForURL(url => url.pathname === '/sio');
    await task.getByRole('button').waitFor({ state: 'detached' });

    await page.goto(`/pupils/${pupil}/sio`);
    await page.getByText('Wydana w SIO', { exact: true }).first().waitFor();
    await page.getByText('SIO zgodne, nic do zrobienia').waitFor();
    await look('sio-pupil');
    await page.getByRole('button', { name: 'Zapisz: Kod do pobrania' }).click();
    await page.getByText('Kod do pobrania', { exact: true }).first().waitFor();
    await page.getByRole('button', { name: 'Urządzenie utracone lub uszkodzone' }).click();
    await page.getByText('Wydaj mLegitymację ponownie', { exact: true }).first().waitFor();

    await page.getByRole('button', { name: 'Zapisz sprzeciw' }).click();
    await page.getByRole('alert').getByRole('link', { name: /^Kto złożył oświadczenie/ }).waitFor();
    assert.match(await page.title(), /^Błąd: /);
    await look('sio-objection-error');
    await page.getByLabel('Kto złożył oświadczenie').fill('Maria Testowa');
    await page.getByRole('button', { name: 'Zapisz sprzeciw' }).click();
    await page.getByText('Unieważnij mLegitymację').first().waitFor();
    await page.getByRole('button', { name: 'Zapisz wycofanie' }).waitFor();
    await look('sio-objection');
    await page.goto('/sio/objections');
    await page.getByRole('row').filter({ hasText: 'Maria Testowa' }).waitFor();
    await look('sio-objections');

    await page.goto('/sio/export');
    await look('sio-export');
    await page.getByRole('button', { name: 'Pobierz plik' }).click();
    await page.getByRole('alert').getByRole('link', { name: /Powód pobrania/ }).waitFor();
    await page.getByLabel('Powód pobrania').fill('przekazanie do SIO');
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Pobierz plik' }).click()]);
    const file = await readFile(await download.path(), 'utf8');
    assert.ok(file.startsWith('pesel;numer legitymacji;data wydania;czy niepełnosprawność\r\n'), 'no mark, and the headings first');
    const row = file.split('\r\n').find(line => line.includes(`;${card.number};`)) ?? '';
    assert.match(row, new RegExp(`^\\d{11};${card.number};${today};[01]$`));

    await page.goto('/sio/comparison');
    await look('sio-comparison');
    /** @param {string} text */
    const compare = async text => {
      await page.getByLabel('Lista z SIO').setInputFiles({ name: 'sio.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
      await page.getByRole('button', { name: 'Porównaj' }).click();
    };
    await compare(file);
    await page.getByText('Wszystko się zgadza.').waitFor();
    await page.goto('/sio/comparison');
    await compare(file.replace(`;${card.number};${today};`, `;${card.number};2020-01-31;`));
    await page.getByText('Data wydania: u nas', { exact: false }).waitFor();
    await look('sio-comparison-differs');
  });

  journey('a family reads the guide in three languages', { program, ...how }, async ({ page, shot }) => {
    await page.goto('/mlegitymacja');
    for (const [language, heading] of [
      ['Polski', 'mLegitymacja krok po kroku'],
      ['English', 'mLegitymacja step by step'],
      ['Українська', 'mLegitymacja крок за кроком'],
    ]) {
      if (language !== 'Polski') await page.getByRole('button', { name: language, exact: true }).click();
      await page.getByRole('heading', { level: 1, name: heading }).waitFor();
      await axe(page);
      await noSidewaysScroll(page);
    }
    await shot('sio-guide');
  });
});
