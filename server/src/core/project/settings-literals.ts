// The settings modules that a file names literally, wherever in it that stands.
import type { Expr, Stmt } from '../python/facts';
import { perFacts, perBody } from '../python/per-facts';
import { expressionsOf, statementsOf } from '../python/walk';

const VARIABLE = 'DJANGO_SETTINGS_MODULE';
const WORDS = new RegExp(VARIABLE);

/** Values of `setdefault("DJANGO_SETTINGS_MODULE", "…")` and `environ["DJANGO_SETTINGS_MODULE"] = "…"`, in text order. */
export const settingsLiterals = perFacts((facts): string[] => facts.items(WORDS).flatMap(literalsIn));

const literalsIn = perBody((body): string[] => statementsOf(body).flatMap(namedBy).filter((name) => /^[A-Za-z_][\w.]*$/.test(name)));

function namedBy(statement: Stmt): string[] {
  if (statement.kind === 'assign' && statement.targets.some((target) => target.kind === 'index' && isVariable(target.index))) return text(statement.value);
  return expressionsOf(statement).flatMap((expr) => (expr.kind === 'call' && isVariable(expr.args[0]) ? text(expr.args[1]) : []));
}

const isVariable = (expr: Expr | undefined): boolean => expr?.kind === 'literal' && expr.value === VARIABLE;

const text = (expr: Expr | undefined): string[] => (expr?.kind === 'literal' && typeof expr.value === 'string' ? [expr.value] : []);
