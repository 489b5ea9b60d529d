// What the options of uWSGI decide, from its command line and the configuration files that it names.
import type { Launch } from '../../launch/types';
import type { Served } from './application';
import { any, flag, isAbove, valuesOf } from './options';
import type { UwsgiOptions } from './uwsgi';

/** @param application what the launch serves, where that is known */
export function uwsgiOptions(launch: Pick<Launch, 'options' | 'open'>, application: Served | undefined): UwsgiOptions {
  const named = launch.options.filter(({ name }) => /^(module|wsgi-file|mount|worker-mount)$/.test(name));
  return {
    // What else is mounted may be any module.
    applications: application && new Set(named.map(({ name, value }) => `${name} ${String(value)}`)).size === 1 ? [application] : undefined,
    master: flag(launch, ['master']),
    lazy: any(flag(launch, ['lazy-apps', 'lazy-app']), flag(launch, ['lazy'])),
    several: isAbove(launch, 'processes', 1, 1),
    sharedImports: valuesOf(launch, 'shared-python-import') ?? [],
    imports: valuesOf(launch, 'python-import') ?? [],
    forkHooks: any(flag(launch, ['py-call-uwsgi-fork-hooks']), flag(launch, ['py-call-osafterfork'])),
  };
}
