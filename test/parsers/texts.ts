// Python texts for parser tests: the real ones of this repository, and awkward ones made here.
import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '../..');
const BLOCK = /```(?:python|py)[^\n]*\n([^]*?)```/g;

const LONG = 'def handler_%(request, *, trace=None):\n    """Öffnet die Tür 😀."""\n    if trace: return {"a": [x async for x in y], "b": f"{trace!r:>{10}}"}\n    return None\n\n';

/** Text by name. */
export function pythonTexts(): Map<string, string> {
  const texts = new Map<string, string>(awkward());
  for (const folder of ['examples', 'server/src/core', 'node_modules/node-gyp-build', 'node_modules/tree-sitter', 'node_modules/tree-sitter-python']) collect(path.join(ROOT, folder), texts);
  for (const [name, text] of [...texts]) if (!name.startsWith('made:')) texts.set(`${name} with CRLF`, text.replaceAll('\n', '\r\n'));
  return texts;
}

function collect(folder: string, texts: Map<string, string>): void {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (!entry.isFile()) continue;
    if (entry.name.endsWith('.py')) texts.set(file, readFileSync(file, 'utf8'));
    if (entry.name.endsWith('.md')) [...readFileSync(file, 'utf8').matchAll(BLOCK)].forEach(([, text], i) => texts.set(`${file} block ${i}`, text));
  }
}

function awkward(): [string, string][] {
  const long = Array.from({ length: 900 }, (_, i) => LONG.replace('%', String(i))).join('');
  const statements = [
    'x = 1', 'import a.b as c', 'from . import x', 'from ..a import (b,\n c)', '@d\nclass A(B, metaclass=C):\n  pass', 'async def f():\n  await g()', 'match x:\n  case [1, *_]: pass', 'try:\n  pass\nexcept* E as e:\n  raise',
    'with a as b, c as d:\n  pass', 'lambda *a, **k: (yield)', 'x: int = 1', 'x[1:2, ...]', 'print(f"{x=} {y!r:>{w}}")', "b'bytes' 'a' \"b\"", 'global a; nonlocal b', 'if (n := 10) > 5: pass', 'type X = int', 't"{x}"', 'print >>f, 1', 'exec "x"',
    'def f(:', 'class', 'x = (1,', '"""open', 'if x:\n\ty\n  z', ')', 'é = "ß"', '# 😀', '\\\n', 'x = 1\r\ny = 2\rz = 3\n', '\f x', '\0',
  ];
  return [
    ['made: empty', ''], ['made: BOM', '\uFEFFx = 1\n'], ['made: only a BOM', '\uFEFF'], ['made: over 32 KB', long], ['made: over 32 KB with CRLF', long.replaceAll('\n', '\r\n')],
    ['made: a surrogate pair across the pieces that are read', `#${' '.repeat(8190)}😀\nx = 1\n`], ['made: shifted by one', `#${' '.repeat(8191)}😀\nx = 1\n`],
    ['made: half a surrogate pair', 'x = "\ud83d"\ny = 1\n'], ['made: deep', `${'('.repeat(300)}1${')'.repeat(300)}\n`],
    ...statements.map((text): [string, string] => [`made: ${text}`, `${text}\n`]), ...statements.map((text): [string, string] => [`made: ${text} after an emoji`, `s = '😀'\n${text}\nlast = 1\n`]),
  ];
}
