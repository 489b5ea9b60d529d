// The statements of a shell in the order in which they run. What depends on a condition is never taken for certain.
import type { SyntaxNode } from '../../syntax/parser';
import { simpleCommand } from './commands';
import { assign, declare, unset } from './environment';
import { answerOf, isArgument, type Answer } from './answers';
import { become, copyOf, join, type Condition, type Scope } from './scope';
import { placeOf, sourceOf, type Run } from './shell';
import { expand } from './words';

/** Nesting past which nothing is read. */
const DEEPEST = 60;

type Nodes = readonly (SyntaxNode | null)[];

export function runAll(run: Run, scope: Scope, nodes: Nodes): void {
  nodes.forEach((node, i) => {
    if (!node?.isNamed || scope.ended || scope.returned) return;
    // In the background it is a shell of its own.
    runOne(run, nodes[i + 1]?.type === '&' ? copyOf(scope) : scope, node);
  });
}

export function runOne(run: Run, scope: Scope, node: SyntaxNode): void {
  if (run.left-- <= 0 || run.depth > DEEPEST) return;
  run.depth++;
  (STATEMENTS[node.type] ?? nothing)(run, scope, node);
  run.depth--;
}

function nothing(): void {}

const STATEMENTS: Readonly<Record<string, (run: Run, scope: Scope, node: SyntaxNode) => void>> = {
  command: simpleCommand,
  declaration_command: declare,
  unset_command: unset,
  variable_assignment: (run, scope, node) => assign(run, scope, node, false),
  variable_assignments: (run, scope, node) => node.namedChildren.forEach((child) => child && assign(run, scope, child, false)),
  redirected_statement: (run, scope, node) => runAll(run, scope, node.namedChildren.slice(0, 1)),
  negated_command: (run, scope, node) => runAll(run, scope, node.namedChildren),
  compound_statement: (run, scope, node) => runAll(run, scope, node.children),
  do_group: (run, scope, node) => runAll(run, scope, node.children),
  list,
  pipeline: (run, scope, node) => node.namedChildren.forEach((child) => child && runOne(run, copyOf(scope), child)),
  subshell: (run, scope, node) => runAll(run, copyOf(scope), node.children),
  if_statement: ifStatement,
  case_statement: caseStatement,
  while_statement: loop,
  for_statement: loop,
  c_style_for_statement: loop,
  function_definition: (run, _, node) => {
    const [name, body] = [node.childForFieldName('name'), node.childForFieldName('body')];
    if (name && body) run.functions.set(sourceOf(run, name), body);
  },
  ERROR: (run, scope, node) => {
    const at = placeOf(run, node);
    scope.variables.clear();
    scope.settings.push({ kind: 'unknown', at });
    run.problems.push({ message: 'Not understood as shell', at });
  },
};

/** `a && b`, `a || b`: what stands behind a test may not run; behind a command that does its work it does. */
function list(run: Run, scope: Scope, node: SyntaxNode): void {
  const [left, right] = [node.namedChildren[0], node.namedChildren.at(-1)];
  const or = node.children.some((child) => child?.type === '||');
  if (left) runOne(run, scope, left);
  if (!right || right === left || scope.ended || scope.returned) return;
  const answer = left && answerOf(run, scope, left);
  if (answer?.isCertain && answer.holds === or) return;
  const taken = copyOf(scope);
  taken.passedBy ||= answer?.holds === or;
  runOne(run, taken, right);
  const last = left?.type === 'list' ? left.namedChildren.at(-1) : left;
  if (answer?.isCertain || (!or && last && !isTest(run, last))) become(scope, taken);
  else join(scope, [{ scope: taken, condition: conditionOf(last ? sourceOf(run, last) : '', or) }, { scope: { ...copyOf(scope), passedBy: scope.passedBy || answer?.holds === !or } }]);
}

/** Commands that are run for their answer. */
const ASKING = /^(!|\[|test\b|grep\b|command -v\b|which\b|type\b|hash\b|false\b|nc\b|pg_isready\b|curl\b)/;

function isTest(run: Run, node: SyntaxNode): boolean {
  return node.type === 'test_command' || node.type === 'negated_command' || ASKING.test(sourceOf(run, node)) || (node.type === 'redirected_statement' && ASKING.test(sourceOf(run, node)));
}

const EMPTY = /^(?:\[\[?|test)\s+(!\s+)?-([zn])\s+"?\$(?:\{(\w+)(?:\+x|:?-)?\}|(\w+))"?\s*(?:\]\]?)?$/;
const FILE_THERE = /^(?:\[\[?|test)\s+-[efrs]\s[^&|]*$/;

/** What is known where a test is true, or, `opposite`, where it is false. */
function conditionOf(test: string, opposite: boolean): Condition {
  const empty = EMPTY.exec(test.trim());
  if (empty) return (empty[2] === 'z') !== ((empty[1] !== undefined) !== opposite) ? { emptyVariable: empty[3] ?? empty[4] } : {};
  return !opposite && FILE_THERE.test(test.trim()) ? { fileThere: true } : {};
}

function ifStatement(run: Run, scope: Scope, node: SyntaxNode): void {
  const branches: Branch[] = [];
  const clauses = node.namedChildren.filter((child): child is SyntaxNode => child?.type === 'elif_clause' || child?.type === 'else_clause');
  const first = branch(run, scope, node, branches, undefined);
  let { answer } = first;
  for (const clause of clauses) if (!isCertain(answer)) answer = branch(run, scope, clause, branches, answer).answer ?? answer;
  const isWhole = clauses.some(({ type }) => type === 'else_clause');
  if (!isCertain(answer) && !isWhole) branches.push({ scope: { ...copyOf(scope), passedBy: scope.passedBy || answer?.holds === true } });
  // "It has a value": what is set otherwise is set where it has none.
  const [, other] = branches;
  if (clauses.length === 1 && isWhole && other) branches[1] = { ...other, condition: conditionOf(first.test, true) };
  joinChosen(scope, branches);
}

interface Branch {
  readonly scope: Scope;
  readonly condition?: Condition;
}

/** It holds, and so does no other one. */
const isCertain = (answer: Answer | undefined): boolean => answer?.holds === true && answer.isCertain;

/**
 * Runs a branch, unless it is certain that it is not taken.
 * @param before what is known of the tests above; undefined for the first one as well
 * @returns the text of its test, and its answer where that is known
 */
function branch(run: Run, scope: Scope, node: SyntaxNode, branches: Branch[], before: Answer | undefined): { readonly test: string; readonly answer: Answer | undefined } {
  const then = node.children.findIndex((child) => child?.type === 'then');
  const tests = node.children.slice(0, Math.max(0, then)).filter((child): child is SyntaxNode => child?.isNamed === true);
  const body = node.children.slice(then + 1).filter((child) => child?.type !== 'elif_clause' && child?.type !== 'else_clause');
  const test = tests.map((child) => sourceOf(run, child)).join(' ');
  const answer = before?.holds ? before : tests.length === 1 ? answerOf(run, scope, tests[0]!) : undefined;
  if (answer?.holds === false && answer.isCertain) return { test, answer };
  const taken = copyOf(scope);
  taken.passedBy ||= before?.holds === true || answer?.holds === false;
  runAll(run, taken, tests);
  runAll(run, taken, body);
  branches.push({ scope: taken, condition: node.type === 'if_statement' ? conditionOf(test, false) : {} });
  return { test, answer };
}

/** A `case` over a value that is known takes one branch; else any of them, or none. */
function caseStatement(run: Run, scope: Scope, node: SyntaxNode): void {
  const value = node.childForFieldName('value');
  const known = value ? expand(value, scope, run.piece).word.text : undefined;
  const isCertain = value !== null && isArgument(sourceOf(run, value));
  const items = node.namedChildren.filter((child): child is SyntaxNode => child?.type === 'case_item');
  const branches: Branch[] = [];
  let taken = false;
  for (const item of items) {
    const close = item.children.findIndex((child) => child?.type === ')');
    const patterns = item.children.slice(0, Math.max(0, close)).filter((child): child is SyntaxNode => child?.isNamed === true).map((child) => sourceOf(run, child).replace(/^["']|["']$/g, ''));
    const fits = known === undefined ? 'perhaps' : matches(patterns, known);
    const any = patterns.includes('*');
    const isPassedBy = taken || fits === 'no';
    if (isPassedBy && (isCertain || known === undefined)) continue;
    const inside = copyOf(scope);
    inside.passedBy ||= isPassedBy;
    runAll(run, inside, item.children.slice(close + 1));
    branches.push({ scope: inside });
    taken ||= any || fits === 'yes';
  }
  if (!taken) branches.push({ scope: copyOf(scope) });
  joinChosen(scope, branches);
}

/** Where variables have values that leave one of the branches, what that takes along for its own commands is what it chose; what it hands on to them may be set otherwise elsewhere. */
function joinChosen(scope: Scope, branches: readonly Branch[]): void {
  const chosen = branches.filter((one) => one.scope.passedBy === scope.passedBy && !one.scope.ended);
  join(scope, branches);
  if (chosen.length === 1) for (const [name, value] of chosen[0]!.scope.variables) if (!scope.exported.has(name)) scope.variables.set(name, value);
}

function matches(patterns: readonly string[], value: string): 'yes' | 'no' | 'perhaps' {
  if (patterns.some((pattern) => pattern === value || pattern === '*')) return 'yes';
  return patterns.some((pattern) => /[*?[$\\{(]/.test(pattern)) ? 'perhaps' : 'no';
}

/** The body of a loop runs any number of times. */
function loop(run: Run, scope: Scope, node: SyntaxNode): void {
  const variable = node.childForFieldName('variable');
  const inside = copyOf(scope);
  if (variable) inside.variables.delete(sourceOf(run, variable));
  // In `while shift` and its like the second round sees other arguments than the first.
  if (/\b(shift|set)\b/.test(sourceOf(run, node))) inside.args = undefined;
  runAll(run, inside, node.namedChildren);
  join(scope, [{ scope: inside }, { scope: copyOf(scope) }]);
}
