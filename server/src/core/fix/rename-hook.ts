// Gives a hook of a gunicorn configuration another name.
import type { Frame } from '../boot/events';
import { MODULE_ITEM, rangeOf } from '../python/facts';
import { namesBound } from '../python/walk';
import type { Files } from '../project/view';
import type { ReplaceEdit } from '../text/edits';

/** @param at a statement of the hook. @returns undefined where it is not a plain function of the configuration, or the name is taken */
export function renameHook(files: Files, at: Frame, name: string): ReplaceEdit[] | undefined {
  const body = files.facts(at.file)!.module.body;
  const definition = body.find((statement) => statement.kind === 'define' && statement.item === at.item);
  if (definition?.kind !== 'define' || body.some((statement) => namesBound(statement).has(name))) return undefined;
  const { start } = rangeOf(files.spans(at.file)!, MODULE_ITEM, definition.at);
  const head = /^(?:@[^\n]*\n\s*)*(?:async\s+)?def\s+/.exec(files.text(at.file)!.slice(start))?.[0];
  return head === undefined ? undefined : [{ file: at.file, start: start + head.length, end: start + head.length + definition.name.length, text: name }];
}
