// The fixes that the checker offers in a scenario, as scenarios of their own: the same launch and requests, the edited files.
import type { Finding, Fix } from '../../server/src/core/report';
import type { PythonParser } from '../../server/src/core/syntax/parser';
import { TestProject } from '../rules/project';
import { SWITCHED_OFF } from './outcome';
import { asNamed, asWritten } from './ports';
import type { Scenario } from './scenario';

export interface Offer {
  /** The fix's title, or ALL. */
  readonly title: string;
  readonly scenario: Scenario;
  /** It changed what is installed. */
  readonly installs: boolean;
  /** It claims that every span comes then. What only informs does not: it may take none away where all came. */
  readonly brings: boolean;
}

/** The title of the fixes of all findings, one after the other. */
export const ALL = 'all';

/** More than the findings of any scenario. */
const ROUNDS = 10;

const SEVERITIES = ['error', 'warning', 'information'] as const;

/** Each fix of the worst findings by itself, since those of others do not claim to bring spans; and `all`. */
export function offers(parser: PythonParser, scenario: Scenario): Offer[] {
  const project = new TestProject(parser, asWritten(scenario.files));
  const titles = new Set<string>();
  const found = findings(project);
  const worst = found[0]?.severity;
  const single = found.filter(({ severity }) => severity === worst).flatMap((finding) => project.fixes(finding).map((fix) => ({ finding, fix }))).flatMap(({ finding, fix }) => {
    if (titles.has(fix.title)) return [];
    titles.add(fix.title);
    return [offer(fix.title, scenario, project.applied(fix), claims(finding))];
  });
  return single.length === 0 ? [] : [...single, offer(ALL, scenario, allApplied(project), found.some(claims))];
}

/** Errors and warnings say that spans are lost, and so does information that somebody has switched tracing off. */
const claims = ({ severity, rule }: Finding): boolean => severity !== 'information' || rule === SWITCHED_OFF;

/** Whether no error is reported any more: a fix of one of two errors does not claim to bring spans. */
export function leavesNoError(parser: PythonParser, { scenario }: Offer): boolean {
  return new TestProject(parser, asWritten(scenario.files)).check().findings.every(({ severity }) => severity !== 'error');
}

/** A package that a fix added to the requirements is installed by the next deployment. */
function offer(title: string, scenario: Scenario, edited: ReadonlyMap<string, string>, brings: boolean): Offer {
  const { missing, ...rest } = scenario;
  const files = asNamed(scenario.files, edited);
  const installs = files.get('requirements.txt') !== scenario.files.get('requirements.txt');
  return { title, scenario: { ...rest, files, ...(missing !== undefined && !installs ? { missing } : {}) }, installs, brings };
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

/** The worst ones first. */
function findings(project: TestProject): readonly Finding[] {
  const { findings: all } = project.check();
  return SEVERITIES.flatMap((wanted) => all.filter(({ severity }) => severity === wanted));
}

/** Files that fix-all would change: none in a project that works. */
export function changedByFixAll(parser: PythonParser, { files }: Scenario): string[] {
  const project = new TestProject(parser, asWritten(files));
  return [...files.keys()].filter((file) => project.fixAll(file) !== undefined);
}
