// `check --show-settings`: prints the settings that hold for each PATH.
import { fromPath } from '../host/uris';
import { writeSettings } from '../report/settings';
import type { Name } from './naming';
import { print } from './output';
import type { Target } from './target';
import type { Workspace } from './workspace';

/** @returns the exit code, which is 0. */
export async function showSettings(targets: readonly Target[], workspaces: readonly Workspace[], name: Name, format: string): Promise<number> {
  const shown: { path: string; settings: Awaited<ReturnType<Workspace['settings']>> }[] = [];
  for (const [i, { root, only }] of targets.entries()) {
    // A folder's settings are those of a file in it.
    for (const file of only ?? [`${root}/manage.py`]) shown.push({ path: name(fromPath(only ? file : root)), settings: await workspaces[i].settings(fromPath(file)) });
  }
  const from = (place: string): string => (place.startsWith('file:') ? name(place) : place);
  if (format === 'json') {
    print(JSON.stringify(shown.map(({ path, settings }) => ({ path, settings: Object.fromEntries(Object.entries(settings).map(([key, setting]) => [key, { value: setting.value, from: from(setting.from) }])) })), null, 2));
  } else print(shown.map(({ path, settings }) => `# Settings for ${path}\n${writeSettings(settings, from)}`).join('\n\n'));
  return 0;
}
