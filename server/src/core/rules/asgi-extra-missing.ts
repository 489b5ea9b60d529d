// An ASGI application is traced through Django's middleware, and the package is not installed without which that skips ASGI requests.
import type { Boot, Path } from '../boot/boot';
import type { Named } from '../dependencies/dependencies';
import { isWrittenByTool, placeOf, spanOf } from '../dependencies/opentelemetry';
import { addExtra, addRequirement } from '../fix/requirements';
import { ASGI_SERVER_PACKAGES } from '../knowledge/asgi-servers';
import { PACKAGES } from '../knowledge/opentelemetry-packages';
import type { ProjectLaunch } from '../project/launches';
import type { Fix, Message } from '../report';
import { autoInstrumentation, servesAsgi } from './launch-kinds';
import type { Found, Project, Rule } from './rule';

const { asgi: ASGI, django: DJANGO_INSTRUMENTATION } = PACKAGES;

interface Missing extends Found {
  readonly named: Named;
}

export const asgiExtraMissing: Rule<Missing> = {
  id: 'asgi-extra-missing',
  severity: 'error',
  summary: 'An ASGI application is traced, and opentelemetry-instrumentation-asgi is not installed.',
  find: (project) => project.projects.flatMap(({ root }) => missing(project, root)),
  say,
  fixes,
};

function missing(project: Project, root: string): Missing[] {
  const launches = project.launches.filter((launch) => launch.root === root && servesAsgi(launch));
  const boots = project.boots.filter((boot) => boot.claimed && boot.root === root);
  const traced = boots.filter(isTraced);
  const wrapped = launches.filter((launch) => autoInstrumentation(launch) !== undefined);
  if (traced.length === 0 && wrapped.length === 0) return [];
  const dependencies = project.dependencies(root);
  const isServed = launches.length > 0 || ASGI_SERVER_PACKAGES.some((name) => dependencies.find(name).named.some(({ forDevelopment, kind }) => !forDevelopment && kind === 'list'));
  // Under opentelemetry-instrument a person may have run opentelemetry-bootstrap by hand, which brings it.
  const isCertain = traced.length > 0 || (dependencies.isBuilt && dependencies.find(DJANGO_INSTRUMENTATION).installed === 'yes');
  const named = placeOf(dependencies, [DJANGO_INSTRUMENTATION]);
  if (!isServed || !isCertain || !named || dependencies.find(ASGI).installed !== 'no') return [];
  return [{ at: spanOf(named), named, severity: launches.length > 0 ? 'error' : 'warning', boots: traced, related: launches.slice(0, 3).map(started) }];
}

const started = ({ serverAt }: ProjectLaunch): Found['related'][number] => ({ at: { file: serverAt.file, start: serverAt.start, end: serverAt.end }, message: 'The ASGI application is served here.' });

/** Code instruments Django wherever the ASGI application is built, on a path at least; nothing else makes spans of its requests. */
function isTraced({ paths }: Boot): boolean {
  return paths.some(tracesAsgi) && !paths.some(({ steps }) => steps.some(({ event }) => event.kind === 'application-wrapped'));
}

function tracesAsgi({ steps }: Path): boolean {
  const built = steps.findIndex(({ event }) => event.kind === 'application-built' && event.interface === 'asgi');
  return built >= 0 && steps.slice(0, built).some(({ event, chain }) => event.kind === 'instrumented' && chain.length > 0);
}

function say({ named }: Missing): Message {
  return {
    what: `Django is traced under ASGI, but \`${ASGI}\` is not installed.`,
    why: "Without that package the instrumentation's middleware lets every ASGI request pass: all are answered with 200, 0 spans came out of 4, and nothing is logged.",
    todo: `Ask for the extra: \`${DJANGO_INSTRUMENTATION}[asgi]\`${isWrittenByTool(named) ? ', where this file is made from, and lock again.' : '.'}`,
  };
}

function fixes({ named }: Missing, { files }: Project): Fix[] {
  const asExtra = addExtra(files, named, 'asgi');
  const alone = addRequirement(files, named, [], ASGI);
  return [
    ...(asExtra ? [{ title: `Install ${DJANGO_INSTRUMENTATION}[asgi]`, safety: 'review' as const, edits: asExtra }] : []),
    ...(alone ? [{ title: `Install ${ASGI}`, safety: 'review' as const, edits: alone }] : []),
  ];
}
