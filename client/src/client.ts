// The connection to the language server: how it is started, restarted and stopped.
import * as vscode from 'vscode';
import { LanguageClient, State, TransportKind, type LanguageClientOptions } from 'vscode-languageclient/node';
import { LAUNCH_GLOBS } from '../../server/src/lsp/globs';
import { LINK_COMMANDS, PARSER_ABORTED, type ParserAbortedParams } from '../../server/src/lsp/protocol';
import { RestartQueue } from './restart-queue';
import { SERVER_FLAGS } from './server-flags';

/** Also the documents for which the status item is shown. */
export const PYTHON = [{ scheme: 'file', language: 'python' }, { scheme: 'untitled', language: 'python' }];
/** Launch files may have findings too, whatever language the editor takes them for. */
const SELECTOR = [...PYTHON, ...LAUNCH_GLOBS.map((pattern) => ({ scheme: 'file', pattern }))];

export class Client {
  readonly language: LanguageClient;
  private readonly unparsable = new Set<string>();
  private readonly restarts = new RestartQueue(() => this.restartOnce());

  /** @param module the bundled server, an absolute path. */
  constructor(module: string) {
    const server = { module, transport: TransportKind.ipc };
    const commands = Object.values(LINK_COMMANDS);
    const options: LanguageClientOptions = {
      documentSelector: SELECTOR,
      // Read at each start: a restarted server hears of what stopped the one before.
      initializationOptions: () => ({ unparsable: [...this.unparsable], commands, status: true }),
      markdown: { isTrusted: { enabledCommands: commands } },
    };
    this.language = new LanguageClient('firstspan', 'First Span', { run: { ...server, options: { execArgv: [...SERVER_FLAGS] } }, debug: { ...server, options: { execArgv: [...SERVER_FLAGS, '--nolazy', '--inspect=6009'] } } }, options);
    this.language.onNotification(PARSER_ABORTED, ({ hash }: ParserAbortedParams) => void this.unparsable.add(hash));
  }

  start(): Promise<void> {
    return this.language.start();
  }

  async stop(): Promise<void> {
    if (this.language.needsStop()) await this.language.stop();
  }

  /** At most one restart runs and one waits, however often this is called. */
  restart(): Promise<void> {
    return this.restarts.request();
  }

  /** @param method a name of the server's protocol.ts, which also has the types. */
  request<R>(method: string, params: object, token?: vscode.CancellationToken): Promise<R> {
    return this.language.sendRequest<R>(method, params, token);
  }

  onState(listener: (state: State) => void): vscode.Disposable {
    return this.language.onDidChangeState(({ newState }) => listener(newState));
  }

  /** Calls `listener` whenever the server runs again. */
  onStart(listener: () => void): vscode.Disposable {
    return this.onState((state) => {
      if (state === State.Running) listener();
    });
  }

  private async restartOnce(): Promise<void> {
    await this.stop();
    await this.start();
  }
}
