// Statements that are not replayed as they stand: which names they bind, and whether they can do anything at all.
import type { SyntaxNode } from '../syntax/parser';
import { MAX_NESTING } from './lowering';

const ACTING = new Set(['call', 'import_statement', 'import_from_statement', 'assignment', 'ERROR', 'await', 'delete_statement', 'return_statement', 'raise_statement']);

/** Where a construct binds names: the fields or children that hold its targets. */
const TARGETS: Readonly<Record<string, (node: SyntaxNode) => readonly (SyntaxNode | null)[]>> = {
  assignment: (node) => [node.childForFieldName('left')],
  augmented_assignment: (node) => [node.childForFieldName('left')],
  for_statement: (node) => [node.childForFieldName('left')],
  named_expression: (node) => [node.childForFieldName('name')],
  function_definition: (node) => [node.childForFieldName('name')],
  class_definition: (node) => [node.childForFieldName('name')],
  import_statement: (node) => node.namedChildren,
  import_from_statement: (node) => node.namedChildren.slice(1),
  as_pattern: (node) => node.namedChildren.slice(1),
  case_pattern: (node) => [node],
  delete_statement: (node) => node.namedChildren,
  ERROR: (node) => [node],
};

/** Names that the statement may bind: more than it does, such as the parts of a dotted target, but never fewer. */
export function boundNames(node: SyntaxNode, text: string): string[] {
  const names = new Set<string>();
  const visit = (current: SyntaxNode, depth: number): void => {
    for (const target of TARGETS[current.type]?.(current) ?? []) if (target) collect(target, text, names, depth);
    if (/^(function|class)_definition$/.test(current.type)) return;
    if (depth > MAX_NESTING) for (const name of identifiers(text.slice(current.startIndex, current.endIndex))) names.add(name);
    else for (const child of current.namedChildren) if (child) visit(child, depth + 1);
  };
  visit(node, 0);
  return [...names].sort();
}

/** The identifiers of a target. `a.b = …` and `a[0] = …` bind no name. */
function collect(target: SyntaxNode, text: string, names: Set<string>, depth: number): void {
  if (target.type === 'identifier') names.add(text.slice(target.startIndex, target.endIndex));
  if (/^(attribute|subscript)$/.test(target.type)) return;
  if (depth > MAX_NESTING) for (const name of identifiers(text.slice(target.startIndex, target.endIndex))) names.add(name);
  else for (const child of target.namedChildren) if (child) collect(child, text, names, depth + 1);
}

/** Every word of a text that could be a name. */
export function identifiers(text: string): string[] {
  return [...new Set(text.match(/[\p{L}_][\p{L}\p{N}_]*/gu))].sort();
}

/** False for a statement that only computes: no call, no import, no assignment to an attribute or item. */
export function mayAct(node: SyntaxNode, depth = 0): boolean {
  if (node.isMissing || depth > MAX_NESTING) return true;
  if (ACTING.has(node.type) && !plainAssignment(node)) return true;
  return node.namedChildren.some((child) => child !== null && mayAct(child, depth + 1));
}

function plainAssignment(node: SyntaxNode): boolean {
  return node.type === 'assignment' && node.childForFieldName('left')?.type === 'identifier';
}

/** Words and dots on one line, perhaps with `=`, `:` or a bracket that was just opened behind them: no whole call, and nothing of the lines below. */
const WORDS_ALONE = /^[\p{L}\p{N}_ \t.]*(?:[=:]|[([{])?\s*$/u;

/**
 * Has somebody just begun this statement, such as `name =` or `import`? As it stands the file does not run at all, and what it would
 * do without the statement stays said. What goes on behind a bracket or over several lines may hold other statements.
 */
export const isBegun = (source: string): boolean => WORDS_ALONE.test(source);
