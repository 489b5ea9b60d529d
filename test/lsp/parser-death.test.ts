// When the WASM module traps: the server names the text, and ends with an exit code of its own.
import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { createConnection, createProtocolConnection, InitializeRequest, StreamMessageReader, StreamMessageWriter, type ProtocolConnection } from 'vscode-languageserver/node';
import type { PythonParser } from '../../server/src/core/syntax/parser';
import { startServer } from '../../server/src/lsp/server';
import { hashText } from '../../server/src/lsp/stamps';
import { loadWasm, ParserAborted } from '../../server/src/parsers/wasm';
import { Project, SHOP, WRONG } from './project';

interface Death {
  readonly code: number;
  readonly hashes: string[];
  readonly logs: string[];
}

/** Runs the server in this process with a parser that traps on one text, until it wants to exit. */
async function serve(folder: string, deadly: string): Promise<Death> {
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  const client = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  const hashes: string[] = [];
  const logs: string[] = [];
  client.onNotification('firstspan/parserAborted', ({ hash }: { hash: string }) => void hashes.push(hash));
  client.onNotification('window/logMessage', ({ message }: { message: string }) => void logs.push(message));
  client.listen();
  const code = await new Promise<number>((resolve) => {
    const parser = async (onAbort: (text: string) => void) => trapping(await loadWasm(), deadly, onAbort);
    startServer(createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient)), { parser, exit: resolve });
    void initialize(client, folder);
  });
  client.dispose();
  return { code, hashes, logs };
}

/** The real parser, but for one text. */
function trapping(parser: PythonParser, deadly: string, onAbort: (text: string) => void): PythonParser {
  const parse: PythonParser['parse'] = (text, previous) => {
    if (text !== deadly) return parser.parse(text, previous);
    onAbort(text);
    throw new ParserAborted(new Error('unreachable'));
  };
  return { binding: 'wasm', parse };
}

async function initialize(client: ProtocolConnection, folder: string): Promise<void> {
  await client.sendRequest(InitializeRequest.type, { processId: null, rootUri: null, capabilities: {}, workspaceFolders: [{ uri: folder, name: 'shop' }] });
}

test('the server ends with 70 and names the text that must not be parsed again', async (t) => {
  const project = new Project({ ...SHOP, 'shop/wsgi.py': WRONG });
  t.after(() => project.delete());
  const { code, hashes, logs } = await serve(project.uri(), WRONG);
  assert.equal(code, 70);
  assert.deepEqual(hashes, [hashText(WRONG)]);
  assert.match(logs.join('\n'), /parser stopped/);
});
