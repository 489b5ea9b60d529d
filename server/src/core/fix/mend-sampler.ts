// Mends the `should_sample` of a sampler: its parameters, and where it looks for the tracestate.
import type { Frame } from '../boot/events';
import { SAMPLER_ARGUMENTS, SAMPLER_PARAMETERS } from '../knowledge/samplers';
import { MODULE_ITEM, rangeOf, type Expr, type Stmt } from '../python/facts';
import { expressionsOf, namesBound, namesRead, statementsOf } from '../python/walk';
import type { Files } from '../project/view';
import type { ReplaceEdit } from '../text/edits';
import { importLine } from './import-line';
import { locate, statementOf } from './locate';
import { removals } from './move';
import { Source } from './source';

/** @returns undefined where it reads something else than the tracestate header, which no sampler can know */
export function mendSampler(files: Files, at: Frame, problem: 'reads' | 'takes' | 'self'): ReplaceEdit[] | undefined {
  const parameters = mendParameters(files, at);
  if (!parameters || problem !== 'reads') return parameters;
  const { parameters: own } = files.facts(at.file)!.item(at.item)!;
  const context = parameters.length > 0 && own[0]!.name !== 'self' ? own[0]!.name : own[1]?.name;
  const reads = context === undefined ? undefined : tracestateReads(files, at, context);
  const imported = reads && importLine(files, at.file, 'opentelemetry', 'trace');
  return imported && [...imported, ...parameters, ...reads, ...unusedImport(files, at)];
}

/** `self` and the parameters behind the last one, where they are missing. */
function mendParameters(files: Files, { file, item }: Frame): ReplaceEdit[] | undefined {
  const text = files.text(file)!;
  const { parameters } = files.facts(file)!.item(item)!;
  const inner = innerRange(text, rangeOf(files.spans(file)!, item, files.facts(file)!.item(item)!.body[0]!.at).start);
  if (!inner || parameters.some(({ kind }) => kind !== 'plain')) return inner && [];
  const lacksSelf = parameters.length > 0 && /context$/.test(parameters[0]!.name);
  const added = SAMPLER_PARAMETERS.slice(parameters.length + (lacksSelf ? 1 : 0));
  const self = lacksSelf ? [{ file, start: inner.first, end: inner.first, text: 'self, ' }] : [];
  const few = parameters.length + (lacksSelf ? 1 : 0) <= SAMPLER_ARGUMENTS;
  return [...self, ...(few && added.length > 0 ? [{ file, start: inner.last, end: inner.last, text: `, ${added.join(', ')}` }] : [])];
}

/** Between the brackets of the `def` that stands last before `body`: the first parameter's start and the last one's end. */
function innerRange(text: string, body: number): { first: number; last: number } | undefined {
  const open = [...text.slice(0, body).matchAll(/\bdef\s+should_sample\s*\(/g)].at(-1);
  if (!open) return undefined;
  let at = open.index + open[0].length;
  const first = at + /^\s*/.exec(text.slice(at))![0].length;
  for (let depth = 1; at < body && depth > 0; at++) depth += '([{'.includes(text[at]!) ? 1 : ')]}'.includes(text[at]!) ? -1 : 0;
  const list = text.slice(first, at - 1);
  return list.includes('#') ? undefined : { first, last: first + list.replace(/[\s,]+$/, '').length };
}

/** `request.headers.get("tracestate")` becomes the header of the parent's trace state. */
function tracestateReads(files: Files, at: Frame, context: string): ReplaceEdit[] | undefined {
  const place = locate(files, at);
  const calls = place ? expressionsOf(statementOf(place)).filter(isTracestateRead) : [];
  if (calls.length === 0) return undefined;
  return calls.map((call) => ({ file: at.file, ...rangeOf(files.spans(at.file)!, at.item, call.at), text: `trace.get_current_span(${context}).get_span_context().trace_state.to_header()` }));
}

function isTracestateRead(expr: Expr): expr is Expr & { kind: 'call' } {
  if (expr.kind !== 'call' || expr.callee.kind !== 'attribute' || expr.callee.name !== 'get' || expr.callee.object.kind !== 'attribute') return false;
  const [name] = expr.args;
  return /^(headers|META)$/.test(expr.callee.object.name) && name?.kind === 'literal' && /^(http_)?tracestate$/i.test(String(name.value));
}

/** The import of what was read before, where nothing else needs it. */
function unusedImport(files: Files, at: Frame): ReplaceEdit[] {
  const facts = files.facts(at.file)!;
  const place = locate(files, at)!;
  const read = expressionsOf(statementOf(place)).filter(isTracestateRead).flatMap(({ callee }) => [...namesRead({ kind: 'expression', at: 0, value: callee })]);
  const others = facts.items().flatMap(({ body }) => statementsOf(body)).filter((statement) => statement !== statementOf(place));
  const isUnused = (statement: Stmt) => statement.kind === 'from' && namesBound(statement).size === 1 && [...namesBound(statement)].every((name) => read.includes(name) && !others.some((other) => expressionsOf(other).some((expr) => expr.kind === 'name' && expr.id === name)));
  const source = new Source(files.text(at.file)!);
  return facts.module.body.filter(isUnused).flatMap((statement) => {
    const range = rangeOf(files.spans(at.file)!, MODULE_ITEM, statement.at);
    const lines = source.lines(range.start, range.end);
    return lines ? removals(at.file, source, [lines]) : [];
  });
}
