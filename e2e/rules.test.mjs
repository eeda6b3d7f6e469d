// What a school sets about the rule book: the day of the draft, an unconfirmed fee, and where it is told.
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { axe, demo, journey, noSidewaysScroll } from './harness.mjs';
import { enter } from './people.mjs';

for (const [where, how] of /** @type {const} */ ([
  ['at a desk', { device: 'desktop', javaScript: true }],
  ['on a phone without JavaScript', { device: 'phone', javaScript: false }],
])) describe(`settings of the rules, ${where}`, () => {
  const program = demo();

  journey('an administrator sets what nobody could confirm', { program, ...how }, async ({ page, shot }) => {
    /** @param {string} name */
    const look = async name => {
      await axe(page);
      await noSidewaysScroll(page);
      await shot(name);
    };
    await enter(page, program, 'administrator');
    await page.goto('/law');
    await page.getByRole('link', { name: 'Ustalenia do reguł' }).click();
    await page.getByRole('heading', { level: 1, name: 'Ustalenia do reguł' }).waitFor();
    await look('rules');
    await page.getByLabel('Opłata za duplikat od 2026 r.').fill('drogo');
    await page.getByRole('button', { name: 'Zapisz ustalenia' }).click();
    await page.getByRole('alert').getByRole('link', { name: /^Opłata za duplikat/ }).waitFor();
    assert.match(await page.title(), /^Błąd: /);
    await look('rules-wrong');
    await page.getByLabel('Opłata za duplikat od 2026 r.').fill('12,00');
    await page.getByLabel('Pierwszy dzień obowiązywania projektu').fill('2026-01-01');
    await page.getByRole('button', { name: 'Zapisz ustalenia' }).click();
    await page.getByText('Ustalenia zapisane.').waitFor();
    await page.goto('/law');
    await page.getByRole('heading', { name: 'Ustalenia szkoły' }).waitFor();
    await page.getByText('12,00 zł').waitFor();
    await page.locator('[id="L5-7"]').waitFor();
    assert.equal(await page.locator('[id="L5-6"]').count(), 0, 'the draft took its place');
    await look('law-set');
  });
});
