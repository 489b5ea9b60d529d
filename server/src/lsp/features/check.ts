// The request `firstspan/check`: looks at the whole workspace again and counts what there is.
import { LSPErrorCodes, RequestType, ResponseError, WorkDoneProgress, type CancellationToken, type WorkDoneProgressBegin, type WorkDoneProgressEnd } from 'vscode-languageserver';
import type { Context } from '../context';
import { count } from '../count';
import { CHECK, type CheckParams, type CheckResult } from '../protocol';

const CheckRequest = new RequestType<CheckParams, CheckResult, void>(CHECK);

export function register({ connection, session }: Context): void {
  connection.onRequest(CheckRequest, async ({ token }, cancellation) => {
    const progress = (value: WorkDoneProgressBegin | WorkDoneProgressEnd): void => {
      if (token !== undefined) void connection.sendProgress(WorkDoneProgress.type, token, value);
    };
    progress({ kind: 'begin', title: 'First Span', message: 'Looking for entrypoints', cancellable: true });
    session.rescan();
    const analysis = await Promise.race([session.current(), cancelled(cancellation)]);
    progress({ kind: 'end' });
    if (cancellation.isCancellationRequested) return new ResponseError(LSPErrorCodes.RequestCancelled, 'The check was cancelled.');
    if (!analysis) return new ResponseError(LSPErrorCodes.RequestFailed, 'The check failed; the log says why.');
    return count(analysis);
  });
}

/** Who waits stops waiting; the analysis itself is what keeps the diagnostics true, and goes on. */
function cancelled(cancellation: CancellationToken): Promise<undefined> {
  return new Promise((resolve) => cancellation.onCancellationRequested(() => resolve(undefined)));
}
