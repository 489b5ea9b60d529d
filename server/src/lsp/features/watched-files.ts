// Hears of changes on disk: few patterns, what else an analysis asked for, and folders that are deleted or moved as a whole.
import { DidChangeWatchedFilesNotification, type Disposable } from 'vscode-languageserver';
import { matchesGlob } from '../../core/text/glob';
import type { Uri } from '../../core/text/span';
import { isWithin, relative } from '../../core/text/uri';
import type { Context } from '../context';
import { LAUNCH_GLOBS } from '../globs';
import type { Analysis } from '../session';

const PATTERNS = ['**/*.py', '**/.gitignore', ...LAUNCH_GLOBS];

export function register({ connection, session, client, whenReady }: Context): void {
  const watch = (patterns: readonly string[]): Promise<Disposable> => connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: patterns.map((globPattern) => ({ globPattern })) });
  whenReady(() => {
    if (!client().watchesFiles) return;
    void watch(PATTERNS);
    watchOthers();
  });
  connection.onDidChangeWatchedFiles(({ changes }) => changes.forEach(({ uri }) => session.diskChanged(uri)));
  // A folder that is moved or deleted matches no pattern, and its files are not reported one by one.
  connection.workspace.onDidDeleteFiles(() => session.rescan());
  connection.workspace.onDidRenameFiles(() => session.rescan());

  /** Launch and dependency files name others, of any name. */
  function watchOthers(): void {
    const known = new Map<Uri, string | undefined>();
    let before: readonly string[] = [];
    let watcher: Promise<Disposable> | undefined;
    session.onAnalysis(({ snapshot }) => {
      const patterns = othersIn(snapshot, known);
      if (patterns.length === before.length && patterns.every((pattern, i) => pattern === before[i])) return;
      before = patterns;
      void watcher?.then((old) => old.dispose());
      watcher = patterns.length > 0 ? watch(patterns) : undefined;
    });
  }
}

/** Patterns for the files of an analysis that no other pattern has, in order. @param known those that were looked at before */
function othersIn({ files, folders }: Analysis['snapshot'], known: Map<Uri, string | undefined>): string[] {
  const found = new Set<string>();
  for (const uri of files.keys()) {
    if (uri.endsWith('.py')) continue;
    if (!known.has(uri)) known.set(uri, patternFor(uri, folders.find((folder) => isWithin(uri, folder))));
    const pattern = known.get(uri);
    if (pattern !== undefined) found.add(pattern);
  }
  return [...found].sort();
}

function patternFor(uri: Uri, folder: Uri | undefined): string | undefined {
  const path = folder === undefined ? undefined : relative(uri, folder);
  if (path === undefined || PATTERNS.some((pattern) => matchesGlob(path, pattern))) return undefined;
  // What stands for itself here may mean something in a pattern.
  return `**/${path.replace(/[[\]{}*?,!]/g, '?')}`;
}
