// Functions that code registered for a hook of its server, called when the server does.
import type { Hook } from '../../knowledge/registrations';
import { callFunction } from '../calls';
import type { Machine } from '../machine';
import { Raised } from '../signals';

/** Calls what was registered for `hook` until now. What one function raises is logged by the server and stops no other. */
export function runRegistered(m: Machine, hook: Hook): void {
  m.emit({ kind: 'hook-sent', hook });
  for (const { callee } of m.registered.filter((entry) => entry.hook === hook)) {
    try {
      callFunction(m, callee, [], new Map(), hook);
    } catch (error) {
      if (!(error instanceof Raised)) throw error;
    }
  }
}
