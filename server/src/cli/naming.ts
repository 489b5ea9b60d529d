// What files are called in the output.
import * as path from 'node:path';
import type { Uri } from '../core/text/span';
import { toPath } from '../host/uris';
import type { Target } from './target';

export type Name = (uri: Uri) => string;

/**
 * `/`-separated on every system.
 * @param several with one PATH names are relative to the checked folder, with several to the working directory.
 */
export function naming(targets: readonly Target[], several: boolean, cwd: string): Name {
  const base = several ? cwd : targets[0].root;
  return (uri) => path.relative(base, toPath(uri)).split(path.sep).join('/') || '.';
}
