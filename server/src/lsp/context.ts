// What every feature is registered with.
import type { Connection } from 'vscode-languageserver';
import type { PythonParser } from '../core/syntax/parser';
import type { Client } from './client';
import type { Session } from './session';

export interface Context {
  readonly connection: Connection;
  readonly session: Session;
  /** Known once the client has sent `initialize`; features ask when they run, not when they register. */
  client(): Client;
  readonly parser: Promise<PythonParser>;
  /** Runs `listener` when the client has sent `initialized`: from then on the server may ask it for things. */
  whenReady(listener: () => void): void;
}
