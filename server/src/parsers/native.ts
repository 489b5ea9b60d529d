// tree-sitter as a native addon: an optional dependency, used by the command line where it loads.
import type { PythonParser, SyntaxNode, SyntaxTree } from '../core/syntax/parser';

/** Loads a module by name; tests replace it. */
export type Load = (name: string) => unknown;

interface NativeTree {
  readonly rootNode: SyntaxNode;
}

interface NativeBinding {
  setLanguage(language: unknown): void;
  parse(read: (offset: number) => string): NativeTree;
}

/** The addon reads at most 32 KB at a time into a fixed buffer, so the text is handed over in pieces (UTF-16 code units). */
const PIECE = 8192;

class GarbageCollectedTree implements SyntaxTree {
  constructor(private readonly tree: NativeTree) {}

  get rootNode(): SyntaxNode {
    return this.tree.rootNode;
  }

  /** The garbage collector frees native trees. */
  delete(): void {}
}

/**
 * @throws when the addon is not installed, was built for another machine or C++ library, or does not parse.
 */
export function loadNative(load: Load = (name) => require(name)): PythonParser {
  const Binding = load('tree-sitter') as new () => NativeBinding;
  const parser = new Binding();
  const language = load('tree-sitter-python') as { nodeTypeInfo?: readonly unknown[] };
  // The addon makes a class of each kind of node that is listed there: nothing here uses them, and they are slow to make and to walk.
  language.nodeTypeInfo = [];
  parser.setLanguage(language);
  const parse = (text: string): SyntaxTree => new GarbageCollectedTree(parser.parse((offset) => text.slice(offset, offset + PIECE)));
  if (parse('x\n').rootNode.type !== 'module') throw new Error('The native parser does not know Python.');
  return { binding: 'native', parse };
}
