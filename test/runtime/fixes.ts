// The fixes that the checker offers in a scenario, as scenarios of their own: the same launch and requests, the edited files.
import type { PythonParser } from '../../server/src/core/syntax/parser';
import { TestProject } from '../rules/project';
import type { Scenario } from './scenario';

export interface Offer {
  /** The fix's title, or `all` for the fixes of all findings, one after the other. */
  readonly title: string;
  readonly scenario: Scenario;
  /** It changed what is installed. */
  readonly installs: boolean;
}

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
  return single.length === 0 ? [] : [...single, offer('all', scenario, allApplied(parser, scenario))];
}

/** A package that a fix added to the requirements is installed by the next deployment. */
function offer(title: string, scenario: Scenario, files: ReadonlyMap<string, string>): Offer {
  const { missing, ...rest } = scenario;
  const installs = files.get('requirements.txt') !== scenario.files.get('requirements.txt');
  return { title, scenario: { ...rest, files, ...(missing !== undefined && !installs ? { missing } : {}) }, installs };
}

/** The files after the first fix of the first finding that has one, again and again. */
function allApplied(parser: PythonParser, { files }: Scenario): ReadonlyMap<string, string> {
  let current = files;
  for (let round = 0; round < ROUNDS; round++) {
    const project = new TestProject(parser, current);
    const fix = findings(project).flatMap((finding) => project.fixes(finding))[0];
    if (!fix) return current;
    current = project.applied(fix);
  }
  return current;
}

const findings = (project: TestProject) => project.check().findings.filter(({ severity }) => severity !== 'information');

/** Files that fix-all would change: none in a project that works. */
export function changedByFixAll(parser: PythonParser, { files }: Scenario): string[] {
  const project = new TestProject(parser, files);
  return [...files.keys()].filter((file) => project.fixAll(file) !== undefined);
}
