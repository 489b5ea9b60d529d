// Statements of a module that only bind names, to plain values and functions: who reads none of these names goes the same way without them.
import { samePlainData } from './equal';
import { COMPUTING, FAILING } from '../knowledge/packages';
import type { Expr, Stmt } from './facts';
import { namesBound } from './walk';

/** Who asks something of a module that runs. */
export interface Reader {
  /** Was a name of the module asked for? */
  has(name: string): boolean;
  /** Does it matter whether a statement fails? */
  readonly isCaught: boolean;
}

export type Import = Stmt & { kind: 'import' | 'from' };

/** Beside binding names. `unread`: it runs one module of which nothing is known but its name. */
export type ImportEffect = 'nothing' | 'unread' | 'more';

/** What is known around a statement. */
interface Around {
  /** Is that the built-in function, and nothing but a computation on plain values? */
  readonly isComputed: (name: string) => boolean;
  readonly effectOf: Program['effectOf'];
}

/** The names that a statement binds, where it does nothing else; undefined: it may do more. */
function quietNames(statement: Stmt, around: Around): readonly string[] | undefined {
  switch (statement.kind) {
    case 'nothing': return [];
    case 'expression': return isPlain(statement.value, around) ? [] : undefined;
    case 'unknown': return statement.inert ? statement.binds : undefined;
    case 'assign': {
      const names = statement.targets.flatMap((target) => (target.kind === 'name' ? [target.id] : []));
      return names.length === statement.targets.length && isPlain(statement.value, around) ? names : undefined;
    }
    case 'define': return statement.decorators.length === 0 && !statement.defaults ? [statement.name] : undefined;
    case 'import': case 'from': return around.effectOf(statement) === 'nothing' ? [...boundIn(statement)] : undefined;
    case 'if': return isPlain(statement.test, around) ? quietIn([...statement.then, ...statement.otherwise], around) : undefined;
    default: return undefined;
  }
}

function quietIn(body: readonly Stmt[], around: Around): readonly string[] | undefined {
  const names = body.map((statement) => quietNames(statement, around));
  return names.every((own) => own !== undefined) ? names.flat() : undefined;
}

/** Evaluating it asks for names and does nothing else, whatever these hold. */
function isPlain(expr: Expr, around: Around): boolean {
  const plain = (part: Expr): boolean => isPlain(part, around);
  switch (expr.kind) {
    case 'literal': case 'name': return true;
    case 'lambda': return !expr.defaults;
    case 'sequence': return expr.items.every(plain);
    case 'format': case 'opaque': return expr.parts.every(plain);
    case 'dict': return expr.entries.every(({ key, value }) => plain(key) && plain(value));
    case 'operation': return expr.operands.every(({ kind }) => kind === 'literal');
    case 'call': return expr.callee.kind === 'name' && expr.keywords.length === 0 && expr.args.every(({ kind }) => kind === 'literal') && around.isComputed(expr.callee.id);
    default: return false;
  }
}

/** Statements are looked at once: an edit leaves nearly all of a module as they were. */
const bound = new WeakMap<Stmt, ReadonlySet<string>>();

function boundIn(statement: Stmt): ReadonlySet<string> {
  let names = bound.get(statement);
  if (!names) bound.set(statement, (names = namesBound(statement)));
  return names;
}

/** Is a name bound anywhere in a module, or may it be, by a star? */
const binds = (body: readonly Stmt[], name: string): boolean => body.some((statement) => boundIn(statement).has(name) || boundIn(statement).has('*'));

/** The statements of a module that is run. */
export interface Program {
  readonly body: readonly Stmt[];
  /** What its imports do where nothing catches what they raise; `more` where nobody knows. */
  readonly effectOf: (statement: Import) => ImportEffect;
}

/**
 * Does a module do the same for those who ask for no other names? Every statement counts against the budget of a replay, so one that
 * is about as long as it may be can end a few statements earlier or later.
 */
export function runsAlike(now: Program, before: Program, reader: Reader): boolean {
  if (now.body === before.body) return true;
  const shorter = Math.min(now.body.length, before.body.length);
  let [head, tail] = [0, 0];
  while (head < shorter && now.body[head] === before.body[head]) head++;
  while (tail < shorter - head && now.body.at(-1 - tail) === before.body.at(-1 - tail)) tail++;
  const isRead = (name: string): boolean => reader.has(name);
  const isComputed = (name: string): boolean => COMPUTING.has(name) && !(reader.isCaught && FAILING.has(name)) && !binds(now.body, name) && !binds(before.body, name);
  const [a, b] = [now, before].map(({ body, effectOf }) => {
    const around: Around = { isComputed, effectOf: reader.isCaught ? () => 'more' : effectOf };
    const matters = (statement: Stmt): boolean => quietNames(statement, around)?.some(isRead) ?? true;
    return body.slice(head, body.length - tail).filter(matters).map((statement) => ({ statement, isUnread: statement.kind === 'import' && around.effectOf(statement) === 'unread' && ![...boundIn(statement)].some(isRead) }));
  }) as [Differing[], Differing[]];
  return a.length === b.length && a.every((one, i) => samePlainData(one.statement, b[i]!.statement) || bindsAlike(one.statement, b[i]!.statement, isRead) || importsAlike(one, b[i]!));
}

interface Differing {
  readonly statement: Stmt;
  /** It runs a module of which nothing is known, and nobody reads what it binds. */
  readonly isUnread: boolean;
}

const importsAlike = (a: Differing, b: Differing): boolean => a.isUnread && b.isUnread && a.statement.at === b.statement.at;

/** Two statements of which nothing is known but the names that they may bind. */
function bindsAlike(a: Stmt, b: Stmt, isRead: (name: string) => boolean): boolean {
  return a.kind === 'unknown' && b.kind === 'unknown' && samePlainData({ ...a, binds: a.binds.filter(isRead) }, { ...b, binds: b.binds.filter(isRead) });
}
