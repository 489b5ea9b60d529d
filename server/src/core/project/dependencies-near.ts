// The dependency files that belong to a Django project, and what they say; kept while none of them changes.
import type { TomlParser } from '../config/node';
import { dependenciesOf, type Dependencies, type DependencyFile } from '../dependencies/dependencies';
import { readRequirements } from '../dependencies/requirements-file';
import { isDependencyFile } from '../dependencies/sources';
import { ANY } from '../dependencies/versions';
import { perText } from './per-text';
import { isLaunchFile } from './names';
import type { Uri } from '../text/span';
import { basename, dirname, isWithin, join, relative } from '../text/uri';
import type { Files } from './view';

/** What was read last, by the root of the project. */
export type DependencyMemory = Map<Uri, { readonly files: readonly DependencyFile[]; readonly value: Dependencies }>;

/** Files by which packages are installed and which are not read. */
const UNREAD = /(^|\/)(setup\.py|(conda-?)?environment[\w.-]*\.ya?ml|pixi\.toml|meta\.yaml|buildout\.cfg|[\w.-]*\.nix)$/;

/** Folders of examples and tests: what the files above them name is for what they belong to. */
const BESIDE = /(^|\/)(docs?|examples?|samples?|demos?|tests?|testing|e2e|sandbox|playground|fixtures)(\/|$)/i;

/** A file that may belong to a project. */
interface Named {
  readonly uri: Uri;
  /** Below its workspace folder. */
  readonly path: string;
}

const told = new WeakMap<readonly Uri[], Map<string, readonly Named[]>>();

/** The files below `root`, and those in the folders above it. Every rule asks, and the names of a large workspace are thousands: what is found is kept with the list, which is never changed. */
function namedNear({ folders, named }: Files['snapshot'], root: Uri): readonly Named[] {
  const known = told.get(named) ?? new Map<string, readonly Named[]>();
  told.set(named, known);
  const key = [root, ...folders].join('\n');
  const found = known.get(key) ?? named.flatMap((uri): Named[] => {
    const folder = folders.find((one) => isWithin(uri, one));
    const isNear = isWithin(uri, root) || (isWithin(root, dirname(uri)) && !BESIDE.test(relative(root, dirname(uri))));
    const path = folder === undefined ? '' : relative(uri, folder);
    return folder !== undefined && isNear && (isDependencyFile(path) || isLaunchFile(path) || UNREAD.test(path)) ? [{ uri, path }] : [];
  });
  known.set(key, found);
  return found;
}

/** The dependencies of the project at `root`. Those of its files that are not loaded yet are wanted. */
export function dependenciesNear(files: Files, root: Uri, toml: TomlParser | undefined, memory: DependencyMemory): Dependencies {
  const found = namedNear(files.snapshot, root).filter(({ uri }) => files.state(uri) === 'loaded').map((one): DependencyFile => ({ ...one, text: files.text(one.uri)! }));
  const near = [...found, ...includedBy(files, found)];
  const known = memory.get(root);
  if (known && known.files.length === near.length && near.every(({ uri, text }, i) => known.files[i]!.uri === uri && known.files[i]!.text === text)) return known.value;
  const builds = near.filter(({ path }) => isLaunchFile(path)).map(({ uri, text }) => ({ name: basename(uri), uri, text }));
  const value = dependenciesOf(near.filter(({ path, included }) => included || isDependencyFile(path)), { toml, builds, unread: near.some(({ path }) => UNREAD.test(path)) });
  memory.set(root, { files: near, value });
  return value;
}

/** `-r base.txt`: lists whose own names say nothing. */
function includedBy(files: Files, found: readonly DependencyFile[]): DependencyFile[] {
  const all = [...found];
  // What is found is looked through as well.
  for (const { uri, path, included } of all) {
    for (const written of includesIn(files, uri) ?? []) {
      const other = join(dirname(uri), written);
      const folder = files.snapshot.folders.find((one) => isWithin(other, one));
      if (folder === undefined || !(included || isDependencyFile(path)) || all.some((one) => one.uri === other) || files.state(other) !== 'loaded') continue;
      all.push({ uri: other, path: relative(other, folder), text: files.text(other)!, included: true });
    }
  }
  return all.slice(found.length);
}

const includesIn = perText((text) => (/^[ \t]*(-r|-c|--requirement|--constraint)/m.test(text) ? readRequirements(text, { toml: undefined, python: ANY }).includes.map(({ path }) => path) : []));
