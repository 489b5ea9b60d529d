// What is said before the server ends because its parser is dead, and about errors that it survives.
import { NotificationType, type Connection } from 'vscode-languageserver';
import { PARSER_ABORTED, type ParserAbortedParams } from './protocol';
import { hashText } from './stamps';

/** The exit code after the WASM module trapped (EX_SOFTWARE). */
export const PARSER_DIED = 70;

const ParserAborted = new NotificationType<ParserAbortedParams>(PARSER_ABORTED);

export interface LastWords {
  /** The parser trapped on this text. */
  aborted(text: string): void;
  /** An analysis failed. */
  failed(error: unknown): void;
}

export function lastWords(connection: Connection, exit: (code: number) => void): LastWords {
  let ending = false;
  const end = async (text?: string): Promise<void> => {
    if (ending) return;
    ending = true;
    try {
      if (text !== undefined) await connection.sendNotification(ParserAborted, { hash: hashText(text) });
      await connection.sendNotification('window/logMessage', { type: 1, message: 'The parser stopped (WebAssembly trap), so the language server ends and has to be started again.' });
    } finally {
      exit(PARSER_DIED);
    }
  };
  return {
    aborted: (text) => void end(text),
    failed: (error) => {
      if (error instanceof Error && error.name === 'RuntimeError') void end();
      else if (!ending) connection.console.error(`The analysis failed, which is a defect of First Span: ${error instanceof Error ? error.stack : String(error)}`);
    },
  };
}
