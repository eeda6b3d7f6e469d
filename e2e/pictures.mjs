// Pictures for the journeys: faces that the program draws, and files that nobody should take for a photo. Everything is
// made here, byte by byte, so that a clean clone tests the same.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { crc32, deflateSync } from 'node:zlib';
import { PROGRAM, ROOT } from './program.mjs';

const FOLDER = path.join(ROOT, 'target', 'e2e', 'pictures');

/** A drawn face, as a phone would photograph it: the path of a JPEG. The same seed gives the same face. @param {number} seed */
export async function face(seed) {
  await mkdir(FOLDER, { recursive: true });
  const file = path.join(FOLDER, `face-${seed}.jpg`);
  // exit status 1 would mean that our own picture is refused
  if (!existsSync(file)) await promisify(execFile)(PROGRAM, ['photo', file, '--draw', String(seed)], { cwd: FOLDER });
  return file;
}

/** Puts bytes into a file with this name and gives its path. @param {string} name @param {Uint8Array | string} bytes */
export async function file(name, bytes) {
  await mkdir(FOLDER, { recursive: true });
  const at = path.join(FOLDER, name);
  await writeFile(at, bytes);
  return at;
}

/** @param {string} type @param {Uint8Array} data */
function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/**
 * A PNG of one bit a pixel, all black: a few kilobytes that want to become gigabytes, if it is large.
 * @param {number} width @param {number} height @param {boolean} [animated] says that it has two frames
 */
export function png(width, height, animated = false) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 1; // bit depth; colour type 0 is greyscale
  const pixels = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height), { level: 9 });
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    ...(animated ? animation(width, height) : []),
    chunk('IDAT', pixels),
    ...(animated ? [secondFrame(width, height, pixels)] : []),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** @param {number} number @param {number} width @param {number} height */
function frame(number, width, height) {
  const control = Buffer.alloc(26);
  for (const [at, value] of [number, width, height].entries()) control.writeUInt32BE(value, at * 4);
  control.writeUInt16BE(1, 20); // one second
  control.writeUInt16BE(1, 22);
  return chunk('fcTL', control);
}

/** @param {number} width @param {number} height */
function animation(width, height) {
  const control = Buffer.alloc(8);
  control.writeUInt32BE(2);
  return [chunk('acTL', control), frame(0, width, height)];
}

/** @param {number} width @param {number} height @param {Uint8Array} pixels */
function secondFrame(width, height, pixels) {
  return Buffer.concat([frame(1, width, height), chunk('fdAT', Buffer.concat([Buffer.from([0, 0, 0, 2]), pixels]))]);
}

/** One white pixel. */
export const gif = () => Buffer.from('R0lGODdhAQABAIAAAP///////ywAAAAAAQABAAACAkQBADs=', 'base64');

export const pdf = () => '%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n';

export const svg = () => '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="700" height="900"><script>alert(1)</script></svg>\n';

/** The first half of a JPEG. @param {string} whole */
export async function truncated(whole) {
  const bytes = await readFile(whole);
  return bytes.subarray(0, bytes.length / 2);
}

/** A JPEG that is a web page as well: markup in a comment and behind the end. @param {string} whole */
export async function polyglot(whole) {
  const bytes = await readFile(whole);
  const markup = Buffer.from('<html><body><script>alert("polyglot")</script></body></html>');
  const length = Buffer.alloc(2);
  length.writeUInt16BE(markup.length + 2);
  return Buffer.concat([bytes.subarray(0, 2), Buffer.from([0xff, 0xfe]), length, markup, bytes.subarray(2), markup]);
}

/** A file longer than its limit, with the first bytes of a JPEG. @param {number} bytes */
export function heavy(bytes) {
  const file = Buffer.alloc(bytes, 0x5a);
  Buffer.from([0xff, 0xd8, 0xff, 0xe0]).copy(file);
  return file;
}

/**
 * A JPEG in four inks (CMYK as Adobe writes it, upside down), all one light grey. Every block is flat, so the whole
 * entropy coding is: the first block of each ink says its tone, all others "the same again".
 * @param {number} width @param {number} height multiples of 8
 */
export function cmyk(width, height) {
  const quantum = 16;
  const tones = [200, 200, 200, 254].map(tone => Math.round(8 * (tone - 128) / quantum)); // both take six bits
  const segment = (/** @type {number} */ marker, /** @type {number[]} */ data) => [0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 255, ...data];
  const lengths = (/** @type {number[]} */ counts) => [...counts, ...Array(16 - counts.length).fill(0)];
  const head = [
    0xff, 0xd8,
    ...segment(0xee, [...Buffer.from('Adobe'), 0, 100, 0, 0, 0, 0, 0]),
    ...segment(0xdb, [0, ...Array(64).fill(quantum)]),
    ...segment(0xc0, [8, height >> 8, height & 255, width >> 8, width & 255, 4, ...[1, 2, 3, 4].flatMap(ink => [ink, 0x11, 0])]),
    ...segment(0xc4, [0x00, ...lengths([1, 1]), 0, 6]), // "0": the same tone; "10": a tone of six bits
    ...segment(0xc4, [0x10, ...lengths([1]), 0]), // "0": nothing else in this block
    ...segment(0xda, [4, ...[1, 2, 3, 4].flatMap(ink => [ink, 0x00]), 0, 63, 0]),
  ];
  const first = tones.map(tone => `10${tone.toString(2)}0`).join('');
  const bits = first + '0'.repeat((width / 8 * height / 8 - 1) * 8);
  const padded = bits + '1'.repeat((8 - bits.length % 8) % 8);
  const coded = (padded.match(/.{8}/g) ?? []).flatMap(byte => (byte === '11111111' ? [0xff, 0] : [Number.parseInt(byte, 2)]));
  return Buffer.from([...head, ...coded, 0xff, 0xd9]);
}

/** A ZIP archive in which nothing is packed any smaller. @param {[name: string, bytes: Uint8Array][]} files */
export function zip(files) {
  const locals = [], central = [];
  let at = 0;
  for (const [name, bytes] of files) {
    const called = Buffer.from(name, 'utf8'), about = Buffer.alloc(26);
    about.writeUInt16LE(20, 0); // the version that can unpack it
    about.writeUInt16LE(0x800, 2); // names are UTF-8
    about.writeUInt32LE(0x00210000, 6); // 1 January 1980
    about.writeUInt32LE(crc32(bytes), 10);
    about.writeUInt32LE(bytes.length, 14);
    about.writeUInt32LE(bytes.length, 18);
    about.writeUInt16LE(called.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), about, called, bytes]);
    locals.push(local);
    central.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000', 'latin1'), about, place, called]));
    at += local.length;
  }
  const list = Buffer.concat(central), end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(list.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...locals, list, Buffer.from('PK\u0005\u0006', 'latin1'), end]);
}
