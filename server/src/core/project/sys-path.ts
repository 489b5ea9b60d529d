// Folders that a file puts on `sys.path` (or a gunicorn configuration on Python's path), as far as they are written out.
import type { Expr, ModuleFacts, Stmt } from '../python/facts';
import { perFacts, perBody } from '../python/per-facts';
import { expressionsOf, statementsOf } from '../python/walk';
import type { Uri } from '../text/span';
import { dirname, join } from '../text/uri';

/** A folded expression: a file or folder, or a plain text. */
type Folded = { readonly path: Uri } | { readonly text: string };

interface Folding {
  readonly file: Uri;
  /** Relative paths start here: where the process is started. */
  readonly start: Uri;
  readonly names: ReadonlyMap<string, Expr | undefined>;
  readonly depth: number;
}

const MAX_DEPTH = 12;

/**
 * The folders of `sys.path.insert(…)` and `sys.path.append(…)`, wherever in the file they stand, in text order.
 * @param start the folder from which the project is started: relative paths are taken from there
 */
export function insertedRoots(facts: ModuleFacts, file: Uri, start: Uri): Uri[] {
  const { inserted, names } = insertionsOf(facts);
  const folding: Folding = { file, start, names, depth: 0 };
  return inserted.flatMap((folder) => {
    const path = pathOf(fold(folder, folding), folding);
    return path === undefined ? [] : [path];
  });
}

/** One object: what fits it is remembered. */
const PATH_WORD = /\bpath\b/;

const insertionsOf = perFacts((facts) => {
  const inserted = facts.items(PATH_WORD).flatMap(insertionsIn);
  return { inserted, names: inserted.length > 0 ? namesOf(facts.items().flatMap(({ body }) => statementsOf(body))) : new Map<string, Expr | undefined>() };
});

const insertionsIn = perBody((body) => statementsOf(body).flatMap(expressionsOf).flatMap((expr) => (expr.kind === 'call' && insertion(expr)) || []));

/** `chdir` and `pythonpath` of a gunicorn configuration. */
export function configuredRoots(facts: ModuleFacts, file: Uri): Uri[] {
  return facts.module.body.flatMap((statement) => {
    if (statement.kind !== 'assign' || statement.value.kind !== 'literal' || typeof statement.value.value !== 'string') return [];
    const text = statement.value.value;
    const named = statement.targets.some((target) => target.kind === 'name' && /^(chdir|pythonpath)$/.test(target.id));
    return named ? text.split(',').filter((path) => !path.startsWith('/')).map((path) => join(dirname(file), path.trim())) : [];
  });
}

/** What `sys.path.insert(0, x)` and `sys.path.append(x)` put there. */
function insertion({ callee, args }: Expr & { kind: 'call' }): Expr | undefined {
  const name = dotted(callee);
  return name === 'sys.path.insert' ? args[1] : name === 'sys.path.append' ? args[0] : undefined;
}

/** Names that are bound once in the file, by a plain assignment. */
function namesOf(statements: readonly Stmt[]): Map<string, Expr | undefined> {
  const names = new Map<string, Expr | undefined>();
  for (const statement of statements) {
    if (statement.kind !== 'assign') continue;
    for (const target of statement.targets) if (target.kind === 'name') names.set(target.id, names.has(target.id) ? undefined : statement.value);
  }
  return names;
}

const dotted = (expr: Expr): string | undefined => {
  if (expr.kind === 'name') return expr.id;
  const owner = expr.kind === 'attribute' ? dotted(expr.object) : undefined;
  return owner !== undefined && expr.kind === 'attribute' ? `${owner}.${expr.name}` : undefined;
};

/** Undefined for what is not known and for an absolute path, which says nothing about this workspace. */
function pathOf(folded: Folded | undefined, { start }: Folding): Uri | undefined {
  if (!folded || 'path' in folded) return folded?.path;
  return folded.text.startsWith('/') ? undefined : join(start, folded.text);
}

function fold(expr: Expr, outer: Folding): Folded | undefined {
  const folding = { ...outer, depth: outer.depth + 1 };
  if (folding.depth > MAX_DEPTH) return undefined;
  switch (expr.kind) {
    case 'literal': return typeof expr.value === 'string' ? { text: expr.value } : undefined;
    case 'name': return expr.id === '__file__' ? { path: folding.file } : folded(folding.names.get(expr.id), folding);
    case 'attribute': return expr.name === 'parent' ? up(fold(expr.object, folding), 1, folding) : undefined;
    case 'index': return expr.object.kind === 'attribute' && expr.object.name === 'parents' ? up(fold(expr.object.object, folding), numberOf(expr.index) + 1, folding) : undefined;
    case 'operation': return foldOperation(expr.op, expr.operands, folding);
    case 'format': return expr.parts.map((part) => fold(part, folding)).reduce((left, right) => glue(left, right));
    case 'call': return foldCall(expr, folding);
    default: return undefined;
  }
}

const folded = (expr: Expr | undefined, folding: Folding): Folded | undefined => expr && fold(expr, folding);

const numberOf = (expr: Expr | undefined): number => (expr?.kind === 'literal' && typeof expr.value === 'number' ? expr.value : Number.NaN);

/** `levels` folders up; a relative text counts from where the process is started. */
function up(from: Folded | undefined, levels: number, folding: Folding): Folded | undefined {
  let path = pathOf(from, folding);
  if (path === undefined || !(levels >= 0 && levels < 20)) return undefined;
  for (let i = 0; i < levels; i++) path = dirname(path);
  return { path };
}

/** `a / "b"` of pathlib, `a + "/b"` of texts, `environ.Path(__file__) - 2`. */
function foldOperation(op: string, operands: readonly Expr[], folding: Folding): Folded | undefined {
  const [left, right] = operands;
  if (op === '-') return up(folded(left, folding), numberOf(right), folding);
  const [a, b] = [folded(left, folding), folded(right, folding)];
  return op === '/' ? below(a, [b]) : op === '+' ? glue(a, b) : undefined;
}

function below(folder: Folded | undefined, parts: readonly (Folded | undefined)[]): Folded | undefined {
  return parts.reduce<Folded | undefined>((left, part) => {
    if (!left || !part || 'path' in part || part.text.startsWith('/')) return undefined;
    return 'path' in left ? { path: join(left.path, part.text) } : { text: `${left.text}/${part.text}` };
  }, folder);
}

/** Text behind text; behind a path it has to begin a new segment. */
function glue(left: Folded | undefined, right: Folded | undefined): Folded | undefined {
  if (!left || !right || 'path' in right) return undefined;
  if ('text' in left) return { text: left.text + right.text };
  return right.text === '' || right.text.startsWith('/') ? { path: join(left.path, right.text) } : undefined;
}

/** Functions of os.path, pathlib and environ that give back their argument, its folder, or something below it. */
function foldCall({ callee, args }: Expr & { kind: 'call' }, folding: Folding): Folded | undefined {
  const name = dotted(callee)?.split('.').at(-1) ?? (callee.kind === 'attribute' ? callee.name : '');
  const [first, ...rest] = args.map((arg) => fold(arg, folding));
  if (/^(Path|PurePath|str|fspath|abspath|realpath|normpath)$/.test(name)) return args.length === 0 ? { path: folding.start } : below(first, rest);
  if (/^(cwd|getcwd)$/.test(name)) return { path: folding.start };
  if (name === 'dirname') return up(first, 1, folding);
  if (name === 'join' && /(^|\.)path\.join$/.test(dotted(callee) ?? '')) return below(first, rest);
  if (callee.kind !== 'attribute') return undefined;
  if (/^(resolve|absolute|as_posix)$/.test(name)) return fold(callee.object, folding);
  return /^(joinpath|path)$/.test(name) ? below(fold(callee.object, folding), [first, ...rest]) : undefined;
}
