// <page-watch>: a page that shows how far some work has come asks for itself again and takes the numbers over; as soon as
// the work is done its address brings another page, which is then gone to. Without this file the page reloads itself.
// data-every: after how many milliseconds, where a page is not as cheap as most.

const EVERY_MS = 1000;

class PageWatch extends HTMLElement {
  connectedCallback() {
    this.wait();
  }

  disconnectedCallback() {
    clearTimeout(this.next);
  }

  async look() {
    const page = await ask(location.href).catch(() => null);
    const there = page?.querySelector('page-watch');
    if (page && !there) return location.reload();
    if (there) this.take(there);
    this.wait();
  }

  wait() {
    this.next = setTimeout(() => this.look(), Number(this.dataset.every) || EVERY_MS);
  }

  /** The numbers of the page as it is now. */
  take(/** @type {Element} */ there) {
    const [text, now] = [this.querySelector('[data-text]'), there.querySelector('[data-text]')];
    if (text && now && text.textContent !== now.textContent) text.textContent = now.textContent;
    const [bar, filled] = [this.querySelector('progress'), there.querySelector('progress')];
    for (const name of ['max', 'value']) {
      const value = filled?.getAttribute(name);
      if (value) bar?.setAttribute(name, value);
    }
  }
}

/** The page at an address; null if it is not there for now. XMLHttpRequest parses it without an HTML sink. */
function ask(/** @type {string} */ address) {
  const request = new XMLHttpRequest();
  request.open('GET', address);
  request.responseType = 'document';
  /** @type {Promise<Document | null>} */
  const answer = new Promise((resolve, reject) => {
    request.addEventListener('load', () => resolve(request.status < 500 ? request.response : null));
    for (const end of ['error', 'abort', 'timeout']) request.addEventListener(end, () => reject(new Error(end)));
    request.send();
  });
  return answer;
}

customElements.define('page-watch', PageWatch);
