// A school sets how its photos are checked; a family says something along with a photo; the secretary corrects a frame.
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { axe, demo, everywhere, journey, noSidewaysScroll } from './harness.mjs';
import { choose, declare, enter, meanwhile, newFamily, session } from './people.mjs';
import * as pictures from './pictures.mjs';

describe('the checks of a school', () => {
  const program = demo();

  everywhere('are set by the administrator', { program }, async ({ page, shot }) => {
    await enter(page, program, 'administrator');
    await page.goto('/school');
    await page.getByRole('link', { name: 'Sprawdzanie zdjęć' }).click();
    const tilt = page.getByRole('group', { name: 'Przechylenie głowy' });
    const save = page.getByRole('button', { name: 'Zapisz' });
    await tilt.getByLabel('Podpowiedź powyżej').fill('90');
    await save.click();
    await page.getByRole('alert').getByText('Przechylenie głowy').waitFor();
    assert.equal(await tilt.getByLabel('Podpowiedź powyżej').inputValue(), '90', 'what was typed comes back');
    await axe(page);
    await noSidewaysScroll(page);
    await shot('photo-checks-wrong');
    await tilt.getByLabel('Podpowiedź powyżej').fill('15,5');
    await tilt.getByLabel('Wynik').selectOption({ label: 'Nie sprawdzaj' });
    await save.click();
    await page.getByText('Zapisano. Nowe progi').waitFor();
    await tilt.getByText('Ustawione przez szkołę').waitFor();
    assert.equal(await tilt.getByLabel('Podpowiedź powyżej').inputValue(), '15,5');
    await axe(page);
    await shot('photo-checks-set');
    await page.goto('/audit-log');
    await page.getByText('Zmieniono sprawdzanie zdjęć').first().waitFor();
    await page.goto('/school/photo-checks');
    await page.getByRole('button', { name: 'Przywróć ustawienia programu' }).click();
    await page.getByText('Zapisano. Nowe progi').waitFor();
    assert.equal(await page.getByText('Ustawione przez szkołę').count(), 0);
  });
});

describe('a photo that is not as the rules want it', () => {
  const program = demo();

  everywhere('is sent with an exception, and its frame is corrected at school', { program }, async ({ page, device, javaScript, shot }) => {
    const { pupil, name } = await newFamily(page, program);
    await declare(page, pupil);
    await choose(page, await pictures.face(12), javaScript);
    await page.getByRole('heading', { level: 1, name: 'Ustaw kadr' }).waitFor();
    if (javaScript) await page.locator('photo-crop[ready]').waitFor();
    // too large in the frame: the program has a remark, so that there is something to write about
    for (let press = 0; press < 3; press++) await page.getByRole('button', { name: 'Przybliż' }).click();
    await page.getByRole('button', { name: 'Zapisz zdjęcie i przejdź dalej' }).click();
    await page.getByRole('heading', { level: 2, name: 'Uwagi programu do tego zdjęcia' }).waitFor();
    await page.getByRole('checkbox', { name: 'Zgłaszam wyjątek od zasad zdjęcia' }).check();
    await page.getByLabel('Dopisek dla sekretariatu').fill('To najlepsze, jakie mamy.');
    await axe(page);
    await noSidewaysScroll(page);
    await shot('photo-along');
    await page.getByRole('button', { name: 'Wyślij do sekretariatu' }).click();
    await page.waitForURL(url => url.pathname === `/pupils/${pupil}/photo`);

    const context = { storageState: await session(program, 'secretary') };
    await meanwhile(program, { device, javaScript, context }, async secretary => {
      const desk = secretary.page;
      await desk.goto('/photos');
      await desk.getByRole('link', { name: new RegExp(name.split(' ')[1]) }).click();
      await desk.getByRole('heading', { level: 1, name }).waitFor();
      await desk.getByText('Rodzina zgłosiła wyjątek').waitFor();
      await desk.getByText('To najlepsze, jakie mamy.').waitFor();
      const photo = new URL(desk.url()).pathname;
      await axe(desk);
      await secretary.shot('photo-along-review');
      if (javaScript) {
        await desk.locator('photo-review[ready]').waitFor();
        await desk.keyboard.press('k');
      } else {
        await desk.getByRole('link', { name: 'Popraw kadr' }).click();
      }
      await desk.waitForURL(url => url.pathname === `${photo}/frame`);
      if (javaScript) await desk.locator('photo-crop[ready]').waitFor();
      for (let press = 0; press < 3; press++) await desk.getByRole('button', { name: 'Oddal' }).click();
      await axe(desk);
      await noSidewaysScroll(desk);
      await secretary.shot('photo-frame');
      await desk.getByRole('button', { name: 'Zapisz kadr' }).click();
      await desk.waitForURL(url => url.pathname === photo);
      await desk.getByText('Historia').click();
      await desk.getByText('Kadr poprawiony przez szkołę').waitFor();
      await desk.getByRole('button', { name: 'Zaakceptuj' }).waitFor();
    });
  });

  journey('keeps its source from those who do not set the frame', { program }, async ({ page }) => {
    const { pupil } = await newFamily(page, program);
    await declare(page, pupil);
    await choose(page, await pictures.face(12), true);
    await page.locator('photo-crop[ready]').waitFor();
    const source = page.url().replace(/crop.*$/, 'source.jpg');
    assert.equal((await page.request.get(source)).status(), 200, 'the family sees it');
    const context = { storageState: await session(program, 'secretary') };
    await meanwhile(program, { context }, async ({ page }) => {
      assert.equal((await page.request.get(source)).status(), 404, 'a draft is the family\'s own');
    });
  });
});
