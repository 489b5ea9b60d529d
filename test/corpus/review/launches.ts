// The launches of a repository as lines, to be read beside its launch files.
import type { Analysis } from '../../../server/src/core/analyze';
import { SETTINGS_VARIABLE } from '../../../server/src/core/boot/environment';
import type { Environment } from '../../../server/src/core/launch/started/types';
import type { Uri } from '../../../server/src/core/text/span';

/** One line each: where, through what, which server, what of the project, in which folder, and the settings module of its environment. */
export function launchLines({ project: { launches } }: Analysis, name: (uri: Uri) => string): string[] {
  const named = (environment: Environment) => {
    const found = environment.get(SETTINGS_VARIABLE);
    return typeof found === 'object' ? found.value ?? '?' : found;
  };
  return launches.map(({ kind, file, where, wrappers, server, target, entry, folder, variables, lateVariables }) => {
    const started = target?.kind === 'management' ? `${target.command ?? '?'} ` : '';
    const [early, late] = [named(variables), named(lateVariables)];
    return `  ${kind} ${name(file)} (${where}): ${[...wrappers.map((wrapper) => wrapper.name), server].join(' ')} ${started}${entry ? name(entry.file) : '?'} in ${folder ? name(folder) || '.' : '?'}; settings ${early}${early === late ? '' : `, then ${late}`}`;
  });
}
