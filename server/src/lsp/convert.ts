// From the core's offsets to LSP positions.
import type { DiagnosticSeverity, Range } from 'vscode-languageserver';
import { textOf } from '../core/project/snapshot';
import type { Severity } from '../core/report';
import { LineIndex } from '../core/text/lines';
import type { Uri } from '../core/text/span';
import type { Analysis } from './session';

const BYTE_ORDER_MARK = '\uFEFF';

/** The values of LSP's DiagnosticSeverity. */
export const SEVERITY: Record<Severity, DiagnosticSeverity> = { error: 1, warning: 2, information: 3 };

/** Converts offsets of the files of one analysis; line starts are computed once per file. */
export class Ranges {
  private readonly indexes = new Map<Uri, LineIndex>();

  constructor(private readonly analysis: Analysis) {}

  /** @param start, end UTF-16 offsets. @returns 0-based lines and UTF-16 columns. */
  of(file: Uri, start: number, end: number): Range {
    const shift = this.shift(file);
    const index = this.index(file);
    return { start: index.position(start - shift), end: index.position(end - shift) };
  }

  /** Editors drop the byte order mark when they open a file, so it has no column unless the client sent it. */
  private shift(file: Uri): number {
    const text = textOf(this.analysis.snapshot, file) ?? '';
    return text.startsWith(BYTE_ORDER_MARK) && !this.analysis.versions.has(file) ? 1 : 0;
  }

  private index(file: Uri): LineIndex {
    let index = this.indexes.get(file);
    if (!index) {
      index = new LineIndex((textOf(this.analysis.snapshot, file) ?? '').slice(this.shift(file)));
      this.indexes.set(file, index);
    }
    return index;
  }
}
