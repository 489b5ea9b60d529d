// Shows a file that another process appends to, while it grows.
import { readFileSync, writeFileSync } from 'node:fs';

/** @param file made empty. stop() prints what is left. */
export function printWhileWritten(file: string): { readonly file: string; stop(): void } {
  writeFileSync(file, '');
  let printed = 0;
  const print = (): void => {
    const text = readFileSync(file, 'utf8');
    process.stdout.write(text.slice(printed));
    printed = text.length;
  };
  const timer = setInterval(print, 200);
  return { file, stop: () => { clearInterval(timer); print(); } };
}
