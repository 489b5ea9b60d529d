// Spans are to leave by an exporter whose package is not installed.
import { hasDistro, isWrittenByTool, placeOf, spanOf } from '../dependencies/opentelemetry';
import type { Dependencies, Named } from '../dependencies/dependencies';
import { addRequirement } from '../fix/requirements';
import { DISTROS } from '../knowledge/distributions';
import { distributionOfExporter } from '../knowledge/exporters';
import { NEAREST, PACKAGES } from '../knowledge/opentelemetry-packages';
import type { Fix, Message } from '../report';
import { autoInstrumented, startedThere, type AutoInstrumented } from './auto-instrumented';
import { exportersOf } from './launch-exporters';
import { bootsOf, holdingEverywhere, type Occurrence } from './occurrences';
import type { Found, Project, Rule } from './rule';

interface Missing extends Found {
  readonly named: Named;
  readonly wanted: string;
  /** Under opentelemetry-instrument, in the words of its error: the entry point, and for which signal. */
  readonly entryPoint?: string;
  readonly signal?: string;
}

export const exporterPackageMissing: Rule<Missing> = {
  id: 'exporter-package-missing',
  severity: 'error',
  summary: 'The package of the exporter that is used is not installed.',
  find: (project) => project.projects.flatMap(({ root }) => missing(project, root)),
  say,
  fixes: ({ named, wanted }, { files, dependencies, projects }): Fix[] => {
    const others = projects.flatMap(({ root }) => dependencies(root).sets.flat());
    const edits = addRequirement(files, named, others, wanted);
    return edits ? [{ title: `Install ${wanted}`, safety: 'review', edits }] : [];
  },
};

function missing(project: Project, root: string): Missing[] {
  const dependencies = project.dependencies(root);
  const named = placeOf(dependencies, NEAREST);
  if (!named || named.forDevelopment) return [];
  const found = [...underWrapper(project, root, dependencies, named), ...inCode(project, root, dependencies, named)];
  return found.filter(({ wanted }, i) => found.findIndex((other) => other.wanted === wanted) === i);
}

/** Of a vendor's distribution it is not known here what it exports with. */
function underWrapper(project: Project, root: string, dependencies: Dependencies, named: Named): Missing[] {
  if (hasDistro(dependencies) !== 'yes' || DISTROS.some((name) => name !== PACKAGES.distro && dependencies.find(name).installed !== 'no')) return [];
  return autoInstrumented(project, root, dependencies).flatMap((started: AutoInstrumented) => exportersOf(started.launch.variables, dependencies.find(PACKAGES.distro).versions).flatMap(({ distribution, entryPoint, signal, at }): Missing[] => {
    if (distribution === undefined || dependencies.find(distribution).installed !== 'no') return [];
    const related = [startedThere(started), ...(at ? [{ at, message: 'This selects the exporter.' }] : [])];
    return [{ at: spanOf(named), severity: 'error', boots: [], launches: [started.launch], related, named, wanted: distribution, entryPoint, signal }];
  }));
}

function inCode(project: Project, root: string, dependencies: Dependencies, named: Named): Missing[] {
  const wantedBy = ({ step: { event } }: Occurrence): string | undefined => (event.kind === 'exporter-created' ? distributionOfExporter(event.exporter) : undefined);
  const groups = holdingEverywhere(project, ['exporter-created'], (occurrence) => occurrence.boot.root === root && wantedBy(occurrence) !== undefined, ({ step }) => step.chain.at(-1)!);
  return groups.flatMap((group): Missing[] => {
    const wanted = wantedBy(group[0]!)!;
    if (dependencies.find(wanted).installed !== 'no') return [];
    return [{ at: spanOf(named), severity: 'error', boots: bootsOf(group), related: [{ at: group[0]!.step.chain.at(-1)!, message: 'The exporter is made here.' }], named, wanted }];
  });
}

function say({ named, wanted, entryPoint, signal }: Missing): Message {
  return {
    what: `The exporter that is used is in \`${wanted}\`, which is not installed.`,
    why: entryPoint === undefined
      ? 'The import fails with ModuleNotFoundError. Where the code catches that, requests are answered and no span leaves the process; where it does not, the project does not start.'
      : `\`opentelemetry-instrument\` gives up before it instruments anything: \`RuntimeError: Requested component '${entryPoint}' not found in entry point 'opentelemetry_${signal}_exporter'\` is logged once, requests are answered with 200, and 0 spans came out of 4. One signal is enough.`,
    todo: `Add it${isWrittenByTool(named) ? ' where this file is made from, and lock again' : ''}${entryPoint === undefined ? '.' : `, or select another exporter with \`OTEL_${signal!.toUpperCase()}_EXPORTER\` and \`OTEL_EXPORTER_OTLP_PROTOCOL\`.`}`,
  };
}
