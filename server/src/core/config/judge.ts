// What settings and comments make of the findings: some go, some get another severity, and mistakes in both are reported.
import type { Detection } from '../analyze';
import { sayProblem, configurationRule } from '../rules/configuration';
import type { Project } from '../rules/rule';
import type { Finding, Fix } from '../report';
import { isExcluded, levelOf, runs, type Configuration } from './configuration';
import type { Configurations } from './configurations';
import type { Problem } from './read';
import { suppressed } from './suppress';

/** @param found what the rules found, whatever the settings say */
export function judge(found: readonly Detection[], project: Project, configurations: Configurations): Detection[] {
  const asked = suppressed(found, project, (rule, file) => runs(configurations.for(file), rule, file));
  const left = asked.flatMap((detection) => levelled(detection, configurations.for(detection.finding.at.file)));
  const problems = configurations.problems().filter(({ file }) => runs(configurations.for(file), configurationRule.id, file, true));
  return [...left, ...problems.map(({ file, problem }) => toDetection(problem, file, configurations.for(file), project))];
}

function levelled(detection: Detection, configuration: Configuration): Detection[] {
  const { finding } = detection;
  const level = isExcluded(configuration, finding.at.file) ? 'off' : levelOf(configuration, finding.rule, finding.at.file, finding.severity);
  if (level === 'off') return [];
  return level === finding.severity ? [detection] : [{ ...detection, finding: { ...finding, severity: level } }];
}

function toDetection(problem: Problem, file: string, { severity }: Configuration, { files }: Project): Detection {
  const { start, end } = problem.at ?? { start: 0, end: 0 };
  const set = severity?.value[configurationRule.id];
  const level = set === undefined || set === 'off' ? configurationRule.severity : set;
  const finding: Finding = { rule: configurationRule.id, severity: level, at: { file, start, end }, message: sayProblem(problem), related: [], boots: [] };
  const fixes = (): Fix[] => {
    const { meant } = problem;
    if (meant === undefined) return [];
    const quote = /^["']/.exec(files.text(file)?.slice(start) ?? '')?.[0] ?? '';
    return [{ title: `Write ${meant}`, safety: 'review', edits: [{ file, start, end, text: `${quote}${meant}${quote}` }] }];
  };
  return { finding, boots: [], proven: configurationRule.severity, fixes };
}
