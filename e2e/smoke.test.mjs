// The program answers, and its first page is whole in all three languages.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { SIGN_IN, axe, demo, everywhere, journey, noSidewaysScroll } from './harness.mjs';
import { totp } from './program.mjs';

describe('the first page', () => {
  const program = demo();

  test('alive and ready', async () => {
    for (const address of ['/healthz', '/readyz']) assert.equal((await fetch(program.base + address)).status, 200, address);
  });

  for (const language of ['pl', 'uk', 'en']) {
    journey(`signing in speaks ${language}`, { program, locale: language, device: 'phone' }, async ({ page, shot }) => {
      await page.goto(SIGN_IN);
      assert.equal(await page.locator('html').getAttribute('lang'), language);
      await axe(page);
      await noSidewaysScroll(page);
      await shot(`sign-in-${language}`);
    });
  }

  everywhere('signing in is whole', { program }, async ({ page, shot }) => {
    await page.goto(SIGN_IN);
    assert.equal(await page.locator('h1').count(), 1);
    await page.locator('input[autocomplete~=username]').waitFor();
    await page.locator('input[autocomplete~=current-password]').waitFor();
    await axe(page);
    await noSidewaysScroll(page);
    await shot('sign-in');
  });
});

test('six digits as in RFC 6238', () => {
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'; // "12345678901234567890"
  const codes = [59, 1_111_111_109, 20_000_000_000].map(second => totp(secret, second * 1000));
  assert.deepEqual(codes, ['287082', '081804', '353130']);
});
