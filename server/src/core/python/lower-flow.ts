// Syntax tree -> ModuleFacts: loops and `match`.
import type { SyntaxNode } from '../syntax/parser';
import type { Case, Expr, Pattern, Stmt } from './facts';
import { lowerBlock, lowerTarget } from './lower';
import { lowerExpression } from './lower-expressions';
import { parts, type Lowering } from './lowering';
import { boundNames, mayAct } from './unknown-statements';

/** `for` and `async for`. */
export function forStatement(l: Lowering, node: SyntaxNode): Stmt {
  const at = l.anchor(node);
  const target = lowerTarget(l, node.childForFieldName('left')!);
  return { kind: 'for', at, target, over: lowerExpression(l, node.childForFieldName('right')!), ...blocks(l, node) };
}

export function whileStatement(l: Lowering, node: SyntaxNode): Stmt {
  const at = l.anchor(node);
  return { kind: 'while', at, test: lowerExpression(l, node.childForFieldName('condition')!), ...blocks(l, node) };
}

function blocks(l: Lowering, node: SyntaxNode) {
  const last = node.childForFieldName('alternative');
  return {
    body: lowerBlock(l, node.childForFieldName('body')), otherwise: lowerBlock(l, last && last.childForFieldName('body')),
    binds: boundNames(node, l.text), inert: !mayAct(node),
  };
}

export function matchStatement(l: Lowering, node: SyntaxNode): Stmt {
  const at = l.anchor(node);
  const subjects = parts(node).filter(({ type }) => type !== 'block').map((part) => lowerExpression(l, part));
  const subject: Expr = subjects.length === 1 ? subjects[0]! : { kind: 'sequence', items: subjects };
  const clauses = parts(node).filter(({ type }) => type === 'block').flatMap(parts).filter(({ type }) => type === 'case_clause');
  return { kind: 'match', at, subject, cases: clauses.map((clause) => lowerCase(l, clause)) };
}

function lowerCase(l: Lowering, node: SyntaxNode): Case {
  const children = parts(node);
  const patterns = children.filter(({ type }) => type === 'case_pattern').map((child) => lowerPattern(l, child));
  const guard = children.find(({ type }) => type === 'if_clause');
  const body = lowerBlock(l, children.find(({ type }) => type === 'block') ?? null);
  return { pattern: patterns.length === 1 ? patterns[0]! : { kind: 'sequence', patterns }, ...(guard ? { guard: lowerExpression(l, parts(guard)[0]!) } : {}), body };
}

function lowerPattern(l: Lowering, node: SyntaxNode): Pattern {
  const children = parts(node);
  const [first] = children;
  const inner = (): Pattern[] => children.map((child) => lowerPattern(l, child));
  switch (node.type) {
    case 'case_pattern':
      if (!first) return { kind: 'capture' };
      return l.source(node).startsWith('-') ? negative(l, node, first) : lowerPattern(l, first);
    case 'dotted_name': return children.length === 1 ? { kind: 'capture', name: l.source(node) } : { kind: 'value', value: lowerExpression(l, node) };
    case 'union_pattern': return { kind: 'any', patterns: inner() };
    case 'as_pattern': return { kind: 'as', pattern: lowerPattern(l, first!), name: l.source(children.at(-1)!) };
    case 'tuple_pattern':
      if (children.length === 1 && !l.source(node).includes(',')) return lowerPattern(l, first!);
      return sequence(l, node, inner);
    case 'list_pattern': return sequence(l, node, inner);
    case 'string': case 'concatenated_string': case 'integer': case 'float': case 'true': case 'false': case 'none': return { kind: 'value', value: lowerExpression(l, node) };
    default: return unknown(l, node);
  }
}

/** A pattern with a star takes any number of items. */
function sequence(l: Lowering, node: SyntaxNode, inner: () => Pattern[]): Pattern {
  return /\*/.test(l.source(node)) ? unknown(l, node) : { kind: 'sequence', patterns: inner() };
}

function negative(l: Lowering, node: SyntaxNode, number: SyntaxNode): Pattern {
  const value = lowerExpression(l, number);
  return value.kind === 'literal' ? { kind: 'value', value: { kind: 'literal', value: -Number(value.value) } } : unknown(l, node);
}

function unknown(l: Lowering, node: SyntaxNode): Pattern {
  return { kind: 'unknown', binds: boundNames(node, l.text) };
}
