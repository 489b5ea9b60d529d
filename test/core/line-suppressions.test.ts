// Suppression comments of launch files: the lines that they stand for, and where one is written.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { insertRule } from '../../server/src/core/fix/suppression-comment';
import { commentStyleOf } from '../../server/src/core/knowledge/comments';
import { sameMeaning } from '../../server/src/core/fix/launch/meaning';
import { lineSuppressions } from '../../server/src/core/project/line-suppressions';
import { applyEdits } from '../../server/src/core/text/edits';
import { LineIndex } from '../../server/src/core/text/lines';
import { testLaunchParsers } from '../rules/project';

const COMMENT = '# firstspan: ignore[a]';

/** The 1-based lines that the comments of a file stand for. */
function lines(path: string, text: string): (number[] | 'file')[] {
  const index = new LineIndex(text);
  return lineSuppressions(text, commentStyleOf(path)!).map(({ from, to }) => {
    if (from === 0 && to > text.length) return 'file';
    if (from === to) return [];
    const [first, last] = [index.position(from).line + 1, index.position(to - 1).line + 1];
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  });
}

const PLACES: readonly [string, string, string, (number[] | 'file')[]][] = [
  ['above an instruction', 'Dockerfile', `FROM x\n${COMMENT}\nCMD a\nCMD b\n`, [[3]]],
  ['above everything', 'Dockerfile', `# syntax=docker/dockerfile:1\n${COMMENT}\n\nFROM x\n`, ['file']],
  ['nothing, behind an instruction', 'Dockerfile', `FROM x\nCMD a ${COMMENT}\n`, []],
  ['an instruction of several lines', 'Dockerfile', `FROM x\n${COMMENT}\nCMD a \\\n  # why\n  b\nEXPOSE 1\n`, [[3, 4, 5]]],
  ['the line that it ends', 'start.sh', `set -e\nexec gunicorn a  ${COMMENT}\nx\n`, [[2]]],
  ['the lines that it ends', 'start.sh', `set -e\nexec gunicorn \\\n  a  ${COMMENT}\nx\n`, [[2, 3]]],
  ['nothing, within a word', 'start.sh', 'set -e\necho a# firstspan: ignore[a]\n', []],
  ['a key with what is in it', 'compose.yaml', `services:\n  ${COMMENT}\n  web:\n    build: .\n\n    command: x\n  db:\n    image: y\n`, [[3, 4, 5, 6]]],
  ['a key with its list beside it', 'k8s.yaml', `a: 1\n${COMMENT}\ncommand:\n- b\n- c\nargs: []\n`, [[3, 4, 5]]],
  ['one item', 'k8s.yaml', `a: 1\ncommand:\n- b  ${COMMENT}\n- c\n`, [[3]]],
  ['a value of several lines', 'supervisord.conf', `[program:web]\n${COMMENT}\nenvironment=A="1",\n    B="2"\ncommand=x\n`, [[3, 4]]],
  ['a process type', 'Procfile', `web: a\nworker: b  ${COMMENT}\n`, [[2]]],
  ['a requirement', 'requirements.txt', `django\nopentelemetry-sdk==1.2  ${COMMENT}\n`, [[2]]],
  ['nothing above an empty line', '.env', `A=1\n${COMMENT}\n\nB=2\n`, [[]]],
  ['an assignment', '.env', `A=1\r\n${COMMENT}\r\nB=2\r\n`, [[3]]],
];

describe('a comment stands for', () => {
  for (const [name, path, text, expected] of PLACES) it(`${name} (${path})`, () => assert.deepEqual(lines(path, text), expected));
  it('nothing in files whose comments are written otherwise', () => {
    for (const path of ['launch.json', 'uwsgi.xml', 'deploy.nomad', 'a.unknown']) assert.equal(commentStyleOf(path), undefined, path);
  });
});

/** The path, the text, and what is written where `here` stands. */
const WRITTEN: readonly [string, string, string, string][] = [
  ['Procfile', 'web: gunicorn shop.wsgi\n', 'gunicorn', `web: gunicorn shop.wsgi  ${COMMENT}\n`],
  ['Dockerfile', 'FROM python\nCMD ["gunicorn", "shop.wsgi"]\n', 'CMD', `FROM python\n${COMMENT}\nCMD ["gunicorn", "shop.wsgi"]\n`],
  ['Dockerfile', 'FROM python\nCMD gunicorn \\\n    --preload shop.wsgi\n', '--preload', `FROM python\nCMD gunicorn \\\n    ${COMMENT}\n    --preload shop.wsgi\n`],
  ['start.sh', 'set -e\n\nexec gunicorn \\\n    --preload \\\n    shop.wsgi\n', '--preload', `set -e\n\n${COMMENT}\nexec gunicorn \\\n    --preload \\\n    shop.wsgi\n`],
  ['start.sh', 'exec gunicorn shop.wsgi # why\r\n', 'gunicorn', `exec gunicorn shop.wsgi # why  ${COMMENT}\r\n`],
  ['compose.yaml', 'services:\n  web:\n    command: gunicorn shop.wsgi\n', 'gunicorn', `services:\n  web:\n    command: gunicorn shop.wsgi  ${COMMENT}\n`],
  ['compose.yaml', 'services:\n  web:\n    command: >\n      gunicorn\n      shop.wsgi\n', 'gunicorn', `services:\n  web:\n    ${COMMENT}\n    command: >\n      gunicorn\n      shop.wsgi\n`],
  ['web.service', '[Service]\nExecStart=/bin/gunicorn shop.wsgi\n', '/bin', `[Service]\n${COMMENT}\nExecStart=/bin/gunicorn shop.wsgi\n`],
  ['supervisord.conf', '[program:web]\ncommand=gunicorn\n  shop.wsgi\n', 'shop.wsgi', `[program:web]\ncommand=gunicorn\n${COMMENT}\n  shop.wsgi\n`],
  ['uwsgi.ini', '[uwsgi]\nmodule = shop.wsgi\n', 'module', `[uwsgi]\n${COMMENT}\nmodule = shop.wsgi\n`],
  ['Makefile', 'run:\n\tgunicorn \\\n\t\tshop.wsgi\n', 'shop.wsgi', `run:\n\tgunicorn \\\n\t\tshop.wsgi  ${COMMENT}\n`],
  ['fly.toml', '[processes]\nweb = "gunicorn shop.wsgi"\n', 'gunicorn', `[processes]\nweb = "gunicorn shop.wsgi"  ${COMMENT}\n`],
  ['.env', 'A=1\nOTEL_SDK_DISABLED=true\n', 'OTEL', `A=1\n${COMMENT}\nOTEL_SDK_DISABLED=true\n`],
];

describe('the comment is written so that the file says the same', () => {
  for (const [path, text, here, expected] of WRITTEN) {
    it(`${path}: ${here}`, async () => {
      const parsers = await testLaunchParsers();
      const start = text.indexOf(here);
      const ways = insertRule(text, path, start, 'a', [], commentStyleOf(path)).map((edits) => applyEdits(text, edits)!);
      const kept = ways.find((way) => sameMeaning(path, text, way, parsers) && covers(path, way, way.indexOf(here)));
      assert.equal(kept, expected);
    });
  }
});

function covers(path: string, text: string, start: number): boolean {
  return lineSuppressions(text, commentStyleOf(path)!).some(({ from, to }) => from <= start && start < to);
}
