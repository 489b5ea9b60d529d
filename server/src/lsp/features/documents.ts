// Keeps open documents in step with the editor (incremental sync).
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Context } from '../context';

/** The session leaves `untitled:`, `git:` and other documents out that are no files: they are never part of a start-up. */
export function register({ connection, session }: Context): void {
  const documents = new Map<string, TextDocument>();
  connection.onDidOpenTextDocument(({ textDocument: { uri, languageId, version, text } }) => {
    const document = TextDocument.create(uri, languageId, version, text);
    documents.set(uri, document);
    session.setBuffer(document);
  });
  connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
    const document = documents.get(uri);
    if (document) session.setBuffer(TextDocument.update(document, contentChanges, version));
  });
  connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
    if (documents.delete(uri)) session.removeBuffer(uri);
  });
}
