// The language status item: what the server is doing and what it found, and a way on from there.
import * as vscode from 'vscode';
import { State } from 'vscode-languageclient/node';
import { STATUS, type CheckResult, type Status } from '../../server/src/lsp/protocol';
import { PYTHON, type Client } from './client';
import { counted } from './words';

type Look = Pick<vscode.LanguageStatusItem, 'text' | 'detail' | 'severity' | 'busy' | 'command'>;

const { Error, Warning, Information } = vscode.LanguageStatusSeverity;
const ORDER = { command: 'firstspan.showOrder', title: 'Show Start-up Order' };
const LOGS = { command: 'firstspan.showLogs', title: 'Show Logs' };
const RESTART = { command: 'firstspan.restartServer', title: 'Restart Server' };

export function showStatus(client: Client): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('firstspan.status', PYTHON);
  item.name = 'First Span';
  const show = (look: Look): void => void Object.assign(item, look);
  show(lookOf('starting'));
  return vscode.Disposable.from(
    item,
    client.onState((state) => {
      if (state !== State.Running) show(lookOf(state === State.Stopped ? 'stopped' : 'starting'));
    }),
    client.language.onNotification(STATUS, (status: Status) => show(status.state === 'checked' ? lookOfResult(status) : lookOf(status.state))),
  );
}

function lookOf(state: 'starting' | 'checking' | 'failed' | 'stopped'): Look {
  if (state === 'stopped') return { text: 'First Span has stopped', detail: undefined, severity: Error, busy: false, command: RESTART };
  if (state === 'failed') return { text: 'The check failed', detail: 'First Span', severity: Error, busy: false, command: LOGS };
  return { text: 'First Span', detail: state === 'checking' ? 'looking for entrypoints' : 'starting', severity: Information, busy: true, command: LOGS };
}

function lookOfResult(result: CheckResult): Look {
  if (result.boots === 0) return { text: 'No way to start Django found', detail: 'First Span', severity: Information, busy: false, command: LOGS };
  const { error, warning, information } = result;
  const found = [error && counted(error, 'error'), warning && counted(warning, 'warning'), information && `${information} information`].filter(Boolean);
  return {
    text: found.length > 0 ? found.join(', ') : 'No problems found',
    detail: `First Span, ${counted(result.boots, 'way')} to start`,
    severity: error > 0 ? Error : warning > 0 ? Warning : Information,
    busy: false,
    command: ORDER,
  };
}
