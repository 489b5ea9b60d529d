// Celery workers that launches start, and in which nothing sets a tracer provider.
import { mayHave, type Boot, type Path } from '../boot/boot';
import type { Frame } from '../boot/events';
import { PACKAGES } from '../knowledge/opentelemetry-packages';
import { CELERY_INSTRUMENTOR } from '../knowledge/tracing-words';
import { MODULE_ITEM } from '../python/facts';
import { expressionsOf } from '../python/walk';
import { ProjectView } from '../project/view';
import { loadedFacts } from './unseen-providers';
import type { Place, Project } from './rule';

/** Words of modules of tasks, which a worker imports as well and no replay does: tracing may be set up there. */
const MAY_SET_UP = /opentelemetry|otel|trac(e|ing)|telemetry/i;

/** The boots of workers whose start-up is known and sets nothing up: no provider, and no function for a signal that is not sent, which is another rule's. */
export function leftOutWorkers(project: Project): Boot[] {
  return project.boots.filter((boot) => boot.claimed && boot.launch?.server === 'celery worker' && boot.paths.length > 0 && boot.paths.every(isBare) && !mayBeInTasks(project, boot));
}

function isBare({ steps }: Path): boolean {
  const events = steps.map(({ event }) => event);
  const isSent = (hook: string): boolean => events.some((event) => event.kind === 'hook-sent' && event.hook === hook);
  const isWaiting = events.some((event) => event.kind === 'hook-registered' && (event.weak !== undefined || !isSent(event.hook)));
  return !isWaiting && !events.some(({ kind }) => /^(provider-installed|provider-refused|processor-added|import-failed)$/.test(kind)) && !mayHave(steps, 'provider-installed');
}

function mayBeInTasks({ files, projects }: Project, { root, paths }: Boot): boolean {
  const django = projects.find((one) => one.root === root);
  const apps = new Set(paths.flatMap(({ steps }) => steps.flatMap(({ event }) => (event.kind === 'apps-set-up' ? event.installed : []))));
  const view = django && new ProjectView(files, django, django.settingsModules);
  return !view || [...apps].some((app) => {
    const tasks = view.resolve(`${app}.tasks`);
    return tasks === 'unknown' || (tasks !== 'absent' && (files.state(tasks.file) !== 'loaded' || MAY_SET_UP.test(files.text(tasks.file)!)));
  });
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
