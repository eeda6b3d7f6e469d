// Builds the browser's side: web/assets/ → dist/ at the root of the repository, in about a second.
//
//   dist/hashed/assets/*-HASH.*   named by content, served as immutable
//   dist/root/sw.js               fixed address (a service worker must have one), never cached
//   dist/fonts/*.ttf              for the PDFs, never sent to a browser
//   dist/manifest.json            source → address; web/build.rs makes Rust constants of it
//
// `--watch` rebuilds on change.
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { existsSync, watch } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import subsetFont from 'subset-font';

const root = fileURLToPath(new URL('../..', import.meta.url));
const sources = 'web/assets';
const dist = join(root, 'dist');
const target = ['chrome109', 'firefox115', 'safari16.4']; // 16.4: first Safari with constructable style sheets

const ENTRIES = [
  'css/app.css', 'css/check.css',
  ...['main', 'choose', 'crop', 'mobile-id', 'packs', 'passkey', 'review', 'watch'].map(name => `js/${name}.js`),
];
/** Served by address, not imported by any script: fingerprinted by copying. */
const COPIED = ['icons', 'img'];
/** What the offline page and the ID on a phone need; of files the service worker keeps no more than this. */
const SHELL = /^(css\/|fonts\/|icons\/|js\/(main|mobile-id)\.js$)/;
const PDF_FONTS = ['400Regular/Arimo_400Regular', '700Bold/Arimo_700Bold'];

/** The letters each font file keeps; fonts.css names the same ranges. What is missing comes from the system's font. */
const LETTERS = {
  latin: span(0x20, 0x7e) + span(0xa0, 0xff) + '‚„“”‘’–—…•−×€™†‹›«»→←↑↓ʼ',
  'latin-ext': span(0x100, 0x17f) + 'ȘșȚțẞ', // Polish, Czech, Slovak, Lithuanian, Hungarian, Romanian, Turkish
  cyrillic: span(0x400, 0x45f) + 'ґҐ№',
};
/** @param {number} from @param {number} to */
function span(from, to) {
  return String.fromCodePoint(...Array.from({ length: to - from + 1 }, (_, i) => from + i));
}

const subset = {
  name: 'subset',
  setup: build => build.onLoad({ filter: /source-sans-3-.*-wght-normal\.woff2$/ }, async ({ path }) => ({
    contents: await subsetFont(await readFile(path), LETTERS[/source-sans-3-(.*)-wght/.exec(path)[1]], { targetFormat: 'woff2' }),
    loader: 'file',
  })),
};

async function once() {
  const scratch = `${dist}.new`; // swapped in whole: a failed build leaves the old one
  await rm(scratch, { recursive: true, force: true });
  const hashed = join(scratch, 'hashed/assets');
  await mkdir(hashed, { recursive: true });
  const manifest = { ...await bundle(hashed), ...await copy(hashed), ...await eye(hashed) };

  // The worker learns what to keep from the files just built; any change of them changes its bytes.
  const shell = Object.entries(manifest).filter(([source]) => SHELL.test(source)).map(([, address]) => address);
  await build({
    absWorkingDir: root, entryPoints: [`${sources}/js/sw.js`], outdir: join(scratch, 'root'),
    bundle: true, format: 'iife', minify: true, target, define: { SHELL: JSON.stringify(['/offline', ...shell]) },
  });

  await mkdir(join(scratch, 'fonts'));
  for (const font of PDF_FONTS)
    await cp(join(root, `node_modules/@expo-google-fonts/arimo/${font}.ttf`), join(scratch, 'fonts', `${basename(font)}.ttf`));
  await writeFile(join(scratch, 'manifest.json'), JSON.stringify(manifest, null, 2));

  await rm(dist, { recursive: true, force: true });
  await rename(scratch, dist);
  await report();
}

/** Scripts, style sheet and the fonts it names. @param {string} hashed */
async function bundle(hashed) {
  const { metafile } = await build({
    absWorkingDir: root, entryPoints: ENTRIES.map(entry => `${sources}/${entry}`),
    outdir: hashed, entryNames: '[name]-[hash]', assetNames: '[name]-[hash]', chunkNames: '[name]-[hash]',
    publicPath: '/assets', plugins: [subset],
    bundle: true, splitting: true, format: 'esm', minify: true, target, legalComments: 'eof', metafile: true,
  });
  const named = {};
  for (const [path, { entryPoint }] of Object.entries(metafile.outputs))
    if (entryPoint) named[entryPoint.replace(`${sources}/`, '')] = `/assets/${basename(path)}`;
    else if (path.endsWith('.woff2')) named[`fonts/${basename(path).replace(/-[A-Z0-9]{8}(?=\.)/, '')}`] = `/assets/${basename(path)}`;
  return named;
}

/** Pictures, named by their content. @param {string} hashed */
async function copy(hashed) {
  const named = {};
  for (const folder of COPIED)
    for (const file of (await readdir(join(root, sources, folder))).sort()) {
      named[`${folder}/${file}`] = await put(hashed, file, await readFile(join(root, sources, folder, file)));
    }
  return named;
}

/** One file under a name that holds its content. @param {string} hashed @param {string} file @param {Uint8Array} bytes */
async function put(hashed, file, bytes) {
  const kind = extname(file);
  const name = `${basename(file, kind)}-${createHash('sha256').update(bytes).digest('hex').slice(0, 8).toUpperCase()}${kind}`;
  await writeFile(join(hashed, name), bytes);
  return `/assets/${name}`;
}

/**
 * The worker that looks at photos on the family's own device, and what it fetches when there is one to look at. Without
 * what scripts/build-browser.sh makes, its address is empty, and the pages do without. @param {string} hashed
 */
async function eye(hashed) {
  const built = file => readFile(join(root, 'target/browser', file));
  if (!existsSync(join(root, 'target/browser/eye.wasm'))) return { 'js/eye.js': '' };
  const code = await put(hashed, 'eye.wasm', await built('eye.wasm'));
  // the server leaves an unknown kind of file as it is, so the worker unpacks it
  const model = await put(hashed, 'faces.gz', gzipSync(await built('faces.model'), { level: 9 }));
  const { metafile } = await build({
    absWorkingDir: root, entryPoints: [`${sources}/js/eye.js`], outdir: hashed, entryNames: '[name]-[hash]',
    bundle: true, format: 'iife', minify: true, target, define: { CODE: JSON.stringify(code), MODEL: JSON.stringify(model) }, metafile: true,
  });
  return { 'js/eye.js': `/assets/${basename(Object.keys(metafile.outputs)[0])}` };
}

/** Prints what a visitor downloads. */
async function report() {
  console.log(''.padEnd(62), '   bytes      gz      br');
  for (const folder of ['hashed/assets', 'root'])
    for (const name of (await readdir(join(dist, folder))).sort()) {
      const bytes = await readFile(join(dist, folder, name));
      const row = [bytes.length, gzipSync(bytes, { level: 9 }).length, brotliCompressSync(bytes).length];
      console.log(name.padEnd(62), row.map(n => String(n).padStart(8)).join(''));
    }
}

await once();
if (process.argv.includes('--watch')) {
  let timer;
  watch(join(root, sources), { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => once().catch(error => console.error(error.message)), 50);
  });
}
