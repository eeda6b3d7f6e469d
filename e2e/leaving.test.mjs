// Journey 44: a secretary leaves in the middle of a print run. Her session ends at once and nothing that she pressed
// afterwards happens; whoever takes over finds the run as it stood and finishes it.
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { axe, code, demo, journey, noSidewaysScroll, signIn } from './harness.mjs';
import { api, enter, linkFor, meanwhile, speak, until } from './people.mjs';

/** A step as it stands. @param {import('./harness.mjs').Visit} visit @param {string} name */
async function look({ page, shot }, name) {
  await axe(page);
  await noSidewaysScroll(page);
  await shot(name);
}

/** Accepts the invitation and sets up the second factor. @param {import('playwright-core').Page} page @param {string} link */
async function startWork(page, link) {
  await page.goto(link);
  await page.getByLabel('Nowe hasło').fill('cztery-zielone-parasole');
  await page.getByLabel('To samo jeszcze raz').fill('cztery-zielone-parasole');
  await page.getByRole('button', { name: 'Przyjmij zaproszenie' }).click();
  await page.getByRole('heading', { level: 1, name: 'Ustaw drugi składnik' }).waitFor();
  const secret = (await page.getByRole('code').textContent()) ?? '';
  await page.getByLabel('Sześć cyfr z aplikacji').fill(await code(secret));
  await page.getByRole('button', { name: 'Włącz drugi składnik' }).click();
  await page.getByRole('link', { name: 'Kody są zapisane, dalej' }).click();
  await page.waitForURL(/\/desk$/);
}

for (const [where, how] of /** @type {const} */ ([
  ['at a desk', { device: 'desktop', javaScript: true }],
  ['on a phone without JavaScript', { device: 'phone', javaScript: false }],
])) describe(`a secretary leaves in the middle of a print run, ${where}`, () => {
  const program = demo();
  const successor = 'nastepczyni@pokaz.example';

  journey('her session ends at once, and another finishes the run', { program, ...how }, async visit => {
    const { page } = visit;
    const leaving = program.account('secretary');
    await enter(page, program, 'secretary');
    await page.goto('/print-runs/new');
    for (const box of (await page.getByRole('checkbox').all()).slice(2)) await box.uncheck();
    await page.getByRole('button', { name: 'Utwórz partię' }).click();
    await page.waitForURL(/\/print-runs\/[^/]+-[^/]+$/);
    const run = new URL(page.url()).pathname;
    const before = await api(program, 'GET', run);
    assert.equal(before.cards.length, 2);

    await meanwhile(program, how, async administrator => {
      await signIn(administrator.page, program.account('administrator'));
      await administrator.page.goto('/staff');
      await administrator.page.getByLabel('Imię (imiona)').fill('Oksana');
      await administrator.page.getByLabel('Nazwisko').fill('Następna');
      await administrator.page.getByLabel('E-mail').fill(successor);
      await administrator.page.getByLabel('Rola').selectOption({ label: 'sekretariat' });
      await administrator.page.getByRole('button', { name: 'Wyślij zaproszenie' }).click();
      await administrator.page.getByText(successor).waitFor();
      const row = administrator.page.getByRole('row').filter({ hasText: leaving.email });
      const revoke = row.getByRole('button', { name: /^Cofnij dostęp/ });
      await revoke.click();
      await revoke.waitFor({ state: 'detached' });
      await administrator.page.getByRole('row').filter({ hasText: leaving.email }).getByText('dostęp cofnięty').waitFor();
      await look(administrator, 'staff-left');
    });

    // She does not know yet: what she presses does not happen, and no page of the school opens any more.
    await page.getByRole('button', { name: 'Wydrukowano' }).click();
    await page.locator('input[autocomplete~=username]').waitFor();
    await look(visit, 'secretary-left');
    await page.goto(run);
    await page.locator('input[autocomplete~=username]').waitFor();
    assert.deepEqual(await api(program, 'GET', run), before, 'the run stands as it stood');

    await meanwhile(program, how, async next => {
      await startWork(next.page, await linkFor(program, successor));
      await next.page.goto('/print-runs');
      await next.page.locator(`a[href="${run}"]`).first().click();
      await next.page.waitForURL(url => url.pathname === run);
      assert.equal(await next.page.getByText('PODGLĄD', { exact: true }).count(), 2);
      await next.page.getByRole('button', { name: 'Wydrukowano' }).click();
      await next.page.getByRole('heading', { level: 2, name: 'Do odbioru' }).waitFor();
      await look(next, 'run-taken-over');
    });
    const { cards } = await api(program, 'GET', run);
    assert.ok(cards.every((/** @type {any} */ card) => card.state === 'printed'), 'every card is printed');
  });

  for (const language of ['uk', 'en']) {
    journey(`whoever takes over reads ${language}`, { program, ...how }, async visit => {
      const { page } = visit;
      await signIn(page, program.account('administrator'));
      await page.goto('/staff');
      await speak(page, language === 'uk' ? 'Українська' : 'English');
      await until(`the page in ${language}`, async () => await page.locator('html').getAttribute('lang') === language);
      await page.goto('/staff');
      await look(visit, `staff-left-${language}`);
      await speak(page, 'Polski');
      await until('the page in Polish again', async () => await page.locator('html').getAttribute('lang') === 'pl');
    });
  }
});
