// `match`: cases are tried in order, like the branches of an `if`.
import type { Case, Pattern, Stmt } from '../python/facts';
import { patternNames } from '../python/walk';
import { runBranch, type Completion, type Ends } from './control';
import { evaluate, operation } from './expressions';
import type { Machine } from './machine';
import { bind, runBody } from './statements';
import { literal, truth, type Value } from './value';

type MatchStmt = Stmt & { readonly kind: 'match' };

/** Runs the first case that matches. @throws Raised */
export function runMatch(m: Machine, statement: MatchStmt, ends: Ends): Completion | undefined {
  return runCases(m, statement, evaluate(m, statement.subject), statement.cases, ends);
}

function runCases(m: Machine, statement: MatchStmt, subject: Value, cases: readonly Case[], ends: Ends): Completion | undefined {
  const [first, ...rest] = cases;
  if (!first) return undefined;
  const others = (inner: Ends) => runCases(m, statement, subject, rest, inner);
  const body = (inner: Ends) => {
    bindPattern(m, first.pattern, subject);
    if (!first.guard) return runBody(m, first.body, inner);
    return runBranch(m, statement, evaluate(m, first.guard), (more) => runBody(m, first.body, more), others, inner);
  };
  return runBranch(m, statement, matches(m, first.pattern, subject), body, others, ends);
}

/** Does the pattern match? A literal, or the condition that decides it. */
function matches(m: Machine, pattern: Pattern, subject: Value): Value {
  switch (pattern.kind) {
    case 'capture': return literal(true);
    case 'value': return operation(m, '==', [subject, evaluate(m, pattern.value)]);
    case 'as': return matches(m, pattern.pattern, subject);
    case 'any': return combined(m, pattern.patterns.map((part) => matches(m, part, subject)), true);
    case 'sequence': return sequenceMatches(m, pattern.patterns, subject);
    case 'unknown': return m.fresh();
  }
}

function sequenceMatches(m: Machine, patterns: readonly Pattern[], subject: Value): Value {
  if (subject.kind === 'literal') return literal(false);
  if (subject.kind !== 'sequence' || !subject.complete || subject.items.some(({ kind }) => kind === 'optional')) return m.fresh();
  if (subject.items.length !== patterns.length) return literal(false);
  return combined(m, patterns.map((part, i) => matches(m, part, subject.items[i]!)), false);
}

/** One of several conditions decides (`decisive`: true for "or"), or what is not known of them does. */
function combined(m: Machine, values: readonly Value[], decisive: boolean): Value {
  const open = values.filter((value) => truth(value) !== !decisive);
  if (open.some((value) => truth(value) === decisive)) return literal(decisive);
  if (open.length === 0) return literal(!decisive);
  return open.length === 1 ? open[0]! : m.fresh();
}

function bindPattern(m: Machine, pattern: Pattern, subject: Value): void {
  if (pattern.kind === 'capture') return void (pattern.name !== undefined && bind(m, pattern.name, subject));
  if (pattern.kind === 'as') {
    bindPattern(m, pattern.pattern, subject);
    return bind(m, pattern.name, subject);
  }
  const items = pattern.kind === 'sequence' && subject.kind === 'sequence' && subject.complete && subject.items.length === pattern.patterns.length ? subject.items : undefined;
  if (pattern.kind === 'sequence' && items) return pattern.patterns.forEach((part, i) => bindPattern(m, part, items[i]!));
  for (const name of patternNames(pattern)) bind(m, name, m.fresh());
}
