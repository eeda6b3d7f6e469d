// Whoever runs the installation: opens and closes schools, and looks into one only while it lets them and everybody knows.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe } from 'node:test';
import { SIGN_IN, axe, code, demo, journey, noSidewaysScroll, signIn } from './harness.mjs';
import { enter, linkFor, meanwhile } from './people.mjs';
import { PROGRAM } from './program.mjs';

/** @typedef {import('./harness.mjs').Visit} Visit */

const EMAIL = 'olga@operator.example';
const PASSWORD = 'tratwa-lampa-czereśnia';
const NEW_SCHOOL = 'Szkoła Podstawowa nr 8 im. Ćwierkającej Sójki';

/** A step as it stands. @param {Visit} visit @param {string} name */
async function look({ page, shot }, name) {
  await axe(page);
  await noSidewaysScroll(page);
  await shot(name);
}

/** What whoever runs the machine types once. @param {{ data: string }} program */
function appoint(program) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('LEGITKA_')));
  const words = ['person', 'operator', EMAIL, 'Olga', 'Operatorska', '--data', program.data];
  execFileSync(PROGRAM, words, { env, input: `${PASSWORD}\n`, stdio: ['pipe', 'ignore', 'inherit'] });
}

/** The first sign-in, with the second factor set up on the way. @param {import('playwright-core').Page} page */
async function firstSignIn(page) {
  await page.goto(SIGN_IN);
  await page.locator('input[autocomplete~=username]').fill(EMAIL);
  const password = page.locator('input[autocomplete~=current-password]');
  await password.fill(PASSWORD);
  await password.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Ustaw drugi składnik' }).waitFor();
  assert.equal((await page.goto('/schools'))?.status(), 401, 'a password alone opens nothing');
  await page.goto('/session/enrolment');
  const secret = (await page.getByRole('code').textContent()) ?? '';
  await page.getByLabel('Sześć cyfr z aplikacji').fill(await code(secret));
  await page.getByRole('button', { name: 'Włącz drugi składnik' }).click();
  await page.getByRole('link', { name: 'Kody są zapisane, dalej' }).click();
  await page.getByRole('heading', { level: 1, name: 'Szkoły' }).waitFor();
  return { role: 'operator', name: 'Olga Operatorska', email: EMAIL, password: PASSWORD, totp: secret };
}

for (const [where, how] of /** @type {const} */ ([
  ['at a desk', { device: 'desktop', javaScript: true }],
  ['on a phone without JavaScript', { device: 'phone', javaScript: false }],
])) describe(`the operator, ${where}`, () => {
  const program = demo();
  /** @type {import('./program.mjs').Account | undefined} */
  let operator;
  const banner = (/** @type {import('playwright-core').Page} */ page) => page.getByRole('complementary', { name: 'Wgląd z zewnątrz' });

  journey('looks into a school while it lets them, and everybody there is told', { program, ...how }, async visit => {
    const { page } = visit;
    appoint(program);
    operator = await firstSignIn(page);
    await look(visit, 'schools');
    await page.getByRole('table').getByRole('link').first().click();
    await page.getByRole('heading', { level: 2, name: 'Wgląd w dane szkoły' }).waitFor();
    const school = new URL(page.url()).pathname;
    assert.equal((await page.goto(`${school}/roll`))?.status(), 404, 'no pupil without a grant');
    assert.equal((await page.goto('/pupils'))?.status(), 404);
    await page.goto(school);
    await page.getByLabel('Na ile godzin').fill('25');
    await page.getByRole('button', { name: 'Poproś o wgląd' }).click();
    await page.getByRole('alert').getByRole('link').first().waitFor();
    await look(visit, 'school-ask-errors');
    await page.getByLabel('W jakim celu').fill('zgłoszenie 17');
    await page.getByLabel('Na ile godzin').fill('2');
    await page.getByRole('button', { name: 'Poproś o wgląd' }).click();
    await page.getByText('Ostatnia prośba: czeka na odpowiedź szkoły.').waitFor();
    await look(visit, 'school-asked');

    await meanwhile(program, how, async office => {
      await enter(office.page, program, 'administrator');
      await office.page.goto('/school/access');
      await office.page.getByText('zgłoszenie 17').waitFor();
      assert.equal(await banner(office.page).count(), 0, 'only asked');
      await look(office, 'access-asked');
      await office.page.getByRole('button', { name: /^Zgoda/ }).click();
      await banner(office.page).getByText(/^Do \S.* operator Olga Operatorska ma wgląd w dane szkoły/).waitFor();
      await look(office, 'access-runs');
      await meanwhile(program, how, async family => {
        await enter(family.page, program, 'parent');
        await family.page.goto('/home');
        await banner(family.page).getByText('operator Olga Operatorska').waitFor();
        await look(family, 'home-looked-into');
      });

      await page.reload();
      await page.getByRole('link', { name: 'Lista uczniów' }).click();
      await page.getByRole('heading', { level: 1, name: 'Lista uczniów' }).waitFor();
      assert.ok(await page.getByRole('rowheader').count() > 0);
      assert.doesNotMatch((await page.locator('main').textContent()) ?? '', /PESEL|•/, 'no numbers');
      await look(visit, 'school-roll');
      await page.getByRole('link', { name: 'Ustawienia szkoły' }).click();
      await page.getByRole('heading', { level: 1, name: 'Ustawienia szkoły' }).waitFor();
      await look(visit, 'school-settings');

      await office.page.goto('/school/access');
      await office.page.getByRole('button', { name: /^Zakończ wgląd/ }).click();
      await office.page.getByText(/^zakończony /).waitFor();
      assert.equal(await banner(office.page).count(), 0, 'it was ended');
      assert.equal((await page.goto(`${school}/roll`))?.status(), 404, 'at once');
      await office.page.goto('/audit-log');
      await office.page.getByText('Operator widział listę uczniów').first().waitFor();
    });
  });

  journey('opens a school and closes it', { program, ...how }, async visit => {
    const { page } = visit;
    assert.ok(operator, 'the journey before signed in for the first time');
    await signIn(page, operator);
    await page.getByRole('link', { name: 'Otwórz szkołę' }).click();
    const [school, head, administrator] = ['Szkoła', 'Dyrektor szkoły', 'Administrator'].map(name => page.getByRole('group', { name, exact: true }));
    await school.getByLabel('Pełna nazwa').fill(NEW_SCHOOL);
    await school.getByLabel('Adres').fill('ul. Leśna 8, 00-123 Warszawa');
    await head.getByLabel('Imię (imiona)').fill('Łucja');
    await head.getByLabel('Nazwisko').fill('Święcicka');
    await head.getByLabel('Dyrektor od dnia').fill('2024-09-01');
    await administrator.getByLabel('Imię (imiona)').fill('Adam');
    await administrator.getByLabel('Nazwisko').fill('Okoński');
    await administrator.getByLabel('E-mail').fill('adam@nowa.example');
    await look(visit, 'school-opening');
    await page.getByRole('button', { name: 'Otwórz szkołę' }).click();
    await page.getByText('Szkoła otwarta.').waitFor();
    await linkFor(program, 'adam@nowa.example');
    await page.getByRole('link', { name: NEW_SCHOOL }).click();
    await page.getByRole('link', { name: 'Zamknij szkołę' }).click();
    await page.getByRole('button', { name: 'Zamknij szkołę' }).click();
    await page.getByRole('alert').getByRole('link', { name: 'Powód zamknięcia: wypełnij to pole.' }).waitFor();
    await page.getByLabel('Powód zamknięcia').fill('założona przez pomyłkę');
    await look(visit, 'school-closing');
    await page.getByRole('button', { name: 'Zamknij szkołę' }).click();
    await page.getByText(/^zamknięta od /).waitFor();
    await page.getByRole('button', { name: 'Otwórz ponownie' }).waitFor();
    await look(visit, 'school-closed');
  });
});
