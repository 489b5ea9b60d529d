// The pictures of the README are screenshots of the tests; they are replaced only on demand, since every run differs by pixels.
import { copyFileSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { repository, screenshotFolder } from './harness/paths';

const images = ['problems', 'quick-fix', 'order'];

/** Bytes: a README should open quickly. */
const largest = 200_000;

/** @throws when a picture is missing or too large. */
export function updateReadmeImages(): void {
  const folder = path.join(repository, 'docs/images');
  mkdirSync(folder, { recursive: true });
  for (const name of images) {
    const picture = path.join(screenshotFolder, `${name}.png`);
    const { size } = statSync(picture);
    if (size > largest) throw new Error(`${picture} has ${size} bytes, more than ${largest}.`);
    copyFileSync(picture, path.join(folder, `${name}.png`));
    console.log(`docs/images/${name}.png, ${Math.round(size / 1000)} kB`);
  }
}
