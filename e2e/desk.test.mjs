// The office's desk. Journey 35: every number of the statistics is the length of its list, and the chart says the same.
// Families without a photo are asked for one. Journey 41: everything is found from one field.
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { axe, demo, everywhere, journey, noSidewaysScroll } from './harness.mjs';
import { api, enter, letters, meanwhile, newFamily, until } from './people.mjs';

/** A page as it stands. @param {import('./harness.mjs').Visit} visit @param {string} name */
async function look({ page, shot }, name) {
  await axe(page);
  await noSidewaysScroll(page);
  await shot(name);
}

describe('what the school adds up to', () => {
  const program = demo();

  everywhere('every number leads to a list of that length', { program }, async visit => {
    const { page } = visit;
    await enter(page, program, 'secretary');
    await page.goto('/statistics');
    await look(visit, 'statistics');
    const numbers = await page.locator('table td a').evaluateAll(links =>
      links.map(link => ({ href: link.getAttribute('href') ?? '', told: Number(link.textContent) })));
    assert.ok(numbers.length >= 20, `only ${numbers.length} numbers`);
    for (const { href, told } of numbers) {
      const { pathname, searchParams } = new URL(href, program.base);
      assert.equal((await api(program, 'GET', `${pathname}?${searchParams}`)).length, told, href);
    }
    const everybody = await page.locator('tbody td:last-child a').allTextContents();
    for (const chart of ['.chart-wide', '.chart-phone']) {
      assert.deepEqual(await page.locator(`section:has(#classes) ${chart} .sub`).allTextContents(), everybody, chart);
    }

    await page.getByRole('link', { name: /^\d+: 1A, Razem$/ }).click();
    await page.waitForURL(/\/pupils\?state=all&class=/);
    await page.goto('/statistics');
    const sent = page.getByRole('link', { name: /^\d+: Przesłane$/ });
    const count = Number(await sent.textContent());
    await sent.click();
    await page.getByRole('heading', { level: 1, name: 'Przesłane' }).waitFor();
    await page.getByText(new RegExp(`^${count} zdję`)).waitFor();
    await look(visit, 'statistics-photos');

    await page.goto('/statistics');
    await page.getByRole('link', { name: 'Program a ludzie' }).click();
    await look(visit, 'statistics-checks');
    await page.getByRole('link', { name: '7–9 lat' }).click();
    await page.waitForURL(/age=7_9$/);
    await look(visit, 'statistics-checks-young');
  });
});

describe('families without a photo', () => {
  const program = demo();

  journey('the office sees the letter, sends it, and the family finds it', { program }, async visit => {
    const { page } = visit;
    const { name, account } = await newFamily(page, program);
    await meanwhile(program, {}, async office => {
      await enter(office.page, program, 'secretary');
      await office.page.goto('/photos?tab=missing');
      await office.page.getByRole('link', { name: 'Przypomnij o zdjęciu' }).click();
      await office.page.getByText('Szkoła czeka na zdjęcie do legitymacji').waitFor();
      await look(office, 'reminders');
      const [given, surname] = name.split(' ');
      for (const box of await office.page.getByRole('checkbox').all()) await box.uncheck();
      await office.page.getByRole('checkbox', { name: `${surname} ${given}` }).check();
      await office.page.getByRole('button', { name: 'Przypomnij wybranym' }).click();
      await office.page.getByRole('status').getByText('Wysłano przypomnienia').waitFor();
    });
    await until('the letter', async () => (await letters(program, account.email)).some(letter => /czeka na zdjęcie/.test(letter.subject)));
    await page.goto('/messages');
    await page.getByRole('heading', { name: `${name}: szkoła czeka na zdjęcie` }).waitFor();
    await look(visit, 'reminder-message');
  });

  journey('a form teacher reminds the own class with one click', { program, device: 'phone', javaScript: false }, async visit => {
    const { page } = visit;
    await newFamily(page, program);
    await page.context().clearCookies();
    await enter(page, program, 'form_teacher');
    await page.goto('/my-class');
    await look(visit, 'my-class-reminders');
    await page.getByRole('button', { name: 'Przypomnij wybranym' }).click();
    await page.getByRole('status').getByText('Wysłano przypomnienia').waitFor();
  });
});

describe('one field for everything', () => {
  const program = demo();

  everywhere('a pupil, a card, a class and a command are found', { program }, async visit => {
    const { page } = visit;
    const [pupil] = await api(program, 'GET', '/pupils');
    const [run] = await api(program, 'GET', '/print-runs');
    const { cards: [card] } = await api(program, 'GET', `/print-runs/${run.id}`);
    await enter(page, program, 'secretary');
    await page.goto('/desk');
    const field = page.getByRole('searchbox', { name: 'Szukaj w szkole' });
    /** @param {string} words */
    const find = async words => {
      await field.fill(words);
      await field.press('Enter');
      await page.waitForURL(url => url.pathname === '/search' && url.searchParams.get('q') === words);
    };
    const plain = pupil.name.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ł', 'l').replaceAll('Ł', 'L').toLowerCase();
    await find(plain);
    await page.getByRole('link', { name: pupil.name, exact: true }).first().waitFor();
    await look(visit, 'search-pupil');
    await find(card.number);
    await page.locator(`a[href="/cards/${card.id}"]`).waitFor();
    await find('1a');
    await page.locator('section:has(#classes) a').first().waitFor();
    await find('przypomnij');
    await page.locator('main').getByRole('link', { name: 'Przypomnij o zdjęciu' }).click();
    await page.waitForURL(/\/reminders$/);
  });

  journey('the keys lead there, and can be switched off', { program }, async visit => {
    const { page } = visit;
    await enter(page, program, 'secretary');
    await page.goto('/desk');
    const field = page.getByRole('searchbox', { name: 'Szukaj w szkole' });
    const focused = () => field.evaluate(element => element === document.activeElement);
    await page.keyboard.press('/');
    assert.ok(await focused(), 'by a slash');
    await field.blur();
    await page.keyboard.press('Control+k');
    assert.ok(await focused(), 'by Ctrl+K');
    await page.keyboard.type('g z');
    assert.equal(await field.inputValue(), 'g z', 'letters that are typed lead nowhere');
    await field.blur();
    await page.keyboard.press('g');
    await page.keyboard.press('z');
    await page.waitForURL(/\/photos$/);
    await page.goto('/search');
    await look(visit, 'search-commands');
    await page.getByRole('checkbox', { name: 'Używaj skrótów z jednego znaku' }).uncheck();
    await page.goto('/desk');
    await page.keyboard.press('/');
    assert.ok(!await focused(), 'switched off');
    await page.keyboard.press('Control+k');
    assert.ok(await focused(), 'Ctrl+K is no letter');
  });
});
