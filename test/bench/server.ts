// Measures a language server over JSON-RPC on its standard streams; the same driver for all of them.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { env as ownEnvironment } from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter, type MessageConnection, type PublishDiagnosticsParams } from 'vscode-languageserver/node';
import type { Keystroke } from './keystrokes';

/** How a server is started. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  /** Variables beside those of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Milliseconds from one keystroke to the next, after the first one was answered: a fast writer. */
const PACE = 30;
/** How long a server may take to answer anything at all (milliseconds). */
const PATIENCE = 60_000;

const CAPABILITIES = { textDocument: { synchronization: {}, publishDiagnostics: { versionSupport: true, relatedInformation: true } }, workspace: { workspaceFolders: true, configuration: true } };

interface Waiting {
  readonly version: number;
  readonly done: (diagnostics: number) => void;
}

/** A running server; the document that was opened last is the one that is typed into. Times are in milliseconds. */
export class Server {
  private version = 0;
  private waiting: Waiting | undefined;
  private uri = '';

  private constructor(private readonly process: ChildProcess, private readonly connection: MessageConnection, private readonly began: number, readonly coldStart: number) {}

  /** @param folder the workspace */
  static async start({ program, args, env }: Command, folder: string): Promise<Server> {
    const began = performance.now();
    const process = spawn(program, args, { cwd: folder, env: { ...ownEnvironment, ...env }, stdio: ['pipe', 'pipe', 'ignore'] });
    const connection = createMessageConnection(new StreamMessageReader(process.stdout), new StreamMessageWriter(process.stdin));
    // Whatever the server asks of its client (settings, registrations, progress), it gets an empty answer.
    connection.onRequest((method, params) => (method === 'workspace/configuration' ? (params as { items: unknown[] }).items.map(() => null) : null));
    connection.listen();
    const folderUri = pathToFileURL(folder).href;
    await connection.sendRequest('initialize', { processId: null, rootUri: folderUri, capabilities: CAPABILITIES, workspaceFolders: [{ uri: folderUri, name: 'bench' }] });
    const server = new Server(process, connection, began, performance.now() - began);
    connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => server.published(params));
    await connection.sendNotification('initialized', {});
    return server;
  }

  /** Opens a document. @param file absolute path @returns how long its diagnostics took, also since the process was started, and how many there are */
  async open(file: string, text: string): Promise<{ took: number; sinceStart: number; diagnostics: number }> {
    this.uri = pathToFileURL(file).href;
    const answer = await this.timed(() => this.connection.sendNotification('textDocument/didOpen', { textDocument: { uri: this.uri, languageId: 'python', version: ++this.version, text } }));
    return { ...answer, sinceStart: performance.now() - this.began };
  }

  /** @returns how long the diagnostics of the changed text took, for each keystroke that counts */
  async type(keystrokes: readonly Keystroke[]): Promise<number[]> {
    const times: number[] = [];
    for (const { change, counts } of keystrokes) {
      await pause(PACE);
      const { took } = await this.timed(() => this.connection.sendNotification('textDocument/didChange', { textDocument: { uri: this.uri, version: ++this.version }, contentChanges: [change] }));
      if (counts) times.push(took);
    }
    return times;
  }

  /** Resident memory in MB, where `ps` tells it. */
  memory(): number {
    return Number(spawnSync('ps', ['-o', 'rss=', '-p', String(this.process.pid)], { encoding: 'utf8' }).stdout) / 1024;
  }

  async stop(): Promise<void> {
    const ended = once(this.process, 'exit');
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    await Promise.race([ended, pause(10_000, undefined, { ref: false })]);
    this.process.kill('SIGKILL');
    this.connection.dispose();
  }

  private async timed(send: () => Promise<void>): Promise<{ took: number; diagnostics: number }> {
    const began = performance.now();
    const answer = new Promise<number>((done, fail) => {
      const timer = setTimeout(() => fail(new Error(`${this.process.spawnfile} published nothing for version ${this.version} in ${PATIENCE} ms.`)), PATIENCE);
      this.waiting = { version: this.version + 1, done: (diagnostics) => (clearTimeout(timer), done(diagnostics)) };
    });
    await send();
    const diagnostics = await answer;
    return { took: performance.now() - began, diagnostics };
  }

  private published({ uri, version, diagnostics }: PublishDiagnosticsParams): void {
    const { waiting } = this;
    if (!waiting || uri !== this.uri || version !== waiting.version) return;
    this.waiting = undefined;
    waiting.done(diagnostics.length);
  }
}
