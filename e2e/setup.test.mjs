// The first day: the one-time link makes the school; a class, pupils and a family follow; the family finds the child.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { describe } from 'node:test';
import { axe, code, empty, journey, noSidewaysScroll, signIn } from './harness.mjs';
import { letters, linkFor, until } from './people.mjs';

const PARENT = { role: 'parent', name: 'Olena Kowalczyk', email: 'olena@dom.example', password: 'cztery-zielone-parasole' };

/** A PESEL of this century with a right or wrong last digit. @param {string} born YYMMDD @param {number} [slip] */
function pesel(born, slip = 0) {
  const digits = `${born.slice(0, 2)}${Number(born.slice(2, 4)) + 20}${born.slice(4)}0123`;
  const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * [1, 3, 7, 9][at % 4], 0);
  return digits + ((10 - (sum % 10)) % 10 + slip) % 10;
}

/**
 * The form came back: the title says so, the summary holds the sentences and the focus.
 * @param {import('playwright-core').Page} page @param {string[]} sentences
 */
async function cameBack(page, sentences) {
  const summary = page.getByRole('alert');
  await summary.waitFor();
  assert.deepEqual(await summary.getByRole('link').allTextContents(), sentences);
  assert.match(await page.title(), /^Błąd: /);
  assert.equal(await page.locator(':focus').getAttribute('role'), 'alert', 'the summary has the focus');
}

/** A step as it stands. @param {import('./harness.mjs').Visit} visit @param {string} name */
async function look({ page, shot }, name) {
  await axe(page);
  await noSidewaysScroll(page);
  await shot(name);
}

describe('a new installation', () => {
  const program = empty();

  journey('becomes a school with a class, pupils and an invited family', { program }, visit => firstDay(visit, program.link));

  journey('lets the invited family in, which finds the child', { program, device: 'phone' }, async ({ page, shot }) => {
    const invitation = await linkFor(program, PARENT.email);
    const [letter] = await letters(program, PARENT.email);
    assert.equal(letter.subject, 'Zaproszenie do programu Legitka: Zofia K.');
    assert.doesNotMatch(letter.text, new RegExp(pesel('150605')));
    const files = await readdir(path.join(program.data, 'mailbox'));
    assert.ok(files.some(name => name.endsWith('.eml')), 'the letter as it would have left');

    await page.goto(invitation);
    await page.getByRole('heading', { level: 1, name: 'Dzień dobry, Olena' }).waitFor();
    await page.getByText('Zofia K., 4B').waitFor(); // whoever else finds the letter learns no more
    await axe(page);
    await noSidewaysScroll(page);
    await shot('invitation');
    const choosePassword = async (/** @type {string} */ one, again = one) => {
      await page.getByLabel('Nowe hasło').fill(one);
      await page.getByLabel('To samo jeszcze raz').fill(again);
      await page.getByRole('button', { name: 'Przyjmij zaproszenie' }).click();
    };
    await choosePassword('kotek');
    await cameBack(page, ['Hasło jest za krótkie: potrzeba co najmniej 15 znaków. Najłatwiej zapamiętać kilka słów.']);
    await choosePassword('bardzotrudnehaslo');
    await cameBack(page, ['To hasło łatwo odgadnąć. Wybierz inne, na przykład cztery przypadkowe słowa.']);
    await choosePassword(PARENT.password, 'cztery-zielone-kalosze');
    await cameBack(page, ['Hasła się różnią. Wpisz dwa razy to samo.']);
    await choosePassword(PARENT.password);
    await page.waitForURL(/\/home$/);
    await page.getByRole('heading', { level: 2, name: 'Zofia Maria Kowalczyk' }).waitFor();

    await page.goto(invitation);
    await page.getByText('Ten odnośnik został już użyty, zastąpiony nowszym albo wygasł.').waitFor();
    await page.goto('/home');
    await page.getByRole('button', { name: 'Wyloguj się' }).click();
    await page.waitForURL(/\/session$/);
    await signIn(page, PARENT);
    await page.getByRole('heading', { level: 2, name: 'Zofia Maria Kowalczyk' }).waitFor();
    await page.getByRole('link', { name: 'Dodaj zdjęcie do legitymacji' }).waitFor();
    await axe(page);
    await noSidewaysScroll(page);
    await shot('home-first-day');
  });
});

describe('a new installation on a phone without JavaScript', () => {
  const program = empty();
  const how = { program, device: /** @type {const} */ ('phone'), javaScript: false };

  journey('becomes a school with a class, pupils and an invited family', how, visit => firstDay(visit, program.link));
});

/**
 * From the one-time link to an invited family.
 * @param {import('./harness.mjs').Visit} visit @param {string} link
 */
async function firstDay(visit, link) {
  const { page } = visit;
  await page.goto(link);
  const [school, head, administrator] = ['Szkoła', 'Dyrektor szkoły', 'Administrator'].map(name => page.getByRole('group', { name, exact: true }));
  await school.getByLabel('Pełna nazwa').fill('Szkoła Podstawowa nr 5 im. Żółwia');
  await school.getByLabel('Adres').fill('ul. Lipowa 5, 00-123 Warszawa');
  await head.getByLabel('Imię (imiona)').fill('Łucja');
  await head.getByLabel('Nazwisko').fill('Święcicka');
  await head.getByLabel('Dyrektor od dnia').fill('2024-09-01');
  await administrator.getByLabel('Imię (imiona)').fill('Adam');
  await administrator.getByLabel('Nazwisko').fill('Okoński');
  await administrator.getByLabel('E-mail').fill('adam@');
  await administrator.getByLabel('Nowe hasło').fill('stara-mapa-szkoly');
  await administrator.getByLabel('To samo jeszcze raz').fill('stara-mapa-szkoly');
  await page.getByRole('button', { name: 'Załóż szkołę' }).click();
  await cameBack(page, ['Podaj adres e-mail w formacie nazwa@przyklad.pl.']);
  assert.equal(await school.getByLabel('Pełna nazwa').inputValue(), 'Szkoła Podstawowa nr 5 im. Żółwia');
  assert.equal(await head.getByLabel('Dyrektor od dnia').inputValue(), '2024-09-01');
  assert.equal(await administrator.getByLabel('E-mail').inputValue(), 'adam@');
  await look(visit, 'set-up-errors');

  await administrator.getByLabel('E-mail').fill('adam@szkola.example');
  await administrator.getByLabel('Nowe hasło').fill('stara-mapa-szkoly');
  await administrator.getByLabel('To samo jeszcze raz').fill('stara-mapa-szkoly');
  await page.getByRole('button', { name: 'Załóż szkołę' }).click();
  await page.getByRole('heading', { level: 1, name: 'Szkoła jest założona' }).waitFor();
  const recovery = await page.getByRole('code').textContent();
  assert.match(recovery ?? '', /\S{20,}|(\S+[ -]){4,}/);
  await look(visit, 'set-up-done');
  const [sheet] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Pobierz kartkę z kluczem (PDF)' }).click(),
  ]);
  assert.match(sheet.suggestedFilename(), /\.pdf$/);
  assert.equal((await readFile(await sheet.path())).subarray(0, 5).toString(), '%PDF-');

  await page.getByRole('link', { name: 'Mam klucz – ustaw drugi składnik' }).click();
  await page.getByRole('heading', { level: 1, name: 'Ustaw drugi składnik' }).waitFor();
  await look(visit, 'second-factor');
  await page.getByLabel('Sześć cyfr z aplikacji').fill('12345');
  await page.getByRole('button', { name: 'Włącz drugi składnik' }).click();
  await cameBack(page, ['Ten kod się nie zgadza albo był już użyty. Poczekaj na następny i wpisz go.']);
  const secret = (await page.getByRole('code').textContent()) ?? '';
  await page.getByLabel('Sześć cyfr z aplikacji').fill(await code(secret));
  await page.getByRole('button', { name: 'Włącz drugi składnik' }).click();
  await look(visit, 'recovery-codes');
  await page.getByRole('link', { name: 'Kody są zapisane, dalej' }).click();
  await page.waitForURL(/\/desk$/);
  await page.getByRole('heading', { level: 2, name: 'Zacznijmy' }).waitFor();
  await look(visit, 'desk-first-day');

  // The link worked once.
  await page.goto(link);
  await page.getByText('Ta instalacja jest już założona albo odnośnik wygasł.').waitFor();
  assert.doesNotMatch((await page.locator('main').textContent()) ?? '', new RegExp(recovery ?? ''));

  await page.goto('/desk');
  await page.getByRole('link', { name: 'Dodaj klasę' }).first().click();
  await page.getByLabel('Nazwa klasy').fill('4B');
  await page.getByRole('button', { name: 'Dodaj klasę' }).click();
  await page.getByText('Klasa 4B dodana.').waitFor();
  await page.getByLabel('Nazwa klasy').fill('4 b');
  await page.getByRole('button', { name: 'Dodaj klasę' }).click();
  const today = new Date();
  const year = today.getFullYear() - (today.getMonth() < 8 ? 1 : 0);
  await cameBack(page, [`Klasa 4B już jest w roku szkolnym ${year}/${year + 1}. Wielkość liter, spacje i łączniki nie odróżniają klas.`]);

  await addPupils(visit);
  await inviteFamily(visit);
  await completeSchool(visit);
  await trySendingLetters(visit);
}

/** The entry of the register of schools stands in the form and is not saved. @param {import('./harness.mjs').Visit} visit */
async function lookUpSchool(visit) {
  const { page } = visit;
  await page.goto('/school');
  await page.getByRole('link', { name: 'Dane z RSPO' }).click();
  await page.getByLabel('Numer RSPO, nazwa albo miejscowość').fill('zolwia');
  const file = (/** @type {string} */ text) => ({ name: 'rspo.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await page.getByLabel('Plik z rejestru').setInputFiles(file('Nazwisko;Imię;Klasa\r\nŻak;Żaneta;1A\r\n'));
  await page.getByRole('button', { name: 'Znajdź szkołę' }).click();
  await cameBack(page, ['W tym pliku nie ma kolumn z numerem RSPO, typem i nazwą. Pobierz wykaz z rspo.gov.pl jeszcze raz.']);
  assert.equal(await page.getByLabel('Numer RSPO, nazwa albo miejscowość').inputValue(), 'zolwia', 'what was typed stays');
  await look(visit, 'rspo-errors');
  const schools = [
    'Numer RSPO;Typ;Nazwa;Ulica;Numer budynku;Kod pocztowy;Miejscowość',
    '54321;Szkoła podstawowa;Szkoła Podstawowa nr 6;ul. Leśna;6;00-123;Warszawa',
    '12345;Szkoła podstawowa;Szkoła Podstawowa nr 5 im. Żółwia;ul. Lipowa;5;00-123;Warszawa',
  ];
  await page.getByLabel('Plik z rejestru').setInputFiles(file(schools.join('\r\n')));
  await page.getByRole('button', { name: 'Znajdź szkołę' }).click();
  await page.getByText('W pliku jest jedna taka szkoła.').waitFor();
  await look(visit, 'rspo-found');
  await page.getByRole('button', { name: /^Wpisz do formularza: Szkoła Podstawowa nr 5 im\. Żółwia/ }).click();
  await page.getByText('To podgląd tego, co jest w formularzu.').waitFor();
  assert.equal(await page.getByLabel('Numer RSPO').inputValue(), '12345');
  assert.equal(await page.getByLabel('Adres').inputValue(), 'ul. Lipowa 5, 00-123 Warszawa');
}

/** The school's data, looked at on a card before they are saved. @param {import('./harness.mjs').Visit} visit */
async function completeSchool(visit) {
  const { page } = visit;
  await lookUpSchool(visit);
  await page.goto('/school/set-up');
  await page.getByRole('heading', { level: 1, name: 'Konfiguracja szkoły' }).waitFor();
  await page.getByRole('link', { name: 'Uzupełnij dane szkoły i numer RSPO' }).first().click();
  await page.getByLabel('Numer RSPO').fill('12345');
  await page.getByLabel('Rachunek szkoły').fill('61109010140000071219812875');
  await page.getByRole('button', { name: 'Zapisz dane szkoły' }).click();
  await cameBack(page, ['Ten numer rachunku się nie zgadza: ma 26 cyfr, a dwie pierwsze sprawdzają pozostałe. Sprawdź cyfry.']);
  await page.getByLabel('Rachunek szkoły').fill('61 1090 1014 0000 0712 1981 2874');
  await page.getByLabel('Pełna nazwa').fill('Szkoła Podstawowa nr 5 im. Żółwia Błotnego');
  await page.getByRole('button', { name: 'Sprawdź na karcie' }).click();
  await page.getByText('To podgląd tego, co jest w formularzu.').waitFor();
  assert.match((await page.locator('svg.card-preview').textContent()) ?? '', /Błotnego/);
  await look(visit, 'school-card');
  await page.getByRole('button', { name: 'Zapisz dane szkoły' }).click();
  await page.getByText('Nowe dane będą na kartach').waitFor();
  assert.equal(await page.getByLabel('Pełna nazwa').inputValue(), 'Szkoła Podstawowa nr 5 im. Żółwia Błotnego');
}

/** A letter to oneself leaves, and the list notices. @param {import('./harness.mjs').Visit} visit */
async function trySendingLetters(visit) {
  const { page } = visit;
  await page.goto('/school/set-up');
  await look(visit, 'set-up-list');
  await page.getByRole('button', { name: 'Pomiń: Napisz własne wskazówki dla rodzin' }).click();
  await page.getByText(/Pominięto \d\d\.\d\d\.\d{4} · Adam Okoński/).waitFor();
  await page.getByRole('link', { name: 'Sprawdź, czy listy wychodzą' }).first().click();
  await page.getByRole('button', { name: 'Wyślij próbny list' }).click();
  await until('the letter has left', async () => {
    await page.goto('/school/mail');
    return await page.getByText(/List wyszedł/).isVisible();
  });
  await look(visit, 'mail-works');
  await page.goto('/desk');
  await page.getByRole('heading', { level: 2, name: 'Zacznijmy' }).waitFor();
  assert.equal(await page.getByRole('link', { name: 'Sprawdź, czy listy wychodzą' }).count(), 0, 'the step is done');
}

/** @param {import('./harness.mjs').Visit} visit */
async function addPupils(visit) {
  const { page } = visit;
  await page.goto('/pupils/new');
  await page.getByLabel('Klasa').selectOption({ label: '4B' });
  await page.getByLabel('Imię (imiona)').fill('Zofia Maria');
  await page.getByLabel('Nazwisko').fill('Kowalczyk');
  await page.getByLabel('Data urodzenia').fill('2015-06-05');
  await page.getByLabel('PESEL', { exact: true }).fill(pesel('150605', 1));
  await page.getByRole('button', { name: 'Dodaj ucznia' }).click();
  await cameBack(page, ['W numerze PESEL jest pomyłka: nie zgadza się cyfra kontrolna. Sprawdź cyfry.']);
  assert.equal(await page.getByLabel('Imię (imiona)').inputValue(), 'Zofia Maria');
  assert.equal(await page.getByLabel('Data urodzenia').inputValue(), '2015-06-05');
  assert.equal(await page.getByLabel('PESEL', { exact: true }).inputValue(), pesel('150605', 1), 'what was typed stays');
  await look(visit, 'pupil-errors');
  await page.getByLabel('PESEL', { exact: true }).fill(pesel('150606'));
  await page.getByRole('button', { name: 'Dodaj ucznia' }).click();
  await cameBack(page, ['Data urodzenia nie zgadza się z numerem PESEL. Popraw jedno z nich.']);
  await page.getByLabel('PESEL', { exact: true }).fill(pesel('150605'));
  await page.getByRole('button', { name: 'Dodaj ucznia' }).click();
  await page.getByText('Uczeń dodany.').waitFor();
  await page.getByRole('heading', { level: 1, name: 'Zofia Maria Kowalczyk' }).waitFor();

  await page.getByRole('link', { name: 'Dodaj następnego ucznia tej klasy' }).click();
  await page.getByLabel('Imię (imiona)').fill('Дарина');
  await page.getByLabel('Nazwisko').fill('Шевченко');
  await page.getByLabel('Data urodzenia').fill('2015-02-28');
  await page.getByRole('button', { name: 'Dodaj ucznia' }).click();
  await cameBack(page, ['Podaj PESEL albo nazwę i numer innego dokumentu tożsamości.']);
  await page.getByLabel('Nazwa dokumentu').fill('paszport');
  await page.getByLabel('Numer dokumentu').fill('FG 410 200');
  await page.getByRole('button', { name: 'Dodaj ucznia' }).click();
  await page.getByText('Uczeń dodany.').waitFor();
  await page.goto('/pupils');
  await page.getByRole('link', { name: 'Kowalczyk Zofia Maria' }).waitFor();
  await page.getByRole('link', { name: 'Шевченко Дарина' }).waitFor();
  assert.doesNotMatch((await page.locator('main').textContent()) ?? '', new RegExp(pesel('150605')), 'numbers are masked');
}

/** @param {import('./harness.mjs').Visit} visit */
async function inviteFamily(visit) {
  const { page } = visit;
  await page.getByRole('link', { name: 'Kowalczyk Zofia Maria' }).click();
  await page.getByRole('link', { name: 'Zaproś' }).click();
  await page.getByLabel('Imię (imiona)').fill('Olena');
  await page.getByLabel('Nazwisko').fill('Kowalczyk');
  await page.getByLabel('E-mail').fill('olena(małpa)dom.example');
  await page.getByRole('button', { name: 'Wyślij zaproszenie' }).click();
  await cameBack(page, ['Podaj adres e-mail w formacie nazwa@przyklad.pl.']);
  assert.equal(await page.getByLabel('Imię (imiona)').inputValue(), 'Olena');
  await look(visit, 'guardian-errors');
  await page.getByLabel('E-mail').fill(PARENT.email);
  await page.getByRole('button', { name: 'Wyślij zaproszenie' }).click();
  await page.getByText('Zaproszenie wysłane.').waitFor();
  await page.getByText('zaproszenie wysłane', { exact: true }).waitFor();
  await look(visit, 'pupil-with-family');
}
