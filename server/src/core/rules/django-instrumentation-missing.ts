// Django is to be instrumented, by opentelemetry-instrument or by code, and the package for it is not installed.
import { hasDistro, isWrittenByTool, placeOf, spanOf } from '../dependencies/opentelemetry';
import type { Named } from '../dependencies/dependencies';
import { addRequirement } from '../fix/requirements';
import { APPLICATION_WRAPPER } from '../knowledge/calls';
import { NEAREST, PACKAGES } from '../knowledge/opentelemetry-packages';
import type { Fix, Message } from '../report';
import { autoInstrumented, startedThere } from './auto-instrumented';
import { bootsOf, holdingEverywhere } from './occurrences';
import type { Found, Project, Rule } from './rule';

interface Missing extends Found {
  readonly named: Named | undefined;
  readonly by: 'launch' | 'code';
}

export const djangoInstrumentationMissing: Rule<Missing> = {
  id: 'django-instrumentation-missing',
  severity: 'error',
  summary: 'Django is to be traced, and opentelemetry-instrumentation-django is not installed.',
  find: (project) => project.projects.flatMap(({ root }) => [...underWrapper(project, root), ...inCode(project, root)].slice(0, 1)),
  say: ({ named, by }): Message => ({
    what: `\`${PACKAGES.django}\` is not installed.`,
    why: WHY[by],
    todo: `${named ? 'Add' : 'Install'} it${by === 'launch' ? ', or run `opentelemetry-bootstrap -a install` in the build' : ''}${named && isWrittenByTool(named) ? ': where this file is made from, and lock again.' : '.'}`,
  }),
  fixes: ({ named }, { files }): Fix[] => {
    const edits = named && addRequirement(files, named, [], PACKAGES.django);
    return edits ? [{ title: `Install ${PACKAGES.django}`, safety: 'review', edits }] : [];
  },
};

const WHY: Readonly<Record<Missing['by'], string>> = {
  launch: '`opentelemetry-instrument` loads what is installed and finds nothing for Django: requests are answered with 200, 0 spans came out of 4, and nothing is logged.',
  code: "The import fails with `ModuleNotFoundError: No module named 'opentelemetry.instrumentation.django'`. Where the code catches that, requests are answered and no span is made; where it does not, the project does not start.",
};

function underWrapper(project: Project, root: string): Missing[] {
  const dependencies = project.dependencies(root);
  const launches = autoInstrumented(project, root, dependencies).filter(({ launch: { entry } }) => !entry || !APPLICATION_WRAPPER.test(project.files.text(entry.file) ?? ''));
  if (launches.length === 0 || hasDistro(dependencies) === 'no' || dependencies.find(PACKAGES.django).installed !== 'no') return [];
  const named = placeOf(dependencies, NEAREST);
  return [{ at: named ? spanOf(named) : launches[0]!.at, severity: 'error', boots: [], launches: launches.map(({ launch }) => launch), related: named ? launches.slice(0, 3).map(startedThere) : [], named, by: 'launch' }];
}

/** Only where the lists name something of OpenTelemetry: else tracing is for those who install it. */
function inCode(project: Project, root: string): Missing[] {
  const groups = holdingEverywhere(project, ['instrumented'], ({ boot, step }) => boot.root === root && step.chain.length > 0, ({ step }) => step.chain.at(-1)!);
  if (groups.length === 0) return [];
  const dependencies = project.dependencies(root);
  const named = placeOf(dependencies, NEAREST);
  if (!named || named.forDevelopment || dependencies.find(PACKAGES.django).installed !== 'no') return [];
  return [{ at: spanOf(named), severity: 'error', boots: groups.flatMap(bootsOf), related: groups.slice(0, 3).map(([first]) => ({ at: first!.step.chain.at(-1)!, message: 'Django is instrumented here.' })), named, by: 'code' }];
}
