// <photo-crop>: the crop form with the picture under a fixed 35:45 frame.
//
// The truth is four numbers in plain form fields (source pixels and degrees): centre, width of the
// frame, angle. The form's own buttons work without this file by asking the server; here they do the
// same arithmetic at once. cropperjs only adds drag, wheel and pinch: no keyboard, no names, no focus.
import { CropperCanvas, CropperHandle, CropperImage, CropperSelection, CropperShade } from '@cropper/elements';
import { PhotoLook } from './look.js';

for (const element of [CropperCanvas, CropperImage, CropperSelection, CropperShade, CropperHandle]) element.$define();

/** @typedef {{cx: number, cy: number, w: number, angle: number}} Crop */
const FIELDS = /** @type {const} */ (['cx', 'cy', 'w', 'angle']);
const RATIO = 45 / 35;

/** Keeps the frame on the picture, turned or not. Mirrors `Crop::within` in the crate `school`. @returns {Crop} */
export function within(/** @type {Crop} */ { cx, cy, w, angle }, /** @type {number} */ width, /** @type {number} */ height) {
  const cos = Math.abs(Math.cos(angle * Math.PI / 180)), sin = Math.abs(Math.sin(angle * Math.PI / 180));
  const [spanX, spanY] = [cos + sin * RATIO, sin + cos * RATIO]; // bounding box of a frame 1 wide
  w = Math.min(Math.max(w, 35), width / spanX, height / spanY);
  const clamp = (/** @type {number} */ at, /** @type {number} */ half, /** @type {number} */ size) => Math.min(Math.max(at, half), size - half);
  return { cx: clamp(cx, w * spanX / 2, width), cy: clamp(cy, w * spanY / 2, height), w, angle };
}

/** One press of a button. Mirrors `Crop::step`. @returns {Crop} */
export function step(/** @type {Crop} */ crop, /** @type {string} */ name) {
  const { cx, cy, w, angle } = crop, move = w / 20, a = angle * Math.PI / 180;
  const go = (/** @type {number} */ x, /** @type {number} */ y) => // along the screen, whatever the angle
    ({ ...crop, cx: cx + x * Math.cos(a) + y * Math.sin(a), cy: cy - x * Math.sin(a) + y * Math.cos(a) });
  switch (name) {
    case 'zoom-in': return { ...crop, w: w / 1.1 };
    case 'zoom-out': return { ...crop, w: w * 1.1 };
    case 'left': return go(-move, 0);
    case 'right': return go(move, 0);
    case 'up': return go(0, -move);
    case 'down': return go(0, move);
    case 'turn-left': return { ...crop, angle: (angle - 1) % 360 };
    case 'turn-right': return { ...crop, angle: (angle + 1) % 360 };
    case 'quarter': return { ...crop, angle: (angle + 90) % 360 };
    default: return crop;
  }
}

class PhotoCrop extends HTMLElement {
  /** The frame about which something is said or asked. @type {string | undefined} */ judged;

  async connectedCallback() {
    const form = this.querySelector('form'), preview = this.querySelector('[data-preview]');
    // the markup is the server's (no innerHTML, so cropperjs needs no Trusted Types policy)
    const template = this.querySelector('template'), stage = template && document.importNode(template.content, true).firstElementChild;
    if (!form || !preview || !stage) return;
    this.form = form;
    preview.replaceWith(stage);
    this.result = this.querySelectorAll('[data-result] > [transform]');
    const image = this.querySelector('cropper-image'), frame = this.querySelector('cropper-selection');
    if (!(image instanceof CropperImage) || !(frame instanceof CropperSelection)) return;
    this.image = image;
    this.frame = frame;
    const photo = await image.$ready().catch(() => null);
    if (!photo) return stage.replaceWith(preview); // the buttons ask the server then
    this.photo = photo;
    this.size = { width: photo.naturalWidth, height: photo.naturalHeight };
    await new Promise(requestAnimationFrame); // the frame takes its size one tick later
    form.addEventListener('submit', event => {
      if (!(event.submitter instanceof HTMLButtonElement) || event.submitter.name !== 'step') return;
      event.preventDefault();
      this.show(step(this.read(), event.submitter.value), true);
    });
    // a person's drag, wheel or pinch comes as an action of the canvas; capture, to know before the picture moves
    stage.addEventListener('action', () => {
      this.acting = true;
      queueMicrotask(() => { this.acting = false; });
    }, true);
    image.addEventListener('transform', event => this.dragged(/** @type {CustomEvent} */ (event)));
    new ResizeObserver(() => this.show(this.read(), false)).observe(this);
    this.show(this.read(), false);
    this.toggleAttribute('ready', true);
  }

  /** @returns {Crop} */
  read() {
    return /** @type {Crop} */ (Object.fromEntries(FIELDS.map(name => [name, Number(this.field(name).value)])));
  }

  field(/** @type {string} */ name) {
    return /** @type {HTMLInputElement} */ (this.form?.elements.namedItem(name));
  }

  /** Numbers → fields, picture and a sentence for the screen reader. */
  show(/** @type {Crop} */ crop, /** @type {boolean} */ speak) {
    if (!this.image || !this.frame || !this.size) return;
    const { width, height } = this.size;
    crop = within(crop, width, height);
    for (const name of FIELDS) this.field(name).value = crop[name].toFixed(1);
    this.judge();
    const { x, y, width: w, height: h } = this.frame;
    // source pixel → stage, then re-based to the picture's middle, where CSS transforms turn
    const m = new DOMMatrix().translate(-width / 2, -height / 2)
      .translate(x + w / 2, y + h / 2).rotate(crop.angle).scale(w / crop.w)
      .translate(-crop.cx, -crop.cy).translate(width / 2, height / 2);
    this.moving = true;
    this.image.$setTransform([m.a, m.b, m.c, m.d, m.e, m.f]);
    this.moving = false;
    for (const part of this.result ?? []) part.setAttribute('transform', `translate(17.5 22.5) rotate(${crop.angle}) scale(${35 / crop.w}) translate(${-crop.cx} ${-crop.cy})`);
    const said = this.querySelector('[role=status]');
    if (said && speak) said.textContent = (this.dataset.said ?? '').replace('{zoom}', String(Math.round(100 * width / crop.w))).replace('{angle}', String(Math.round(crop.angle)));
  }

  /** The advice follows the frame. About the first one the server has said its word. */
  judge() {
    const frame = JSON.stringify(this.read()), look = this.querySelector('photo-look');
    if (this.judged && this.judged !== frame && this.photo && look instanceof PhotoLook) look.judge(this.photo, this.read());
    this.judged = frame;
  }

  /** Dragged, pinched or wheeled: picture → numbers; what leaves the picture is brought back. */
  dragged(/** @type {CustomEvent<{matrix: number[]}>} */ event) {
    if (this.moving || !this.size || !this.frame) return;
    event.preventDefault();
    if (!this.acting) return; // cropperjs centres a late photo by itself
    const { width, height } = this.size, { x, y, width: w, height: h } = this.frame;
    const m = new DOMMatrix().translate(width / 2, height / 2).multiply(new DOMMatrix(event.detail.matrix)).translate(-width / 2, -height / 2);
    const { x: cx, y: cy } = m.inverse().transformPoint({ x: x + w / 2, y: y + h / 2 });
    this.show({ cx, cy, w: w / Math.hypot(m.a, m.b), angle: Math.atan2(m.b, m.a) * 180 / Math.PI }, false);
  }
}
customElements.define('photo-crop', PhotoCrop);
