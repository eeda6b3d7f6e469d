// Journey 43: the year turns. Each class and each pupil is reviewed, everything is done in one step and taken back; the
// school is asked to count what is in its safe, and a view of who left is kept under a name.
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { axe, demo, journey, noSidewaysScroll } from './harness.mjs';
import { enter, speak, until } from './people.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** A step as it stands. @param {import('./harness.mjs').Visit} visit @param {string} name */
async function look({ page, shot }, name) {
  await axe(page);
  await noSidewaysScroll(page);
  await shot(name);
}

/** The pupils of a class on the page of the turn. @param {Page} page @param {string} name */
const classOf = (page, name) => page.locator('main details').filter({ has: page.locator('summary', { hasText: new RegExp(`^${name}, `) }) });

/** The class in which the list has a pupil; empty if they are not there. @param {Page} page @param {string} name @param {string} [state] */
async function found(page, name, state = 'all') {
  await page.goto(`/pupils?state=${state}&q=${encodeURIComponent(name)}`);
  const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) });
  return await row.count() ? ((await row.getByRole('cell').first().textContent()) ?? '').trim() : '';
}

for (const [where, how] of /** @type {const} */ ([
  ['at a desk', { device: 'desktop', javaScript: true }],
  ['on a phone without JavaScript', { device: 'phone', javaScript: false }],
])) describe(`the year turns, ${where}`, () => {
  const program = demo({ args: ['--last-year'] });

  journey('pupils go up, repeat, graduate and leave in one step, and come back with it', { program, ...how }, async visit => {
    const { page } = visit;
    await enter(page, program, 'secretary');
    await page.goto('/school-year');
    await page.getByRole('heading', { level: 1, name: 'Nowy rok szkolny' }).waitFor();
    assert.equal(await page.getByLabel('Nowa nazwa klasy 1A').inputValue(), '2A');
    assert.ok(await page.getByRole('checkbox', { name: /^Kończy szkołę ?, 8A/ }).isChecked(), 'the last class graduates');
    await look(visit, 'year');

    // Two pupils of the first class do not go with it; a name that another class has is refused, and nothing is lost.
    const first = classOf(page, '1A');
    await first.locator('summary').click();
    const names = (await first.getByRole('rowheader').allTextContents()).map(name => name.trim());
    assert.equal(names.length, 6);
    const [goes, repeats, leaves] = names;
    await first.getByLabel(repeats, { exact: true }).selectOption({ label: 'Powtarza klasę' });
    await first.getByLabel(leaves, { exact: true }).selectOption({ label: 'Odchodzi ze szkoły' });
    await page.getByLabel('Nowa nazwa klasy 1A').fill('3b');
    await page.getByRole('button', { name: 'Rozpocznij nowy rok' }).click();
    await page.getByRole('alert').getByRole('link', { name: 'Nowa nazwa klasy: taki wpis już jest.' }).waitFor();
    assert.match(await page.title(), /^Błąd: /);
    assert.equal(await first.getByLabel(repeats, { exact: true }).inputValue(), 'repeats', 'what was chosen stays, and is shown');
    assert.ok(await first.getByLabel(leaves, { exact: true }).isVisible());
    await look(visit, 'year-errors');
    await page.getByLabel('Nowa nazwa klasy 1A').fill('2A');
    await page.getByRole('button', { name: 'Rozpocznij nowy rok' }).click();
    await page.getByText('Nowy rok rozpoczęty: uczniowie są w nowych klasach.').waitFor();
    await page.getByText('Nie ma kogo przenieść').waitFor();
    await look(visit, 'year-turned');
    assert.equal(await found(page, goes), '2A');
    assert.equal(await found(page, repeats), '1A');
    assert.equal(await found(page, leaves), '', 'who left is in no list of those who attend');
    assert.equal(await found(page, leaves, 'left'), '1A');

    await page.goto('/desk');
    await page.getByRole('link', { name: /^Policz blankiety i hologramy: roczny spis z natury/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Blankiety i hologramy' }).waitFor();

    await page.goto('/school-year');
    await page.getByRole('button', { name: 'Cofnij rozpoczęcie roku' }).click();
    await page.getByText('Cofnięte: uczniowie są znów w poprzednich klasach.').waitFor();
    await look(visit, 'year-undone');
    for (const name of [goes, repeats, leaves]) assert.equal(await found(page, name), '1A', `${name} is back`);
  });

  journey('filters of the list are kept under a name', { program, ...how }, async visit => {
    const { page } = visit;
    await enter(page, program, 'secretary');
    await page.goto('/pupils?state=no_photo');
    await page.getByText('Zapisz ten widok', { exact: true }).click();
    await page.getByRole('button', { name: 'Zapisz widok' }).click();
    await page.getByRole('alert').getByRole('link', { name: 'Nazwa widoku: wypełnij to pole.' }).waitFor();
    await look(visit, 'view-errors');
    await page.getByLabel('Nazwa widoku').fill('Przypomnieć o zdjęciu');
    await page.getByRole('button', { name: 'Zapisz widok' }).click();
    const views = page.getByRole('navigation', { name: 'Zapisane widoki' });
    await views.getByRole('link', { name: 'Przypomnieć o zdjęciu' }).waitFor();
    await look(visit, 'view-saved');
    await page.goto('/pupils');
    await views.getByRole('link', { name: 'Przypomnieć o zdjęciu' }).click();
    await page.waitForURL(/state=no_photo/);
    await page.getByRole('button', { name: 'Usuń widok „Przypomnieć o zdjęciu”' }).click();
    await page.waitForURL(url => url.pathname === '/pupils' && !url.search);
    assert.equal(await views.count(), 0);
  });

  for (const language of ['uk', 'en']) {
    journey(`the review reads ${language}`, { program, ...how }, async visit => {
      const { page } = visit;
      await enter(page, program, 'secretary');
      await page.goto('/desk');
      await speak(page, language === 'uk' ? 'Українська' : 'English');
      await until(`the page in ${language}`, async () => await page.locator('html').getAttribute('lang') === language);
      await page.goto('/school-year');
      await classOf(page, '1A').locator('summary').click();
      await look(visit, `year-${language}`);
      await page.goto('/desk');
      await speak(page, 'Polski');
      await until('the page in Polish again', async () => await page.locator('html').getAttribute('lang') === 'pl');
    });
  }
});
