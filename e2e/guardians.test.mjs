// Families: what a parent may changes at once, who has no e-mail comes with a letter on paper; a form teacher's class.
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { axe, demo, journey, noSidewaysScroll, signIn } from './harness.mjs';
import { api, enter, meanwhile, newFamily } from './people.mjs';

/** @typedef {import('./harness.mjs').Visit} Visit */

const PASSWORD = 'tratwa-lampa-czereśnia';

/** A step as it stands. @param {Visit} visit @param {string} name */
async function look({ page, shot }, name) {
  await axe(page);
  await noSidewaysScroll(page);
  await shot(name);
}

for (const [where, how] of /** @type {const} */ ([
  ['at a desk', { device: 'desktop', javaScript: true }],
  ['on a phone without JavaScript', { device: 'phone', javaScript: false }],
])) describe(`guardians, ${where}`, () => {
  const program = demo();

  journey('what a parent may changes for their next click', { program, ...how }, async visit => {
    const { page } = visit;
    await meanwhile(program, { device: 'phone' }, async family => {
      const { pupil } = await newFamily(family.page, program);
      await family.page.goto(`/pupils/${pupil}/photo/guidelines`);
      await enter(page, program, 'secretary');
      await page.goto(`/pupils/${pupil}`);
      await page.getByRole('link', { name: /^Zmień uprawnienia/ }).click();
      await look(visit, 'guardian-scope');
      await page.getByLabel('Tylko oglądać').check();
      await page.getByRole('button', { name: 'Zapisz uprawnienia' }).click();
      await page.getByText('Uprawnienia zmienione.').waitFor();
      const guidelines = await family.page.reload();
      assert.equal(guidelines?.status(), 403, 'who may only look does not send');
      await family.page.goto('/home');
      await look(family, 'home-view-only');

      await page.getByRole('link', { name: /^Zmień uprawnienia/ }).click();
      await page.getByLabel('Nic – tak orzekł sąd').check();
      await page.getByRole('button', { name: 'Zapisz uprawnienia' }).click();
      await page.getByRole('alert').getByRole('link', { name: 'Data orzeczenia sądu: wypełnij to pole.' }).waitFor();
      await look(visit, 'guardian-scope-errors');
      await page.getByLabel('Data orzeczenia sądu').fill('2026-09-01');
      await page.getByRole('button', { name: 'Zapisz uprawnienia' }).click();
      await page.getByText('orzeczenie z 1 września 2026').waitFor();
      await look(visit, 'pupil-guardian-barred');
      const status = await family.page.goto(`/pupils/${pupil}/photo`);
      assert.equal(status?.status(), 404, 'the child is not there any more');
      await family.page.goto('/home');
      await family.page.getByRole('heading', { level: 1 }).waitFor();
      assert.equal(await family.page.getByRole('article').count(), 0);
      await look(family, 'home-barred');
    });
  });

  journey('a grandmother without e-mail comes with a letter', { program, ...how }, async visit => {
    const { page } = visit;
    const [{ id: school }] = await api(program, 'GET', '/classes');
    const passport = { document_name: 'paszport', document_number: `FH${how.device === 'phone' ? 410311 : 410312}` };
    const name = { given: 'Łucja', surname: 'Bezpocztowa' };
    const { id } = await api(program, 'POST', '/pupils', { ...name, born: '2015-06-05', class: school, ...passport });
    await enter(page, program, 'secretary');
    await page.goto(`/pupils/${id}/guardians`);
    await page.getByLabel('Imię (imiona)').fill('Halina');
    await page.getByLabel('Nazwisko').fill('Bezpocztowa');
    await page.getByLabel('Opiekun prawny').check();
    await page.getByRole('button', { name: 'Wyślij zaproszenie' }).click();
    await page.getByRole('heading', { level: 1, name: 'List z kodem: Halina Bezpocztowa' }).waitFor();
    await look(visit, 'guardian-letter');
    await page.getByRole('button', { name: 'Utwórz list' }).click();
    await page.getByText('Kod widać tylko teraz.').waitFor();
    await look(visit, 'guardian-letter-made');
    const [address, login] = await page.locator('main code').allTextContents();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Pobierz list (PDF)' }).click(),
    ]);
    assert.equal(download.suggestedFilename(), 'legitka-zaproszenie.pdf');

    await meanwhile(program, { device: 'phone' }, async family => {
      assert.ok(address.startsWith(`${program.base}/invitations/`), address);
      await family.page.goto(address.toLowerCase());
      await family.page.getByText(login).waitFor();
      await look(family, 'invitation-on-paper');
      await family.page.getByLabel('Nowe hasło').fill(PASSWORD);
      await family.page.getByLabel('To samo jeszcze raz').fill(PASSWORD);
      await family.page.getByRole('button', { name: 'Przyjmij zaproszenie' }).click();
      await family.page.waitForURL(/\/home$/);
      await family.page.getByRole('heading', { level: 2, name: 'Łucja Bezpocztowa' }).waitFor();
      const again = await family.page.goto(address);
      assert.equal(again?.status(), 409, 'once');
      await family.context.clearCookies();
      await signIn(family.page, { role: 'parent', name: 'Halina Bezpocztowa', email: login, password: PASSWORD });
      await family.page.getByRole('heading', { level: 2, name: 'Łucja Bezpocztowa' }).waitFor();
    });
    await page.goto(`/pupils/${id}`);
    await page.getByText(`login ${login}`).waitFor();
    assert.equal(await page.getByRole('link', { name: /^List z kodem/ }).count(), 0, 'she has come');
  });

  journey('a form teacher has a class and a photographer can be invited', { program, ...how }, async visit => {
    const { page } = visit;
    await enter(page, program, 'form_teacher');
    await page.goto('/');
    await page.getByRole('heading', { level: 1, name: 'Moja klasa' }).waitFor();
    assert.doesNotMatch((await page.locator('main').textContent()) ?? '', /PESEL|•/, 'no numbers');
    await look(visit, 'my-class');
    assert.equal((await page.goto('/pupils'))?.status(), 403);
    await visit.context.clearCookies();
    await enter(page, program, 'secretary');
    await page.goto('/classes');
    const taught = page.locator('select[name=teacher]:has(option:checked:not([value=""]))');
    assert.equal(await taught.count(), 1, 'the demo’s form teacher has one class');
    const form = page.locator(`form:has(#${await taught.getAttribute('id')})`);
    await form.getByRole('combobox', { name: /^Wychowawca: / }).selectOption({ label: 'bez wychowawcy' });
    await form.getByRole('button', { name: /^Przydziel/ }).click();
    await page.getByText('Zapisaliśmy, kto jest wychowawcą.').waitFor();
    assert.equal(await taught.count(), 0);
    await look(visit, 'classes-form-teacher');
    await visit.context.clearCookies();
    await enter(page, program, 'form_teacher');
    await page.goto('/my-class');
    await page.getByText('Nie masz jeszcze klasy').waitFor();
    await look(visit, 'my-class-none');
    await visit.context.clearCookies();
    await enter(page, program, 'administrator');
    await page.goto('/staff');
    await page.getByLabel('Rola').selectOption({ label: 'fotograf' });
  });
});
