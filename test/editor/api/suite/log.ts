// Where mocha's report goes. The window mixes console.log of a remote extension host with its own log, so a file is
// used when the runner names one. (console.log itself cannot be replaced there: VS Code gives it a setter that does nothing.)
import { appendFileSync } from 'node:fs';
import { format } from 'node:util';

/** Writes one formatted line, as console.log does. */
export function log(...parts: unknown[]): void {
  const file = process.env.FIRSTSPAN_TEST_LOG;
  if (file) appendFileSync(file, `${format(...parts)}\n`);
  else console.log(...parts);
}
