// One workspace of the command line: the disk, with the texts of fixes that are not written yet over it.
import { Checker, type Answer } from '../core/checker';
import { textOf, withTexts, type FileState, type Snapshot } from '../core/project/snapshot';
import type { Finding, Fix, Report } from '../core/report';
import type { PythonParser } from '../core/syntax/parser';
import type { Uri } from '../core/text/span';
import { NodeHost } from '../host/node';
import { settle } from '../host/settle';
import { fromPath } from '../host/uris';
import { parseToml } from '../parsers/toml';
import type { Target } from './target';

/** Fixing one file may make another one fixable; more rounds than this mean that they undo each other. */
const ROUNDS = 10;

export class Workspace {
  private readonly checker: Checker;
  private readonly host: NodeHost;
  private readonly only: ReadonlySet<Uri> | undefined;
  private snapshot: Snapshot;

  private constructor(readonly root: Uri, target: Target, parser: PythonParser) {
    this.checker = new Checker(parser, parseToml);
    this.host = new NodeHost(() => [root]);
    this.only = target.only && new Set([...target.only].map(fromPath));
    this.snapshot = { folders: [root], named: [], files: new Map() };
  }

  static async open(target: Target, parser: PythonParser): Promise<Workspace> {
    const workspace = new Workspace(fromPath(target.root), target, parser);
    await workspace.reload();
    return workspace;
  }

  /** Forgets every text and lists the disk again. */
  async reload(): Promise<void> {
    const folders = [this.root];
    this.snapshot = { folders, named: await this.host.discover(folders), files: new Map() };
  }

  /** Files that were needed and could not be used, with the reason. */
  get unreadable(): [Uri, string][] {
    return [...this.snapshot.files].flatMap(([uri, state]): [Uri, string][] => (state.kind === 'unreadable' ? [[uri, state.why]] : []));
  }

  text(uri: Uri): string | undefined {
    return textOf(this.snapshot, uri);
  }

  /** Reads one file that a person named, whether the analysis needs it or not. */
  read(uri: Uri): Promise<FileState> {
    return this.host.read(uri);
  }

  /** Findings are limited to the files that were asked for; the start-up order never is. */
  async check(): Promise<Report> {
    const report = await this.ask((snapshot) => this.checker.check(snapshot));
    const { only } = this;
    return only ? { ...report, findings: report.findings.filter((finding) => only.has(finding.at.file)) } : report;
  }

  fixes(finding: Finding): Promise<readonly Fix[]> {
    return this.ask((snapshot) => this.checker.fixes(snapshot, finding));
  }

  /**
   * Applies every safe fix, in memory, until nothing changes.
   * @returns the text of each changed file, as it was read and as it is now.
   */
  async fixAll(): Promise<ReadonlyMap<Uri, { before: string; after: string }>> {
    const changed = new Map<Uri, { before: string; after: string }>();
    for (let round = 0; round < ROUNDS; round++) {
      const step = await this.fixRound();
      if (step.size === 0) break;
      for (const [file, { before, after }] of step) changed.set(file, { before: changed.get(file)?.before ?? before, after });
    }
    return changed;
  }

  private async fixRound(): Promise<Map<Uri, { before: string; after: string }>> {
    const changed = new Map<Uri, { before: string; after: string }>();
    const { findings } = await this.check();
    for (const file of new Set(findings.map((finding) => finding.at.file))) {
      const after = await this.ask((snapshot) => this.checker.fixAll(snapshot, file));
      const before = this.text(file);
      if (before === undefined || after === undefined || after === before) continue;
      changed.set(file, { before, after });
      this.snapshot = withTexts(this.snapshot, new Map([[file, after]]));
    }
    return changed;
  }

  /** Asks until the core wants no more files, and keeps what was loaded for the next question. */
  async ask<T>(step: (snapshot: Snapshot) => Answer<T>): Promise<T> {
    const { folders, named, files } = this.snapshot;
    const { value, snapshot } = await settle({ folders, named, known: files }, (uri) => this.host.read(uri), step);
    this.snapshot = snapshot;
    return value;
  }
}
