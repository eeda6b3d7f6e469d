// The school ID on a phone: the clock goes, a ring shows how long the code lasts, the page asks for itself every few
// seconds and takes over code and standing, what was revealed is hidden again, the screen stays on. Offline it says so: a
// minute later there is no code any more, a day later nothing is green. A page that the service worker had kept (data-kept)
// was never fresh. Without this file the page reloads itself.

const EVERY_MS = 4000;
/** A code older than this tells a checker nothing any more. */
const CODE_MS = 45_000;
/** For so long the last known standing is believed. */
const TRUST_MS = 24 * 3600 * 1000;
const REVEAL_MS = 10_000;
/** So long a code is shown. */
const STEP_MS = 15_000;

const clock = new Intl.DateTimeFormat('pl-PL', {
  timeZone: 'Europe/Warsaw', hourCycle: 'h23',
  year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
});

const page = document.querySelector('main.mid[data-now]');
if (page instanceof HTMLElement) live(page);
offerInstall();

/** @param {HTMLElement} page */
function live(page) {
  const kept = page.dataset.kept !== undefined, address = page.dataset.page ?? location.pathname;
  const sent = Number(page.dataset.now);
  let asked = kept ? sent : Date.now(), ahead = sent - asked;
  let waiting = false;

  async function look() {
    if (waiting || document.hidden) return;
    waiting = true;
    const fresh = await ask(address).catch(() => null);
    waiting = false;
    const there = fresh?.querySelector('main.mid[data-now]');
    if (fresh && (kept || !there)) return location.replace(address); // of a kept page, signed out, or there is no ID any more
    if (!(there instanceof Element)) return tick();
    asked = Date.now();
    ahead = Number(there.getAttribute('data-now')) - asked;
    take(page, there);
    tick();
  }

  function tick() {
    const now = Date.now(), silent = now - asked;
    const told = page.querySelector('[data-clock]');
    if (told) told.textContent = clock.format(now + ahead);
    const code = page.querySelector('[data-code] .qr');
    if (code instanceof HTMLElement) code.hidden = silent > CODE_MS;
    page.querySelector('[data-ring]')?.setAttribute('stroke-dashoffset', String(Math.round(100 * ((now + ahead) % STEP_MS) / STEP_MS)));
    // a clock that was set back tells nothing about how old a kept page is
    if (silent > TRUST_MS || silent < -CODE_MS) page.querySelector('[data-status]')?.classList.add('stale');
    const last = page.querySelector('[data-last]');
    const words = kept || silent > CODE_MS ? (last?.getAttribute('data-last') ?? '').replace('#', clock.format(asked + ahead)) : '';
    if (last && last.textContent !== words) last.textContent = words; // a live region: said once, not every second
  }

  setInterval(tick, 1000);
  setInterval(look, EVERY_MS);
  document.addEventListener('visibilitychange', () => { if (!document.hidden) { look(); stayOn(); } });
  addEventListener('online', look);
  if (page.dataset.revealed !== undefined) setTimeout(() => location.replace(address), REVEAL_MS);
  tick();
  stayOn();
}

/** What may have changed; what has not stays, so that nothing flickers. @param {Element} page @param {Element} there */
function take(page, there) {
  for (const part of ['[data-status]', '[data-code]']) {
    const [old, now] = [page.querySelector(part), there.querySelector(part)];
    if (old?.querySelector('form') && now?.querySelector('form')) continue; // somebody types there
    old?.querySelector('[data-ring]')?.removeAttribute('stroke-dashoffset');
    if (old && now && !old.isEqualNode(now)) old.replaceWith(document.adoptNode(now));
  }
  const [link, now] = [page.querySelector('[data-look]'), there.querySelector('[data-look]')];
  const address = now?.getAttribute('href');
  if (address) link?.setAttribute('href', address);
  else link?.remove();
}

/** Where the browser offers to install the app, a button does it; elsewhere the words beside it say how. */
function offerInstall() {
  const button = document.querySelector('[data-install]');
  if (!(button instanceof HTMLElement)) return;
  addEventListener('beforeinstallprompt', event => {
    event.preventDefault();
    button.hidden = false;
    button.addEventListener('click', () => /** @type {any} */ (event).prompt(), { once: true });
  });
}

/** Keeps the screen on while somebody looks at it; a phone that cannot or will not is left alone. */
async function stayOn() {
  await navigator.wakeLock?.request('screen').catch(() => null);
}

/** The page at an address; null if it is not there for now. XMLHttpRequest parses it without an HTML sink. */
function ask(/** @type {string} */ address) {
  const request = new XMLHttpRequest();
  request.open('GET', address);
  request.responseType = 'document';
  request.timeout = EVERY_MS;
  /** @type {Promise<Document | null>} */
  const answer = new Promise((resolve, reject) => {
    request.addEventListener('load', () => resolve(request.status < 500 ? request.response : null));
    for (const end of ['error', 'abort', 'timeout']) request.addEventListener(end, () => reject(new Error(end)));
    request.send();
  });
  return answer;
}
