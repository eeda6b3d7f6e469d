// <pack-upload>: a photographer's pack sent piece by piece, so that a line that breaks costs one piece and not all of
// them. Whoever comes back and chooses the same file goes on where it stood. Without this file the form posts as it is.
//
// All words come from data- attributes of the element.

const RETRY_MS = [1000, 3000, 8000, 20000];
/** The server has another piece of the file than the one that was sent. */
const CONFLICT = 409;

class PackUpload extends HTMLElement {
  busy = false;

  connectedCallback() {
    this.querySelector('form')?.addEventListener('submit', event => {
      event.preventDefault();
      const file = this.field()?.files?.[0];
      if (!file) this.refuse(this.dataset.none ?? '');
      else if (file.size > Number(this.dataset.mostBytes)) this.refuse(this.dataset.tooLarge ?? '');
      else this.send(file);
    });
  }

  field() {
    return /** @type {HTMLInputElement | null} */ (this.querySelector('input[type=file]'));
  }

  async send(/** @type {File} */ file) {
    if (this.busy) return;
    this.busy = true;
    this.refuse('');
    try {
      const id = await this.begin(file);
      await this.pieces(file, id);
      location.assign(`/photo-packs/${id}`);
    } catch {
      this.refuse(this.dataset.failed ?? '');
    } finally {
      this.busy = false;
    }
  }

  /** Which upload it is: a new one, or one of this very file that was broken off. */
  begin(/** @type {File} */ file) {
    const mark = `${file.name} ${file.size} ${file.lastModified}`; // the server keeps a digest of it only
    const body = new URLSearchParams({ size: String(file.size), mark });
    return this.asked(() => fetch(this.address('/photo-packs/uploads'), { method: 'POST', body })).then(answer => answer.text());
  }

  async pieces(/** @type {File} */ file, /** @type {string} */ id) {
    const most = Number(this.dataset.mostPiece);
    for (;;) {
      const told = await (await this.asked(() => fetch(`/photo-packs/${id}/offset.txt`, { cache: 'no-store' }))).text();
      if (told === 'whole') return;
      const offset = Number(told);
      this.progress(offset / file.size);
      const body = new FormData();
      body.set('file', file.slice(offset, offset + most), 'piece');
      await this.asked(() => fetch(this.address(`/photo-packs/${id}/pieces`, `offset=${offset}&`), { method: 'POST', body }));
    }
  }

  /** The page's key: a piece that arrived although its answer did not is counted once. */
  address(/** @type {string} */ path, query = '') {
    return `${path}?${query}key=${this.dataset.key}`;
  }

  /** Asks until an answer comes. A conflict is one: then the server is asked how far it is. */
  async asked(/** @type {() => Promise<Response>} */ ask) {
    for (let tries = 0; ; tries++) {
      const answer = await ask().catch(() => null);
      if (answer && (answer.ok || answer.status === CONFLICT)) return answer;
      if ((answer && answer.status < 500) || tries === RETRY_MS.length) throw new Error('no answer');
      await new Promise(resolve => setTimeout(resolve, RETRY_MS[tries]));
    }
  }

  progress(/** @type {number} */ part) {
    const area = this.querySelector('[data-progress]'), bar = area?.querySelector('progress');
    area?.removeAttribute('hidden');
    if (bar) bar.value = part;
    this.say(this.dataset.sending ?? '');
  }

  /** Shows the sentence (role=alert reads it out); '' clears it. */
  refuse(/** @type {string} */ sentence) {
    const place = this.querySelector('[data-error]');
    if (place) place.textContent = sentence;
    if (sentence) this.say('');
  }

  say(/** @type {string} */ sentence) {
    const place = this.querySelector('[role=status]');
    if (place && place.textContent !== sentence) place.textContent = sentence;
  }
}

customElements.define('pack-upload', PackUpload);
