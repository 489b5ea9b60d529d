// May a file that a launch does not name put a variable into its environment? Launch files that only speak of their own commands do not.
import { kindOf } from '../launch/started/kinds';
import { isComposeFile } from '../launch/started/compose';
import { isDockerfile } from '../launch/started/image';
import type { Joined } from '../launch/started/join';
import type { LaunchKind } from '../launch/started/types';
import { readerOf } from '../launch/readers';
import { relative } from '../text/uri';
import type { Uri } from '../text/span';
import { mayName } from './closed-world';
import type { DjangoProject } from './django-projects';
import type { Files } from './view';

/** Kinds whose files say what their own commands get, and nothing about others. */
const OWN: readonly LaunchKind[] = ['procfile', 'systemd', 'supervisor', 'uwsgi', 'task', 'editor', 'test', 'apache'];

/** Of those, the ones that start scripts, and configurations of uWSGI, by a path that may not lead to the repository. */
const STARTING: readonly LaunchKind[] = ['procfile', 'systemd', 'supervisor', 'task'];
const STARTED: readonly LaunchKind[] = ['shell', 'uwsgi'];

/**
 * A text search in files that may feed the launch: files of variables that nothing names, images, compose files, platforms,
 * scripts, and everything that no reader understands.
 */
export function maySetElsewhere({ files: used, kind }: Joined, all: readonly Joined[], project: DjangoProject, files: Files): (name: string) => boolean {
  // A script that another launch runs says nothing about this one, nor do the files of variables of another service.
  const others = all.flatMap((one) => [...one.files].filter((file) => file !== one.file && (one.kind === kind || /\.sh$/.test(file))));
  const feeding = project.launchFiles.filter((other) => !used.has(other) && !others.includes(other) && feeds(other, kind, project, files));
  return (name) => feeding.some((other) => mayName(files, other, name));
}

function feeds(other: Uri, launched: LaunchKind, project: DjangoProject, files: Files): boolean {
  const path = relative(other, project.folder);
  if (!readerOf(path)) return true;
  if (isComposeFile(path) || isDockerfile(path)) return true;
  const kind = kindOf(path, files.content(other) ?? '');
  return !OWN.includes(kind) || (STARTED.includes(launched) && STARTING.includes(kind));
}
