// What is installed where a project runs, and in which versions, as far as its files say it. What they leave open is unknown.
import type { TomlParser } from '../config/node';
import type { Uri } from '../text/span';
import { basename, dirname, join } from '../text/uri';
import { isKnownDistribution, withBrought } from '../knowledge/distributions';
import { buildsOf, type BuildFile, type Builds } from './builds';
import type { StageInstalls } from './image-sets';
import { pythonOfImage } from './python';
import { readRequirements } from './requirements-file';
import { canonicalName, type Entry, type Source, type SourceKind } from './source';
import { isForDevelopment, lockedBy, sourceReaderOf } from './sources';
import { ANY, both, either, type Answer, type Versions } from './versions';

export interface DependencyFile {
  readonly uri: Uri;
  /** Below the project's folder, `/`-separated. */
  readonly path: string;
  readonly text: string;
  /** A list that another one includes, whatever its own name. */
  readonly included?: true;
}

/** Where a package is named. */
export interface Named {
  readonly file: Uri;
  readonly entry: Entry;
  /** Of the file. */
  readonly kind: SourceKind;
  /** The file is for development: what it names may not be there where the project runs. */
  readonly forDevelopment: boolean;
}

export interface Found {
  /** `no` only where no file names it and nothing that is installed brings it: a lock file leaves it out, or all packages of a list are known. */
  readonly installed: Answer;
  /** If it is installed. */
  readonly versions: Versions;
  readonly extras: readonly string[];
  /** Every place that names it, those for development included. */
  readonly named: readonly Named[];
}

export interface Dependencies {
  /** @param name in any spelling */
  find(name: string): Found;
  /** What is installed together: lists with what they include, lock files, and what a stage of a Dockerfile installs by name. Those for development are left out where there are others. */
  readonly sets: readonly (readonly Named[])[];
  readonly python: Versions;
  /** The environment is made from these files alone, by an image or a platform; else a person may have installed more by hand. */
  readonly isBuilt: boolean;
}

export interface Surroundings {
  readonly toml: TomlParser | undefined;
  /** Launch files and scripts, by which packages may be installed. */
  readonly builds?: readonly BuildFile[];
  /** Files are there that install packages and that nothing here reads (setup.py, conda's environment.yml). */
  readonly unread?: boolean;
}

interface Read extends DependencyFile {
  readonly source: Source;
}

/** A set of files that is installed together. `lock`: what decides the versions. */
interface Root {
  readonly files: readonly Read[];
  readonly list: readonly Entry[];
  readonly constraints: readonly Entry[];
  readonly lock: readonly Entry[] | undefined;
  /** Nothing is installed but what the list and the lock name, and what that brings. */
  readonly closed: boolean;
}

/** @param files the dependency files that belong to one Django project */
export function dependenciesOf(files: readonly DependencyFile[], { toml, builds: texts = [], unread = false }: Surroundings): Dependencies {
  const builds = openFor(buildsOf(texts), files);
  const read = (python: Versions): Read[] => files.flatMap((file) => {
    const source = (file.included ? readRequirements : sourceReaderOf(file.path))?.(file.text, { toml, python });
    return source ? [{ ...file, source }] : [];
  });
  const first = read(ANY);
  const python = pythonOf(first, builds.images);
  // Only markers ask for the version of Python.
  const sources = python === ANY ? first : read(python);
  const roots = rootsOf(sources);
  const look = (name: string): Found => {
    const found = roots.map((root) => findIn(root, name));
    const byHand = builds.open || builds.names.has(name);
    const byName = (builds.open ? undefined : builds.versions.get(name)) ?? ANY;
    const installed = found.length > 0 && found.every((one) => one.installed === found[0]!.installed) ? found[0]!.installed : 'unknown';
    const having = found.filter((one) => one.installed !== 'no');
    const possible = (having.length > 0 ? having : found).map(({ versions }) => versions);
    const named = sources.flatMap((one) => namedIn(one).filter(({ entry }) => entry.name === name));
    return {
      installed: installed === 'no' && (byHand || unread || named.length > 0 || isBroughtBy(builds.names, name)) ? 'unknown' : installed,
      versions: installed === 'yes' ? withHand(anyOf(possible), byName) : !byHand ? anyOf(possible) : named.length === 0 ? byName : ANY,
      extras: [...new Set(found.flatMap(({ extras }) => extras))],
      named,
    };
  };
  const known = new Map<string, Found>();
  const find = (spelling: string): Found => {
    const name = canonicalName(spelling);
    const found = known.get(name) ?? look(name);
    known.set(name, found);
    return found;
  };
  return { find, python, isBuilt: builds.complete, sets: [...roots.map(({ files }) => files.flatMap(namedIn)), ...builds.stages.map((stage) => inStage(stage, roots))] };
}

/** A list that is installed and is none of the files may name anything. */
function openFor(builds: Builds, files: readonly DependencyFile[]): Builds {
  const known = new Set(files.map(({ uri }) => basename(uri)));
  return { ...builds, open: builds.open || builds.lists.some((name) => !known.has(name)) };
}

/** With the one list of each name that it installs; of several nobody knows which. */
function inStage({ file, entries, lists }: StageInstalls, roots: readonly Root[]): Named[] {
  const listed = [...new Set(lists)].flatMap((name) => {
    const [only, more] = roots.filter(({ files: [top] }) => basename(top!.uri) === name);
    return only && !more ? only.files.flatMap(namedIn) : [];
  });
  return [...listed.filter(({ entry: { name } }) => !entries.some((own) => own.name === name)), ...entries.map((entry): Named => ({ file, entry, kind: 'list', forDevelopment: false }))];
}

const namedIn = ({ uri, path, source }: Read): Named[] => source.entries.map((entry) => ({ file: uri, entry, kind: source.kind, forDevelopment: isForDevelopment(path) }));

/** A command that names a version may replace the one of the files; one that names none leaves what is there. */
const withHand = (listed: Versions, byName: Versions): Versions => (byName.some(({ from, to }) => from ?? to) ? either(listed, byName) : listed);

/** Do packages that are installed by name bring it, or may they? */
function isBroughtBy(names: ReadonlySet<string>, name: string): boolean {
  return [...names].some((other) => !isKnownDistribution(other.replace(/\[.*/, ''), [...other.matchAll(/\[(.*)\]/g)].map(([, extra]) => extra!))) || withBrought(names).has(name);
}

/** What names one version counts before what allows many. Several that disagree leave all of theirs. */
function pythonOf(read: readonly Read[], images: readonly string[]): Versions {
  const exact = [...images.map((image) => pythonOfImage(image) ?? ANY), ...read.flatMap(({ source }) => (source.runsOn ? [source.runsOn] : []))];
  return exact.length > 0 ? anyOf(exact) : allOf(read.flatMap(({ source }) => (source.python ? [source.python] : [])));
}

const anyOf = (all: readonly Versions[]): Versions => (all.length > 0 ? all.reduce((a, b) => either(a, b)) : ANY);
const allOf = (all: readonly Versions[]): Versions => all.reduce((a, b) => both(a, b), ANY);

function rootsOf(sources: readonly Read[]): Root[] {
  const lists = sources.filter(({ source, uri }) => source.kind !== 'lock' && (source.entries.length > 0 || source.includes.length > 0) && !isCompiled(uri, sources));
  const running = lists.filter(({ path }) => !isForDevelopment(path));
  const used = running.length > 0 ? running : lists;
  const isIncluded = (uri: Uri): boolean => used.some((other) => other.uri !== uri && other.source.includes.some(({ path }) => join(dirname(other.uri), path) === uri));
  const tops = used.filter(({ uri }) => !isIncluded(uri));
  const locks = sources.filter(({ source }) => source.kind === 'lock');
  const alone = locks.filter(({ uri, path }) => !tops.some((top) => top.uri === join(dirname(uri), lockedBy(path) ?? '')));
  const pinned = tops.filter(({ source }) => source.kind === 'pinned');
  const [exported] = pinned;
  return [
    ...tops.flatMap((top): Root[] => {
      // Which of several is used stands nowhere: one is left of a tool that the project used before.
      const own = locks.filter(({ uri, path }) => join(dirname(uri), lockedBy(path) ?? '') === top.uri);
      const all = withIncluded(top, sources, new Set());
      const closed = all.every((one) => !one.source.open && one.source.includes.every((include) => sources.some(({ uri }) => uri === join(dirname(one.uri), include.path))));
      const expanded = { files: [...all, ...own], closed, list: all.flatMap(({ source }) => source.entries), constraints: all.flatMap((one) => includedBy(one, sources, 'constraint')).flatMap(({ source }) => source.entries) };
      // A lock has what folders and repositories need, too.
      if (own.length > 0) return own.map((lock) => ({ ...expanded, closed: true, lock: lock.source.entries }));
      if (top.source.kind === 'pinned') return [{ ...expanded, closed: true, lock: top.source.entries }];
      // pip-tools and uv compile pyproject.toml to a list beside it.
      const isSourceOf = exported && pinned.length === 1 && basename(top.uri) === 'pyproject.toml' && dirname(exported.uri) === dirname(top.uri);
      return isSourceOf ? [] : [{ ...expanded, lock: undefined }];
    }),
    ...alone.map((one) => ({ files: [one], list: [], constraints: [], lock: one.source.entries, closed: true })),
  ];
}

/** `requirements.in` is not installed where `requirements.txt` was made from it. */
function isCompiled(uri: Uri, sources: readonly Read[]): boolean {
  return uri.endsWith('.in') && sources.some((other) => other.uri === `${uri.slice(0, -3)}.txt`);
}

function withIncluded(read: Read, sources: readonly Read[], seen: Set<Uri>): Read[] {
  if (seen.has(read.uri)) return [];
  seen.add(read.uri);
  return [read, ...includedBy(read, sources, 'requirements').flatMap((one) => withIncluded(one, sources, seen))];
}

function includedBy({ uri, source }: Read, sources: readonly Read[], kind: 'requirements' | 'constraint'): Read[] {
  const uris = source.includes.filter((include) => include.kind === kind).map(({ path }) => join(dirname(uri), path));
  return sources.filter((one) => uris.includes(one.uri));
}

function findIn({ list, constraints, lock, closed }: Root, name: string): Omit<Found, 'named'> {
  const isIt = (entry: Entry): boolean => entry.name === name;
  const direct = list.filter(isIt);
  const extras = direct.flatMap((entry) => entry.extras);
  const certain = direct.filter(({ installed }) => installed === 'yes');
  const wanted = certain.length > 0 ? certain.map(({ versions }) => versions) : [anyOf(direct.map(({ versions }) => versions))];
  const allowed = allOf([...wanted, ...constraints.filter(isIt).map(({ versions }) => versions)]);
  const locked = lock?.filter(isIt) ?? [];
  if (locked.length === 0) {
    const isLeftOut = direct.length === 0 && closed && (lock ? !isOutdated(list, lock) : isNotBrought(list, name));
    return { installed: isLeftOut ? 'no' : certain.length > 0 ? 'yes' : 'unknown', versions: allowed, extras };
  }
  const installed = certain.length > 0 || locked.some((entry) => entry.installed === 'yes') ? 'yes' : 'unknown';
  // A list that asks for another version was changed, and not locked again.
  return { installed, versions: both(allowed, anyOf(locked.map(({ versions }) => versions))), extras: [...extras, ...locked.flatMap((entry) => entry.extras)] };
}

/** The list names what the lock does not have: it was changed, and not locked again. */
function isOutdated(list: readonly Entry[], lock: readonly Entry[]): boolean {
  const locked = new Set(lock.map(({ name }) => name));
  return list.some((entry) => entry.installed === 'yes' && !locked.has(entry.name));
}

/** All packages of a list are known, and none of them brings it. */
function isNotBrought(list: readonly Entry[], name: string): boolean {
  if (!list.every((entry) => isKnownDistribution(entry.name, entry.extras))) return false;
  return !withBrought(list.flatMap((entry) => [entry.name, ...entry.extras.map((extra) => `${entry.name}[${extra}]`)])).has(name);
}
