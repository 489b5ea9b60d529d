// Statements that are not replayed: which names they bind, and whether they can do anything at all.
import type { SyntaxNode } from '../syntax/parser';

const BINDING = new Set(['assignment', 'augmented_assignment', 'for_statement', 'named_expression', 'aliased_import', 'import_statement', 'import_from_statement', 'function_definition', 'class_definition', 'as_pattern', 'delete_statement', 'case_clause']);
const ACTING = new Set(['call', 'import_statement', 'import_from_statement', 'assignment', 'ERROR', 'await', 'delete_statement']);

/** Names that the statement may bind: every identifier inside a binding construct, which is more than needed and never less. */
export function boundNames(node: SyntaxNode, text: string): string[] {
  const names = new Set<string>();
  visit(node, false, (identifier) => names.add(text.slice(identifier.startIndex, identifier.endIndex)));
  return [...names].sort();
}

function visit(node: SyntaxNode, binding: boolean, found: (identifier: SyntaxNode) => void): void {
  const inside = binding || BINDING.has(node.type) || node.type === 'ERROR';
  if (inside && node.type === 'identifier') found(node);
  for (const child of node.namedChildren) if (child) visit(child, inside, found);
}

/** False for a statement that only computes: no call, no import, no assignment to an attribute or item. */
export function mayAct(node: SyntaxNode): boolean {
  if (node.isMissing) return true;
  if (ACTING.has(node.type) && !plainAssignment(node)) return true;
  return node.namedChildren.some((child) => child !== null && mayAct(child));
}

function plainAssignment(node: SyntaxNode): boolean {
  return node.type === 'assignment' && node.childForFieldName('left')?.type === 'identifier';
}
