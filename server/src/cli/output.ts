// Where the command line writes: results to standard output, everything else to standard error.
import type { Message } from '../core/report';
import { printable } from '../report/printable';
import { plain, styler, type Styler } from '../report/style';

/** Colours only on a terminal; NO_COLOR and FORCE_COLOR decide otherwise, as Node reads them. */
export function colours(stream: NodeJS.WriteStream): Styler {
  const { FORCE_COLOR, NO_COLOR } = process.env;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR === '0' || FORCE_COLOR === 'false' ? plain : styler;
  if (NO_COLOR) return plain;
  return stream.isTTY && stream.hasColors() ? styler : plain;
}

/** Columns to wrap text at; undefined where nothing is wrapped because no person reads it. */
export function wrapWidth(): number | undefined {
  return process.stdout.isTTY ? Math.min(process.stdout.columns || 100, 100) : undefined;
}

/** A reader that went away, such as `head`, is no error. */
export function forgiveClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}

export function print(text: string): void {
  if (text !== '') process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}

export function note(text: string): void {
  process.stderr.write(`${printable(text)}\n`);
}

export function printFailure({ what, why, todo }: Message): void {
  const style = colours(process.stderr);
  process.stderr.write(`${style('error', 'error')}: ${style('bold', printable(what))}\n  why: ${printable(why)}\n  do: ${printable(todo)}\n`);
}
