// What sharp takes for one picture: node photo.mjs FOLDER FILE TO prints milliseconds of processor time, a median.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { readFileSync, writeFileSync } from 'node:fs';

const [folder, file, to] = process.argv.slice(2);
const sharp = createRequire(join(folder, 'package.json'))('sharp');
sharp.concurrency(1);
sharp.cache(false);
const bytes = readFileSync(join(folder, file));
const times = [];
for (let run = 0; run < 15; run++) {
  const before = process.cpuUsage();
  const picture = await sharp(bytes).rotate().resize(492, 633).jpeg({ quality: 85 }).toBuffer();
  const { user, system } = process.cpuUsage(before);
  times.push((user + system) / 1000);
  if (run === 0) writeFileSync(join(folder, to), picture);
}
times.sort((a, b) => a - b);
console.log(times[7].toFixed(1));
