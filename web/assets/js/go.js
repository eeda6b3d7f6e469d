// Where the staff's frame has a field to search: "/" and Ctrl+K (⌘K) go to it, G and then a letter to a place. Without
// this file the field and the links are used by hand. WCAG 2.1.4: keys that are letters or signs can be switched off on
// the page of the search, together with those of the photos.

const SWITCH = 'review-keys'; // in localStorage: "off" when the reader turned the keys off
const TYPED = 'input:not([type=checkbox]), select, textarea';
const SOON_MS = 1500; // so long G waits for its letter

const form = document.querySelector('form.search[data-go]');
const field = form?.querySelector('input');
const words = form instanceof HTMLElement ? (form.dataset.go ?? '').trim().split(/\s+/) : [];
/** The address of a place by its letter. @type {Map<string, string>} */
const places = new Map();
for (let at = 0; at + 1 < words.length; at += 2) places.set(words[at].toLowerCase(), words[at + 1]);
let begun = -Infinity;

if (field) addEventListener('keydown', event => {
  if (event.repeat || event.altKey || event.defaultPrevented) return;
  const command = event.ctrlKey || event.metaKey;
  const typing = event.target instanceof Element && event.target.matches(TYPED);
  if (command && event.key.toLowerCase() === 'k') return reach(event, field);
  if (command || typing || localStorage.getItem(SWITCH) === 'off') return;
  if (event.key === '/') return reach(event, field);
  const place = performance.now() - begun < SOON_MS ? places.get(event.key.toLowerCase()) : undefined;
  begun = event.key.toLowerCase() === 'g' ? performance.now() : -Infinity;
  if (place) location.assign(place);
});

/** Into the field, with what is in it marked. @param {KeyboardEvent} event @param {HTMLInputElement} field */
function reach(event, field) {
  event.preventDefault();
  field.focus();
  field.select();
}

const keys = document.querySelector('search-keys');
const box = keys?.querySelector('input');
if (keys && box) {
  box.checked = localStorage.getItem(SWITCH) !== 'off';
  box.addEventListener('change', () => localStorage.setItem(SWITCH, box.checked ? 'on' : 'off'));
  keys.toggleAttribute('hidden', false);
}
