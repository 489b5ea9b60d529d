// The launches of each Django project: what the launch files of the repository start, and which file of the project that is.
import { tooLong, type Why } from '../launch/bounds';
import { joinedIn, type Joined } from '../launch/started/join';
import type { Repository } from '../launch/started/repository';
import { environmentOf, placed } from '../launch/started/settings';
import type { LaunchKind, Started } from '../launch/started/types';
import type { LaunchParsers } from '../launch/types';
import type { Uri } from '../text/span';
import { isWithin } from '../text/uri';
import type { ApplicationModule, DjangoProject } from './django-projects';
import { maySetElsewhere, mentionsOf, type Mentions } from './elsewhere';
import { entryOf } from './launch-entry';
import { launchFilesBelow } from './launch-files';
import type { Readings } from './notes';
import { mayStart, taskFilesAbove } from './task-files';
import type { Files } from './view';

/** What a launch starts of a project. */
export interface LaunchEntry {
  /** The file that runs first: the application module, manage.py, a script, the module of a Celery application. */
  readonly file: Uri;
  readonly kind: 'application' | 'manage' | 'script' | 'celery';
  /** Of an application that a server imports, and of a Celery application. */
  readonly application?: ApplicationModule;
}

/** A launch of one Django project. */
export interface ProjectLaunch extends Started {
  /** The root of the Django project. */
  readonly root: Uri;
  /** Undefined: the configuration of the server names it, or what is started is not in the repository. */
  readonly entry: LaunchEntry | undefined;
}

interface Followed {
  readonly joined: readonly Joined[];
  readonly passedOver: ReadonlyMap<Uri, Why>;
}

/** What was joined last, by workspace folder; kept while no file that it read changes. */
export type LaunchMemory = Map<Uri, { readonly named: readonly Uri[]; readonly read: Readings; readonly value: Followed }>;

/** Launch files of these workspace folders that are not followed, as `launchesOf` found last. */
export function passedOver(folders: readonly Uri[], memory: LaunchMemory): [Uri, Why][] {
  return folders.flatMap((folder) => [...(memory.get(folder)?.value.passedOver ?? [])]);
}

/** Every launch of every project. One that is of none of them is left out. Files that are not loaded yet are wanted. */
export function launchesOf(files: Files, projects: readonly DjangoProject[], parsers: LaunchParsers | undefined, memory: LaunchMemory): ProjectLaunch[] {
  if (!parsers || projects.length === 0) return [];
  const folders = [...new Set(projects.map(({ folder }) => folder))];
  return folders.flatMap((folder) => {
    const own = projects.filter((project) => project.folder === folder);
    const tasks = taskFilesAbove(files.snapshot.named, folder, own.map(({ root }) => root)).filter((uri) => files.state(uri) === 'loaded' && mayStart(uri, files.text(uri)!));
    const all = joined(files, tasks, folder, parsers, memory);
    const mentions = new Map(own.map((project) => [project, mentionsOf(project, files)]));
    return all.flatMap((one) => launchOf(one, all, own, files, mentions));
  });
}

function joined(files: Files, tasks: readonly Uri[], folder: Uri, parsers: LaunchParsers, memory: LaunchMemory): readonly Joined[] {
  const named = [...launchFilesBelow(files.snapshot.named, folder), ...tasks];
  const known = memory.get(folder);
  if (known && sameList(known.named, named) && files.isCurrent(known.read)) return known.value.joined;
  const kept = { named, ...files.record(() => followed(files, named, folder, parsers)) };
  memory.set(folder, kept);
  return kept.value.joined;
}

function followed(files: Files, named: readonly Uri[], folder: Uri, parsers: LaunchParsers): Followed {
  const over = new Map<Uri, Why>();
  const passOver: Repository['passOver'] = (file, why) => void over.set(file, why);
  return { joined: joinedIn(named, { folder, parsers, read: (file) => readOf(files, file, passOver), passOver }), passedOver: over };
}

function readOf(files: Files, file: Uri, passOver: Repository['passOver']): ReturnType<Repository['read']> {
  const state = files.state(file);
  const text = files.content(file);
  if (state !== 'loaded' || text === undefined) return state === 'absent' ? 'absent' : 'unknown';
  const why = tooLong(file, text);
  if (why === undefined) return { text };
  passOver(file, why);
  return 'unknown';
}

const sameList = (a: readonly Uri[], b: readonly Uri[]): boolean => a.length === b.length && a.every((uri, i) => uri === b[i]);

function launchOf(one: Joined, all: readonly Joined[], projects: readonly DjangoProject[], files: Files, mentions: ReadonlyMap<DjangoProject, Mentions>): ProjectLaunch[] {
  const { launch, file, kind, configurations, injected, wrapperStart } = one;
  const found = entryOf(one, projects, files);
  if (!found) return [];
  const elsewhere = maySetElsewhere(one, all, found.project, files, mentions.get(found.project)!);
  const folder = startsIn(one, found.project) ? one.folder : undefined;
  const wrapped = wrapperStart && { ...one, folder: wrapperStart.folder, launch: { ...launch, cwd: wrapperStart.cwd } };
  const wrapperFolder = !wrapped ? folder : startsIn(wrapped, found.project) ? wrapped.folder : undefined;
  const started: Started = {
    ...launch, file, kind, folder, wrapperFolder, configurations, at: placed(launch.at), serverAt: placed(launch.serverAt), ...(injected && { injected }),
    variables: environmentOf(launch.environment, elsewhere), lateVariables: environmentOf([...launch.environment, ...launch.late], elsewhere),
  };
  return [{ ...started, root: found.project.root, entry: found.entry }];
}

/** Kinds that say where they start, or start at the root of the machine. */
const ELSEWHERE: readonly LaunchKind[] = ['systemd', 'supervisor', 'kubernetes', 'apache'];
/** Kinds that are started from anywhere, most often from the root of the project. */
const ANYWHERE: readonly LaunchKind[] = ['shell', 'uwsgi'];

/** Is the folder that the launch gives really where it starts? */
function startsIn({ launch: { cwd }, kind, folder }: Joined, { root, importRoots }: DjangoProject): boolean {
  if (cwd !== undefined || folder === undefined) return true;
  if (ANYWHERE.includes(kind)) return isWithin(root, folder) || importRoots.includes(folder);
  return !ELSEWHERE.includes(kind);
}
