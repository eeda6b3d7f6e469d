// The worker of <photo-look>: the crate `browser`, which is the server's own eye, on pixels that stay on this device.
//
// A picture comes as a bitmap, then questions: what is to be said about this frame, or about the one you would propose?
// Pixels go in and lines of text come out, by the protocol of the crate wasm-minimal-protocol: a call names the lengths
// of its arguments, fetches their bytes and hands back those of its answer.

/** @typedef {{cx: number, cy: number, w: number, angle: number}} Crop */
/** @typedef {{x: number, y: number, w: number, h: number}} Place in pixels of the picture */
/** @typedef {{check: string, severity: string, value: number, place: Place | null}} Remark */
/** @typedef {{crop: Crop, remarks: Remark[]}} Look */

const LONGEST_SIDE = 3000; // pixels: as the server keeps a picture, so that both judge the same
const PORTRAIT_WIDTH = 826; // and as it cuts one out
/** What the school has set, as the page hands it over: see `Thresholds::numbers`. */ let limits = new Float64Array();
const worker = /** @type {any} */ (self); // the DOM library has no DedicatedWorkerGlobalScope

/** @type {ImageBitmap | undefined} */ let picture;
/** The picture's pixels, as long as it lies straight. @type {ImageData | undefined} */ let straight;
/** Fetched once; both addresses name their content and are kept by the browser. */
const eye = Promise.all([load(CODE), unpacked(MODEL)]).then(([look, model]) => (/** @type {ImageData} */ { data, width, height }, /** @type {number[]} */ frame) =>
  look(model, new Uint8Array(data.buffer), new Uint8Array(new Float64Array([width, height, ...frame]).buffer), new Uint8Array(limits.buffer)));

worker.onmessage = async (/** @type {MessageEvent<{picture?: ImageBitmap, frame: Crop | null, limits: (number | null)[]}>} */ { data }) => {
  limits = Float64Array.from(data.limits, limit => limit ?? NaN);
  if (data.picture) [picture, straight] = [data.picture, undefined];
  try {
    const look = await eye;
    worker.postMessage(picture ? { look: data.frame ? chosen(look, picture, data.frame) : proposed(look, picture) } : {});
  } catch {
    worker.postMessage({}); // the page does without, and the server looks in any case
  }
};

/** A straight frame is judged on its picture, where there is more wall to see; a turned one by itself. @returns {Look} */
function chosen(/** @type {Awaited<typeof eye>} */ look, /** @type {ImageBitmap} */ picture, /** @type {Crop} */ frame) {
  if (frame.angle % 360 === 0) {
    straight ??= drawn(picture, scale(picture), 0);
    const k = straight.width / picture.width;
    return read(look(straight, [frame.cx * k, frame.cy * k, frame.w * k]), k);
  }
  const k = Math.min(1, PORTRAIT_WIDTH / frame.w), width = Math.round(frame.w * k), height = Math.round(frame.w * k * 45 / 35);
  const pixels = paint(width, height, context => {
    context.translate(width / 2, height / 2);
    context.rotate(frame.angle * Math.PI / 180);
    context.scale(k, k);
    context.drawImage(picture, -frame.cx, -frame.cy);
  });
  const { remarks } = read(look(pixels, [width / 2, height / 2, width]), k);
  return { crop: frame, remarks: remarks.map(remark => ({ ...remark, place: null })) }; // a box at an angle is none
}

/** A picture that shows a face only when it is turned is judged turned. @returns {Look} */
function proposed(/** @type {Awaited<typeof eye>} */ look, /** @type {ImageBitmap} */ picture) {
  const k = scale(picture);
  straight = drawn(picture, k, 0);
  const seen = read(look(straight, []), k), { angle } = seen.crop;
  if (!angle) return seen;
  const turned = read(look(drawn(picture, k, angle), []), k);
  return { crop: { ...seen.crop, angle }, remarks: turned.remarks.map(remark => ({ ...remark, place: null })) };
}

/** Pixels looked at per pixel of the picture. */
function scale(/** @type {ImageBitmap} */ { width, height }) {
  return Math.min(1, LONGEST_SIDE / Math.max(width, height));
}

/** The whole picture, after a number of quarter turns. */
function drawn(/** @type {ImageBitmap} */ picture, /** @type {number} */ k, /** @type {number} */ angle) {
  const [w, h] = [Math.round(picture.width * k), Math.round(picture.height * k)], lying = angle % 180 !== 0;
  const [width, height] = lying ? [h, w] : [w, h];
  return paint(width, height, context => {
    context.translate(width / 2, height / 2);
    context.rotate(angle * Math.PI / 180);
    context.drawImage(picture, -w / 2, -h / 2, w, h);
  });
}

/** What is transparent becomes white, as on the server. */
function paint(/** @type {number} */ width, /** @type {number} */ height, /** @type {(context: OffscreenCanvasRenderingContext2D) => void} */ draw) {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no canvas');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  draw(context);
  return context.getImageData(0, 0, width, height);
}

/** The lines of the crate's answer. @returns {Look} */
function read(/** @type {string} */ answer, /** @type {number} */ k) {
  const [head, ...lines] = answer.trimEnd().split('\n').map(line => line.split(' '));
  const [angle, cx, cy, w] = head.map(Number);
  const remarks = lines.map(([check, severity, value, ...place]) => {
    const [x, y, w, h] = place.map(number => Number(number) / k);
    return { check, severity, value: Number(value), place: place.length ? { x, y, w, h } : null };
  });
  return { crop: { cx: cx / k, cy: cy / k, w: w / k, angle }, remarks };
}

/** The crate's one function. @returns {Promise<(...args: Uint8Array[]) => string>} */
async function load(/** @type {string} */ address) {
  /** @type {Uint8Array[]} */ let sent = [];
  let answer = '';
  const { instance } = await WebAssembly.instantiateStreaming(fetch(address), {
    typst_env: { // where the protocol comes from
      wasm_minimal_protocol_write_args_to_buffer(/** @type {number} */ at) {
        for (const bytes of sent) {
          memory(at, bytes.length).set(bytes);
          at += bytes.length;
        }
      },
      wasm_minimal_protocol_send_result_to_host(/** @type {number} */ at, /** @type {number} */ length) {
        answer = new TextDecoder().decode(memory(at, length));
      },
    },
  });
  const exports = /** @type {any} */ (instance.exports);
  /** Its bytes, asked for anew each time: they move when there are more of them. */
  const memory = (/** @type {number} */ at, /** @type {number} */ length) => new Uint8Array(exports.memory.buffer, at, length);
  return (...args) => {
    sent = args;
    if (exports.look(...args.map(bytes => bytes.length))) throw new Error(answer);
    return answer;
  };
}

async function unpacked(/** @type {string} */ address) {
  const { body } = await fetch(address);
  if (!body) throw new Error('no model');
  return new Uint8Array(await new Response(body.pipeThrough(new DecompressionStream('gzip'))).arrayBuffer());
}
