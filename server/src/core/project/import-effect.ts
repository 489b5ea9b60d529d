// What an import statement does beside binding names, told without a replay: where two do the same, one replay is enough for both.
import { SITECUSTOMIZE } from '../knowledge/auto-instrumentation';
import { needsApps } from '../knowledge/calls';
import { READS_AT_IMPORT } from '../knowledge/environment-files';
import { isInert, isNeverInProject } from '../knowledge/packages';
import { UWSGI_MODULES } from '../knowledge/registrations';
import { NEEDS_IMPORTER } from '../knowledge/settings-variable';
import type { Stmt } from '../python/facts';
import type { ImportEffect, Import } from '../python/quiet';
import type { ProjectView } from './view';

/** Of a statement that runs where nothing catches what it raises. */
export function importEffect(statement: Import, view: ProjectView): ImportEffect {
  if (statement.kind === 'from') return statement.level === 0 && areInert(statement, view) ? 'nothing' : 'more';
  const effects = statement.names.map(({ name, as }) => effectOf(name, as, view));
  return effects.every((effect) => effect === 'nothing') ? 'nothing' : effects.length === 1 ? effects[0]! : 'more';
}

/** `from module import name, …` of a library whose names do nothing. */
function areInert({ module, names }: Stmt & { kind: 'from' }, view: ProjectView): boolean {
  return names !== '*' && effectOf(module, undefined, view) === 'nothing' && names.every(({ name }) => isInert(`${module}.${name}`));
}

function effectOf(name: string, as: string | undefined, view: ProjectView): ImportEffect {
  const [top = '', ...below] = name.split('.');
  if (UWSGI_MODULES.includes(top) || needsApps(name) || name === SITECUSTOMIZE || Object.hasOwn(READS_AT_IMPORT, name)) return 'more';
  // A rule asks for it by name.
  if (NEEDS_IMPORTER.test(name)) return 'more';
  if (!isNeverInProject(top) && view.resolve(top) !== 'absent') return 'more';
  if (isInert(name)) return 'nothing';
  // Its steps are called after the module, which `timeline.ts` reads off such a statement.
  return below.length === 0 && as === undefined ? 'unread' : 'more';
}
