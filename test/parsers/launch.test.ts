// The parsers of Dockerfiles and shell scripts: places, broken texts, and that trees are freed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDockerfile } from '../../server/src/parsers/dockerfile';
import { loadLaunchParsers } from '../../server/src/parsers/launch';
import { livingTrees, loadWasm } from '../../server/src/parsers/wasm';

const DOCKERFILE = `# syntax=docker/dockerfile:1
from python:3.12 AS base
ENV A=1 \\
    # 😀 a comment
    B=2
COPY <<EOF /start.sh
exec gunicorn
EOF
CMD ["gunicorn", "shop.wsgi"]
CMD
`;

for (const [name, text] of [['LF', DOCKERFILE], ['CRLF', DOCKERFILE.replace(/\n/g, '\r\n')], ['a byte order mark', `\ufeff${DOCKERFILE}`]] as const) {
  test(`the instructions of a Dockerfile stand where they were written: ${name}`, () => {
    const cut = (at: { start: number; end: number } | undefined): string | undefined => at && text.slice(at.start, at.end).replace(/\r/g, '');
    const { instructions, escape } = parseDockerfile(text);
    assert.equal(escape, '\\');
    assert.deepEqual(instructions.map(({ keyword, argumentsAt }) => [keyword, cut(argumentsAt)]), [
      ['FROM', 'python:3.12 AS base'], ['ENV', 'A=1 \\\n    # 😀 a comment\n    B=2'], ['COPY', '<<EOF /start.sh\nexec gunicorn\nEOF'], ['CMD', '["gunicorn", "shop.wsgi"]'], ['CMD', undefined],
    ]);
    const [heredoc] = instructions[2]!.heredocs;
    assert.deepEqual([heredoc!.name, cut(heredoc!.startAt), cut(heredoc!.at)!.trimEnd()], ['EOF', '<<EOF', 'exec gunicorn']);
  });
}

test('the escape character of Windows', () => {
  assert.deepEqual(parseDockerfile('# escape=`\nFROM a\nENV A=1 `\n B=2\n').instructions.map(({ keyword }) => keyword), ['FROM', 'ENV']);
});

for (const text of ['', '\u0000\u0001', 'FROM', 'RUN <<', 'RUN <<EOF\nnever closed', 'CMD ["a', `CMD ${'['.repeat(100_000)}`, 'ENV =', '\\', '# escape=', '{{ .Base }}\nFROM x\n']) {
  test(`a Dockerfile that is none is no error: ${JSON.stringify(text.slice(0, 20))}`, () => {
    for (const { at, argumentsAt } of parseDockerfile(text).instructions) {
      for (const each of [at, argumentsAt ?? at]) assert.ok(0 <= each.start && each.start <= each.end && each.end <= text.length);
    }
  });
}

// The first of this file that loads any.
test('two grammars that are loaded at once share one module', async () => {
  const [python, { shell }] = await Promise.all([loadWasm(), loadLaunchParsers()]);
  const trees = [python.parse('x = 1\n'), shell.parse('exec gunicorn\n')];
  assert.deepEqual(trees.map(({ rootNode }) => rootNode.hasError), [false, false]);
  for (const tree of trees) tree.delete();
});

test('the shell parser counts in UTF-16, lives beside that of Python, and its trees are freed', async () => {
  const python = await loadWasm();
  const { shell } = await loadLaunchParsers();
  const before = livingTrees();
  const text = 'echo 😀\r\nexport A=1\r\n';
  const trees = [shell.parse(text), python.parse('x = 1\n')];
  const [script, module] = trees.map(({ rootNode }) => rootNode);
  assert.deepEqual([script!.type, module!.type], ['program', 'module']);
  const last = script!.namedChildren.at(-1)!;
  assert.deepEqual([last.type, text.slice(last.startIndex, last.endIndex)], ['declaration_command', 'export A=1']);
  for (const tree of trees) tree.delete();
  assert.equal(livingTrees(), before);
});
