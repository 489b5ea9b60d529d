// What the report writers are given: plain data, with the names and texts of files looked up by the command line.
import type { Finding, Fix, Timeline } from '../core/report';
import { LineIndex, type Position } from '../core/text/lines';
import type { Uri } from '../core/text/span';

export interface Reported {
  readonly finding: Finding;
  readonly fixes: readonly Fix[];
}

export interface Result {
  readonly reported: readonly Reported[];
  readonly boots: readonly Timeline[];
  readonly sources: Sources;
}

/** Names and texts of the files that a report speaks of. */
export class Sources {
  private readonly indexes = new Map<Uri, LineIndex>();

  /**
   * @param name what a file is called in the output.
   * @param text the text that was checked; undefined when it is not known.
   */
  constructor(readonly name: (uri: Uri) => string, private readonly text: (uri: Uri) => string | undefined) {}

  lines(uri: Uri): LineIndex {
    const known = this.indexes.get(uri) ?? new LineIndex(this.text(uri) ?? '');
    this.indexes.set(uri, known);
    return known;
  }

  /** 0-based; a byte order mark is no column, as in every editor. */
  position(uri: Uri, offset: number): Position {
    const lines = this.lines(uri);
    const { line, character } = lines.position(offset);
    return { line, character: line === 0 && lines.text.startsWith('\ufeff') ? Math.max(0, character - 1) : character };
  }
}

/** `1 error`, `2 errors`; `information` has no plural. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 || noun === 'information' ? '' : 's'}`;
}
