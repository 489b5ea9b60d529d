// The start-up order as a read-only document whose places are links. The server writes it, and says when it is out of date.
import * as vscode from 'vscode';
import { ORDER, ORDER_CHANGED, type OrderParams, type OrderResult } from '../../server/src/lsp/protocol';
import type { Client } from './client';

const SCHEME = 'firstspan-order';

/** The name is what package.json contributes as a file name of the language, so that it is coloured from the start. */
export const ORDER_URI = vscode.Uri.from({ scheme: SCHEME, path: '/Start-up Order' });

export function serveOrder(client: Client): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  let shown: OrderResult | undefined;
  const content: vscode.TextDocumentContentProvider = {
    onDidChange: changed.event,
    async provideTextDocumentContent(_, token) {
      shown = await client.request<OrderResult>(ORDER, {} satisfies OrderParams, token);
      return shown.text;
    },
  };
  const links: vscode.DocumentLinkProvider = {
    // Between a change and the new text the links are those of another text.
    provideDocumentLinks: (document) => (shown?.text === document.getText() ? shown.links.map((link) => toLink(client, link)) : []),
  };
  return vscode.Disposable.from(
    changed,
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, content),
    vscode.languages.registerDocumentLinkProvider({ scheme: SCHEME }, links),
    client.language.onNotification(ORDER_CHANGED, () => changed.fire(ORDER_URI)),
    client.onStart(() => changed.fire(ORDER_URI)),
  );
}

function toLink({ language }: Client, { range, target, position }: OrderResult['links'][number]): vscode.DocumentLink {
  const uri = language.protocol2CodeConverter.asUri(target).with({ fragment: `L${position.line + 1},${position.character + 1}` });
  return new vscode.DocumentLink(language.protocol2CodeConverter.asRange(range), uri);
}
