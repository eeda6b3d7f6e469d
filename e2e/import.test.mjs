// A class list as a journal writes it: read, checked, mended in place, applied, taken back; and files that are no list.
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { axe, demo, journey, noSidewaysScroll } from './harness.mjs';
import { enter, until } from './people.mjs';
import { workbook } from './workbook.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** The Polish letters of Windows-1250, which no library here writes. @type {Record<string, number>} */
const LETTERS = {
  Ą: 0xa5, Ć: 0xc6, Ę: 0xca, Ł: 0xa3, Ń: 0xd1, Ó: 0xd3, Ś: 0x8c, Ź: 0x8f, Ż: 0xaf,
  ą: 0xb9, ć: 0xe6, ę: 0xea, ł: 0xb3, ń: 0xf1, ó: 0xf3, ś: 0x9c, ź: 0x9f, ż: 0xbf,
};

/** @param {string} text */
const windows1250 = text => Buffer.from([...text].map(letter => LETTERS[letter] ?? letter.charCodeAt(0)));

/** A number of somebody born on 5 June 2015. @param {number} serial */
function pesel(serial) {
  const digits = `152605${String(serial).padStart(4, '0')}`;
  const sum = [...digits].reduce((sum, digit, at) => sum + Number(digit) * [1, 3, 7, 9][at % 4], 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

/** The same with another check digit. @param {number} serial */
const mistyped = serial => pesel(serial).replace(/\d$/, digit => String((Number(digit) + 1) % 10));

const LIST = [
  'Nazwisko;Imię;Klasa;PESEL;Ulica',
  `Źrebięcka;Świętosława;9z;${pesel(7001)};Leśna 1`,
  `Źrebięcki;Łucjan;9z;${mistyped(7002)};Leśna 1`,
  `Źrebięcki;Józef;;${pesel(7003)};Leśna 1`,
  '',
].join('\r\n');

/** One number of the figures on the page. @param {Page} page @param {string} name */
const figure = async (page, name) => Number.parseInt((await page.getByRole('term').filter({ hasText: new RegExp(`^${name}$`) }).first().locator('xpath=following-sibling::dd').textContent()) ?? '', 10);

/** Chooses a file and sends it. @param {Page} page @param {string} name @param {Buffer} buffer */
async function upload(page, name, buffer) {
  await page.getByLabel('Plik z listą').setInputFiles({ name, mimeType: 'text/csv', buffer });
  await page.getByRole('button', { name: 'Wczytaj plik' }).click();
}

/** Who is found under the surname of the list. @param {Page} page */
async function found(page) {
  await page.goto('/pupils?q=zrebieck');
  return page.getByRole('rowheader').getByRole('link', { name: /^Źrebięck/ }).count();
}

for (const [where, how] of /** @type {const} */ ([
  ['at a desk', { device: 'desktop', javaScript: true }],
  ['on a phone without JavaScript', { device: 'phone', javaScript: false }],
])) describe(`a class list, ${where}`, () => {
  const program = demo();

  journey('is read, mended in place, applied and taken back', { program, ...how }, async ({ page, shot }) => {
    /** @param {string} heading @param {string} name */
    const look = async (heading, name) => {
      await page.getByRole('heading', { level: 1, name: heading }).waitFor();
      await axe(page);
      await noSidewaysScroll(page);
      await shot(name);
    };
    await enter(page, program, 'secretary');
    await page.goto('/pupils');
    await page.getByRole('link', { name: 'Wczytaj listę klas' }).click();
    await look('Wczytaj listę klas', 'class-list-file');

    await upload(page, 'lista.csv', windows1250(LIST));
    await look('Co jest w kolumnach', 'class-list-columns');
    await page.getByText('Windows-1250').waitFor();
    assert.equal(await page.getByLabel(/Nazwisko/).inputValue(), 'surname');
    await page.getByRole('button', { name: 'Sprawdź listę' }).click();

    await look('Kontrola listy', 'class-list-check');
    assert.deepEqual([await figure(page, 'Błędy'), await figure(page, 'Nowi uczniowie')], [2, 1]);
    await page.getByText('pominęliśmy kolumny: Ulica').waitFor();
    await page.getByText('Założymy klasy: 9Z').waitFor();
    const row = page.getByRole('group', { name: 'Wiersz 3: Źrebięcki Łucjan' });
    await row.getByText('nie zgadza się cyfra kontrolna').waitFor();
    await row.getByLabel('PESEL').fill(pesel(7002));
    await page.getByRole('button', { name: 'Zapisz poprawki' }).click();
    await page.getByRole('rowheader', { name: 'Wiersz 3: Źrebięcki Łucjan' }).waitFor();
    assert.deepEqual([await figure(page, 'Błędy'), await figure(page, 'Nowi uczniowie')], [1, 2]);
    assert.equal(await found(page), 0, 'nothing is saved yet');

    await page.goBack();
    await page.getByRole('button', { name: 'Zastosuj' }).click();
    await look('Lista zastosowana', 'class-list-applied');
    const result = page.url();
    assert.equal(await found(page), 2, 'the row with an error is left out');

    await page.goto(result);
    await page.getByRole('button', { name: 'Cofnij listę' }).click();
    await look('Lista cofnięta', 'class-list-undone');
    assert.equal(await found(page), 0);
  });

  journey('is chosen among the sheets of a workbook', { program, ...how }, async ({ page, shot }) => {
    await enter(page, program, 'secretary');
    await page.goto('/class-lists');
    const head = ['Nazwisko', 'Imię', 'Klasa', 'PESEL', 'Ulica'];
    const sheets = {
      'O pliku': [['Wykaz uczniów']],
      'Klasa 9X': [head, ['Źrebięcka', 'Anna', '9x', pesel(7101), 'Leśna 1']],
      'Klasa 9Y': [head, ['Źrebięcka', 'Ewa', '9y', pesel(7102), 'Leśna 1']],
    };
    await upload(page, 'klasy.xlsx', workbook(sheets));
    await page.getByText('Odczytaliśmy arkusz „O pliku”').waitFor();
    await page.getByLabel('Arkusz').selectOption({ label: 'Klasa 9Y' });
    await axe(page);
    await noSidewaysScroll(page);
    await shot('class-list-sheets');
    await page.getByRole('button', { name: 'Odczytaj ten arkusz' }).click();
    await page.getByText('Odczytaliśmy arkusz „Klasa 9Y”').waitFor();
    await page.getByRole('button', { name: 'Sprawdź listę' }).click();
    await page.getByRole('rowheader', { name: 'Wiersz 2: Źrebięcka Ewa' }).waitFor();
    assert.equal(await figure(page, 'Nowi uczniowie'), 1);
  });

  journey('is refused by name when it is none', { program, ...how }, async ({ page }) => {
    await enter(page, program, 'secretary');
    await page.goto('/class-lists');
    await upload(page, 'lista.csv', Buffer.from('%PDF-1.7\n'));
    await page.getByText('Ten plik to PDF. Zapisz listę jako CSV albo XLSX.').first().waitFor();
    await upload(page, 'lista.xlsx', Buffer.from('PK\u0003\u0004 and nothing else'));
    await page.getByText('Nie udało się odczytać pliku').first().waitFor();
    await upload(page, 'lista.csv', windows1250(`${LIST}"Źrebięcki;Jan`));
    await page.getByText('zaczyna się cudzysłów').first().waitFor();
  });
});

const ROWS = 600;
/** Rows with a mistyped number, and rows without a class. */
const [MISTYPED, CLASSLESS] = [[20, 130, 260, 390, 520], [61, 190, 310, 440, 599]];
/** Seconds of a practised hand (the keystroke-level model): to think, to point and press, to type a key. */
const [THINK, POINT, KEY] = [1.35, 1.3, 0.28];

/** A surname of letters alone, another for each number. @param {number} number */
const surname = number => `Źreb${String.fromCharCode(...[26 ** 2, 26, 1].map(place => 97 + (Math.floor(number / place) % 26)))}`;

/** Of the whole school, thirty to a class; its tenth bad row stands almost at the end. */
function wholeSchool() {
  const rows = Array.from({ length: ROWS }, (_, at) => {
    const number = MISTYPED.includes(at) ? mistyped(1000 + at) : pesel(1000 + at);
    const letter = String.fromCharCode(97 + (Math.floor(at / 30) % 4));
    const name = CLASSLESS.includes(at) ? '' : `${1 + Math.floor(at / 120)}${letter}`;
    return `${surname(at)};Anna;${name};${number}`;
  });
  return ['Nazwisko;Imię;Klasa;PESEL', ...rows, ''].join('\r\n');
}

for (const [where, how] of /** @type {const} */ ([
  ['at a desk', { device: 'desktop', javaScript: true }],
  ['on a phone without JavaScript', { device: 'phone', javaScript: false }],
])) describe(`a whole school, ${where}`, () => {
  const program = demo();

  journey('comes in with ten bad rows mended within three minutes', { program, ...how }, async ({ page, shot }) => {
    await enter(page, program, 'secretary');
    await page.goto('/class-lists');
    const began = Date.now();
    let hand = 0;
    /** @param {import('playwright-core').Locator} button */
    const press = async button => { hand += THINK + POINT; await button.click(); };

    hand += 3 * (THINK + POINT); // the file is looked for in a folder
    await upload(page, 'szkola.csv', windows1250(wholeSchool()));
    await press(page.getByRole('button', { name: 'Sprawdź listę' }));
    await page.getByRole('heading', { level: 1, name: 'Kontrola listy' }).waitFor();
    assert.deepEqual([await figure(page, 'Błędy'), await figure(page, 'Nowi uczniowie')], [10, ROWS - 10]);
    await axe(page);
    await shot('class-list-600');

    for (const [rows, label, mended] of /** @type {const} */ ([
      [MISTYPED, 'PESEL', (/** @type {number} */ at) => pesel(1000 + at)],
      [CLASSLESS, 'Klasa', () => '8z'],
    ])) for (const at of rows) {
      const text = mended(at);
      hand += 2 * THINK + POINT + KEY * text.length; // and the paper is looked at
      await page.getByRole('group', { name: `Wiersz ${at + 2}: ${surname(at)} Anna` }).getByLabel(label).fill(text);
    }
    await press(page.getByRole('button', { name: 'Zapisz poprawki' }));
    await page.getByRole('heading', { level: 2, name: 'Błędy' }).waitFor({ state: 'detached' });
    assert.deepEqual([await figure(page, 'Błędy'), await figure(page, 'Nowi uczniowie')], [0, ROWS]);
    await press(page.getByRole('button', { name: 'Zastosuj' }));
    // so many rows are a job; its page goes on by itself, but not in a browser that parses as if it ran scripts
    const applied = page.getByRole('heading', { level: 1, name: 'Lista zastosowana' });
    if (how.javaScript) await applied.waitFor({ timeout: 60_000 });
    else await until('the list is applied', async () => { await page.reload(); return applied.isVisible(); });
    await page.getByText(`Nowi uczniowie: ${ROWS}.`).waitFor();

    const [machine, whole] = [(Date.now() - began) / 1000, hand + (Date.now() - began) / 1000];
    console.log(`journey 22, ${where}: ${machine.toFixed(1)} s of the program and ${hand.toFixed(0)} s of a hand, ${whole.toFixed(0)} s in all (asked: 180)`);
    assert.ok(whole <= 180, `${whole} s`);
  });
});
