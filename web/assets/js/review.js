// <photo-review>: one photo, its forms, and one key for each of them.
//
// The page is the server's and works by its buttons; a decision is answered by a redirect to the next
// photo. Here the same forms are sent by keys, and kept through a lost connection: the form's address
// carries an idempotency key, so a decision sent twice counts once.
//
// No browser may store a photo, so a page that is loaded anew fetches and decrypts all its pictures again. The next
// photo therefore takes the place of this one in the same page, and the pictures that are here already move along.

import { post } from './post.js';

const GAP_MS = 250; // two keys closer than this are one slip of the hand
const RETRY_MS = [200, 1000, 3000, 10000];
const SWITCH = 'review-keys'; // in localStorage: "off" when the reader turned the keys off
/** The address of the photo that is shown. */
let shown = location.pathname;

class PhotoReview extends HTMLElement {
  /** Nobody judges a photo not yet seen. */
  ready = false;
  shownAt = 0;
  sending = false;
  /** The next photo's picture, if the strip has none. @type {HTMLImageElement | null} */ ahead = null;

  connectedCallback() {
    this.addEventListener('submit', event => {
      if (!(event.target instanceof HTMLFormElement) || !event.target.matches('[data-approve], [data-reject], [data-undo]')) return;
      event.preventDefault();
      this.send(event.target, event.submitter);
    });
    // WCAG 2.1.4: character keys act only while the focus is inside, and can be switched off
    this.addEventListener('keydown', event => this.pressed(event));
    const keys = this.keys();
    if (keys) {
      keys.checked = localStorage.getItem(SWITCH) !== 'off';
      keys.addEventListener('change', () => localStorage.setItem(SWITCH, keys.checked ? 'on' : 'off'));
    }
    this.show();
    this.focus({ preventScroll: true });
  }

  async show() {
    const photo = this.querySelector('.stage img'), next = this.dataset.nextPhoto;
    if (photo instanceof HTMLImageElement) await photo.decode().catch(() => {}); // a broken file shows its alt text
    await new Promise(requestAnimationFrame);
    this.shownAt = performance.now();
    this.ready = true;
    this.toggleAttribute('ready', true);
    if (next && !this.pictures().has(next)) this.ahead = Object.assign(new Image(), { src: next });
  }

  /** The pictures that are here, by address. */
  pictures() {
    const all = [...this.querySelectorAll('img'), ...(this.ahead ? [this.ahead] : [])];
    return new Map(all.map(picture => [picture.getAttribute('src') ?? '', picture]));
  }

  keys() {
    const keys = this.querySelector('[data-keys]');
    return keys instanceof HTMLInputElement ? keys : null;
  }

  pressed(/** @type {KeyboardEvent} */ event) {
    const typing = event.target instanceof Element && event.target.matches('select, textarea, input:not([type=checkbox])');
    if (typing || event.repeat || event.altKey || event.metaKey || event.ctrlKey || this.keys()?.checked === false) return;
    if (!this.act(event.key.toLowerCase())) return;
    event.preventDefault();
  }

  /** What a key does; false when it is none of ours. */
  act(/** @type {string} */ key) {
    switch (key) {
      case 'a': return this.decide('[data-approve] button');
      case 'r': return this.openReasons();
      case '0': return this.openReasons() && this.give('[data-reject] textarea');
      case 'k': return this.follow('a[data-frame]');
      case 'z': return this.decide('[data-undo] button');
      case 'arrowleft': return this.follow('a[data-previous]');
      case 'arrowright': return this.follow('a[data-next]');
      case '?': return this.toggle('.keys-help');
      case 'escape': return this.toggle('.reject-menu[open], .keys-help[open]') && this.give('.stage');
      default: return /^[1-9]$/.test(key) && this.decide(`[data-reject] button[data-key="${key}"]`);
    }
  }

  decide(/** @type {string} */ selector) {
    const button = this.querySelector(selector);
    if (!(button instanceof HTMLButtonElement)) return false;
    if (this.ready && performance.now() - this.shownAt >= GAP_MS) button.form?.requestSubmit(button);
    return true;
  }

  openReasons() {
    this.querySelector('.reject-menu')?.setAttribute('open', '');
    return this.give('[data-reject] button[data-key]');
  }

  toggle(/** @type {string} */ selector) {
    const details = this.querySelector(selector);
    details?.toggleAttribute('open');
    return !!details;
  }

  give(/** @type {string} */ selector) {
    const element = this.querySelector(selector);
    if (element instanceof HTMLElement) element.focus();
    return !!element;
  }

  follow(/** @type {string} */ selector) {
    const link = this.querySelector(selector);
    if (link instanceof HTMLAnchorElement) link.click();
    return !!link;
  }

  async send(/** @type {HTMLFormElement} */ form, /** @type {HTMLElement | null} */ submitter) {
    if (this.sending) return;
    this.sending = true;
    submitter?.setAttribute('aria-busy', 'true');
    const fields = new FormData(form, submitter);
    const body = new URLSearchParams(/** @type {[string, string][]} */ ([...fields]));
    for (let tries = 0; ; tries++) {
      const answer = await post(form.action, body).catch(() => null);
      if (answer && answer.status < 400) return this.goOn(answer);
      if (answer && answer.status < 500) return this.postPlainly(form, submitter);
      this.say(this.dataset.offline ?? '');
      await new Promise(resolve => setTimeout(resolve, RETRY_MS[Math.min(tries, RETRY_MS.length - 1)]));
    }
  }

  /** The answer is the next photo's page, or the queue's after the last one. */
  goOn(/** @type {import('./post.js').Answer} */ { address, page }) {
    const next = page?.querySelector('photo-review');
    if (!page || !next) return location.assign(address);
    const here = this.pictures();
    /** @type {[Comment, HTMLImageElement][]} */
    const kept = [];
    for (const picture of next.querySelectorAll('img')) {
      const known = here.get(picture.getAttribute('src') ?? '');
      if (!known) continue;
      here.delete(picture.getAttribute('src') ?? ''); // it can stand in one place only
      for (const { name, value } of picture.attributes) if (name !== 'src') known.setAttribute(name, value);
      const place = page.createComment('');
      picture.replaceWith(place);
      kept.push([place, known]);
    }
    document.adoptNode(next); // before the pictures move: one that changes documents is fetched again
    for (const [place, known] of kept) place.replaceWith(known);
    history.pushState(null, '', address);
    shown = location.pathname;
    document.title = page.title;
    this.replaceWith(next);
    scrollTo(0, 0);
  }

  /** The server refused (somebody was first, a field is wrong): let the browser show the server's own page. */
  postPlainly(/** @type {HTMLFormElement} */ form, /** @type {HTMLElement | null} */ submitter) {
    if (submitter instanceof HTMLButtonElement && submitter.name) {
      const value = Object.assign(document.createElement('input'), { type: 'hidden', name: submitter.name, value: submitter.value });
      form.append(value); // form.submit() knows no submitter
    }
    form.submit();
  }

  say(/** @type {string} */ sentence) {
    const place = this.querySelector('[data-said]');
    if (place) place.textContent = sentence;
  }
}
customElements.define('photo-review', PhotoReview);
// back: the page of that address was replaced by a later one
addEventListener('popstate', () => { if (location.pathname !== shown) location.reload(); });
