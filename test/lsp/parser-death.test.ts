// When the WASM module traps: the server names the text, and ends with an exit code of its own.
import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { createConnection, createProtocolConnection, InitializeRequest, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import type { PythonParser } from '../../server/src/core/syntax/parser';
import { startServer } from '../../server/src/lsp/server';
import { hashText } from '../../server/src/lsp/stamps';
import { loadWasm, ParserAborted } from '../../server/src/parsers/wasm';
import { LspClient } from './client';
import { Project, SHOP, WRONG } from './project';

interface Death {
  readonly code: number;
  readonly hash: string;
}

/** Runs the server in this process with a parser that traps on one text, until it has named the text and wants to exit. */
async function serve(folder: string, deadly: string): Promise<Death> {
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  const client = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  const named = new Promise<string>((resolve) => client.onNotification('firstspan/parserAborted', ({ hash }: { hash: string }) => resolve(hash)));
  client.listen();
  const exited = new Promise<number>((resolve) => {
    const parser = async (onAbort: (text: string) => void) => trapping(await loadWasm(), deadly, onAbort);
    startServer(createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient)), { parser, exit: resolve });
  });
  await client.sendRequest(InitializeRequest.type, { processId: null, rootUri: null, capabilities: {}, workspaceFolders: [{ uri: folder, name: 'shop' }] });
  const [code, hash] = await Promise.all([exited, named]);
  client.dispose();
  return { code, hash };
}

/** The real parser, but for one text. */
function trapping(parser: PythonParser, deadly: string, onAbort: (text: string) => void): PythonParser {
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
