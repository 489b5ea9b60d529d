// The commands beside `check`, and arguments that are wrong.
import * as assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { createProtocolConnection, ExitNotification, InitializeRequest, ShutdownRequest, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { allRules as rules } from '../../server/src/core/rules/registry';
import { CLI, firstspan, read, ROOT } from './harness';

const COMMANDS = ['check', 'timeline', 'explain', 'rules', 'generate', 'lsp'];

test('--version is the version of the package', async () => {
  const { code, out } = await firstspan(['--version']);
  assert.deepEqual({ code, out }, { code: 0, out: `${JSON.parse(read(ROOT, 'package.json')).version}\n` });
});

test('--help names every command, and each command has help of its own', async () => {
  const { code, out } = await firstspan(['--help']);
  assert.equal(code, 0);
  for (const name of COMMANDS) {
    assert.match(out, new RegExp(`^  ${name} +\\S`, 'm'));
    const help = await firstspan([name, '--help']);
    assert.equal(help.code, 0);
    assert.match(help.out, new RegExp(`^Usage: firstspan ${name}\\b`, 'm'));
  }
});

const wrong: [string, string[]][] = [
  ['an unknown command', ['chekc']],
  ['an unknown option', ['check', '--fixx']],
  ['an option without its value', ['check', '--format']],
  ['a value that is none of the choices', ['check', '--format', 'xml']],
  ['--diff with json', ['check', '--diff', '--format', 'json']],
  ['explain without a rule', ['explain']],
  ['explain with two rules', ['explain', 'a', 'b']],
  ['an unknown rule', ['explain', 'no-such-rule']],
  ['rules with an argument', ['rules', 'a']],
  ['an unknown format of rules', ['rules', '--format', 'yaml']],
  ['an unknown exporter', ['generate', 'examples/shop', '--service-name', 'x', '--exporter', 'smoke-signals']],
  ['lsp without a channel', ['lsp']],
];

for (const [name, args] of wrong) {
  test(`${name} is a failure that says what, why and what to do`, async () => {
    const { code, out, err } = await firstspan(args);
    assert.deepEqual({ code, out }, { code: 2, out: '' });
    assert.match(err, /^error: \S.*\n {2}why: \S.*\n {2}do: \S.*\n$/);
  });
}

test('without a command the help is shown and the exit code is 2', async () => {
  const { code, out } = await firstspan([]);
  assert.equal(code, 2);
  assert.match(out, /^Usage:/m);
});

test('rules lists each rule with what it finds', async () => {
  const { code, out } = await firstspan(['rules']);
  assert.equal(code, 0);
  for (const { id, severity, byName, summary } of rules) assert.ok(out.includes(`${id}  (${severity}${byName ? ', off unless settings name it' : ''})\n  ${summary}\n`), id);
  const json = await firstspan(['rules', '--format', 'json']);
  assert.deepEqual(JSON.parse(json.out), rules.map(({ id, severity, summary }) => ({ id, severity, summary })));
});

test('explain prints the page of every rule', async () => {
  for (const { id } of rules) {
    const { code, out } = await firstspan(['explain', id]);
    assert.equal(code, 0);
    assert.equal(out.trimEnd(), read(ROOT, `server/src/core/rules/${id}.md`).trimEnd());
    assert.match(out, /^# /);
  }
});

test('lsp --stdio is the language server', async (t) => {
  const server = spawn(process.execPath, [CLI, 'lsp', '--stdio', `--clientProcessId=${process.pid}`]);
  t.after(() => server.kill());
  const exited = once(server, 'exit');
  const connection = createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
  connection.listen();
  const { capabilities } = await connection.sendRequest(InitializeRequest.type, { processId: process.pid, rootUri: null, capabilities: {}, workspaceFolders: null });
  assert.ok(capabilities.codeActionProvider);
  await connection.sendRequest(ShutdownRequest.type);
  await connection.sendNotification(ExitNotification.type);
  assert.deepEqual(await exited, [0, null]);
  connection.dispose();
});

test('a reader that goes away is no error', async () => {
  const child = spawn(process.execPath, [CLI, 'check', 'examples', '--order'], { cwd: ROOT });
  let err = '';
  child.stderr.on('data', (data) => (err += String(data)));
  child.stdout.destroy();
  const [code] = await once(child, 'close');
  assert.deepEqual({ code, err }, { code: 1, err: '' });
});
