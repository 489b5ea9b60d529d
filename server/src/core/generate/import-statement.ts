// One import statement as data.
import type { SyntaxNode } from '../syntax/parser';

export interface ImportedName {
  readonly name: string;
  readonly alias?: string;
}

export interface ImportStatement {
  /** True for `from … import …`. */
  readonly from: boolean;
  /** The first module of `import …`, or the module after `from`; leading dots are kept. */
  readonly module: string;
  readonly names: readonly ImportedName[];
  readonly future: boolean;
}

/** @returns undefined for every other statement. */
export function importOf(node: SyntaxNode, text: string): ImportStatement | undefined {
  const slice = (child: SyntaxNode | null): string => (child ? text.slice(child.startIndex, child.endIndex) : '');
  const children = node.namedChildren.filter((child): child is SyntaxNode => child !== null && child.type !== 'comment');
  const imported = (items: readonly SyntaxNode[]): ImportedName[] => items.map((item) => item.type === 'aliased_import'
    ? { name: slice(item.childForFieldName('name')), alias: slice(item.childForFieldName('alias')) }
    : { name: slice(item) });
  switch (node.type) {
    case 'import_statement': {
      const names = imported(children);
      return { from: false, module: names[0]?.name ?? '', names, future: false };
    }
    case 'import_from_statement':
      return { from: true, module: slice(node.childForFieldName('module_name')), names: imported(children.slice(1)), future: false };
    case 'future_import_statement':
      return { from: true, module: '__future__', names: imported(children), future: true };
    default:
      return undefined;
  }
}
