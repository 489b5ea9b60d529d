// Inserts or extends `def post_fork(server, worker):` in a gunicorn configuration.
import { HOOK_PARAMETERS, POST_FORK } from '../knowledge/gunicorn';
import { MODULE_ITEM, rangeOf, type ItemKey, type Stmt } from '../python/facts';
import { namesBound } from '../python/walk';
import type { Files } from '../project/view';
import { mergeEdits, type ReplaceEdit } from '../text/edits';
import type { Uri } from '../text/span';
import { piecesOf, reindented, withOwnNeeds } from './block-text';
import { removals } from './move';
import { importOs, settingsStatement } from './name-settings';
import { Source } from './source';

/**
 * The edit that puts lines at the start of `post_fork`. `lines` gets the indentation of the body.
 * @returns undefined where `post_fork` is something else than one plain function, or stands on one line
 */
export function extendPostFork(files: Files, configuration: Uri, lines: (indent: string, source: Source) => string): ReplaceEdit | undefined {
  const source = new Source(files.text(configuration)!);
  const facts = files.facts(configuration)!;
  const bound = facts.module.body.filter((statement) => namesBound(statement).has(POST_FORK.name) || namesBound(statement).has('*'));
  const [existing] = bound;
  if (bound.length > 1 || (existing && existing.kind !== 'define')) return undefined;
  if (!existing) {
    const text = `def ${POST_FORK.name}(${HOOK_PARAMETERS.join(', ')}):${source.newline}${lines(source.unit, source)}`;
    const trimmed = source.text.replace(/\s+$/, '');
    return { file: configuration, start: trimmed.length, end: source.text.length, text: (trimmed === '' ? '' : source.newline.repeat(3)) + text };
  }
  const body = facts.item(existing.item)!.body;
  const first = body.find((statement) => !(statement.kind === 'expression' && statement.value.kind === 'literal')) ?? body[0];
  if (!first) return undefined;
  const range = rangeOf(files.spans(configuration)!, existing.item, first.at);
  const own = source.lines(range.start, range.end);
  if (!own) return undefined;
  const empty = body.length === 1 && first.kind === 'nothing';
  return { file: configuration, start: own.start, end: empty ? own.end : own.start, text: lines(source.indentAt(range.start), source) };
}

/** What moves out of a configuration's body into `post_fork`. */
export interface MoveIntoPostFork {
  readonly configuration: Uri;
  readonly item: ItemKey;
  /** Statements directly in that body. */
  readonly statements: readonly Stmt[];
  /** The settings module to name first, where nothing in the configuration does. */
  readonly settingsModule?: string;
}

/** Moves statements of the configuration's module level, or of another hook, into `post_fork`. */
export function moveIntoPostFork(files: Files, { configuration, item, statements, settingsModule }: MoveIntoPostFork): ReplaceEdit[] | undefined {
  const source = new Source(files.text(configuration)!);
  const block = files.facts(configuration)!.item(item)!.body;
  const pieces = piecesOf(files, configuration, item, withOwnNeeds(block, statements, item !== MODULE_ITEM));
  if (!pieces) return undefined;
  const naming = (indent: string) => (settingsModule ? indent + settingsStatement(source, settingsModule) + source.newline : '');
  const added = extendPostFork(files, configuration, (indent) => naming(indent) + reindented(source, pieces, indent));
  if (!added) return undefined;
  const emptied = item !== MODULE_ITEM && block.every((statement) => pieces.some((piece) => piece.statement === statement) || statement.kind === 'nothing');
  const removed = emptied ? removedHook(files, source, configuration, item) : removals(configuration, source, pieces.map(({ lines }) => lines));
  if (!removed) return undefined;
  return mergeEdits(source.text, [...(settingsModule ? importOs(files, source, configuration) : []), ...removed, added]);
}

/** The whole `def` of a hook that has nothing left to do. */
export function removedHook(files: Files, source: Source, file: Uri, item: ItemKey): ReplaceEdit[] | undefined {
  const definition = files.facts(file)!.module.body.find((statement) => statement.kind === 'define' && statement.item === item);
  const range = definition && rangeOf(files.spans(file)!, MODULE_ITEM, definition.at);
  const lines = range && source.lines(range.start, range.end);
  return lines && removals(file, source, [lines]);
}
