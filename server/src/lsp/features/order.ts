// The request `firstspan/order`: the start-up order as a document with links, and word when it is another one.
import { LSPErrorCodes, NotificationType0, RequestType, ResponseError } from 'vscode-languageserver';
import { orderDocument } from '../../report/order';
import type { Context } from '../context';
import { Ranges } from '../convert';
import { ORDER, ORDER_CHANGED, type OrderParams, type OrderResult } from '../protocol';
import { resultOf } from '../result';
import type { Analysis, Session } from '../session';

const OrderRequest = new RequestType<OrderParams, OrderResult, void>(ORDER);
const OrderChanged = new NotificationType0(ORDER_CHANGED);

export function register({ connection, session }: Context): void {
  /** The last answer, until it is out of date: nothing is written again for a client that never asked. */
  let given: string | undefined;
  connection.onRequest(OrderRequest, async () => {
    const analysis = await session.current();
    if (!analysis) return new ResponseError(LSPErrorCodes.RequestFailed, 'The project could not be read; the log says why.');
    const result = write(session, analysis);
    given = JSON.stringify(result);
    return result;
  });
  session.onAnalysis((analysis) => {
    if (given === undefined || given === JSON.stringify(write(session, analysis))) return;
    given = undefined;
    void connection.sendNotification(OrderChanged);
  });
}

function write(session: Session, analysis: Analysis): OrderResult {
  const { text, links } = orderDocument(resultOf(analysis));
  const ranges = new Ranges(analysis);
  return {
    text,
    links: links.map(({ line, start, end, at }) => ({
      range: { start: { line, character: start }, end: { line, character: end } },
      target: session.clientUri(at.file),
      position: ranges.of(at.file, at.start, at.end).start,
    })),
  };
}
