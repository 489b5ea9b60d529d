// `--stdin-filename`: the text of one file, as an editor has it, over what is on disk.
import * as path from 'node:path';
import type { Uri } from '../core/text/span';
import { fromPath } from '../host/uris';
import { targetOf, type Target } from './target';

/** Reads standard input to its end. @param typed the file need not be on disk */
export async function fromStdin(typed: string, cwd: string): Promise<{ target: Target; buffers: ReadonlyMap<Uri, string> }> {
  const file = path.resolve(cwd, typed);
  return { target: targetOf(file, cwd), buffers: new Map([[fromPath(file), await process.getBuiltinModule('node:stream/consumers').text(process.stdin)]]) };
}
