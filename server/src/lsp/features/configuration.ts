// Asks the client for the settings of each folder, and again when they changed. They fill the gaps that pyproject.toml leaves.
import { DidChangeConfigurationNotification } from 'vscode-languageserver';
import type { Layer } from '../../core/config/configuration';
import type { Uri } from '../../core/text/span';
import type { Context } from '../context';
import { readEditorSettings } from '../editor-settings';

const SECTION = 'firstspan';

export function register({ connection, session, client, whenReady }: Context): void {
  let told = '';
  const layers = (values: readonly unknown[]): Map<Uri, Layer> => {
    const read = session.folderUris().map((folder, i) => ({ folder, ...readEditorSettings(values[i], folder) }));
    const problems = [...new Set(read.flatMap(({ problems }) => problems.map(({ path, what, todo }) => `firstspan.${path}: ${what} ${todo}`)))];
    if (told !== problems.join()) problems.forEach((problem) => connection.console.warn(problem));
    told = problems.join();
    return new Map(read.map(({ folder, layer }) => [folder, layer]));
  };
  const ask = async (): Promise<Map<Uri, Layer>> => {
    try {
      return layers(await connection.workspace.getConfiguration(session.folderUris().map((folder) => ({ scopeUri: session.clientUri(folder), section: SECTION }))));
    } catch (error) {
      connection.console.error(`The settings could not be read: ${String(error)}`);
      return new Map();
    }
  };
  whenReady(() => {
    if (!client().configuration) return;
    session.configure(ask());
    if (client().registersConfiguration) void connection.client.register(DidChangeConfigurationNotification.type, { section: SECTION });
    if (client().workspaceFolders) connection.workspace.onDidChangeWorkspaceFolders(() => session.configure(ask()));
  });
  // A client that cannot be asked sends its settings along, the same for every folder.
  connection.onDidChangeConfiguration(({ settings }: { settings?: { firstspan?: unknown } | null }) => {
    session.configure(client().configuration ? ask() : Promise.resolve(layers(session.folderUris().map(() => settings?.firstspan))));
  });
}
