// The dependency files that belong to a Django project, and what they say; kept while none of them changes.
import type { TomlParser } from '../config/node';
import { dependenciesOf, type Dependencies, type DependencyFile } from '../dependencies/dependencies';
import { isDependencyFile } from '../dependencies/sources';
import type { Uri } from '../text/span';
import { dirname, isWithin, relative } from '../text/uri';
import type { Files } from './view';

/** What was read last, by the root of the project. */
export type DependencyMemory = Map<Uri, { readonly files: readonly DependencyFile[]; readonly value: Dependencies }>;

/** The files below `root`, and those in the folders above it. Those that are not loaded yet are wanted. */
export function dependenciesNear(files: Files, root: Uri, toml: TomlParser | undefined, memory: DependencyMemory): Dependencies {
  const { folders, named } = files.snapshot;
  const own = named.flatMap((uri): DependencyFile[] => {
    const folder = folders.find((one) => isWithin(uri, one));
    const isNear = isWithin(uri, root) || isWithin(root, dirname(uri));
    if (folder === undefined || !isNear || !isDependencyFile(relative(uri, folder)) || files.state(uri) !== 'loaded') return [];
    return [{ uri, path: relative(uri, folder), text: files.text(uri)! }];
  });
  const known = memory.get(root);
  if (known && known.files.length === own.length && own.every(({ uri, text }, i) => known.files[i]!.uri === uri && known.files[i]!.text === text)) return known.value;
  const value = dependenciesOf(own, { toml });
  memory.set(root, { files: own, value });
  return value;
}
