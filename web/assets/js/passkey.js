// Passkeys: fetches a question, has the browser's device answer it, and sends the answer with the form of the page.
//
// The parts of the page about passkeys are hidden until this file finds that the browser has any; where it has none, the
// page that would only add one says so. Without this file the codes of the app and of the sheet remain.

/** @typedef {{id: string, name: string, display: string}} User */
/** @typedef {{challenge: string, rp: string, credentials: string[], user?: User, seconds: number}} Question */

const ALGORITHMS = [-7, -8, -257]; // ES256, EdDSA, and RS256 for the chips of office computers

/** @param {string} text base64url */
function bytes(text) {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), letter => letter.charCodeAt(0));
}

/** @param {ArrayBuffer} buffer */
function text(buffer) {
  const base64 = btoa(String.fromCharCode(...new Uint8Array(buffer)));
  return base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** @param {Question} question @returns {PublicKeyCredentialDescriptor[]} */
function known({ credentials }) {
  return credentials.map(id => ({ type: 'public-key', id: bytes(id) }));
}

/** What a new passkey sends. @param {Question} question @param {User} user @returns {Promise<Record<string, string>>} */
async function make(question, user) {
  const made = await navigator.credentials.create({
    publicKey: {
      challenge: bytes(question.challenge),
      rp: { id: question.rp, name: 'Legitka' },
      user: { id: bytes(user.id), name: user.name, displayName: user.display },
      pubKeyCredParams: ALGORITHMS.map(alg => ({ type: /** @type {const} */ ('public-key'), alg })),
      excludeCredentials: known(question),
      authenticatorSelection: { userVerification: 'required', residentKey: 'preferred' },
      attestation: 'none',
      timeout: question.seconds * 1000,
    },
  });
  if (!(made instanceof PublicKeyCredential) || !(made.response instanceof AuthenticatorAttestationResponse)) throw new TypeError('no passkey');
  const key = made.response.getPublicKey();
  if (!key) throw new TypeError('a key that the browser does not know');
  return {
    client_data: text(made.response.clientDataJSON),
    authenticator: text(made.response.getAuthenticatorData()),
    public_key: text(key),
    algorithm: String(made.response.getPublicKeyAlgorithm()),
  };
}

/** What a passkey answers. @param {Question} question @returns {Promise<Record<string, string>>} */
async function answer(question) {
  const given = await navigator.credentials.get({
    publicKey: {
      challenge: bytes(question.challenge),
      rpId: question.rp,
      allowCredentials: known(question),
      userVerification: 'required',
      timeout: question.seconds * 1000,
    },
  });
  if (!(given instanceof PublicKeyCredential) || !(given.response instanceof AuthenticatorAssertionResponse)) throw new TypeError('no answer');
  return {
    credential: text(given.rawId),
    client_data: text(given.response.clientDataJSON),
    authenticator: text(given.response.authenticatorData),
    signature: text(given.response.signature),
  };
}

/** @param {string} address @returns {Promise<Record<string, string>>} */
async function ask(address) {
  const answered = await fetch(address, { method: 'POST' });
  if (!answered.ok) throw new Error(`no question: ${answered.status}`);
  /** @type {Question} */
  const question = await answered.json();
  return question.user ? make(question, question.user) : answer(question);
}

if (!window.PublicKeyCredential) {
  for (const said of document.querySelectorAll('[data-without-passkeys]')) said.removeAttribute('hidden');
}
for (const part of document.querySelectorAll('[data-passkey]')) {
  const form = part.querySelector('form'), button = part.querySelector('button'), failed = part.querySelector('[data-failed]');
  if (!window.PublicKeyCredential || !(part instanceof HTMLElement) || !form || !button || !(failed instanceof HTMLElement)) continue;
  part.hidden = false;
  form.addEventListener('submit', async event => {
    // the server says what is missing, before a device has made a passkey in vain
    if ([...form.elements].some(field => field instanceof HTMLInputElement && field.required && !field.value.trim())) return;
    event.preventDefault();
    button.disabled = failed.hidden = true;
    try {
      for (const [name, value] of Object.entries(await ask(part.dataset.passkey ?? ''))) {
        const field = form.elements.namedItem(name);
        if (field instanceof HTMLInputElement) field.value = value;
      }
      form.submit();
    } catch {
      button.disabled = failed.hidden = false; // no device, another one, or the person thought better of it
      button.focus();
    }
  });
}
