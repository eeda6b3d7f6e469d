// A passkey beside the app: added with the second factor just given, used to sign in and to show once more who is there,
// removed. Chromium's own virtual device stands for the real one; passkeys belong to a name, so this school has one.
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { SIGN_IN, axe, demo, journey, noSidewaysScroll, signIn } from './harness.mjs';
import { letters, until } from './people.mjs';

const NAME = 'Komputer w sekretariacie';

/** A device that confirms by itself. @param {import('playwright-core').Page} page */
async function device(page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true,
      isUserVerified: true, automaticPresenceSimulation: true,
    },
  });
}

/** Signs in with the password and stays before the second factor. @param {import('playwright-core').Page} page @param {import('./program.mjs').Account} account */
async function halfWay(page, account) {
  await page.goto(SIGN_IN);
  await page.locator('input[autocomplete~=username]').fill(account.email);
  const password = page.locator('input[autocomplete~=current-password]');
  await password.fill(account.password);
  await password.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Drugi składnik' }).waitFor();
}

/** @param {import('./harness.mjs').Visit} visit @param {string} name */
async function look({ page, shot }, name) {
  await axe(page);
  await noSidewaysScroll(page);
  await shot(name);
}

describe('passkeys', () => {
  const program = demo({ named: true });

  for (const [device_, role] of /** @type {const} */ ([['phone', 'secretary'], ['desktop', 'administrator']])) {
    journey(`are added, used and removed (${device_})`, { program, device: device_ }, visit => wholeLife(visit, program, role));
  }

  journey('are not asked for without JavaScript', { program, javaScript: false, device: 'phone' }, async visit => {
    const { page } = visit;
    await signIn(page, program.account('head'));
    await page.goto('/account/passkeys/new');
    // the browser of the tests is told to run no scripts, but still parses as one that would
    assert.match(await page.locator('noscript').textContent() ?? '', /^(<p>)?Do dodania klucza dostępu potrzebny jest JavaScript\./);
    assert.equal(await page.getByRole('button', { name: 'Utwórz klucz dostępu' }).isVisible(), false);
    await look(visit, 'passkey-new');
  });

  journey('are said to be missing where a browser has none', { program, device: 'phone' }, async visit => {
    const { page, context } = visit;
    await context.addInitScript(() => Reflect.deleteProperty(window, 'PublicKeyCredential'));
    await signIn(page, program.account('form_teacher'));
    await page.goto('/account/passkeys/new');
    await page.getByText('Ta przeglądarka nie obsługuje kluczy dostępu.').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Utwórz klucz dostępu' }).isVisible(), false);
    await look(visit, 'passkey-none');
  });
});

describe('passkeys at an address by number', () => {
  const program = demo();

  journey('are said to need a name', { program }, async ({ page }) => {
    await signIn(page, program.account('secretary'));
    await page.goto('/account');
    await page.getByText('Klucze dostępu działają tylko pod adresem z nazwą.').waitFor();
    assert.equal(await page.getByRole('link', { name: 'Dodaj klucz dostępu' }).count(), 0);
  });
});

/** @param {import('./harness.mjs').Visit} visit @param {import('./program.mjs').Demo} program @param {string} role */
async function wholeLife(visit, program, role) {
  const { page } = visit, account = program.account(role);
  await device(page);
  await signIn(page, account);
  await page.goto('/account');
  await page.getByRole('link', { name: 'Dodaj klucz dostępu' }).click();
  await page.getByRole('button', { name: 'Utwórz klucz dostępu' }).click();
  await page.getByRole('alert').getByRole('link', { name: /Nazwa klucza/ }).waitFor();
  await look(visit, 'passkey-new-error');
  await page.getByLabel('Nazwa klucza').fill(NAME);
  await page.getByRole('button', { name: 'Utwórz klucz dostępu' }).click();
  await page.waitForURL(/\/account\?changed$/);
  await page.getByText(NAME, { exact: true }).first().waitFor();
  await page.getByText('jeszcze nie użyto').waitFor();
  await look(visit, 'account-with-passkey');
  await until('a letter about the passkey', async () => (await letters(program, account.email)).some(letter => letter.subject.startsWith('Dodano klucz')));

  await page.context().clearCookies();
  await halfWay(page, account);
  await look(visit, 'second-factor-passkey');
  await page.route('**/session/passkey-question', route => route.abort());
  await page.getByRole('button', { name: 'Użyj klucza dostępu' }).click();
  await page.getByRole('alert').getByText('Klucz dostępu nie potwierdził, że to Ty.').waitFor();
  await page.unroute('**/session/passkey-question');
  await page.getByRole('button', { name: 'Użyj klucza dostępu' }).click();
  await page.waitForURL(/\/desk$/);

  await page.goto('/session/step-up');
  await look(visit, 'step-up-passkey');
  await page.getByRole('button', { name: 'Użyj klucza dostępu' }).click();
  await page.waitForURL(/\/desk$/);
  await page.goto('/account');
  await page.getByText(/ostatnio użyto/).waitFor();
  await page.getByRole('button', { name: new RegExp(`^Usuń: ${NAME}`) }).click();
  await page.waitForURL(/\/account\?changed$/);
  assert.equal(await page.getByText(NAME).count(), 0, 'the passkey is gone');
}
