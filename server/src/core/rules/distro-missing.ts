// opentelemetry-instrument starts, and no package is installed that makes it set a tracer provider.
import { hasDistro, isWrittenByTool, placeOf, spanOf } from '../dependencies/opentelemetry';
import type { Dependencies, Named } from '../dependencies/dependencies';
import { addRequirement } from '../fix/requirements';
import { OTLP_PACKAGES } from '../knowledge/exporters';
import { NEAREST, PACKAGES } from '../knowledge/opentelemetry-packages';
import { PROVIDER_WORDS } from '../knowledge/provider';
import type { Fix, Message } from '../report';
import { autoInstrumented, startedThere } from './auto-instrumented';
import type { Found, Project, Rule } from './rule';

interface Missing extends Found {
  readonly named: Named | undefined;
  /** The requirement that is missing. */
  readonly wanted: string;
}

export const distroMissing: Rule<Missing> = {
  id: 'distro-missing',
  severity: 'error',
  summary: '`opentelemetry-instrument` is used without opentelemetry-distro: no tracer provider is set.',
  find: (project) => project.projects.flatMap(({ root }) => missing(project, root)),
  say: ({ named }): Message => ({
    what: `\`opentelemetry-instrument\` starts the project, but \`${PACKAGES.distro}\` is not installed.`,
    why: 'The distro makes it set up the SDK. Without one Django is instrumented and no tracer provider is set: requests are answered with 200, 0 spans came out of 4, and nothing is logged.',
    todo: `Install \`${PACKAGES.distro}[otlp]\`${named && isWrittenByTool(named) ? ': add it where this file is made from, and lock again.' : '.'}`,
  }),
  fixes: ({ named, wanted }, { files }): Fix[] => {
    const edits = named && addRequirement(files, named, [], wanted);
    return edits ? [{ title: `Install ${wanted}`, safety: 'review', edits }] : [];
  },
};

function missing(project: Project, root: string): Missing[] {
  const dependencies = project.dependencies(root);
  const launches = autoInstrumented(project, root, dependencies);
  if (launches.length === 0 || hasDistro(dependencies) !== 'no' || setsProvider(project)) return [];
  const named = placeOf(dependencies, NEAREST);
  return [{ at: named ? spanOf(named) : launches[0]!.at, severity: 'error', boots: [], launches: launches.map(({ launch }) => launch), related: named ? launches.slice(0, 3).map(startedThere) : [], named, wanted: wantedOf(dependencies) }];
}

const wantedOf = (dependencies: Dependencies): string => (OTLP_PACKAGES.some((name) => dependencies.find(name).installed !== 'no') ? PACKAGES.distro : `${PACKAGES.distro}[otlp]`);

/** Code of the project may set one itself. */
function setsProvider({ files }: Project): boolean {
  return [...files.snapshot.files].some(([uri, state]) => uri.endsWith('.py') && state.kind === 'loaded' && PROVIDER_WORDS.test(state.text));
}
