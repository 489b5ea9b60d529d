// What the client can do, read once from what it sends with `initialize`.
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
  /** Answers workspace/configuration. */
  readonly configuration: boolean;
  /** Says when settings change, once it is asked to. */
  readonly registersConfiguration: boolean;
  /** Its own commands that links may name: editors without First Span's extension have none. */
  readonly commands: readonly string[];
  /** Wants to hear of the server's state. */
  readonly status: boolean;
}

/** @param options `initializationOptions`, of whatever shape the client sent. */
export function readClient({ textDocument, workspace }: ClientCapabilities, options?: unknown): Client {
  const documentChanges = workspace?.workspaceEdit?.documentChanges === true;
  return {
    relatedInformation: textDocument?.publishDiagnostics?.relatedInformation === true,
    documentChanges,
    createFiles: documentChanges && workspace?.workspaceEdit?.resourceOperations?.includes('create') === true,
    resolvesEdits: textDocument?.codeAction?.dataSupport === true && textDocument.codeAction.resolveSupport?.properties.includes('edit') === true,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    configuration: workspace?.configuration === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    commands: strings(field(options, 'commands')),
    status: field(options, 'status') === true,
  };
}

/** Texts that stopped an earlier server, told by the client that restarted it. */
export function unparsable(options: unknown): string[] {
  return strings(field(options, 'unparsable'));
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Object.entries(value).find(([key]) => key === name)?.[1] : undefined;
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
