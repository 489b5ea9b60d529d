// When the WASM module traps: the server names the text, and ends with an exit code of its own.
import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { createConnection, createProtocolConnection, InitializedNotification, InitializeRequest, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import type { PythonParser } from '../../server/src/core/syntax/parser';
import { readerOf } from '../../server/src/core/launch/readers';
import { startServer } from '../../server/src/lsp/server';
import { hashText } from '../../server/src/lsp/stamps';
import { withoutRefused } from '../../server/src/lsp/refused-texts';
import { loadLaunchParsers, type LoadLaunchParsers } from '../../server/src/parsers/launch';
import { loadWasm, ParserAborted } from '../../server/src/parsers/wasm';
import { LspClient } from './client';
import { Project, SHOP, WRONG } from './project';

interface Death {
  readonly code: number;
  readonly hash: string;
}

/** Runs the server in this process with a parser that traps on one text, until it has named the text and wants to exit. */
async function serve(folder: string, deadly: string, language: 'python' | 'shell' = 'python'): Promise<Death> {
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  const client = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  const named = new Promise<string>((resolve) => client.onNotification('firstspan/parserAborted', ({ hash }: { hash: string }) => resolve(hash)));
  client.listen();
  const exited = new Promise<number>((resolve) => {
    const parser = async (onAbort: (text: string) => void) => trapping(await loadWasm(), language === 'python' ? deadly : undefined, onAbort);
    const launch: LoadLaunchParsers = async (onAbort) => {
      const parsers = await loadLaunchParsers(onAbort);
      return language === 'shell' ? { ...parsers, shell: trapping({ ...parsers.shell, binding: 'wasm', parse: (text) => parsers.shell.parse(text) }, deadly, onAbort!) } : parsers;
    };
    startServer(createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient)), { parser, launch, exit: resolve });
  });
  await client.sendRequest(InitializeRequest.type, { processId: null, rootUri: null, capabilities: {}, workspaceFolders: [{ uri: folder, name: 'shop' }] });
  await client.sendNotification(InitializedNotification.type, {});
  const [code, hash] = await Promise.all([exited, named]);
  client.dispose();
  return { code, hash };
}

/** The real parser, but for one text. */
function trapping(parser: PythonParser, deadly: string | undefined, onAbort: (text: string) => void): PythonParser {
  const parse: PythonParser['parse'] = (text) => {
    if (text !== deadly) return parser.parse(text);
    onAbort(text);
    throw new ParserAborted(new Error('unreachable'));
  };
  return { binding: 'wasm', parse };
}

/** One statement of the file: files are parsed in pieces. */
const DEADLY = 'application = get_wsgi_application()\n';

test('the server ends with 70 and names the text that must not be parsed again', async (t) => {
  const project = new Project({ ...SHOP, 'shop/wsgi.py': WRONG });
  t.after(() => project.delete());
  assert.ok(WRONG.endsWith(DEADLY));
  assert.deepEqual(await serve(project.uri(), DEADLY), { code: 70, hash: hashText(DEADLY) });
});

test('a server that knows the text leaves every file alone that contains it', async (t) => {
  const project = new Project({ ...SHOP, 'shop/wsgi.py': WRONG });
  t.after(() => project.delete());
  const client = await LspClient.start({ folders: [project.uri()], initializationOptions: { unparsable: [hashText(DEADLY)] } });
  t.after(() => client.kill());
  await client.check();
  assert.ok(client.logs.some((line) => /not read: .*wsgi\.py: the parser stopped on this text/.test(line)), client.logs.join('\n'));
});

const LINE = 'exec gunicorn shop.wsgi';

test('a command line of a launch file is named like a text of Python', async (t) => {
  const project = new Project({ ...SHOP, 'shop/wsgi.py': WRONG, Procfile: `web: ${LINE}\n` });
  t.after(() => project.delete());
  assert.deepEqual(await serve(project.uri(), LINE, 'shell'), { code: 70, hash: hashText(LINE) });
});

test('a command line that is not to be parsed again may set anything, and starts nothing that is seen', async () => {
  const parsers = await loadLaunchParsers();
  const careful = withoutRefused(parsers, () => new Set([hashText(LINE)]));
  const read = (text: string) => readerOf('Procfile')!(`web: ${text}\n`, careful).commands.map(({ words }) => words.map((word) => word.text));
  assert.deepEqual(read('gunicorn shop.wsgi'), [['gunicorn', 'shop.wsgi']]);
  assert.ok(!JSON.stringify(read(LINE)).includes('gunicorn'));
});
