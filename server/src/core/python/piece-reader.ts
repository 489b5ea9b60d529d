// Parses and lowers pieces of modules.
import { chunksOf } from './chunks';
import type { Lowered } from './facts';
import { LateBody } from './late';
import { lowerModule } from './lower';
import { outlineOf } from './outline';
import type { PythonParser, SyntaxNode } from '../syntax/parser';

export class PieceReader {
  constructor(private readonly parser: PythonParser) {}

  /** Function bodies are left for later, unless an error may reach out of one. */
  read(text: string): Lowered {
    const { text: outline, functions } = outlineOf(text);
    const late = new Map(functions.map(({ start, end }) => [start, new LateBody(text.slice(start, end), (own) => this.parsed(own, (root) => lowerModule(root, own)))]));
    return this.parsed(outline, (root) => (root.hasError ? undefined : lowerModule(root, outline, late))) ?? this.parsed(text, (root) => lowerModule(root, text));
  }

  private parsed<T>(text: string, work: (root: SyntaxNode) => T): T {
    const tree = this.parser.parse(text);
    try {
      return work(tree.rootNode);
    } finally {
      tree.delete();
    }
  }
}

/** Everything of a module that may be given to a parser by itself. */
export function parsedTexts(text: string): string[] {
  return [text, ...chunksOf(text).flatMap(({ start, end }) => {
    const piece = text.slice(start, end);
    const { text: outline, functions } = outlineOf(piece);
    return functions.length === 0 ? [piece] : [piece, outline, ...functions.map((one) => piece.slice(one.start, one.end))];
  })];
}
