// What makes a command end with 2, said in the three parts of every message.
import type { Message } from '../core/report';

export class Failure extends Error {
  constructor(readonly parts: Message) {
    super(`${parts.what} ${parts.why} ${parts.todo}`);
    this.name = 'Failure';
  }
}

/** @throws always. */
export function fail(what: string, why: string, todo: string): never {
  throw new Failure({ what, why, todo });
}

/** The text of an error of the operating system or of Node, whatever was thrown. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
