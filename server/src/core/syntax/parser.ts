// The few lines of tree-sitter that the product uses; the WASM and the native binding both fit behind them.

export interface Point {
  readonly row: number;
  readonly column: number;
}

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

/** How one text became the next: a single replaced range, UTF-16 offsets and row/column points. */
export interface TreeEdit {
  readonly startIndex: number;
  readonly oldEndIndex: number;
  readonly newEndIndex: number;
  readonly startPosition: Point;
  readonly oldEndPosition: Point;
  readonly newEndPosition: Point;
}

export interface SyntaxTree {
  readonly rootNode: SyntaxNode;
  edit(edit: TreeEdit): void;
  /** Frees the WASM memory; the tree must not be used afterwards. */
  delete(): void;
}

export interface PythonParser {
  readonly binding: 'wasm' | 'native';
  /** `previous` must have been `edit`ed to match `text`; it stays the caller's to delete. */
  parse(text: string, previous?: SyntaxTree): SyntaxTree;
}
