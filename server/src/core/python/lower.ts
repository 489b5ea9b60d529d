// Syntax tree -> ModuleFacts: statements and bodies. The tree is not kept.
import type { SyntaxNode } from '../syntax/parser';
import type { Handler, ImportName, Lowered, Stmt, Target } from './facts';
import { MODULE_ITEM } from './facts';
import { actingDefaults, lowerExpression, parameters } from './lower-expressions';
import { forStatement, matchStatement, whileStatement } from './lower-flow';
import type { LateBody } from './late';
import { Lowering, parts, TooDeep } from './lowering';
import { boundNames, identifiers, isBegun, mayAct } from './unknown-statements';

/**
 * Lowers a module, or a piece of one. Never throws on broken Python: what does not parse becomes an `unknown` statement.
 * @param late functions whose bodies are not in this tree, by the offset of their `def` or `async`
 */
export function lowerModule(root: SyntaxNode, text: string, late?: ReadonlyMap<number, LateBody>): Lowered {
  const lowering = new Lowering(text, late);
  lowering.spans[MODULE_ITEM] = { start: 0, offsets: [] };
  const body = root.type === 'module' ? lowerBlock(lowering, root) : [unknown(lowering, root)];
  lowering.items[MODULE_ITEM] = { key: MODULE_ITEM, parameters: [], deferred: false, body };
  return { items: lowering.items, spans: lowering.spans };
}

/** The statements of a block. */
export function lowerBlock(l: Lowering, block: SyntaxNode | null): Stmt[] {
  return block ? parts(block).map((child) => lowerStatement(l, child)) : [];
}

const COMPOUND = new Set(['if_statement', 'try_statement', 'with_statement', 'for_statement', 'while_statement', 'match_statement', 'function_definition', 'class_definition', 'decorated_definition']);

/** An error inside a nested block spoils only that block's statement; an error in the statement's own head spoils the statement. */
function broken(node: SyntaxNode, type = node.type): boolean {
  if (type === 'ERROR' || node.isMissing) return true;
  if (!node.hasError) return false;
  if (type === 'block' || type === 'module') return false;
  const clause = COMPOUND.has(type) || /_clause$|_definition$/.test(type);
  return !clause || node.children.some((child) => child !== null && broken(child));
}

function lowerStatement(l: Lowering, node: SyntaxNode): Stmt {
  const { type } = node;
  const lower = (!broken(node, type) && STATEMENTS[type]) || unknown;
  const { item, deferred } = l;
  try {
    return l.deeper(() => lower(l, node));
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error;
    Object.assign(l, { item, deferred });
    return { kind: 'unknown', at: l.anchor(node), binds: identifiers(l.source(node)), inert: false };
  }
}

const STATEMENTS: Readonly<Record<string, (l: Lowering, node: SyntaxNode) => Stmt>> = {
  import_statement: (l, node) => ({ kind: 'import', at: l.anchor(node), names: parts(node).map((name) => importName(l, name)) }),
  future_import_statement: (l, node) => ({ kind: 'nothing', at: l.anchor(node) }),
  import_from_statement: importFrom,
  expression_statement: expressionStatement,
  if_statement: ifStatement,
  try_statement: tryStatement,
  with_statement: withStatement,
  for_statement: forStatement,
  while_statement: whileStatement,
  match_statement: matchStatement,
  delete_statement: (l, node) => ({ kind: 'delete', at: l.anchor(node), targets: parts(node).flatMap((child) => (child.type === 'identifier' || child.type === 'attribute' || child.type === 'subscript' ? [child] : parts(child))).map((child) => lowerTarget(l, child)) }),
  break_statement: (l, node) => ({ kind: 'jump', at: l.anchor(node), to: 'break' }),
  continue_statement: (l, node) => ({ kind: 'jump', at: l.anchor(node), to: 'continue' }),
  function_definition: (l, node) => define(l, node, node, []),
  class_definition: (l, node) => define(l, node, node, []),
  decorated_definition: (l, node) => define(l, node, node.childForFieldName('definition')!, parts(node).filter((child) => child.type === 'decorator')),
  return_statement: (l, node) => ({ kind: 'return', at: l.anchor(node), value: parts(node)[0] && lowerExpression(l, parts(node)[0]!) }),
  raise_statement: (l, node) => ({ kind: 'raise', at: l.anchor(node), value: parts(node)[0] && lowerExpression(l, parts(node)[0]!) }),
  global_statement: (l, node) => ({ kind: 'global', at: l.anchor(node), names: parts(node).map((name) => l.source(name)) }),
  nonlocal_statement: (l, node) => ({ kind: 'global', at: l.anchor(node), names: parts(node).map((name) => l.source(name)), enclosing: true }),
  assert_statement: (l, node) => ({ kind: 'expression', at: l.anchor(node), value: { kind: 'opaque', parts: parts(node).slice(0, 1).map((part) => lowerExpression(l, part)) } }),
  pass_statement: (l, node) => ({ kind: 'nothing', at: l.anchor(node) }),
  type_alias_statement: (l, node) => ({ kind: 'nothing', at: l.anchor(node) }),
};

function unknown(l: Lowering, node: SyntaxNode): Stmt {
  return { kind: 'unknown', at: l.anchor(node), binds: boundNames(node, l.text), inert: !mayAct(node) || (node.hasError && isBegun(l.source(node))) };
}

function importName(l: Lowering, node: SyntaxNode): ImportName {
  if (node.type !== 'aliased_import') return { name: l.source(node) };
  return { name: l.source(node.childForFieldName('name')!), as: l.source(node.childForFieldName('alias')!) };
}

function importFrom(l: Lowering, node: SyntaxNode): Stmt {
  const from = node.childForFieldName('module_name')!;
  const dots = from.type === 'relative_import' ? /^[.\s]*/.exec(l.source(from))![0] : '';
  const [, ...names] = parts(node);
  const star = names.some((name) => name.type === 'wildcard_import');
  return {
    kind: 'from', at: l.anchor(node), level: dots.replace(/\s/g, '').length, module: l.source(from).slice(dots.length),
    names: star ? '*' : names.map((name) => importName(l, name)),
  };
}

function expressionStatement(l: Lowering, node: SyntaxNode): Stmt {
  const at = l.anchor(node);
  const children = parts(node);
  const [only] = children;
  if (children.length === 1 && only!.type === 'assignment') return assignment(l, at, only!);
  if (children.length === 1 && only!.type === 'augmented_assignment') {
    const op = l.source(only!.childForFieldName('operator')!).replace('=', '');
    return { kind: 'augment', at, target: lowerTarget(l, only!.childForFieldName('left')!), op, value: lowerExpression(l, only!.childForFieldName('right')!) };
  }
  if (children.length === 1) return { kind: 'expression', at, value: lowerExpression(l, only!) };
  return { kind: 'expression', at, value: { kind: 'opaque', parts: children.map((child) => lowerExpression(l, child)) } };
}

function assignment(l: Lowering, at: number, node: SyntaxNode): Stmt {
  const targets: Target[] = [];
  let value: SyntaxNode | null = node;
  for (; value?.type === 'assignment'; value = value.childForFieldName('right')) targets.push(lowerTarget(l, value.childForFieldName('left')!));
  return value ? { kind: 'assign', at, targets, value: lowerExpression(l, value) } : { kind: 'nothing', at };
}

/** What an assignment, a loop or `del` names. */
export function lowerTarget(l: Lowering, node: SyntaxNode): Target {
  if (node.type === 'identifier') return { kind: 'name', id: l.source(node) };
  if (node.type === 'attribute') {
    return { kind: 'attribute', object: lowerExpression(l, node.childForFieldName('object')!), name: l.source(node.childForFieldName('attribute')!) };
  }
  if (node.type === 'subscript') {
    const [object, index] = parts(node);
    return { kind: 'index', object: lowerExpression(l, object!), index: lowerExpression(l, index ?? object!) };
  }
  return { kind: 'unpack', targets: parts(node).map((part) => lowerTarget(l, part)) };
}

function ifStatement(l: Lowering, node: SyntaxNode): Stmt {
  const at = l.anchor(node);
  const clauses = parts(node).filter((child) => /^(elif|else)_clause$/.test(child.type));
  const test = lowerExpression(l, node.childForFieldName('condition')!);
  return { kind: 'if', at, test, then: lowerBlock(l, node.childForFieldName('consequence')), otherwise: alternatives(l, clauses) };
}

function alternatives(l: Lowering, clauses: readonly SyntaxNode[]): Stmt[] {
  const [first, ...rest] = clauses;
  if (!first) return [];
  if (first.type === 'else_clause') return lowerBlock(l, first.childForFieldName('body'));
  const at = l.anchor(first);
  const test = lowerExpression(l, first.childForFieldName('condition')!);
  return [{ kind: 'if', at, test, then: lowerBlock(l, first.childForFieldName('consequence')), otherwise: l.deeper(() => alternatives(l, rest)) }];
}

function tryStatement(l: Lowering, node: SyntaxNode): Stmt {
  const at = l.anchor(node);
  const clause = (type: string) => parts(node).filter((child) => child.type === type);
  const blockOf = (child: SyntaxNode | undefined) => (child ? lowerBlock(l, parts(child).find((part) => part.type === 'block') ?? null) : []);
  return {
    kind: 'try', at, body: lowerBlock(l, node.childForFieldName('body')),
    handlers: [...clause('except_clause'), ...clause('except_group_clause')].map((child) => handler(l, child)),
    otherwise: blockOf(clause('else_clause')[0]), last: blockOf(clause('finally_clause')[0]),
  };
}

function handler(l: Lowering, node: SyntaxNode): Handler {
  const block = parts(node).find((part) => part.type === 'block') ?? null;
  const [head] = parts(node).filter((part) => part.type !== 'block');
  const aliased = head?.type === 'as_pattern' ? parts(head) : head ? [head] : [];
  const types = aliased[0] ? (aliased[0].type === 'tuple' ? parts(aliased[0]) : [aliased[0]]).map((type) => l.source(type).split('.').at(-1)!) : [];
  return { types, name: aliased[1] && l.source(aliased[1]), body: lowerBlock(l, block) };
}

function withStatement(l: Lowering, node: SyntaxNode): Stmt {
  const at = l.anchor(node);
  const clause = parts(node).find((child) => child.type === 'with_clause');
  const items = (clause ? parts(clause) : []).map((item) => {
    const value = item.childForFieldName('value') ?? item;
    if (value.type !== 'as_pattern') return { value: lowerExpression(l, value) };
    const [expression, target] = parts(value);
    const name = target && (target.type === 'as_pattern_target' ? parts(target)[0] ?? target : target);
    return { value: lowerExpression(l, expression!), target: name && lowerTarget(l, name) };
  });
  return { kind: 'with', at, items, body: lowerBlock(l, node.childForFieldName('body')) };
}

function define(l: Lowering, whole: SyntaxNode, node: SyntaxNode, decorators: readonly SyntaxNode[]): Stmt {
  const at = l.anchor(whole);
  const name = l.source(node.childForFieldName('name')!);
  const lowered = decorators.flatMap((decorator) => parts(decorator).slice(0, 1)).map((part) => lowerExpression(l, part));
  const body = () => lowerBlock(l, node.childForFieldName('body'));
  if (node.type === 'class_definition') {
    const list = node.childForFieldName('superclasses');
    const bases = (list ? parts(list) : []).filter((base) => base.type !== 'keyword_argument').map((base) => lowerExpression(l, base));
    // A metaclass has a say over the class, as a decorator has.
    const keywords = (list ? parts(list) : []).flatMap((base) => (base.type === 'keyword_argument' ? [lowerExpression(l, base.childForFieldName('value')!)] : []));
    return { kind: 'class', at, name, item: l.nested(name, whole.startIndex, [], body), bases, decorators: [...lowered, ...keywords] };
  }
  const late = l.late?.get(node.startIndex);
  const own = parameters(l, node.childForFieldName('parameters'));
  const item = late ? l.later(name, node.startIndex, own, late) : l.nested(name, node.startIndex, own, body, node.children.some((child) => child?.type === 'async'));
  return { kind: 'define', at, name, item, ...actingDefaults(own), decorators: lowered };
}
