// What the client can do, read once from its capabilities.
import type { ClientCapabilities } from 'vscode-languageserver';

export interface Client {
  readonly relatedInformation: boolean;
  /** Edits with versions (`documentChanges`). */
  readonly documentChanges: boolean;
  readonly createFiles: boolean;
  /** Code actions may come without their edit and are completed by codeAction/resolve. */
  readonly resolvesEdits: boolean;
  readonly watchesFiles: boolean;
  readonly workspaceFolders: boolean;
}

export function readCapabilities({ textDocument, workspace }: ClientCapabilities): Client {
  const documentChanges = workspace?.workspaceEdit?.documentChanges === true;
  return {
    relatedInformation: textDocument?.publishDiagnostics?.relatedInformation === true,
    documentChanges,
    createFiles: documentChanges && workspace?.workspaceEdit?.resourceOperations?.includes('create') === true,
    resolvesEdits: textDocument?.codeAction?.dataSupport === true && textDocument.codeAction.resolveSupport?.properties.includes('edit') === true,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
  };
}
