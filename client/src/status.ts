// The language status item: is the server running, and a way to its log or back to life.
import * as vscode from 'vscode';
import { State } from 'vscode-languageclient/node';
import { SELECTOR, type Client } from './client';

export function showStatus(client: Client): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('firstspan.status', SELECTOR);
  item.name = 'First Span';
  const show = (state: State): void => {
    const stopped = state === State.Stopped;
    item.text = stopped ? 'First Span has stopped' : 'First Span';
    item.busy = state === State.Starting;
    item.severity = stopped ? vscode.LanguageStatusSeverity.Error : vscode.LanguageStatusSeverity.Information;
    item.command = stopped ? { command: 'firstspan.restartServer', title: 'Restart Server' } : { command: 'firstspan.showLogs', title: 'Show Logs' };
  };
  show(State.Starting);
  return vscode.Disposable.from(item, client.onState(show));
}
