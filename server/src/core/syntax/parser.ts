// The few lines of tree-sitter that the product uses; the WASM and the native binding both fit behind them.

/** Offsets are UTF-16 code units, 0-based. */
export interface SyntaxNode {
  readonly type: string;
  readonly startIndex: number;
  readonly endIndex: number;
  readonly isNamed: boolean;
  readonly hasError: boolean;
  readonly isMissing: boolean;
  readonly children: readonly (SyntaxNode | null)[];
  readonly namedChildren: readonly (SyntaxNode | null)[];
  childForFieldName(name: string): SyntaxNode | null;
}

export interface SyntaxTree {
  readonly rootNode: SyntaxNode;
  /** Frees the WASM memory; the tree must not be used afterwards. */
  delete(): void;
}

export interface PythonParser {
  readonly binding: 'wasm' | 'native';
  /** The tree is the caller's to delete. */
  parse(text: string): SyntaxTree;
}
