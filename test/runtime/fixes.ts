// The fixes that the checker offers in a scenario, as scenarios of their own: the same launch and requests, the edited files.
import type { Fix } from '../../server/src/core/report';
import type { PythonParser } from '../../server/src/core/syntax/parser';
import { TestProject } from '../rules/project';
import type { Scenario } from './scenario';

export interface Offer {
  /** The fix's title, or ALL. */
  readonly title: string;
  readonly scenario: Scenario;
  /** It changed what is installed. */
  readonly installs: boolean;
}

/** The title of the fixes of all findings, one after the other. */
export const ALL = 'all';

/** More than the findings of any scenario. */
const ROUNDS = 10;

/** Each fix of the worst findings by itself, since those of others do not claim to bring spans; and `all`. */
export function offers(parser: PythonParser, scenario: Scenario): Offer[] {
  const project = new TestProject(parser, scenario.files);
  const titles = new Set<string>();
  const found = findings(project);
  const worst = found.some(({ severity }) => severity === 'error') ? 'error' : 'warning';
  const single = found.filter(({ severity }) => severity === worst).flatMap((finding) => project.fixes(finding)).flatMap((fix) => {
    if (titles.has(fix.title)) return [];
    titles.add(fix.title);
    return [offer(fix.title, scenario, project.applied(fix))];
  });
  return single.length === 0 ? [] : [...single, offer(ALL, scenario, allApplied(project))];
}

/** Whether no error is reported any more: a fix of one of two errors does not claim to bring spans. */
export function leavesNoError(parser: PythonParser, { scenario }: Offer): boolean {
  return new TestProject(parser, scenario.files).check().findings.every(({ severity }) => severity !== 'error');
}

/** A package that a fix added to the requirements is installed by the next deployment. */
function offer(title: string, scenario: Scenario, files: ReadonlyMap<string, string>): Offer {
  const { missing, ...rest } = scenario;
  const installs = files.get('requirements.txt') !== scenario.files.get('requirements.txt');
  return { title, scenario: { ...rest, files, ...(missing !== undefined && !installs ? { missing } : {}) }, installs };
}

/** The files after the first fix of the first finding that has one, again and again. */
function allApplied(project: TestProject): ReadonlyMap<string, string> {
  for (let round = 0; round < ROUNDS; round++) {
    const fix = firstFix(project);
    if (!fix) break;
    project.files = project.applied(fix);
  }
  return project.files;
}

function firstFix(project: TestProject): Fix | undefined {
  for (const finding of findings(project)) {
    const [fix] = project.fixes(finding);
    if (fix) return fix;
  }
  return undefined;
}

const findings = (project: TestProject) => project.check().findings.filter(({ severity }) => severity !== 'information');

/** Files that fix-all would change: none in a project that works. */
export function changedByFixAll(parser: PythonParser, { files }: Scenario): string[] {
  const project = new TestProject(parser, files);
  return [...files.keys()].filter((file) => project.fixAll(file) !== undefined);
}
