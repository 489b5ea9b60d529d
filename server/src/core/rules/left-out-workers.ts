// Celery workers that launches start, and in which nothing sets a tracer provider.
import { mayHave, type Boot, type Path } from '../boot/boot';
import type { Frame } from '../boot/events';
import { PACKAGES } from '../knowledge/opentelemetry-packages';
import { INCLUDING, OWN_STEPS } from '../knowledge/celery';
import { CELERY_INSTRUMENTOR } from '../knowledge/tracing-words';
import { MODULE_ITEM } from '../python/facts';
import { expressionsOf, statementsOf } from '../python/walk';
import { ProjectView, type Files } from '../project/view';
import type { Uri } from '../text/span';
import { loadedFacts } from './unseen-providers';
import type { Place, Project } from './rule';

/** Words of modules of tasks, which a worker imports as well and no replay does: tracing may be set up there. */
const MAY_SET_UP = /opentelemetry|otel|trac(e|ing)|telemetry/i;

/** The boots of workers whose start-up is known and sets nothing up: no provider, and no function for a signal that is not sent, which is another rule's. */
export function leftOutWorkers(project: Project): Boot[] {
  return project.boots.filter((boot) => boot.claimed && boot.launch?.server === 'celery worker' && boot.paths.length > 0 && boot.paths.every(isBare) && !mayBeElsewhere(project, boot));
}

function isBare({ steps }: Path): boolean {
  const events = steps.map(({ event }) => event);
  const isSent = (hook: string): boolean => events.some((event) => event.kind === 'hook-sent' && event.hook === hook);
  const isWaiting = events.some((event) => event.kind === 'hook-registered' && (event.weak !== undefined || !isSent(event.hook)));
  return !isWaiting && !events.some(({ kind }) => /^(provider-installed|provider-refused|processor-added|import-failed)$/.test(kind)) && !mayHave(steps, 'provider-installed');
}

/** In a module that the worker imports as tasks, or in a step of its own. */
export function mayBeElsewhere({ files, projects }: Project, { root, paths, entry, launch }: Boot): boolean {
  const django = projects.find((one) => one.root === root);
  const apps = new Set(paths.flatMap(({ steps }) => steps.flatMap(({ event }) => (event.kind === 'apps-set-up' ? event.installed : []))));
  const view = django && new ProjectView(files, django, django.settingsModules);
  const included = (launch?.options ?? []).flatMap(({ name, value }) => (INCLUDING.includes(name) && typeof value === 'string' ? value.split(',') : []));
  const modules = [...[...apps].map((app) => `${app}.tasks`), ...included, ...namedIn(files, entry)];
  return !view || OWN_STEPS.test(files.text(entry) ?? '') || modules.some((name) => {
    const tasks = view.resolve(name);
    return tasks === 'unknown' || (tasks !== 'absent' && (files.state(tasks.file) !== 'loaded' || MAY_SET_UP.test(files.text(tasks.file)!)));
  });
}

/** What an application may name as modules of tasks: `include=[…]`, `imports`. */
function namedIn(files: Files, entry: Uri): string[] {
  const body = files.facts(entry)?.module.body ?? [];
  return statementsOf(body).flatMap(expressionsOf).flatMap((expr) => (expr.kind === 'literal' && typeof expr.value === 'string' && /^[a-z_]\w*(\.\w+)+$/i.test(expr.value) ? [expr.value] : []));
}

/** Does the application of the worker itself instrument Celery, without a provider? */
export function instrumentsCelery({ files }: Project, { entry }: Boot): boolean {
  return files.fits(entry, CELERY_INSTRUMENTOR);
}

/** Does the project say that it wants Celery traced: does it install the package for that, or name its instrumentation? */
export function wantsCelery({ files, dependencies }: Project, { root }: Boot): boolean {
  return dependencies(root).find(PACKAGES.celery).named.some(({ forDevelopment }) => !forDevelopment) || loadedFacts(files, CELERY_INSTRUMENTOR).length > 0;
}

/** Where Celery's application is made, else what starts the worker. */
export function placeOfWorker({ files }: Project, { entry, launch }: Boot): Place {
  const made = files.facts(entry)?.module.body.find((statement) => statement.kind === 'assign' && expressionsOf(statement).some((expr) => expr.kind === 'call' && expr.callee.kind === 'name' && expr.callee.id === 'Celery'));
  return made ? { file: entry, item: MODULE_ITEM, statement: made.at, entered: 'module' } satisfies Frame : launch!.serverAt;
}
