// Adds a text to a list that a statement binds.
import type { Frame } from '../boot/events';
import { stringLiteral } from '../python/strings';
import type { Files } from '../project/view';
import type { ReplaceEdit } from '../text/edits';
import { Source } from './source';

/**
 * @param at such as `INSTALLED_APPS = [ … ]` or `INSTALLED_APPS += [ … ]`
 * @returns undefined where the statement does not end with one list or tuple that is written out
 */
export function addToList(files: Files, at: Frame, value: string): ReplaceEdit | undefined {
  const { start, end } = files.span(at);
  const source = new Source(files.text(at.file)!);
  const text = source.text.slice(start, end);
  const [, head, body] = /^(\w+\s*(?::[^=\n]+)?\+?=\s*[[(])([^[\]()]*)[\])]$/.exec(text) ?? [];
  if (head === undefined || body === undefined) return undefined;
  // Behind the last item: a comment after it stays where it is.
  const items = body.replace(/#[^\n]*/g, (comment) => ' '.repeat(comment.length)).trimEnd();
  const literal = stringLiteral(value, source.quote);
  const place = start + head.length + items.length;
  const comma = items === '' || items.endsWith(',') ? '' : ',';
  if (!body.slice(items.length).includes('\n')) return { file: at.file, start: place, end: place, text: items === '' ? (text.endsWith(')') ? `${literal},` : literal) : `${comma} ${literal}` };
  const line = source.text.slice(place).search(/\r?\n/);
  const indent = items === '' ? source.unit : source.indentAt(place);
  const added = `${source.newline}${indent}${literal},`;
  const comment = source.text.slice(place, place + line);
  return { file: at.file, start: place, end: place + line, text: `${comma}${comment}${added}` };
}
