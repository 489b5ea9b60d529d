// Syntax tree -> ModuleFacts: expressions.
import type { SyntaxNode } from '../syntax/parser';
import type { Clause, Expr, Parameter, SequenceForm } from './facts';
import { lowerTarget } from './lower';
import { parts, type Lowering } from './lowering';
import { stringValue } from './strings';

/** Lowers one expression; what it does not know becomes `opaque` with its parts. */
export function lowerExpression(l: Lowering, node: SyntaxNode): Expr {
  return l.deeper(() => (EXPRESSIONS[node.type] ?? opaque)(l, node));
}

const EXPRESSIONS: Readonly<Record<string, (l: Lowering, node: SyntaxNode) => Expr>> = {
  identifier: (l, node) => ({ kind: 'name', id: l.source(node) }),
  dotted_name: (l, node) => parts(node).slice(1).reduce<Expr>((object, part) => ({ kind: 'attribute', object, name: l.source(part) }), { kind: 'name', id: l.source(parts(node)[0]!) }),
  attribute: (l, node) => ({ kind: 'attribute', object: lowerExpression(l, node.childForFieldName('object')!), name: l.source(node.childForFieldName('attribute')!) }),
  call,
  string,
  concatenated_string: concatenated,
  integer: (l, node) => ({ kind: 'literal', value: Number(l.source(node).replaceAll('_', '')) }),
  float: (l, node) => ({ kind: 'literal', value: Number(l.source(node).replaceAll('_', '')) }),
  true: () => ({ kind: 'literal', value: true }),
  false: () => ({ kind: 'literal', value: false }),
  none: () => ({ kind: 'literal', value: null }),
  list: (l, node) => sequence(l, node, 'list'),
  tuple: (l, node) => sequence(l, node, 'tuple'),
  set: (l, node) => sequence(l, node),
  expression_list: (l, node) => sequence(l, node, 'tuple'),
  pattern_list: (l, node) => sequence(l, node),
  dictionary,
  subscript,
  binary_operator: (l, node) => operation(l, node, l.source(node.childForFieldName('operator')!)),
  unary_operator: unary,
  not_operator: (l, node) => ({ kind: 'operation', op: 'not', operands: parts(node).map((part) => lowerExpression(l, part)) }),
  comparison_operator: comparison,
  boolean_operator: (l, node) => ({
    kind: 'logic', op: l.source(node.childForFieldName('operator')!) === 'and' ? 'and' : 'or',
    left: lowerExpression(l, node.childForFieldName('left')!), right: lowerExpression(l, node.childForFieldName('right')!),
  }),
  conditional_expression: (l, node) => {
    const [then, test, otherwise] = parts(node);
    return { kind: 'conditional', test: lowerExpression(l, test!), then: lowerExpression(l, then!), otherwise: lowerExpression(l, otherwise!) };
  },
  parenthesized_expression: (l, node) => (parts(node).length === 1 ? lowerExpression(l, parts(node)[0]!) : opaque(l, node)),
  list_splat: (l, node) => ({ kind: 'spread', value: lowerExpression(l, parts(node)[0]!) }),
  dictionary_splat: (l, node) => ({ kind: 'spread', value: lowerExpression(l, parts(node)[0]!), named: true }),
  named_expression: (l, node) => ({ kind: 'walrus', id: l.source(node.childForFieldName('name')!), value: lowerExpression(l, node.childForFieldName('value')!) }),
  lambda: (l, node) => {
    const own = parameters(l, node.childForFieldName('parameters'));
    const item = l.nested('<lambda>', node.startIndex, own, () => {
      const body = node.childForFieldName('body')!;
      return [{ kind: 'return', at: l.anchor(body), value: lowerExpression(l, body) }];
    });
    return { kind: 'lambda', item, ...actingDefaults(own) };
  },
  yield: (l, node) => {
    l.deferred = true;
    return opaque(l, node);
  },
  list_comprehension: comprehension,
  set_comprehension: comprehension,
  dictionary_comprehension: comprehension,
  generator_expression: comprehension,
};

function opaque(l: Lowering, node: SyntaxNode): Expr {
  return { kind: 'opaque', parts: parts(node).map((part) => lowerExpression(l, part)) };
}

function comprehension(l: Lowering, node: SyntaxNode): Expr {
  const [body, ...clauses] = parts(node);
  const result = body!.type === 'pair' ? [body!.childForFieldName('key')!, body!.childForFieldName('value')!] : [body!];
  return { kind: 'comprehension', lazy: node.type === 'generator_expression', ...(node.type === 'list_comprehension' ? { form: 'list' } : {}), result: result.map((part) => lowerExpression(l, part)), clauses: clauses.map((clause) => lowerClause(l, clause)) };
}

function lowerClause(l: Lowering, node: SyntaxNode): Clause {
  if (node.type !== 'for_in_clause') return { kind: 'if', test: lowerExpression(l, parts(node)[0]!) };
  const [target, ...over] = parts(node);
  return { kind: 'for', target: lowerTarget(l, target!), over: over.length === 1 ? lowerExpression(l, over[0]!) : { kind: 'opaque', parts: over.map((part) => lowerExpression(l, part)) } };
}

/** `-1`; of other values the sign is not followed. */
function unary(l: Lowering, node: SyntaxNode): Expr {
  const operand = lowerExpression(l, node.childForFieldName('argument')!);
  const negative = l.source(node).startsWith('-') && operand.kind === 'literal' && typeof operand.value === 'number';
  return negative ? { kind: 'literal', value: -Number(operand.value) } : { kind: 'opaque', parts: [operand] };
}

function call(l: Lowering, node: SyntaxNode): Expr {
  const at = l.anchor(node);
  const callee = lowerExpression(l, node.childForFieldName('function')!);
  const list = node.childForFieldName('arguments')!;
  const given = list.type === 'argument_list' ? parts(list) : [list];
  const isKeyword = given.map(({ type }) => type === 'keyword_argument');
  const keywords = given.filter((_, i) => isKeyword[i]);
  return {
    kind: 'call', at, callee,
    args: given.filter((_, i) => !isKeyword[i]).map((argument) => lowerExpression(l, argument)),
    keywords: keywords.map((argument) => ({ name: l.source(argument.childForFieldName('name')!), value: lowerExpression(l, argument.childForFieldName('value')!) })),
  };
}

/** A prefix with which a string may have interpolations. */
const FORMATTED = /^[a-zA-Z]*[fFtT][a-zA-Z]*["']/;

function string(l: Lowering, node: SyntaxNode): Expr {
  const source = l.source(node);
  // Every question to a node takes time, and most strings are plain.
  const pieces = FORMATTED.test(source) ? parts(node).filter(({ type }) => type === 'string_content' || type === 'interpolation') : [];
  if (!pieces.some(({ type }) => type === 'interpolation')) {
    const value = stringValue(source.replace(/^([a-zA-Z]*)[fF]/, '$1'));
    return value === undefined ? opaque(l, node) : { kind: 'literal', value };
  }
  return {
    kind: 'format',
    parts: pieces.map((part): Expr => (part.type === 'string_content' ? { kind: 'literal', value: l.source(part) } : parts(part)[0] ? lowerExpression(l, parts(part)[0]!) : opaque(l, part))),
  };
}

function concatenated(l: Lowering, node: SyntaxNode): Expr {
  const strings = parts(node).map((part) => lowerExpression(l, part));
  const values = strings.map((part) => (part.kind === 'literal' ? String(part.value) : undefined));
  if (values.includes(undefined)) return { kind: 'format', parts: strings };
  return { kind: 'literal', value: values.join('') };
}

function sequence(l: Lowering, node: SyntaxNode, form?: SequenceForm): Expr {
  return { kind: 'sequence', ...(form ? { form } : {}), items: parts(node).map((part) => lowerExpression(l, part)) };
}

function dictionary(l: Lowering, node: SyntaxNode): Expr {
  const pairs = parts(node);
  if (pairs.some((pair) => pair.type !== 'pair')) return opaque(l, node);
  return {
    kind: 'dict',
    entries: pairs.map((pair) => {
      const [key, value] = parts(pair);
      return { key: lowerExpression(l, key!), value: lowerExpression(l, value!) };
    }),
  };
}

function subscript(l: Lowering, node: SyntaxNode): Expr {
  const [object, index, more] = parts(node);
  if (!index || more || index.type === 'slice') return opaque(l, node);
  return { kind: 'index', object: lowerExpression(l, object!), index: lowerExpression(l, index) };
}

function operation(l: Lowering, node: SyntaxNode, op: string): Expr {
  return { kind: 'operation', op, operands: [node.childForFieldName('left')!, node.childForFieldName('right')!].map((part) => lowerExpression(l, part)) };
}

function comparison(l: Lowering, node: SyntaxNode): Expr {
  const operands = parts(node);
  if (operands.length !== 2) return opaque(l, node);
  const op = l.text.slice(operands[0]!.endIndex, operands[1]!.startIndex).replace(/[\s\\]+/g, ' ').trim();
  return { kind: 'operation', op, operands: operands.map((part) => lowerExpression(l, part)) };
}

/** The parameters of a `def` or `lambda`; their defaults belong to the enclosing item, which evaluates them. */
export function parameters(l: Lowering, list: SyntaxNode | null): Parameter[] {
  if (!list) return [];
  return parts(list).flatMap((node): Parameter[] => {
    if (node.type === 'identifier') return [{ name: l.source(node), kind: 'plain' }];
    const named = node.childForFieldName('name') ?? (node.type === 'typed_parameter' ? parts(node)[0]! : node);
    const fallback = node.childForFieldName('value');
    if (named.type === 'list_splat_pattern') return [{ name: l.source(named).replace('*', ''), kind: 'rest' }];
    if (named.type === 'dictionary_splat_pattern') return [{ name: l.source(named).replace('**', ''), kind: 'keywords' }];
    if (named.type !== 'identifier') return [];
    return [{ name: l.source(named), kind: 'plain', ...(fallback ? { fallback: lowerExpression(l, fallback) } : {}) }];
  });
}

/** What a statement or expression says of the defaults of its function: literals need no evaluation when it runs. */
export function actingDefaults(own: readonly Parameter[]): { readonly defaults?: true } {
  return own.some(({ fallback }) => fallback && fallback.kind !== 'literal') ? { defaults: true } : {};
}
