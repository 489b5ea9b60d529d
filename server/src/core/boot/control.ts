// How blocks end early, and how far both sides of a branch have to run until they can go on as one.
import type { Stmt } from '../python/facts';
import { blocksOf } from '../python/walk';
import { asOne, joinValues } from './branches';
import { branch, branchAsOne, isTrue } from './expressions';
import type { Machine } from './machine';
import type { Value } from './value';

/** How a block ended early. `break` also stands for a loop that is over. */
export type Completion = { readonly kind: 'return'; readonly value: Value } | { readonly kind: 'break' } | { readonly kind: 'continue' };

export const BREAK: Completion = { kind: 'break' };
export const CONTINUE: Completion = { kind: 'continue' };

/** Runs what follows a block, up to where a `return`, `break` or `continue` in it would lead. Missing where something has to run when the block is left. */
export type Ends = { readonly [kind in Completion['kind']]?: () => Completion };

/** The ends of a statement, where `following` and then `ends` come behind it. */
export function behind(ends: Ends, following: () => Completion | undefined): Ends {
  const go = (end: (() => Completion) | undefined) => end && (() => following() ?? end());
  return { return: go(ends.return), break: go(ends.break), continue: go(ends.continue) };
}

const FARTHEST: readonly Completion['kind'][] = ['return', 'break', 'continue'];
const known = new WeakMap<Stmt, ReadonlySet<Completion['kind']>>();

/** The ways in which a statement may end the block that it stands in. */
export function exitsOf(statement: Stmt): ReadonlySet<Completion['kind']> {
  const before = known.get(statement);
  if (before) return before;
  const exits = new Set<Completion['kind']>();
  if (statement.kind === 'return') exits.add('return');
  if (statement.kind === 'jump') exits.add(statement.to);
  const loop = statement.kind === 'for' || statement.kind === 'while';
  for (const block of blocksOf(statement)) {
    // A loop's own `break` and `continue` end there; those of its `else` do not, and are rare enough to be looked over.
    for (const inner of block) for (const exit of exitsOf(inner)) if (!loop || exit === 'return' || block === statement.otherwise) exits.add(exit);
  }
  known.set(statement, exits);
  return exits;
}

/** What runs behind a statement, up to where its farthest exit leads. */
function endOf(statement: Stmt, ends: Ends): (() => Completion) | undefined {
  const exits = exitsOf(statement);
  const farthest = FARTHEST.find((kind) => exits.has(kind));
  return farthest && ends[farthest];
}

/** Two blocks go on as one when they end in the same way. */
export const joinEnds = (m: Machine) => (yes: Completion | undefined, no: Completion | undefined, condition: string): { value: Completion | undefined } | undefined => {
  if (yes?.kind !== no?.kind) return undefined;
  return yes?.kind === 'return' && no?.kind === 'return' ? { value: { kind: 'return', value: joinValues(m, yes.value, no.value, condition) } } : { value: yes };
};

type Side = (ends: Ends) => Completion | undefined;

/** Runs one of two blocks of a statement. Where one may be left early, both are tried as one up to where that leads. */
export function runBranch(m: Machine, statement: Stmt, test: Value, yes: Side, no: Side, ends: Ends): Completion | undefined {
  const end = endOf(statement, ends);
  if (!end) return branch(m, test, () => yes(ends), () => no(ends), joinEnds(m));
  const both = branchAsOne(m, test, () => yes(ends) ?? end(), () => no(ends) ?? end(), joinEnds(m));
  if (both) return both.value;
  return isTrue(m, test) ? yes(ends) : no(ends);
}

/** Both outcomes of a statement as one. @returns undefined where they need paths of their own */
export function outcomesAsOne(m: Machine, statement: Stmt, key: string, yes: () => Completion | undefined, no: () => Completion | undefined, ends: Ends): { value: Completion | undefined } | undefined {
  const end = endOf(statement, ends);
  return end ? asOne(m, key, () => yes() ?? end(), () => no() ?? end(), joinEnds(m)) : asOne(m, key, yes, no, joinEnds(m));
}
