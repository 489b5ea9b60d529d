// Texts that made a parser stop are not given to it again.
import type { LaunchParsers } from '../core/launch/types';
import { hashText } from './stamps';

/** A shell text of which nothing is known: it may set any variable, and starts nothing that is seen. */
const UNKNOWN = 'eval "$unknown"';

/**
 * Parsers that leave refused texts out. A file of Python or of shell that holds one is not read at all (session.ts); this is for
 * the command lines within other files.
 * @param refused by `hashText`; asked at each parse
 */
export function withoutRefused(parsers: LaunchParsers, refused: () => ReadonlySet<string>): LaunchParsers {
  const isRefused = (text: string) => refused().size > 0 && refused().has(hashText(text));
  return { ...parsers, shell: { parse: (text) => parsers.shell.parse(isRefused(text) ? UNKNOWN : text) } };
}
