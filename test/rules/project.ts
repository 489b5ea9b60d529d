// A project of texts that the checker looks at, for tests.
import { Checker } from '../../server/src/core/checker';
import type { HostSettings } from '../../server/src/core/config/configuration';
import { isNamedFile } from '../../server/src/core/project/names';
import type { FileState, Snapshot } from '../../server/src/core/project/snapshot';
import type { Finding, Fix, Report } from '../../server/src/core/report';
import type { PythonParser } from '../../server/src/core/syntax/parser';
import { loadParser } from '../../server/src/parsers/load';
import { parseToml } from '../../server/src/parsers/toml';
import type { LaunchParsers } from '../../server/src/core/launch/types';
import { loadLaunchParsers } from '../../server/src/parsers/launch';
import { applyEdits, editsOf, isCreate } from '../../server/src/core/text/edits';

/** Cases about other rules leave the provider out, to stay small: their silence is silence of every rule but this one. */
export const LEFT_OUT = 'provider-missing';

export const FOLDER = 'file:///project';

let parser: Promise<PythonParser> | undefined;
let launch: LaunchParsers | undefined;

/** One WASM parser for all tests of a file; whoever waits for it has the parsers of launch files as well. */
export function testParser(): Promise<PythonParser> {
  return (parser ??= loadBoth());
}

async function loadBoth(): Promise<PythonParser> {
  launch = await loadLaunchParsers();
  return loadParser();
}

/** The parsers of launch files, for whoever makes a checker or a memory of his own. */
export async function testLaunchParsers(): Promise<LaunchParsers> {
  await testParser();
  return launch!;
}

/** A snapshot in which everything that is not in `files` is absent. */
export function snapshotOf(files: ReadonlyMap<string, string>): Snapshot {
  const states = new Map<string, FileState>([...files].map(([name, text]) => [`${FOLDER}/${name}`, { kind: 'loaded', text }]));
  return { folders: [FOLDER], named: [...files.keys()].filter(isNamedFile).map((name) => `${FOLDER}/${name}`), files: states };
}

/** Asks until nothing is wanted. @param there what can be loaded; anything else that is wanted is absent */
export function ask<T>(snapshot: Snapshot, step: (snapshot: Snapshot) => { value: T; wanted: readonly string[] }, there?: Snapshot['files']): { value: T; snapshot: Snapshot } {
  const files = new Map(snapshot.files);
  for (let round = 0; round < 100; round++) {
    const current = { ...snapshot, files: new Map(files) };
    const { value, wanted } = step(current);
    if (wanted.length === 0) return { value, snapshot: current };
    for (const uri of wanted) files.set(uri, there?.get(uri) ?? { kind: 'absent' });
  }
  throw new Error('the checker asks for ever');
}

export class TestProject {
  readonly checker: Checker;

  constructor(parser: PythonParser, public files: ReadonlyMap<string, string>, private readonly settings?: HostSettings) {
    this.checker = new Checker(parser, parseToml, launch);
  }

  /** What was wanted before. */
  private wanted: readonly string[] = [];

  /** As a host does it: nothing is loaded before it is wanted, and what was loaded stays. */
  private ask<T>(step: (snapshot: Snapshot) => { value: T; wanted: readonly string[] }): T {
    const { files, ...rest } = snapshotOf(this.files);
    const loaded = new Map(this.wanted.map((uri): [string, FileState] => [uri, files.get(uri) ?? { kind: 'absent' }]));
    const { value, snapshot } = ask({ ...rest, files: loaded, ...(this.settings ? { settings: this.settings } : {}) }, step, files);
    this.wanted = [...snapshot.files.keys()];
    return value;
  }

  check(): Report {
    return this.ask((snapshot) => this.checker.check(snapshot));
  }

  fixes(finding: Finding): readonly Fix[] {
    return this.ask((snapshot) => this.checker.fixes(snapshot, finding));
  }

  suppression(finding: Finding): Fix | undefined {
    return this.ask((snapshot) => this.checker.suppression(snapshot, finding));
  }

  fixAll(file: string): string | undefined {
    return this.ask((snapshot) => this.checker.fixAll(snapshot, `${FOLDER}/${file}`));
  }

  /** The files after a fix. */
  applied(fix: Fix): Map<string, string> {
    const files = new Map(this.files);
    for (const edit of fix.edits) if (isCreate(edit)) files.set(edit.create.slice(FOLDER.length + 1), edit.text);
    for (const [name, text] of this.files) {
      const edits = editsOf(fix.edits, `${FOLDER}/${name}`);
      if (edits.length > 0) files.set(name, applyEdits(text, edits)!);
    }
    return files;
  }
}
