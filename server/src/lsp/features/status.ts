// Tells the client what the server is doing and what it found, whenever that changed.
import { NotificationType } from 'vscode-languageserver';
import type { Context } from '../context';
import { count } from '../count';
import { STATUS, type Status } from '../protocol';

const StatusNotification = new NotificationType<Status>(STATUS);

export function register({ connection, session, client }: Context): void {
  let last = '';
  const send = (status: Status): void => {
    const payload = JSON.stringify(status);
    if (payload === last || !client().status) return;
    last = payload;
    void connection.sendNotification(StatusNotification, status);
  };
  session.onState((state) => send({ state }));
  session.onAnalysis((analysis) => send({ state: 'checked', ...count(analysis) }));
}
