// <photo-look>: what the eye says about a photo while it is still on this device, in the server's own sentences.
//
// The sentences stand in a template of the page, each a line of the list, and are only copied. Whatever goes wrong here
// (an old browser, no connection, a file that cannot be drawn) goes unsaid: the server looks at every photo it gets.
import { policy } from './trust.js';

/** @typedef {import('./eye.js').Look} Look */
/** @typedef {import('./eye.js').Remark} Remark */
/** @typedef {import('./eye.js').Crop} Crop */
/** @typedef {{source: ImageBitmapSource, frame: Crop | null}} Question */

const PAUSE_MS = 250; // a frame that is still being dragged is not judged
const SVG = 'http://www.w3.org/2000/svg';

export class PhotoLook extends HTMLElement {
  /** @type {Worker | null} */ worker = null;
  /** What the worker looks at. @type {ImageBitmapSource | null} */ source = null;
  /** What to ask when the answer under way has come: only the last question counts. @type {Question | null} */ question = null;
  /** The address of the file that is shown. */ address = '';
  said = '';

  /** Shows a file, and what is to be said about it with the frame that would be proposed. */
  propose(/** @type {File} */ file) {
    this.say(null);
    this.show(file);
    this.ask({ source: file, frame: null });
  }

  /** Says something about this frame of the picture, once it has come to rest. */
  judge(/** @type {ImageBitmapSource} */ source, /** @type {Crop} */ frame) {
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.ask({ source, frame }), PAUSE_MS);
  }

  async ask(/** @type {Question} */ question) {
    this.question = question;
    if (!this.dataset.worker || this.hasAttribute('busy')) return;
    this.toggleAttribute('busy', true);
    while (this.question) {
      const { source, frame } = /** @type {Question} */ (this.question);
      this.question = null;
      const look = await this.answer(source, frame).catch(() => undefined);
      if (look && !this.question) this.say(look);
    }
    this.toggleAttribute('busy', false);
  }

  /** Only when there is a picture to look at, code and model are fetched. @returns {Promise<Look | undefined>} */
  async answer(/** @type {ImageBitmapSource} */ source, /** @type {Crop | null} */ frame) {
    const picture = source === this.source ? undefined : await createImageBitmap(source);
    const worker = this.worker ??= new Worker(/** @type {any} */ (policy.createScriptURL(this.dataset.worker ?? '')));
    this.source = source;
    return new Promise((resolve, reject) => {
      worker.onmessage = event => resolve(event.data.look);
      worker.onerror = event => {
        event.preventDefault();
        reject(new Error(event.message));
      };
      const limits = JSON.parse(this.dataset.limits ?? '[]');
      worker.postMessage({ picture, frame, limits }, picture ? [picture] : []);
    });
  }

  show(/** @type {File} */ file) {
    const place = this.querySelector('[data-picture]'), image = place?.querySelector('img');
    if (!place || !image) return;
    URL.revokeObjectURL(this.address);
    this.address = URL.createObjectURL(file);
    image.onload = () => {
      place.querySelector('svg')?.setAttribute('viewBox', `0 0 ${image.naturalWidth} ${image.naturalHeight}`);
      place.removeAttribute('hidden');
    };
    image.onerror = () => place.setAttribute('hidden', ''); // not every browser draws every format that we take
    image.src = this.address;
  }

  /** The sentences, and where on the picture they are about. Null takes them away. */
  say(/** @type {Look | null} */ look) {
    const words = this.querySelector('[data-words]'), list = words?.querySelector('ul');
    if (!words || !list) return;
    this.mark(look?.remarks ?? []);
    words.toggleAttribute('hidden', !look);
    const lines = look ? this.lines(look.remarks) : [], said = lines.map(line => line.textContent).join();
    if (said === this.said) return; // a screen reader need not hear it again
    this.said = said;
    const kept = [...list.querySelectorAll('[data-kept]')]; // about the file, which only the server knows
    list.replaceChildren(...lines, ...kept);
    this.querySelector('[data-good]')?.toggleAttribute('hidden', Boolean(look?.remarks.length || kept.length));
  }

  /** Praise for what was found good, then a line for each remark: the first that fits it. */
  lines(/** @type {Remark[]} */ remarks) {
    const known = /** @type {HTMLElement[]} */ ([...this.querySelector('template')?.content.children ?? []]);
    const found = new Set(remarks.map(({ check }) => check));
    const praise = known.filter(({ dataset }) => dataset.silent?.split(' ').every(check => !found.has(check)));
    const advice = remarks.flatMap(({ check, severity, value }) => known.find(({ dataset }) => dataset.check === check
      && dataset.severity === severity && (!dataset.below || value < Number(dataset.below))) ?? []);
    return [...praise, ...advice].map(line => document.importNode(line, true));
  }

  mark(/** @type {Remark[]} */ remarks) {
    const places = new Map(remarks.flatMap(({ place }) => place ? [[JSON.stringify(place), place]] : []));
    document.querySelector('[data-places]')?.replaceChildren(...[...places.values()].map(({ x, y, w, h }) => {
      const mark = document.createElementNS(SVG, 'rect');
      for (const [name, value] of Object.entries({ x, y, width: w, height: h })) mark.setAttribute(name, value.toFixed(1));
      return mark;
    }));
  }
}
customElements.define('photo-look', PhotoLook);
