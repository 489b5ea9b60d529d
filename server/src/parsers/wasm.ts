// tree-sitter as WebAssembly: runs everywhere, and the only binding inside the VSIX.
import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import type { Parser, Tree } from 'web-tree-sitter';
import type { ShellParser } from '../core/launch/types';
import type { PythonParser, SyntaxNode, SyntaxTree } from '../core/syntax/parser';

let living = 0;

/** How many WASM trees exist: they are not garbage-collected, so a number that only grows is a leak. */
export function livingTrees(): number {
  return living;
}

/** The WASM module trapped. It is dead: no parser of this process can be used again. */
export class ParserAborted extends Error {
  constructor(cause: unknown) {
    super('The parser stopped (WebAssembly trap).', { cause });
    this.name = 'ParserAborted';
  }
}

class WasmTree implements SyntaxTree {
  private deleted = false;

  constructor(private readonly tree: Tree) {
    living++;
  }

  get rootNode(): SyntaxNode {
    return this.tree.rootNode;
  }

  delete(): void {
    if (this.deleted) return;
    this.deleted = true;
    living--;
    this.tree.delete();
  }
}

/** Holds for both grammars: they share one module, which a trap kills. */
class WasmParser implements PythonParser {
  readonly binding = 'wasm';

  constructor(private readonly parser: Parser, private readonly onAbort?: (text: string) => void) {}

  parse(text: string): SyntaxTree {
    const tree = this.guard(text);
    if (!tree) throw new Error('The grammar is not loaded.');
    return new WasmTree(tree);
  }

  private guard(text: string): Tree | null {
    try {
      return this.parser.parse(text);
    } catch (error) {
      if (!(error instanceof Error && error.name === 'RuntimeError')) throw error;
      this.onAbort?.(text);
      throw new ParserAborted(error);
    }
  }
}

/**
 * Loads the WASM module and the Python grammar.
 * @param folders where the `.wasm` files may be; the default is beside the bundle, then node_modules.
 * @param onAbort called with the text that made the module trap, before `parse` throws ParserAborted.
 * @throws when a `.wasm` file is missing.
 */
export async function loadWasm(folders = wasmFolders(), onAbort?: (text: string) => void): Promise<PythonParser> {
  return new WasmParser(await loadGrammar(folders, 'tree-sitter-python.wasm'), onAbort);
}

/**
 * Loads the WASM module (one in a process) and the Bash grammar; parameters and errors as for Python.
 */
export async function loadShell(folders = wasmFolders(), onAbort?: (text: string) => void): Promise<ShellParser> {
  return new WasmParser(await loadGrammar(folders, 'tree-sitter-bash.wasm'), onAbort);
}

/**
 * How long a function of the parser runs before V8 optimises it, in bytes that it has run (V8's own choice is 1.8 million in Node 20).
 * Optimising it takes longer than a whole check of a small project, on the other processor where there is one.
 */
const TIERING_BUDGET = 50_000_000;

let runtime: Promise<void> | undefined;

async function loadGrammar(folders: readonly string[], file: string): Promise<Parser> {
  const { Parser, Language } = binding();
  // Once: a second one that is made meanwhile would take the place of the first, and no grammar of that fits it.
  await (runtime ??= initialise(Parser, folders));
  const parser = new Parser();
  parser.setLanguage(await Language.load(wasmFile(folders, file)));
  return parser;
}

function initialise({ init }: typeof Parser, folders: readonly string[]): Promise<void> {
  process.getBuiltinModule('node:v8').setFlagsFromString(`--wasm-tiering-budget=${TIERING_BUDGET}`);
  return init({ wasmBinary: wasmFile(folders, 'web-tree-sitter.wasm') });
}

/** require, not import: the package's ES module asks for import.meta.url, which is empty in a CommonJS bundle. */
function binding(): typeof import('web-tree-sitter') {
  return require('web-tree-sitter');
}

function wasmFolders(): string[] {
  const modules = path.join(__dirname, '..', '..', '..', 'node_modules');
  return [__dirname, path.join(modules, 'web-tree-sitter'), path.join(modules, 'tree-sitter-python'), path.join(modules, 'tree-sitter-bash')];
}

function wasmFile(folders: readonly string[], name: string): Uint8Array<ArrayBuffer> {
  const found = folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file));
  if (!found) throw new Error(`${name} is missing: reinstall First Span.`);
  return new Uint8Array(readFileSync(found));
}
