// Wires the language server: parser, checker, session and features on one connection.
import { TextDocumentSyncKind, type Connection, type InitializeParams, type InitializeResult } from 'vscode-languageserver';
import manifest from '../../../package.json';
import { Checker } from '../core/checker';
import type { PythonParser } from '../core/syntax/parser';
import { loadParser } from '../parsers/load';
import { parseToml } from '../parsers/toml';
import { lateLaunchParsers, type LoadLaunchParsers } from '../parsers/launch';
import { readClient, unparsable, type Client } from './client';
import type { Context } from './context';
import * as check from './features/check';
import * as codeActions from './features/code-actions';
import * as configuration from './features/configuration';
import * as diagnostics from './features/diagnostics';
import * as documents from './features/documents';
import * as folders from './features/folders';
import * as generate from './features/generate';
import * as hover from './features/hover';
import * as logs from './features/logs';
import * as order from './features/order';
import * as rules from './features/rules';
import * as status from './features/status';
import * as watchedFiles from './features/watched-files';
import { FIX_ALL } from './fix-all';
import { REWRITE } from './quick-fixes';
import { lastWords } from './last-words';
import { withoutRefused } from './refused-texts';
import { Session } from './session';

const FEATURES = [documents, folders, configuration, watchedFiles, diagnostics, codeActions, hover, check, generate, order, rules, status, logs];

/** What tests replace. */
export interface ServerOptions {
  readonly parser?: (onAbort: (text: string) => void) => Promise<PythonParser>;
  readonly launch?: LoadLaunchParsers;
  readonly exit?: (code: number) => void;
}

/** Serves one client until it says `exit`. @param connection as made by createConnection; it must not be listening yet. */
export function startServer(connection: Connection, options: ServerOptions = {}): void {
  let client: Client | undefined;
  let refused: ReadonlySet<string> = new Set();
  const words = lastWords(connection, options.exit ?? ((code) => process.exit(code)));
  const load = options.parser ?? ((onAbort) => loadParser({ onAbort }));
  const parser = load(words.aborted);
  const launch = lateLaunchParsers(words.aborted, options.launch);
  const session = new Session(parser.then((python) => new Checker(python, parseToml, withoutRefused(launch.parsers, () => refused))), words.failed, launch);
  const listeners: (() => void)[] = [];
  const context: Context = { connection, session, parser, client: () => client ?? readClient({}), whenReady: (listener) => listeners.push(listener) };

  connection.onInitialize(async (params): Promise<InitializeResult> => {
    await parser;
    client = readClient(params.capabilities, params.initializationOptions);
    refused = new Set(unparsable(params.initializationOptions));
    session.neverParse(refused);
    // A client is asked for its settings once it is ready. Until then folders are looked through, and nothing is said.
    session.configure(new Promise((ready) => listeners.push(() => ready(new Map()))));
    session.addFolders(foldersOf(params));
    return { capabilities: capabilities(client), serverInfo: { name: manifest.displayName, version: manifest.version } };
  });
  for (const feature of FEATURES) feature.register(context);
  connection.onInitialized(() => listeners.forEach((listener) => listener()));
  connection.onShutdown(() => session.stop());
  connection.listen();
}

function foldersOf({ workspaceFolders, rootUri }: InitializeParams): string[] {
  return workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []);
}

function capabilities(client: Client): InitializeResult['capabilities'] {
  const anyFolder = { filters: [{ scheme: 'file', pattern: { glob: '**/*', matches: 'folder' as const } }] };
  return {
    positionEncoding: 'utf-16',
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    codeActionProvider: { codeActionKinds: ['quickfix', REWRITE, FIX_ALL], resolveProvider: client.resolvesEdits },
    hoverProvider: true,
    workspace: {
      workspaceFolders: { supported: true, changeNotifications: true },
      fileOperations: { didDelete: anyFolder, didRename: anyFolder },
    },
  };
}
