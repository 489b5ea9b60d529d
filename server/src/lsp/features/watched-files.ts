// Hears of changes on disk: few patterns, and folders that are deleted or moved as a whole.
import { DidChangeWatchedFilesNotification } from 'vscode-languageserver';
import type { Context } from '../context';
import { LAUNCH_GLOBS } from '../globs';

const PATTERNS = ['**/*.py', '**/.gitignore', ...LAUNCH_GLOBS];

export function register({ connection, session, client, whenReady }: Context): void {
  whenReady(() => {
    if (client().watchesFiles) void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: PATTERNS.map((globPattern) => ({ globPattern })) });
  });
  connection.onDidChangeWatchedFiles(({ changes }) => changes.forEach(({ uri }) => session.diskChanged(uri)));
  // A folder that is moved or deleted matches no pattern, and its files are not reported one by one.
  connection.workspace.onDidDeleteFiles(() => session.rescan());
  connection.workspace.onDidRenameFiles(() => session.rescan());
}
