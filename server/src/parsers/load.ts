// Chooses the parser binding: native where asked for and usable, else WASM.
import type { PythonParser } from '../core/syntax/parser';
import { loadNative, type Load } from './native';
import { loadWasm } from './wasm';

export interface ParserOptions {
  /** Try the native addon first; when it does not load, WASM is used and nothing is said. */
  readonly preferNative?: boolean;
  /** Called with the text that made the WASM module trap. */
  readonly onAbort?: (text: string) => void;
  /** How the native modules are loaded; for tests. */
  readonly load?: Load;
}

/** @throws when not even the WASM files are there. */
export async function loadParser(options: ParserOptions = {}): Promise<PythonParser> {
  if (options.preferNative) {
    try {
      return loadNative(options.load);
    } catch {
      // A missing or foreign addon is normal: it is an optional dependency.
    }
  }
  return loadWasm(undefined, options.onAbort);
}
