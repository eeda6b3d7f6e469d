// The pupils: found without diacritics, renamed, given a PESEL, gone and back again; the family sees what was.
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { axe, demo, journey, noSidewaysScroll } from './harness.mjs';
import { api, enter, meanwhile, newFamily } from './people.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** The PESEL of somebody born on 5 June 2015. @param {string} series four digits */
function pesel(series) {
  const digits = `152605${series}`;
  const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * [1, 3, 7, 9][at % 4], 0);
  return digits + (10 - (sum % 10)) % 10;
}

/** A step as it stands. @param {import('./harness.mjs').Visit} visit @param {string} name */
async function look({ page, shot }, name) {
  await axe(page);
  await noSidewaysScroll(page);
  await shot(name);
}

/** Looks for somebody in the list. @param {Page} page @param {string} words @param {string} [whom] */
async function search(page, words, whom) {
  await page.goto('/pupils');
  await page.getByLabel('Nazwisko lub imię').fill(words);
  if (whom) await page.getByLabel('Kogo pokazać').selectOption({ label: whom });
  await page.getByRole('button', { name: 'Pokaż' }).click();
  await page.waitForURL(url => url.searchParams.get('q') === words);
}

for (const [where, how] of /** @type {const} */ ([
  ['at a desk', { device: 'desktop', javaScript: true }],
  ['on a phone without JavaScript', { device: 'phone', javaScript: false }],
])) describe(`the pupils of a school, ${where}`, () => {
  const program = demo();

  journey('one is found, renamed, gets a PESEL, leaves and returns', { program, ...how }, async visit => {
    const { page } = visit;
    const [{ id: school }] = await api(program, 'GET', '/classes');
    const passport = { document_name: 'paszport', document_number: 'FH410200' };
    await api(program, 'POST', '/pupils', { given: 'Łucja', surname: 'Żółć', born: '2015-06-05', class: school, ...passport });

    await enter(page, program, 'secretary');
    await search(page, 'zolc');
    await look(visit, 'pupils-found');
    await page.getByRole('link', { name: 'Żółć Łucja' }).click();
    await page.getByRole('heading', { level: 1, name: 'Łucja Żółć' }).waitFor();

    await page.getByRole('link', { name: 'Zmień imię lub nazwisko' }).click();
    await page.getByText('pierwsza będzie już na nowe dane').waitFor();
    await page.getByLabel('Nazwisko').fill('Źdźbło');
    await page.getByRole('button', { name: 'Zapisz nowe dane' }).click();
    await page.getByRole('alert').getByRole('link', { name: 'Podstawa zmiany: wypełnij to pole.' }).waitFor();
    assert.match(await page.title(), /^Błąd: /);
    assert.equal(await page.getByLabel('Nazwisko').inputValue(), 'Źdźbło', 'what was typed stays');
    await look(visit, 'pupil-name-errors');
    await page.getByLabel('Podstawa zmiany').selectOption({ label: 'Decyzja administracyjna' });
    await page.getByRole('button', { name: 'Zapisz nowe dane' }).click();
    await page.getByText('Zapisaliśmy nowe dane.').waitFor();
    await page.getByRole('heading', { level: 1, name: 'Łucja Źdźbło' }).waitFor();
    await page.getByText('Zmieniono imię lub nazwisko, decyzja administracyjna').waitFor();

    await page.getByRole('link', { name: 'Dopisz nadany PESEL' }).click();
    await page.getByLabel('PESEL', { exact: true }).fill(pesel('7654'));
    await look(visit, 'pupil-pesel');
    await page.getByRole('button', { name: 'Zapisz PESEL' }).click();
    await page.getByText('PESEL zapisany.').waitFor();
    assert.equal(await page.getByRole('link', { name: 'Dopisz nadany PESEL' }).count(), 0);
    assert.ok(!page.url().includes(pesel('7654')), 'no number in an address');

    await page.getByRole('link', { name: 'Uczeń odszedł ze szkoły' }).click();
    await page.getByLabel('Dlaczego?').selectOption({ label: 'Przejście do innej szkoły' });
    await look(visit, 'pupil-departure');
    await page.getByRole('button', { name: 'Oznacz, że odszedł' }).click();
    await page.getByText('Uczeń jest teraz wśród byłych uczniów.').waitFor();
    await look(visit, 'pupil-left');
    await search(page, 'zdzblo');
    await page.getByRole('heading', { name: 'Nikogo nie znaleźliśmy' }).waitFor();
    await search(page, 'zdzblo', 'Byli uczniowie');
    await page.getByRole('link', { name: 'Źdźbło Łucja' }).click();

    await page.getByRole('link', { name: 'Przyjmij z powrotem' }).click();
    await page.getByLabel('Klasa').selectOption({ index: 1 });
    await page.getByRole('button', { name: 'Przyjmij z powrotem' }).click();
    await page.getByText('Uczeń jest z powrotem w szkole.').waitFor();
    await search(page, 'zdzblo');
    await page.getByRole('link', { name: 'Źdźbło Łucja' }).waitFor();
  });

  journey('the family of one who left sees what was and sends nothing', { program, ...how }, async ({ page }) => {
    await meanwhile(program, { device: 'phone' }, async family => {
      const { pupil } = await newFamily(family.page, program);
      await enter(page, program, 'secretary');
      await page.goto(`/pupils/${pupil}/departure`);
      await page.getByLabel('Dlaczego?').selectOption({ label: 'Ukończenie szkoły' });
      await page.getByRole('button', { name: 'Oznacz, że odszedł' }).click();
      await page.getByText('Uczeń jest teraz wśród byłych uczniów.').waitFor();
      await family.page.goto('/home');
      await family.page.getByText('nie jest już uczniem tej szkoły').waitFor();
      await look(family, 'home-left');
      await family.page.goto(`/pupils/${pupil}/photo`);
      await family.page.getByRole('heading', { level: 1, name: /^Poza szkołą od / }).waitFor();
      assert.equal(await family.page.getByRole('link', { name: /Dodaj zdjęcie|Zmień zdjęcie/ }).count(), 0);
      await look(family, 'status-left');
    });
  });
});
