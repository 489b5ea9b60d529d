// Statements of a module that only bind names to plain values: who reads none of these names goes the same way without them.
import { samePlainData } from './equal';
import type { Expr, Stmt } from './facts';

/** Was a name of the module asked for? */
export type IsRead = (name: string) => boolean;

/** The names that a statement binds, where it does nothing else; undefined: it may do more. */
function quietNames(statement: Stmt): readonly string[] | undefined {
  switch (statement.kind) {
    case 'nothing': return [];
    case 'expression': return isPlain(statement.value) ? [] : undefined;
    case 'unknown': return statement.inert ? statement.binds : undefined;
    case 'assign': {
      const names = statement.targets.flatMap((target) => (target.kind === 'name' ? [target.id] : []));
      return names.length === statement.targets.length && isPlain(statement.value) ? names : undefined;
    }
    case 'if': return isPlain(statement.test) ? quietIn([...statement.then, ...statement.otherwise]) : undefined;
    default: return undefined;
  }
}

function quietIn(body: readonly Stmt[]): readonly string[] | undefined {
  const names = body.map(quietNames);
  return names.every((own) => own !== undefined) ? names.flat() : undefined;
}

/** Evaluating it asks for names and does nothing else, whatever these hold. */
function isPlain(expr: Expr): boolean {
  switch (expr.kind) {
    case 'literal': case 'name': return true;
    case 'sequence': return expr.items.every(isPlain);
    case 'format': case 'opaque': return expr.parts.every(isPlain);
    case 'dict': return expr.entries.every(({ key, value }) => isPlain(key) && isPlain(value));
    case 'operation': return expr.operands.every(({ kind }) => kind === 'literal');
    default: return false;
  }
}

const matters = (statement: Stmt, isRead: IsRead): boolean => quietNames(statement)?.some(isRead) ?? true;

/**
 * Does a module do the same for those who ask for no other names? Every statement counts against the budget of a replay, so one that
 * is about as long as it may be can end a few statements earlier or later.
 */
export function runsAlike(now: readonly Stmt[], before: readonly Stmt[], isRead: IsRead): boolean {
  if (now === before) return true;
  const shorter = Math.min(now.length, before.length);
  let [head, tail] = [0, 0];
  while (head < shorter && now[head] === before[head]) head++;
  while (tail < shorter - head && now.at(-1 - tail) === before.at(-1 - tail)) tail++;
  const [a, b] = [now, before].map((body) => body.slice(head, body.length - tail).filter((statement) => matters(statement, isRead))) as [Stmt[], Stmt[]];
  return a.length === b.length && a.every((statement, i) => samePlainData(statement, b[i]) || bindsAlike(statement, b[i]!, isRead));
}

/** Two statements of which nothing is known but the names that they may bind. */
function bindsAlike(a: Stmt, b: Stmt, isRead: IsRead): boolean {
  return a.kind === 'unknown' && b.kind === 'unknown' && samePlainData({ ...a, binds: a.binds.filter(isRead) }, { ...b, binds: b.binds.filter(isRead) });
}
