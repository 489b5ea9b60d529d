// Variables of a file that come too late for what would have read them: which ones an exporter misses, and the move that mends it.
import type { BootEvent, Frame } from '../boot/events';
import { inOneBlock, locate } from '../fix/locate';
import { moveAbove } from '../fix/move';
import { EXPORTER_VARIABLES } from '../knowledge/environment-files';
import type { Files } from '../project/view';
import type { Fix, Message } from '../report';
import type { Uri } from '../text/span';
import { basename } from '../text/uri';
import { sameStatement } from './occurrences';
import type { FoundStatement } from './rule';

/** A finding of environment-loaded-too-late, with its words. */
export interface TooLateFound extends FoundStatement {
  readonly message: Message;
  readonly repair: () => Fix[];
}

export type Exporter = Extract<BootEvent, { kind: 'exporter-created' }>;

export interface Missed {
  readonly names: readonly string[];
  /** The endpoint is among them. */
  readonly endpoint: boolean;
}

/** The variables of a file that an exporter would have read, and that change where its spans go. */
export function missedVariables({ exporter, given, set }: Exporter, variables: ReadonlyMap<string, string>): Missed | undefined {
  const known = Object.hasOwn(EXPORTER_VARIABLES, exporter) ? EXPORTER_VARIABLES[exporter]! : [];
  const missed = known.flatMap(({ variable, argument, standard }) => {
    const own = [...variables].filter(([name]) => variable.test(name));
    const decided = given.includes('**') || given.includes(argument) || set.some((name) => variable.test(name)) || own.some(([, value]) => standard?.test(value));
    return decided ? [] : own.map(([name]) => ({ name, argument }));
  });
  return missed.length === 0 ? undefined : { names: missed.map(({ name }) => name), endpoint: missed.some(({ argument }) => argument === 'endpoint') };
}

/** @param load where the file is loaded. @param through the statement of the body of `at` through which that happens */
export function loadFirst(files: Files, { at, load, through, file }: { readonly at: Frame; readonly load: Frame; readonly through?: Frame; readonly file: Uri }): Fix | undefined {
  const [a, b] = [locate(files, at), through && sameStatement(through, load) ? locate(files, load) : undefined];
  const pair = a && b && inOneBlock(b, a);
  const edits = pair && moveAbove(files, at, pair.a, pair.b);
  return edits && { title: `Load ${basename(file)} first`, safety: 'review', edits };
}
