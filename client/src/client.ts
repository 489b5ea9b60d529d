// The connection to the language server: how it is started, restarted and stopped.
import * as vscode from 'vscode';
import { LanguageClient, NotificationType, TransportKind, type LanguageClientOptions, type RequestType, type State } from 'vscode-languageclient/node';
import { RestartQueue } from './restart-queue';

/** A text that stopped the server's parser; the next server is told not to parse it. */
const ParserAborted = new NotificationType<{ readonly hash: string }>('firstspan/parserAborted');

/** Also the documents for which the status item is shown. */
export const SELECTOR = [{ scheme: 'file', language: 'python' }, { scheme: 'untitled', language: 'python' }];

export class Client {
  readonly language: LanguageClient;
  private readonly unparsable = new Set<string>();
  private readonly restarts = new RestartQueue(() => this.restartOnce());

  /** @param module the bundled server, an absolute path. */
  constructor(module: string) {
    const server = { module, transport: TransportKind.ipc };
    const options: LanguageClientOptions = {
      documentSelector: SELECTOR,
      // Read at each start: a restarted server hears of what stopped the one before.
      initializationOptions: () => ({ unparsable: [...this.unparsable] }),
    };
    this.language = new LanguageClient('firstspan', 'First Span', { run: server, debug: { ...server, options: { execArgv: ['--nolazy', '--inspect=6009'] } } }, options);
    this.language.onNotification(ParserAborted, ({ hash }) => void this.unparsable.add(hash));
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

  request<P, R>(type: RequestType<P, R, void>, params: P, token?: vscode.CancellationToken): Promise<R> {
    return this.language.sendRequest<R>(type.method, params, token);
  }

  onState(listener: (state: State) => void): vscode.Disposable {
    return this.language.onDidChangeState(({ newState }) => listener(newState));
  }

  private async restartOnce(): Promise<void> {
    await this.stop();
    await this.start();
  }
}
