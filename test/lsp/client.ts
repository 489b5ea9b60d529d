// A language client without an editor: the built server over stdio, and what it said so far.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import * as path from 'node:path';
import {
  ConfigurationRequest, createProtocolConnection, DidChangeConfigurationNotification, DidChangeTextDocumentNotification, DidChangeWatchedFilesNotification, DidChangeWorkspaceFoldersNotification, DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification, ExitNotification, HoverRequest, InitializedNotification, InitializeRequest, LogMessageNotification, PublishDiagnosticsNotification, RegistrationRequest, UnregistrationRequest,
  ShutdownRequest, CodeActionRequest, CodeActionResolveRequest, StreamMessageReader, StreamMessageWriter,
  type ClientCapabilities, type CodeAction, type Diagnostic, type DidChangeWatchedFilesRegistrationOptions, type FileChangeType, type InitializeResult, type MarkupContent, type ProtocolConnection, type PublishDiagnosticsParams, type Range, type TextDocumentContentChangeEvent,
} from 'vscode-languageserver/node';

const DIST = path.join(__dirname, '../../dist');

/** How long a condition may take before the test fails (milliseconds): far more than it ever needs. */
const PATIENCE = 30_000;

export const CAPABILITIES: ClientCapabilities = {
  textDocument: {
    publishDiagnostics: { versionSupport: true, relatedInformation: true, dataSupport: true, codeDescriptionSupport: true },
    codeAction: { dataSupport: true, resolveSupport: { properties: ['edit'] }, isPreferredSupport: true, codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source'] } } },
  },
  workspace: {
    workspaceFolders: true,
    workspaceEdit: { documentChanges: true, resourceOperations: ['create'] },
    didChangeWatchedFiles: { dynamicRegistration: true },
    configuration: true,
    didChangeConfiguration: { dynamicRegistration: true },
  },
};

export interface ClientOptions {
  /** URIs as this client spells them. */
  readonly folders?: readonly string[];
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: unknown;
  readonly settings?: LspClient['settings'];
  /** What is run, below dist/; the default is the server as an editor's extension starts it. */
  readonly command?: readonly string[];
}

export class LspClient {
  /** The newest diagnostics of each URI, in the server's spelling. */
  readonly published = new Map<string, PublishDiagnosticsParams>();
  readonly logs: string[] = [];
  /** Notifications that nobody listens to on the connection, from the server's first word on. */
  readonly told: { readonly method: string; readonly params?: unknown }[] = [];
  readonly registered: string[] = [];
  /** Patterns of files that the server wants to hear of, by registration. */
  readonly watchers = new Map<string, string[]>();
  /** What this client answers when it is asked for the section `firstspan` of a scope. */
  settings: (scope: string | undefined) => unknown = () => null;
  private readonly checks = new Set<() => void>();
  /** What the server wrote beside the protocol. */
  stderr = '';

  private constructor(private readonly process: ChildProcess, readonly connection: ProtocolConnection, readonly exited: Promise<number | null>) {}

  initialized!: InitializeResult;

  static async start(options: ClientOptions = {}): Promise<LspClient> {
    const [program, ...rest] = options.command ?? ['server.js', '--stdio'];
    const server = spawn(process.execPath, [path.join(DIST, program), ...rest], { stdio: 'pipe' });
    const exited = once(server, 'exit').then(([code]) => code as number | null);
    const connection = createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
    const client = new LspClient(server, connection, exited);
    server.stderr.on('data', (data) => (client.stderr += String(data)));
    if (options.settings) client.settings = options.settings;
    client.listen();
    client.initialized = await connection.sendRequest(InitializeRequest.type, {
      processId: process.pid, rootUri: null, capabilities: options.capabilities ?? CAPABILITIES, initializationOptions: options.initializationOptions,
      workspaceFolders: (options.folders ?? []).map((uri) => ({ uri, name: uri })),
    });
    await connection.sendNotification(InitializedNotification.type, {});
    return client;
  }

  private listen(): void {
    this.connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
      this.published.set(params.uri, params);
      for (const check of [...this.checks]) check();
    });
    this.connection.onUnhandledNotification((notification) => void this.told.push(notification));
    this.connection.onNotification(LogMessageNotification.type, ({ message }) => void this.logs.push(message));
    this.connection.onRequest(RegistrationRequest.type, ({ registrations }) => {
      for (const { id, method, registerOptions } of registrations) {
        this.registered.push(method);
        const { watchers } = (registerOptions ?? {}) as Partial<DidChangeWatchedFilesRegistrationOptions>;
        if (watchers) this.watchers.set(id, watchers.map(({ globPattern }) => String(globPattern)));
      }
    });
    this.connection.onRequest(UnregistrationRequest.type, ({ unregisterations }) => unregisterations.forEach(({ id }) => void this.watchers.delete(id)));
    this.connection.onRequest(ConfigurationRequest.type, ({ items }) => items.map(({ scopeUri, section }) => (section === 'firstspan' ? this.settings(scopeUri) : null)));
    this.connection.listen();
  }

  /** What the server says over that place; when it resolves, the newest analysis has been told of in full. */
  async hover(uri: string, line: number, character: number): Promise<{ text: string; range: Range | undefined } | undefined> {
    const hover = await this.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position: { line, character } });
    return hover ? { text: (hover.contents as MarkupContent).value, range: hover.range } : undefined;
  }

  /** Waits until the newest diagnostics of `uri` are as `fits` wants them. */
  diagnostics(uri: string, fits: (diagnostics: Diagnostic[], version: number | undefined) => boolean): Promise<Diagnostic[]> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => finish(() => reject(new Error(`diagnostics of ${uri} did not come; there are ${JSON.stringify([...this.published.values()])}; log: ${this.logs.join(' | ')}; stderr: ${this.stderr}`))), PATIENCE);
      const finish = (end: () => void): void => {
        clearTimeout(timer);
        this.checks.delete(check);
        end();
      };
      const check = (): void => {
        const params = this.published.get(uri);
        if (params && fits(params.diagnostics, params.version)) finish(() => resolve(params.diagnostics));
      };
      this.checks.add(check);
      check();
    });
  }

  /** Waits until `uri` has exactly `count` diagnostics, for that version if one is given. */
  count(uri: string, count: number, version?: number): Promise<Diagnostic[]> {
    return this.diagnostics(uri, (diagnostics, now) => diagnostics.length === count && (version === undefined || now === version));
  }

  open(uri: string, text: string, version = 1, languageId = 'python'): Promise<void> {
    return this.connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument: { uri, languageId, version, text } });
  }

  change(uri: string, version: number, contentChanges: TextDocumentContentChangeEvent[]): Promise<void> {
    return this.connection.sendNotification(DidChangeTextDocumentNotification.type, { textDocument: { uri, version }, contentChanges });
  }

  close(uri: string): Promise<void> {
    return this.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
  }

  watched(uri: string, type: FileChangeType): Promise<void> {
    return this.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes: [{ uri, type }] });
  }

  /** Says that settings changed. @param settings sent along, as clients do that cannot be asked */
  configure(settings: unknown = null): Promise<void> {
    return this.connection.sendNotification(DidChangeConfigurationNotification.type, { settings });
  }

  folders(added: readonly string[], removed: readonly string[]): Promise<void> {
    const all = (uris: readonly string[]) => uris.map((uri) => ({ uri, name: uri }));
    return this.connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, { event: { added: all(added), removed: all(removed) } });
  }

  async actions(uri: string, range: Range, diagnostics: Diagnostic[] = [], only?: string[]): Promise<CodeAction[]> {
    return ((await this.connection.sendRequest(CodeActionRequest.type, { textDocument: { uri }, range, context: { diagnostics, only } })) ?? []) as CodeAction[];
  }

  resolve(action: CodeAction): Promise<CodeAction> {
    return this.connection.sendRequest(CodeActionResolveRequest.type, action);
  }

  /** Looks at everything again; when it resolves, everything that was sent before has been dealt with. */
  check(): Promise<{ error: number; warning: number; information: number; files: number; boots: number }> {
    return this.connection.sendRequest('firstspan/check', {});
  }

  /** @returns the exit code. */
  async stop(): Promise<number | null> {
    await this.connection.sendRequest(ShutdownRequest.type);
    await this.connection.sendNotification(ExitNotification.type);
    const code = await this.exited;
    this.connection.dispose();
    return code;
  }

  /** For a test that failed half-way. */
  kill(): void {
    if (this.process.exitCode === null) this.process.kill('SIGKILL');
    this.connection.dispose();
  }
}
