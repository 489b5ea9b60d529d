// The one door into the core: a frozen snapshot in, a report out. Synchronous and pure; it cannot fail.
import type { PythonParser } from './syntax/parser';
import type { Finding, Fix, Report } from './report';
import type { Snapshot } from './project/snapshot';
import type { Uri } from './text/span';

/** A result, and the files that are needed for a more complete one: load them, and ask again until `wanted` is empty. */
export interface Answer<T> {
  readonly value: T;
  readonly wanted: readonly Uri[];
}

/** Keeps facts and timelines between calls; holds no other state. One per session. */
export class Checker {
  constructor(private readonly parser: PythonParser) {}

  /** Replays every boot of the workspace and asks every rule. */
  check(snapshot: Snapshot): Answer<Report> {
    void this.parser; void snapshot;
    return { value: { findings: [], boots: [] }, wanted: [] };
  }

  /** The fixes of one finding of `check(snapshot)`. Each was tried: the finding is gone, and no boot is worse. */
  fixes(snapshot: Snapshot, finding: Finding): Answer<readonly Fix[]> {
    void snapshot; void finding;
    return { value: [], wanted: [] };
  }

  /** All safe fixes of one file, applied until nothing changes. @returns the new text, or undefined when nothing changes. */
  fixAll(snapshot: Snapshot, file: Uri): Answer<string | undefined> {
    void snapshot; void file;
    return { value: undefined, wanted: [] };
  }

  /** Keeps the syntax tree of an open document for incremental parsing. */
  open(uri: Uri): void {
    void uri;
  }

  /** Frees what `open` kept. */
  close(uri: Uri): void {
    void uri;
  }
}
