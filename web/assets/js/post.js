// Posts a form and answers with the page that came of it, redirects followed.

/** @typedef {{status: number, address: string, page: Document | null}} Answer */

/**
 * Rejects when no answer comes. XMLHttpRequest, not fetch: it tells how much has gone out, and the browser parses the
 * page for it without running scripts and without an HTML sink.
 * @param {string} address @param {XMLHttpRequestBodyInit} body @param {(part: number) => void} [progress] 0 to 1
 * @returns {Promise<Answer>}
 */
export function post(address, body, progress = () => {}) {
  const request = new XMLHttpRequest();
  request.open('POST', address);
  request.responseType = 'document';
  return new Promise((resolve, reject) => {
    request.upload.addEventListener('progress', event => progress(event.loaded / event.total));
    request.addEventListener('load', () => resolve({ status: request.status, address: request.responseURL, page: request.response }));
    for (const end of ['error', 'abort', 'timeout']) request.addEventListener(end, () => reject(new Error(end)));
    request.send(body);
  });
}
