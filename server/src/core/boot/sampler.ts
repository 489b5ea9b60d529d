// A sampler of the project: would the SDK's call of `should_sample` certainly fail?
import { errorOf, SAMPLER_ARGUMENTS } from '../knowledge/samplers';
import type { Expr, Item, Stmt } from '../python/facts';
import { expressionsOf, namesBound, statementsOf } from '../python/walk';
import { objectAttribute } from './classes';
import type { Frame } from './events';
import type { Machine } from './machine';
import type { FunctionValue, Value } from './value';

export interface SamplerProblem {
  /** `reads`: an attribute that something lacks; `takes`: too few or too many parameters; `self` is missing, so that the sampler is taken for the context. */
  readonly problem: 'reads' | 'takes' | 'self';
  /** The error of every request. */
  readonly error: string;
  /** The statement at fault: in the body, or the first one of it for the signature. */
  readonly at: Frame;
}

/** @returns undefined where it works, or may */
export function samplerProblem(m: Machine, sampler: Value | undefined): SamplerProblem | undefined {
  if (sampler?.kind !== 'object') return undefined;
  const method = objectAttribute(m, sampler, 'should_sample');
  if (method.kind !== 'function' || !method.self) return undefined;
  const item = m.project.files.item(method.module.file, method.item)!;
  const frame = (statement: Stmt): Frame => ({ file: method.module.file, item: method.item, statement: statement.at, entered: 'call' });
  const first = item.body[0];
  const signature = first && wrongSignature(item, sampler.class.name);
  return signature ? { ...signature, at: frame(first) } : wrongRead(method, item, frame, sampler.class.name);
}

function wrongSignature({ parameters }: Item, owner: string): Omit<SamplerProblem, 'at'> | undefined {
  if (parameters.some(({ kind }) => kind === 'rest')) return undefined;
  const plain = parameters.filter(({ kind }) => kind === 'plain');
  const given = SAMPLER_ARGUMENTS + 1;
  if (plain.length < given) return { problem: 'takes', error: `TypeError: ${owner}.should_sample() takes ${plain.length} positional arguments but ${given} were given` };
  const missing = plain.slice(given).filter(({ fallback }) => !fallback);
  return missing.length > 0 ? { problem: 'takes', error: `TypeError: ${owner}.should_sample() missing ${missing.length} required positional argument${missing.length > 1 ? 's' : ''}` } : undefined;
}

/** The first thing that every call reads and that is not there. */
function wrongRead(method: FunctionValue, { parameters, body }: Item, frame: (statement: Stmt) => Frame, owner: string): SamplerProblem | undefined {
  const [first] = parameters;
  const local = new Set([...parameters.map(({ name }) => name), ...body.flatMap((statement) => [...namesBound(statement)])]);
  const pathOf = (name: string): string | undefined => {
    const value = local.has(name) ? undefined : method.scopes.map((scope) => scope.get(name)).find((found) => found);
    return value?.kind === 'external' ? value.path : undefined;
  };
  for (const statement of certain(body)) {
    for (const expr of evaluated(statement)) {
      const path = expr.kind === 'attribute' && expr.object.kind === 'name' ? pathOf(expr.object.id) : undefined;
      const error = path && expr.kind === 'attribute' && errorOf(path, expr.name);
      if (error) return { problem: 'reads', error, at: frame(statement) };
      if (first && /context$/.test(first.name) && takesContext(expr, first.name)) return { problem: 'self', error: `AttributeError: '${owner}' object has no attribute 'get'`, at: frame(statement) };
    }
  }
  return undefined;
}

/** `trace.get_current_span(parent_context)`. */
function takesContext(expr: Expr, context: string): boolean {
  const name = expr.kind === 'call' && (expr.callee.kind === 'attribute' ? expr.callee.name : expr.callee.kind === 'name' ? expr.callee.id : '');
  return expr.kind === 'call' && name === 'get_current_span' && expr.args[0]?.kind === 'name' && expr.args[0].id === context;
}

/** The statements of a body that run on every call: up to the first that may leave it or catch an error. */
function certain(body: readonly Stmt[]): Stmt[] {
  const end = body.findIndex((statement) => statement.kind === 'try' || statement.kind === 'with' || statement.kind === 'unknown' || statementsOf([statement]).some(({ kind }) => kind === 'return' || kind === 'raise'));
  return end < 0 ? [...body] : body.slice(0, /^(try|with|unknown)$/.test(body[end]!.kind) ? end : end + 1);
}

/** The parts of a statement's own expression that are evaluated whatever their values are. */
function evaluated(statement: Stmt): Expr[] {
  const skipped = new Set(expressionsOf(statement).flatMap((expr) => maybe(expr)).flatMap((expr) => expressionsOf({ kind: 'expression', at: 0, value: expr })));
  return expressionsOf(statement).filter((expr) => !skipped.has(expr));
}

function maybe(expr: Expr): readonly Expr[] {
  if (expr.kind === 'logic') return [expr.right];
  if (expr.kind === 'conditional') return [expr.then, expr.otherwise];
  return expr.kind === 'comprehension' ? expr.result : [];
}
