// The syntax tree of a whole module as far as comments need it: a piece is parsed when somebody looks into it.
import type { PythonParser, SyntaxNode, SyntaxTree } from '../syntax/parser';
import type { Chunk } from './chunks';

/** Calls `read` with a tree whose first level are the pieces of the text; all that was parsed is freed afterwards. */
export function withCommentTree<T>(parser: PythonParser, text: string, chunks: readonly Chunk[], read: (root: SyntaxNode) => T): T {
  const trees: SyntaxTree[] = [];
  const pieces = chunks.map(({ start, end, code }) => {
    let children: readonly SyntaxNode[] | undefined;
    const parse = (): readonly SyntaxNode[] => {
      const tree = parser.parse(text.slice(start, end));
      trees.push(tree);
      return [moved(tree.rootNode, start)];
    };
    return branch(code ? 'code' : 'comment', start, end, () => (children ??= parse()));
  });
  try {
    return read(branch('module', 0, text.length, () => pieces));
  } finally {
    for (const tree of trees) tree.delete();
  }
}

function branch(type: string, startIndex: number, endIndex: number, children: () => readonly SyntaxNode[]): SyntaxNode {
  return {
    type, startIndex, endIndex, isNamed: true, hasError: false, isMissing: false, childForFieldName: () => null,
    get children() {
      return children();
    },
    get namedChildren() {
      return children();
    },
  };
}

/** A node and all below it, `by` UTF-16 units further on. */
function moved(node: SyntaxNode, by: number): SyntaxNode {
  const all = (nodes: readonly (SyntaxNode | null)[]) => nodes.map((child) => child && moved(child, by));
  return {
    type: node.type, startIndex: node.startIndex + by, endIndex: node.endIndex + by, isNamed: node.isNamed, hasError: node.hasError, isMissing: node.isMissing,
    childForFieldName: (name) => {
      const child = node.childForFieldName(name);
      return child && moved(child, by);
    },
    get children() {
      return all(node.children);
    },
    get namedChildren() {
      return all(node.namedChildren);
    },
  };
}
