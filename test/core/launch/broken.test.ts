// Every reader of launch files ends with an answer, whatever it is given, and every place lies within the text.
import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, it } from 'node:test';
import { readerOf } from '../../../server/src/core/launch/readers';
import { launchParsers } from './parsers';
import { shown } from './show';

/** The files of all pages, by their path. */
const files = readdirSync(__dirname).filter((name) => name.endsWith('.md')).flatMap((page) => {
  const text = readFileSync(path.join(__dirname, page), 'utf8');
  return [...text.matchAll(/^(`{3,})[^\n]*title="([^"]+)"[^\n]*\n([^]*?)^\1$/gm)].map(([, , name = '', content = '']) => ({ page, name, content }));
});

const STRANGE = ['', '\ufeff', '\0', '\r', '\r\n\r\n', '"', "'", '=', '[', '{', '<', '%', '\\', '${', '\ud83d', 'a: *a', '\0\x01\x02\xff'.repeat(100), 'x'.repeat(200_000), '('.repeat(20_000), '[a]\n'.repeat(5000), 'a=b\\\n'.repeat(5000), '😀\t= "😀'];

describe('broken launch files', () => {
  for (const page of new Set(files.map((file) => file.page))) {
    const own = files.filter((file) => file.page === page);
    it(`cut off, in pieces and mixed up: ${page}`, async () => {
      const parsers = await launchParsers();
      for (const { name, content } of own) {
        const read = readerOf(name)!;
        const step = Math.max(1, Math.floor(content.length / 25));
        for (let cut = 0; cut <= content.length; cut += step) {
          for (const text of [content.slice(0, cut), content.slice(cut), `${content.slice(0, cut)}\0"'{[(${content.slice(cut)}`, content.slice(0, cut).replaceAll('\n', '\r')]) shown(text, read(text, parsers));
        }
      }
    });
    it(`strange texts: ${page}`, async () => {
      const parsers = await launchParsers();
      for (const name of new Set(own.map((file) => file.name))) for (const text of STRANGE) shown(text, readerOf(name)!(text, parsers));
    });
  }
});
