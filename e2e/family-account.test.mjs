// A family's own account: signing up by a letter's code or link, what a link says that works no more, a forgotten
// password; what the school gave, and closing it.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe } from 'node:test';
import { axe, demo, journey, noSidewaysScroll, signIn } from './harness.mjs';
import { api, enter, letters, meanwhile, newFamily, until } from './people.mjs';

/** @typedef {import('./harness.mjs').Visit} Visit */
/** @typedef {import('playwright-core').Page} Page */

const PASSWORD = 'tratwa-lampa-czereśnia';

/** A step as it stands. @param {Visit} visit @param {string} name */
async function look({ page, shot }, name) {
  await axe(page);
  await noSidewaysScroll(page);
  await shot(name);
}

/** Fills the form of a new account in, and answers how many fields it took. @param {Page} page @param {string} email */
async function signUp(page, email) {
  await page.goto('/session');
  await page.getByRole('link', { name: 'Załóż konto' }).click();
  const fields = page.locator('main form input:not([type=hidden])');
  await page.getByLabel('Imię (imiona)').fill('Celina');
  await page.getByLabel('Nazwisko').fill('Własna');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Hasło', { exact: true }).fill(PASSWORD);
  await page.getByLabel('To samo jeszcze raz').fill(PASSWORD);
  await page.getByLabel('Mam ukończone 13 lat').check();
  const count = await fields.count();
  await page.getByRole('button', { name: 'Załóż konto' }).click();
  await page.getByRole('heading', { level: 1, name: 'Sprawdź skrzynkę' }).waitFor();
  return count;
}

/**
 * What the letters to an address open, as soon as there are so many.
 * @param {{ data: string, base: string }} program @param {string} to @param {string} where @param {number} [many]
 */
async function opened(program, to, where, many = 1) {
  const told = async () => (await letters(program, to)).filter(letter => letter.text.includes(where));
  const all = await until(`${many} letters to ${to}`, async () => {
    const found = await told();
    return found.length >= many && found;
  });
  return all.map(({ text }) => {
    const link = text.split(/\s+/).find(word => word.startsWith(`${program.base}${where}`));
    assert.ok(link, `no link in:\n${text}`);
    return { link, code: /^Kod: (\d{6})$/m.exec(text)?.[1] ?? '' };
  });
}

for (const [where, how] of /** @type {const} */ ([
  ['at a desk', { device: 'desktop', javaScript: true }],
  ['on a phone without JavaScript', { device: 'phone', javaScript: false }],
])) describe(`a family's own account, ${where}`, () => {
  const program = demo();

  journey('is made with the code of a letter, in nine fields at most', { program, ...how }, async visit => {
    const { page } = visit;
    const email = 'celina.kod@pokaz.example';
    await page.goto('/sign-up');
    await look(visit, 'sign-up');
    await page.getByRole('button', { name: 'Załóż konto' }).click();
    await page.getByRole('alert').getByRole('link', { name: 'Zaznacz oświadczenie, aby przejść dalej.' }).waitFor();
    await look(visit, 'sign-up-errors');
    const fields = await signUp(page, email);
    assert.ok(fields + 1 <= 9, `${fields} fields and the code`);
    await look(visit, 'sign-up-waits');
    const [{ code }] = await opened(program, email, '/sign-up/links/');
    await page.getByLabel('Kod z listu (6 cyfr)').fill(code === '000000' ? '000001' : '000000');
    await page.getByRole('button', { name: 'Potwierdź konto' }).click();
    await page.getByRole('alert').getByRole('link', { name: /^Ten kod się nie zgadza/ }).waitFor();
    await look(visit, 'sign-up-wrong-code');
    await page.getByLabel('Kod z listu (6 cyfr)').fill(`${code.slice(0, 3)} ${code.slice(3)}`);
    await page.getByRole('button', { name: 'Potwierdź konto' }).click();
    await page.getByRole('heading', { level: 1, name: 'Konto działa' }).waitFor();
    await look(visit, 'sign-up-done');
    await page.goto('/');
    await page.waitForURL(/\/account$/);
    await page.getByText('Ucznia łączy z kontem szkoła.').waitFor();
    await look(visit, 'account-of-nobody-yet');
  });

  journey('a link that was replaced or used says which', { program, ...how }, async visit => {
    const { page } = visit;
    const email = 'celina.link@pokaz.example';
    await signUp(page, email);
    const [{ link: first }] = await opened(program, email, '/sign-up/links/');
    await page.getByRole('button', { name: 'Wyślij list ponownie' }).click();
    await page.getByText('Wysłaliśmy nowy list.').waitFor();
    await look(visit, 'sign-up-sent-again');
    const both = await opened(program, email, '/sign-up/links/', 2);
    const second = both.find(letter => letter.link !== first)?.link ?? '';
    assert.equal((await page.goto(first))?.status(), 409);
    await page.getByText('Wysłaliśmy nowszy list i tylko on działa.').waitFor();
    await look(visit, 'sign-up-replaced');
    await page.goto(second);
    await look(visit, 'sign-up-confirm');
    await page.getByRole('button', { name: 'Potwierdź konto' }).click();
    await page.getByRole('heading', { level: 1, name: 'Konto działa' }).waitFor();
    // Another browser is not let in by the same link.
    await meanwhile(program, how, async other => {
      assert.equal((await other.page.goto(second))?.status(), 409);
      await other.page.getByText('Konto jest już potwierdzone').waitFor();
      await other.page.goto('/account');
      await other.page.getByRole('heading', { level: 2, name: 'Zaloguj się' }).waitFor();
    });
    // Who has an account hears of it by letter; the page says what it says to everybody.
    await visit.context.clearCookies();
    await signUp(page, email);
    const known = async () => (await letters(program, email)).some(letter => letter.subject.includes('już istnieje'));
    await until('the letter to who has an account', known);
  });

  journey('a forgotten password is set anew and ends every session', { program, ...how }, async visit => {
    const { page } = visit;
    await meanwhile(program, { device: 'phone' }, async family => {
      const { account } = await newFamily(family.page, program);
      await page.goto('/session');
      await page.getByRole('link', { name: 'Nie pamiętasz hasła?' }).click();
      await look(visit, 'password-reset');
      await page.getByLabel('E-mail').fill('bez-malpy');
      await page.getByRole('button', { name: 'Wyślij odnośnik' }).click();
      await page.getByRole('alert').waitFor();
      await page.getByLabel('E-mail').fill(account.email);
      await page.getByRole('button', { name: 'Wyślij odnośnik' }).click();
      await page.getByRole('heading', { level: 1, name: 'Sprawdź skrzynkę' }).waitFor();
      await look(visit, 'password-reset-asked');
      const [{ link }] = await opened(program, account.email, '/password-resets/');
      await page.goto(link);
      await look(visit, 'password-reset-set');
      await page.getByLabel('Nowe hasło').fill(PASSWORD);
      await page.getByLabel('To samo jeszcze raz').fill(PASSWORD);
      await page.getByRole('button', { name: 'Zmień hasło' }).click();
      await page.getByRole('heading', { level: 1, name: 'Hasło zmienione' }).waitFor();
      await look(visit, 'password-reset-done');
      assert.equal((await page.goto(link))?.status(), 409, 'once');
      await look(visit, 'password-reset-used');
      assert.equal((await family.page.goto('/home'))?.status(), 401, 'the other session has ended');
      await signIn(page, { ...account, password: PASSWORD });
      await page.getByRole('heading', { level: 1 }).waitFor();
    });
  });

  journey('a letter that the school did not make opens nothing, and guessing has to wait', { program, ...how }, async visit => {
    const { page } = visit;
    await page.goto('/session');
    await page.getByRole('link', { name: 'Mam dane ze szkoły' }).click();
    await page.getByRole('heading', { level: 1, name: 'Dane ze szkoły' }).waitFor();
    await look(visit, 'school-access');
    const guess = async () => {
      await page.getByLabel('Login ze szkoły (8 cyfr)').fill('0000 0007');
      await page.getByLabel('Hasło jednorazowe', { exact: true }).fill('abcde fghjk');
      await page.getByRole('button', { name: 'Dalej' }).click();
    };
    for (let tries = 0; tries < 5; tries++) {
      await guess();
      await page.getByRole('alert').getByRole('link', { name: /^Login albo hasło jednorazowe się nie zgadza/ }).waitFor();
    }
    await look(visit, 'school-access-wrong');
    const [answer] = await Promise.all([page.waitForResponse(response => response.request().method() === 'POST'), guess()]);
    assert.equal(answer.status(), 429, 'the sixth waits');
    await page.goto('/school-letter');
    await page.getByLabel('Kod z listu').fill('01234-56789-ABCD');
    await page.getByRole('button', { name: 'Użyj kodu' }).click();
    await page.getByRole('alert').getByRole('link', { name: /^Ten kod się nie zgadza/ }).waitFor();
  });

  journey('the school prints the letters of a class', { program, ...how }, async visit => {
    const { page } = visit;
    await enter(page, program, 'secretary');
    const [{ id }] = await api(program, 'GET', '/classes');
    await page.goto(`/classes/${id}/letters`);
    await look(visit, 'school-letters');
    for (const label of ['Dla ucznia, jeśli nie ma jeszcze konta', 'Dla rodzica lub opiekuna']) await page.getByLabel(label).uncheck();
    await page.getByRole('button', { name: 'Utwórz listy (PDF)' }).click();
    await page.getByRole('alert').getByRole('link', { name: 'Wybierz, dla kogo mają być listy.' }).waitFor();
    await look(visit, 'school-letters-none');
    await page.getByLabel('Dla rodzica lub opiekuna').check();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Utwórz listy (PDF)' }).click(),
    ]);
    assert.equal(download.suggestedFilename(), 'legitka-listy.pdf');
    assert.equal((await readFile(await download.path())).subarray(0, 5).toString(), '%PDF-');
  });

  journey('its data are taken, it is closed and kept, and its link ends at its own wish', { program, ...how }, async visit => {
    const { page } = visit;
    const { account, name } = await newFamily(page, program);
    await page.goto('/account');
    await look(visit, 'account-linked');
    await page.getByRole('link', { name: 'Pobierz dane albo usuń konto' }).click();
    await page.getByRole('heading', { level: 1, name: 'Moje dane' }).waitFor();
    await look(visit, 'own-data');
    await page.getByLabel('Hasło', { exact: true }).fill(account.password);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Pobierz (ZIP)' }).click(),
    ]);
    assert.equal(download.suggestedFilename(), 'legitka-moje-dane.zip');
    await page.goto('/account/data');
    const close = page.getByLabel('Hasło, żeby potwierdzić');
    await close.fill('nie to hasło');
    await page.getByRole('button', { name: 'Usuń konto' }).click();
    await page.getByRole('alert').waitFor();
    await look(visit, 'own-data-wrong');
    await close.fill(account.password);
    await page.getByRole('button', { name: 'Usuń konto' }).click();
    await page.getByRole('heading', { level: 2, name: 'Konto będzie usunięte' }).waitFor();
    await look(visit, 'own-data-closed');
    await page.getByRole('button', { name: 'Zostaw konto' }).click();
    await page.getByText('Konto zostaje.').waitFor();
    await page.goto('/account');
    await page.getByText('Usuń powiązanie', { exact: false }).first().click();
    await look(visit, 'unlink');
    await page.getByRole('button', { name: 'Usuń powiązanie teraz' }).click();
    await page.getByText('Powiązanie usunięte.').waitFor();
    assert.ok(!(await page.locator('main').innerText()).includes(name), 'the pupil is gone from the account');
    await look(visit, 'unlinked');
  });
});
