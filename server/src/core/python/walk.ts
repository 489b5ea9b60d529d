// Walks over facts: statements with the blocks inside them, and the expressions of one statement.
import type { Expr, Pattern, Stmt, Target } from './facts';

/** The blocks directly inside a statement. Bodies of functions and classes are items of their own. */
export function blocksOf(statement: Stmt): (readonly Stmt[])[] {
  switch (statement.kind) {
    case 'if': return [statement.then, statement.otherwise];
    case 'try': return [statement.body, ...statement.handlers.map(({ body }) => body), statement.otherwise, statement.last];
    case 'with': return [statement.body];
    case 'for': case 'while': return [statement.body, statement.otherwise];
    case 'match': return statement.cases.map(({ body }) => body);
    default: return [];
  }
}

/** All statements of a body, those in nested blocks included, in text order. */
export function statementsOf(body: readonly Stmt[]): Stmt[] {
  const all: Stmt[] = [];
  addStatements(body, all);
  return all;
}

function addStatements(body: readonly Stmt[], all: Stmt[]): void {
  for (const statement of body) {
    all.push(statement);
    for (const block of blocksOf(statement)) addStatements(block, all);
  }
}

/** Every expression of a statement and every part of it; nested blocks are not entered. */
export function expressionsOf(statement: Stmt): Expr[] {
  const all: Expr[] = [];
  addWithParts(roots(statement), all);
  return all;
}

function roots(statement: Stmt): Expr[] {
  switch (statement.kind) {
    case 'assign': return [...statement.targets.flatMap(targetExpressions), statement.value];
    case 'augment': return [...targetExpressions(statement.target), statement.value];
    case 'expression': return [statement.value];
    case 'if': return [statement.test];
    case 'with': return statement.items.map(({ value }) => value);
    case 'define': return [...statement.decorators];
    case 'class': return [...statement.bases, ...statement.decorators];
    case 'return': case 'raise': return statement.value ? [statement.value] : [];
    case 'for': return [...targetExpressions(statement.target), statement.over];
    case 'while': return [statement.test];
    case 'match': return [statement.subject, ...statement.cases.flatMap(({ pattern, guard }) => [...patternValues(pattern), ...(guard ? [guard] : [])])];
    case 'delete': return statement.targets.flatMap(readByDeletion);
    default: return [];
  }
}

function targetExpressions(target: Target): Expr[] {
  switch (target.kind) {
    case 'name': return [];
    case 'attribute': return [target.object];
    case 'index': return [target.object, target.index];
    case 'unpack': return target.targets.flatMap(targetExpressions);
  }
}

/** `del x` needs `x` to be bound, as reading it does. */
function readByDeletion(target: Target): Expr[] {
  return target.kind === 'name' ? [target] : targetExpressions(target);
}

function patternValues(pattern: Pattern): Expr[] {
  switch (pattern.kind) {
    case 'value': return [pattern.value];
    case 'as': return patternValues(pattern.pattern);
    case 'any': case 'sequence': return pattern.patterns.flatMap(patternValues);
    default: return [];
  }
}

function addWithParts(exprs: readonly Expr[], all: Expr[]): void {
  for (const expr of exprs) {
    all.push(expr);
    addWithParts(partsOf(expr), all);
  }
}

/** The expressions directly inside an expression. */
export function partsOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'attribute': return [expr.object];
    case 'call': return [expr.callee, ...expr.args, ...expr.keywords.map(({ value }) => value)];
    case 'sequence': return expr.items;
    case 'dict': return expr.entries.flatMap(({ key, value }) => [key, value]);
    case 'index': return [expr.object, expr.index];
    case 'operation': return expr.operands;
    case 'logic': return [expr.left, expr.right];
    case 'conditional': return [expr.test, expr.then, expr.otherwise];
    case 'format': case 'opaque': return expr.parts;
    case 'comprehension': return [...expr.clauses.flatMap((clause) => (clause.kind === 'if' ? [clause.test] : [...targetExpressions(clause.target), clause.over])), ...expr.result];
    case 'spread': case 'walrus': return [expr.value];
    default: return [];
  }
}

/** Names that a statement reads, those of nested blocks included. */
export function namesRead(statement: Stmt): Set<string> {
  return new Set(statementsOf([statement]).flatMap(expressionsOf).flatMap((expr) => (expr.kind === 'name' ? [expr.id] : [])));
}

/** Names that a statement binds, those of nested blocks included. */
export function namesBound(statement: Stmt): Set<string> {
  const all = statementsOf([statement]);
  return new Set([...all.flatMap(boundBy), ...all.flatMap(expressionsOf).flatMap((expr) => (expr.kind === 'walrus' ? [expr.id] : []))]);
}

function boundBy(statement: Stmt): readonly string[] {
  switch (statement.kind) {
    case 'import': return statement.names.map(({ name, as }) => as ?? name.split('.')[0]!);
    case 'from': return statement.names === '*' ? ['*'] : statement.names.map(({ name, as }) => as ?? name);
    case 'assign': return statement.targets.flatMap(targetNames);
    case 'augment': return targetNames(statement.target);
    case 'with': return statement.items.flatMap(({ target }) => (target ? targetNames(target) : []));
    case 'define': case 'class': return [statement.name];
    case 'for': return targetNames(statement.target);
    case 'match': return statement.cases.flatMap(({ pattern }) => patternNames(pattern));
    case 'delete': return statement.targets.flatMap(targetNames);
    case 'unknown': return statement.binds;
    default: return [];
  }
}

function targetNames(target: Target): string[] {
  if (target.kind === 'name') return [target.id];
  return target.kind === 'unpack' ? target.targets.flatMap(targetNames) : [];
}

/** The names that a pattern of `match` binds. */
export function patternNames(pattern: Pattern): readonly string[] {
  switch (pattern.kind) {
    case 'capture': return pattern.name === undefined ? [] : [pattern.name];
    case 'as': return [...patternNames(pattern.pattern), pattern.name];
    case 'any': case 'sequence': return pattern.patterns.flatMap(patternNames);
    case 'unknown': return pattern.binds;
    default: return [];
  }
}
