// May a file that a launch does not name put a variable into its environment? Launch files that only speak of their own commands do not.
import { kindOf } from '../launch/started/kinds';
import { isComposeFile } from '../launch/started/compose';
import { MISE } from '../knowledge/platforms';
import { isDockerfile } from '../launch/started/image';
import type { Joined } from '../launch/started/join';
import type { LaunchKind } from '../launch/started/types';
import { readerOf } from '../launch/readers';
import { relative } from '../text/uri';
import type { Uri } from '../text/span';
import { mayName } from './closed-world';
import type { DjangoProject } from './django-projects';
import { isEditorSettings } from './names';
import { setByStarters } from './unseen-starters';
import type { Files } from './view';

/** Kinds whose files say what their own commands get, and nothing about others. */
const OWN: readonly LaunchKind[] = ['procfile', 'systemd', 'supervisor', 'uwsgi', 'task', 'editor', 'test', 'apache'];

/** Of those, the ones that start scripts, and configurations of uWSGI, by a path that may not lead to the repository. */
const STARTING: readonly LaunchKind[] = ['procfile', 'systemd', 'supervisor', 'task'];
const STARTED: readonly LaunchKind[] = ['shell', 'uwsgi'];

/** What configurations of supervisor and circus have for programs that stand in other files, which they include. */
const FOR_INCLUDED = /^\ufeff?\[(supervisord|circus|env)\b/m;

/** Somebody runs an image with variables of his own, in any kind of file. */
const RUNS_IMAGES = /\b(docker|podman|nerdctl)\s+(container\s+)?(run|create)\b/;

/** With it such a run has variables of a file, which need not be in the repository. */
const FILE_OPTION = '--env-file';

/**
 * Words of a file that runs what stands in files of a kind: `$(MAKE) serve`, `run-p serve`, `honcho start`, `supervisord -c x`. Whoever does that may
 * give it variables. A sequence of tasks hands its own on.
 */
const RUNS: { readonly [kind in LaunchKind]?: RegExp } = {
  image: RUNS_IMAGES,
  task: /\$[({]MAKE[)}]|(^|[\s"'`/&;|(@=])(make|just|task|poe|mise|npm|pnpm|yarn|bun|pdm|hatch|pipenv|rye|uv|poetry|tox|nox|run-[ps]|npm-run-all2?)["',\s]+[\w"'-]|\b(npm|node --run)[: ][\w-]|^\s*-?\s*task:\s*\S|^includes\s*:|\b(sequence|composite)["']?\s*[=:]/m,
  procfile: /\b(honcho|foreman|forego|goreman|overmind|hivemind|ultrahook|heroku\s+local)\b/,
  supervisor: /\b(supervisord|circusd)\b/,
};

/** Which launch files of a project mention a variable. */
export type Mentions = (name: string) => readonly Uri[];

/** Found when somebody asks, once for all launches. */
export function mentionsOf({ launchFiles }: DjangoProject, files: Files): Mentions {
  const found = new Map<string, readonly Uri[]>();
  return (name) => {
    const known = found.get(name) ?? launchFiles.filter((file) => mayName(files, file, name));
    found.set(name, known);
    return known;
  };
}

/**
 * A text search in files that may feed the launch: files of variables that nothing names, images, compose files, platforms,
 * scripts, and everything that no reader understands.
 */
export function maySetElsewhere(one: Joined, all: readonly Joined[], project: DjangoProject, files: Files, mentions: Mentions): (name: string) => boolean {
  const { file, files: used, kind } = one;
  // A script that another launch runs says nothing about this one, nor do the files of variables of another service.
  const isOfAnother = (other: Uri) => all.some((each) => each.file !== other && each.files.has(other) && (each.kind === kind || /\.sh$/.test(other)));
  const isRunWithFile = kind === 'image' && mentions(FILE_OPTION).some((other) => RUNS_IMAGES.test(files.content(other) ?? ''));
  const isRunByItsFile = kind === 'task' && RUNS.task!.test(files.content(file) ?? '');
  const byStarters = setByStarters(one, project, files, mentions);
  const found = new Map<string, boolean>();
  return (name) => {
    const known = found.get(name) ?? (isRunWithFile || (isRunByItsFile && mayName(files, file, name)) || mentions(name).some((other) => !used.has(other) && !isOfAnother(other) && feeds(other, kind, project, files)) || byStarters(name));
    found.set(name, known);
    return known;
  };
}

function feeds(other: Uri, launched: LaunchKind, project: DjangoProject, files: Files): boolean {
  const path = relative(other, project.folder);
  if (isEditorSettings(path)) return launched === 'editor';
  if (!readerOf(path)) return true;
  if (isComposeFile(path) || isDockerfile(path) || MISE.test(path)) return true;
  const text = files.content(other) ?? '';
  const kind = kindOf(path, text);
  if (kind === 'supervisor' && launched === kind) return FOR_INCLUDED.test(text);
  return !OWN.includes(kind) || RUNS[launched]?.test(text) || (STARTED.includes(launched) && STARTING.includes(kind));
}
