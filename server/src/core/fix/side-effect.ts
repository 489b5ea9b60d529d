// Imports whose only use is that the module runs.
import type { Frame } from '../boot/events';
import { namesBound, namesRead } from '../python/walk';
import type { Files } from '../project/view';
import { locate, statementOf } from './locate';

/** Is the frame's statement an import that binds nothing which the file reads? */
export function isSideEffectImport(files: Files, frame: Frame): boolean {
  const place = locate(files, frame);
  const statement = place && statementOf(place);
  if (!statement || (statement.kind !== 'import' && statement.kind !== 'from')) return false;
  const bound = [...namesBound(statement)];
  const items = files.facts(frame.file)!.items();
  return !bound.includes('*') && !items.some(({ body }) => body.some((other) => bound.some((name) => namesRead(other).has(name))));
}
