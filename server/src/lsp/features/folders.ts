// Workspace folders that come and go; findings of a removed folder go with it.
import type { Context } from '../context';

export function register({ connection, session, client, whenReady }: Context): void {
  whenReady(() => {
    if (!client().workspaceFolders) return;
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      session.removeFolders(removed.map(({ uri }) => uri));
      session.addFolders(added.map(({ uri }) => uri));
    });
  });
}
