// A set-up at module level of an application that uWSGI loads in its master: `@postfork` runs it in each worker, other servers at once.
import { MODULE_ITEM, type Stmt } from '../python/facts';
import { namesBound, namesRead } from '../python/walk';
import type { Files } from '../project/view';
import type { ReplaceEdit } from '../text/edits';
import type { Uri } from '../text/span';
import { piecesOf, reindented, withOwnNeeds } from './block-text';
import { guardedRegistration } from './guard-postfork';
import { Source } from './source';

/**
 * @param statements the set-up, directly in the module
 * @param name of the function that it becomes
 * @returns undefined where the statements are not plain lines in a row, or something else uses what they bind
 */
export function moveIntoPostfork(files: Files, file: Uri, statements: readonly Stmt[], name: string): ReplaceEdit[] | undefined {
  const source = new Source(files.text(file)!);
  const block = files.facts(file)!.module.body;
  const moved = withOwnNeeds(block, statements, false);
  const pieces = piecesOf(files, file, MODULE_ITEM, moved);
  if (!pieces || moved.some(({ kind }) => kind !== 'assign' && kind !== 'expression') || block.some((other) => namesBound(other).has(name))) return undefined;
  if (!pieces.every(({ lines }, i) => i === 0 || source.text.slice(pieces[i - 1]!.lines.end, lines.start).trim() === '')) return undefined;
  const bound = new Set(moved.flatMap((statement) => [...namesBound(statement)]));
  if (block.some((other) => !moved.includes(other) && [...namesRead(other)].some((name) => bound.has(name)))) return undefined;
  const [start, end] = [pieces[0]!.lines.start, pieces.at(-1)!.lines.end];
  const known = calledAlone(moved);
  if (known !== undefined) return [{ file, start, end, text: guardedRegistration(source, known) }];
  const { newline } = source;
  const gap = (text: string) => newline.repeat(Math.max(0, 3 - (/(\r\n|\r|\n)*$/.exec(text)![0].length / newline.length)));
  const definition = `${gap(source.text.slice(0, start))}def ${name}():${newline}${reindented(source, pieces, source.unit)}${newline}${newline}`;
  return [{ file, start, end, text: definition + guardedRegistration(source, name) }];
}

/** The statements of a module that need what `first` binds, and those that need them in turn, with it. */
export function withUsers(block: readonly Stmt[], first: Stmt): Stmt[] {
  const found = new Set([first]);
  for (const statement of block.slice(block.indexOf(first) + 1)) {
    const bound = [...found].flatMap((one) => [...namesBound(one)]);
    if (bound.some((name) => namesRead(statement).has(name))) found.add(statement);
  }
  return [...found];
}

/** `set_up()` and nothing else: the function itself can be registered. */
function calledAlone([only, ...more]: readonly Stmt[]): string | undefined {
  if (more.length > 0 || only?.kind !== 'expression' || only.value.kind !== 'call') return undefined;
  const { callee, args, keywords } = only.value;
  return callee.kind === 'name' && args.length === 0 && keywords.length === 0 ? callee.id : undefined;
}
