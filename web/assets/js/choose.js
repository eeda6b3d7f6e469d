// <photo-chooser>: the form with its file fields, made kinder: drop, paste, a look at the file before a person
// sends it, a progress bar, retries. The form itself stays whole: without this file it posts as it is.
// The camera's field is offered where a browser opens a camera for it; elsewhere it would be a second disk.
//
// All words come from data- attributes of the element; {size}, {limit} and {type} in them are filled in.

import { PhotoLook } from './look.js';
import { post } from './post.js';

const MEGABYTE = 2 ** 20; // as the server counts
const SHRINK_OVER = 4 * MEGABYTE;
const LONGEST_SIDE = 3000; // pixels; the card needs 307
const QUALITY = 0.9;
const RETRY_MS = [1000, 3000, 8000];
/** Where a page that refuses says why: this very form, or an error page. */
const SENTENCES = ['photo-chooser [data-error]', '[data-refusal]', 'main .lead', 'main h1'];

class PhotoChooser extends HTMLElement {
  busy = false;
  /** What waits here to be sent, once or again. @type {File | null} */ chosen = null;

  connectedCallback() {
    const form = this.querySelector('form'), drop = this.querySelector('.drop');
    if (!form || !drop) return;
    this.form = form;
    for (const field of this.fields()) field.addEventListener('change', () => this.take(field.files?.[0]));
    form.addEventListener('submit', event => {
      event.preventDefault();
      if (this.chosen) this.dispatch(this.chosen);
      else this.take(this.fields().find(field => field.files?.length)?.files?.[0]);
    });
    this.acceptDrops(drop);
    addEventListener('paste', event => {
      if (event.clipboardData?.files.length) this.take(event.clipboardData.files[0]);
    });
    const camera = 'capture' in HTMLInputElement.prototype;
    this.toggleAttribute('camera', camera);
    this.querySelector('label[for=file]')?.classList.toggle('second', camera);
    this.toggleAttribute('ready', true);
  }

  fields() {
    return /** @type {HTMLInputElement[]} */ ([...this.querySelectorAll('input[type=file]')]);
  }

  /** A file let go beside the zone would replace the page, so the whole window listens. */
  acceptDrops(/** @type {Element} */ drop) {
    const over = (/** @type {DragEvent} */ event, /** @type {boolean} */ is) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      drop.classList.toggle('over', is);
    };
    addEventListener('dragover', event => over(event, event.target instanceof Node && drop.contains(event.target)));
    addEventListener('dragleave', event => over(event, false));
    addEventListener('drop', event => {
      over(event, false);
      if (event.target instanceof Node && drop.contains(event.target)) this.take(event.dataTransfer?.files[0]);
    });
  }

  /** Looks at one file. It stays on this device until its owner is content and sends it. */
  take(/** @type {File | undefined} */ file) {
    if (this.busy) return;
    const fault = this.fault(file);
    this.refuse(fault);
    this.keep(fault ? null : file ?? null);
    if (!this.chosen) return;
    this.say(this.text('chosen'));
    const look = this.querySelector('photo-look');
    if (look instanceof PhotoLook) look.propose(this.chosen);
  }

  keep(/** @type {File | null} */ file) {
    this.chosen = file;
    this.classList.toggle('chosen', Boolean(file));
  }

  /** Shrinks and sends one file. */
  async dispatch(/** @type {File} */ file) {
    if (this.busy) return;
    this.busy = true;
    this.refuse('');
    this.progress(0);
    this.say(this.text('sending'));
    try {
      await this.deliver(await shrink(file));
    } finally {
      this.busy = false;
    }
  }

  /** The sentence to show, or '' when the file may be sent. The server looks again, and closer. */
  fault(/** @type {File | undefined} */ file) {
    const limit = Number(this.dataset.maxBytes);
    if (!file) return this.text('none');
    if (!file.size) return this.text('empty');
    if (file.size > limit) return this.text('tooBig', { size: megabytes(file.size), limit: megabytes(limit) });
    const wanted = this.dataset.types?.split(' ') ?? [];
    if (file.type && !wanted.includes(file.type)) return this.text('wrongType', { type: kind(file) });
    return '';
  }

  /** Sends until an answer comes; the address carries the key, so the server counts it once. */
  async deliver(/** @type {File} */ file) {
    for (let tries = 0; ; tries++) {
      const answer = await this.send(file).catch(() => null);
      if (answer && answer.status < 500) return this.finish(answer);
      if (tries === RETRY_MS.length) break;
      this.say(this.text('retrying'));
      await new Promise(resolve => setTimeout(resolve, RETRY_MS[tries]));
    }
    this.refuse(this.text('failed'));
  }

  send(/** @type {File} */ file) {
    const { form } = this;
    if (!form) return Promise.reject(new Error('not connected'));
    const body = new FormData(form);
    body.set('file', file, file.name); // one file, whichever field it came from
    return post(form.action, body, part => this.progress(part));
  }

  /** Success is a redirect, already followed; a refusal is a page that carries its sentence. */
  finish(/** @type {import('./post.js').Answer} */ { status, address, page }) {
    if (status === 401) return this.signInAgain();
    if (status < 400) {
      this.say(this.text('sent'));
      location.assign(address);
      return;
    }
    this.keep(null);
    const places = SENTENCES.map(selector => page?.querySelector(selector)?.textContent?.trim());
    this.refuse(places.find(Boolean) ?? this.text('failed'));
  }

  /** The session has ended. The form, without its file, goes the plain way, which brings the page that says so. */
  signInAgain() {
    for (const field of this.fields()) field.value = '';
    this.form?.submit();
  }

  progress(/** @type {number} */ part) {
    const area = this.querySelector('[data-progress]'), bar = area?.querySelector('progress');
    area?.removeAttribute('hidden');
    if (bar) bar.value = part;
  }

  /** Shows the sentence (role=alert reads it out); '' clears it. */
  refuse(/** @type {string} */ sentence) {
    const place = this.querySelector('[data-error]');
    if (place) place.textContent = sentence;
    if (!sentence) return;
    this.querySelector('[data-progress]')?.setAttribute('hidden', '');
    this.say('');
    for (const field of this.fields()) field.value = ''; // the same file may be chosen again
  }

  say(/** @type {string} */ sentence) {
    const place = this.querySelector('[role=status]');
    if (place) place.textContent = sentence;
  }

  text(/** @type {string} */ name, /** @type {Record<string, string>} */ values = {}) {
    return Object.entries(values).reduce((text, [key, value]) => text.replace(`{${key}}`, value), this.dataset[name] ?? '');
  }
}

/** The bytes in whole MB; a little above the limit is above it in words, too. */
function megabytes(/** @type {number} */ bytes) {
  return String(Math.ceil(bytes / MEGABYTE));
}

/** "PDF", "GIF": what a person calls it. */
function kind(/** @type {File} */ file) {
  const ending = /\.([a-z0-9]{1,5})$/i.exec(file.name)?.[1];
  return (ending ?? file.type.split('/')[1] ?? file.type).toUpperCase();
}

/** A photo too heavy for a slow line, smaller; anything else, or what cannot be read, as it is. */
async function shrink(/** @type {File} */ file) {
  if (file.size <= SHRINK_OVER) return file;
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = Object.assign(document.createElement('canvas'), { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) });
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    /** @type {Blob | null} */
    const smaller = await new Promise(resolve => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
    if (!smaller || smaller.size >= file.size) return file;
    return new File([smaller], file.name.replace(/\.[^.]*$/, '') + '.jpg', { type: 'image/jpeg' });
  } catch {
    return file;
  }
}

customElements.define('photo-chooser', PhotoChooser);
