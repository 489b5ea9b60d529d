// The findings, fixes and boots of all checked workspaces as one result for the report writers.
import { Sources, type Reported, type Result } from '../report/result';
import { launchName, type Timeline } from '../core/report';
import type { Name } from './naming';
import type { Workspace } from './workspace';

/** Information alone leaves a project clean. */
export const isProblem = ({ finding }: Reported): boolean => finding.severity !== 'information';

/** All workspaces' findings in one list; what lies in two workspaces is listed once. */
export async function collect(workspaces: readonly Workspace[], name: Name): Promise<Result> {
  const sources = new Sources(name, (uri) => workspaces.map((workspace) => workspace.text(uri)).find((text) => text !== undefined));
  const reported = new Map<string, Reported>();
  const boots = new Map<string, Result['boots'][number]>();
  for (const workspace of workspaces) {
    const report = await workspace.check();
    const names = new Map(report.boots.map((boot) => [boot.name, nameOf(boot, name)]));
    for (const boot of report.boots) boots.set(names.get(boot.name)!, { ...boot, name: names.get(boot.name)! });
    for (const finding of report.findings) {
      const { file, start, end } = finding.at;
      const renamed = { ...finding, boots: finding.boots.map((boot) => names.get(boot) ?? boot) };
      reported.set(`${finding.rule} ${file} ${start} ${end}`, { finding: renamed, fixes: await workspace.fixes(finding) });
    }
  }
  const ordered = [...reported.values()].sort((a, b) => compare(name(a.finding.at.file), name(b.finding.at.file)) || a.finding.at.start - b.finding.at.start || compare(a.finding.rule, b.finding.rule));
  return { reported: ordered, boots: [...boots.values()], sources };
}

/** A boot is named after its entry or its launch file, and files of several workspaces may have the same name in each. */
function nameOf({ name: own, entry, launch }: Timeline, name: Name): string {
  const kind = own.slice(0, own.indexOf(':'));
  return launch ? launchName(kind, name(launch.file), launch.where) : `${kind}:${name(entry)}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
