// Connects a function to another signal of Celery, or to one more, where the signal comes from `from celery.signals import …`.
import type { Frame } from '../boot/events';
import type { Files } from '../project/view';
import { MODULE_ITEM, rangeOf } from '../python/facts';
import { namesBound, namesRead } from '../python/walk';
import type { ReplaceEdit } from '../text/edits';
import { Source } from './source';

const MODULE = 'celery.signals';

/** @param at the registration. @returns undefined where the signal is used more than once, or comes from elsewhere */
export function renameSignal(files: Files, at: Frame, before: string, after: string): ReplaceEdit[] | undefined {
  const imported = importOf(files, at, before);
  const body = files.facts(at.file)!.module.body;
  if (!imported || body.some((statement) => namesBound(statement).has(after)) || body.filter((statement) => namesRead(statement).has(before)).length > 1) return undefined;
  const edits = [imported.range, files.span(at)].map(({ start, end }) => nameIn(files, at.file, start, end, before, after));
  return edits.includes(undefined) ? undefined : edits.map((edit) => edit!);
}

/** One more decorator above a decorated function. @returns undefined where it is connected in another way */
export function addSignal(files: Files, at: Frame, signal: string): ReplaceEdit[] | undefined {
  const { start, end } = files.span(at);
  const source = new Source(files.text(at.file)!);
  const decorator = /^@\s*(\w+)\.connect\b/.exec(source.text.slice(start, end));
  const imported = decorator && importOf(files, at, decorator[1]!);
  const body = files.facts(at.file)!.module.body;
  if (!imported || body.some((statement) => namesBound(statement).has(signal))) return undefined;
  const named = nameIn(files, at.file, imported.range.start, imported.range.end, decorator[1]!, `${signal}, ${decorator[1]!}`);
  return named && [named, { file: at.file, start, end: start, text: `@${signal}.connect${source.newline}${source.indentAt(start)}` }];
}

function importOf(files: Files, at: Frame, signal: string) {
  const imported = files.facts(at.file)!.module.body.find((statement) => statement.kind === 'from' && statement.level === 0 && statement.module === MODULE && statement.names !== '*' && statement.names.some(({ name, as }) => name === signal && !as));
  return imported && { range: rangeOf(files.spans(at.file)!, MODULE_ITEM, imported.at) };
}

function nameIn(files: Files, file: string, start: number, end: number, before: string, after: string): ReplaceEdit | undefined {
  const found = new RegExp(`\\b${before}\\b`).exec(files.text(file)!.slice(start, end));
  return found ? { file, start: start + found.index, end: start + found.index + before.length, text: after } : undefined;
}
