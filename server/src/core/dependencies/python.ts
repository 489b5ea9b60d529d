// Which Python a project runs on: `.python-version`, `runtime.txt`, `.tool-versions`, and the tags of base images.
import type { Source } from './source';
import { parseSpecifiers } from './specifiers';
import { either, type Versions } from './versions';

/** `3.12` stands for every 3.12. */
function versionsOf(written: string): Versions | undefined {
  return /^\d+\.\d+\.\d+\w*$/.test(written) ? parseSpecifiers(`==${written}`) : /^\d+(\.\d+)?$/.test(written) ? parseSpecifiers(`==${written}.*`) : undefined;
}

/** pyenv and uv: one version on each line, of which the first is `python`; the others are there, too. */
export function readPythonVersion(text: string): Source | undefined {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n|\r/).map((line) => line.replace(/#.*$/, '').trim()).filter((line) => line !== '');
  const versions = lines.map((line) => versionsOf(line.replace(/^(cpython|python)[-@]?/, '')));
  return sourceOf(versions.length > 0 && versions.every((one) => one !== undefined) ? versions.map((one) => one!).reduce((a, b) => either(a, b)) : undefined);
}

/** Heroku's: `python-3.12.1`. */
export function readRuntime(text: string): Source | undefined {
  const written = /^\ufeff?python-(\d[\w.]*)\s*$/.exec(text)?.[1];
  return sourceOf(written === undefined ? undefined : versionsOf(written));
}

/** asdf's and mise's: `python 3.12.1`. */
export function readToolVersions(text: string): Source | undefined {
  const written = /^python[ \t]+(\S+)[ \t]*(?:#.*)?\r?$/m.exec(text)?.[1];
  return sourceOf(written === undefined ? undefined : versionsOf(written));
}

function sourceOf(python: Versions | undefined): Source | undefined {
  return python && { kind: 'list', entries: [], includes: [], runsOn: python };
}

/**
 * The Python of a base image, by its name and tag: `python:3.12-slim`, `ghcr.io/astral-sh/uv:python3.12-bookworm`.
 * @returns undefined where they do not say it: a distribution, a digest alone, a tag with a variable
 */
export function pythonOfImage(image: string): Versions | undefined {
  const [, name = '', tag = ''] = /^(?:.*\/)?([^/:@]+)(?::([^@]*))?(?:@.*)?$/.exec(image) ?? [];
  const inTag = /(?:^|[-_.])(?:python|py)-?(\d\.\d+(?:\.\d+)?)/.exec(tag)?.[1];
  if (inTag !== undefined) return versionsOf(inTag);
  const squeezed = /^python-?3(\d{1,2})$/.exec(name)?.[1];
  if (squeezed !== undefined) return versionsOf(`3.${squeezed}`);
  if (!/^(python|cpython|pypy)$/.test(name)) return undefined;
  const written = /^(\d+(?:\.\d+){0,2}(?:(?:a|b|rc)\d+)?)(?:-|$)/.exec(tag)?.[1];
  return written === undefined ? undefined : versionsOf(written);
}
