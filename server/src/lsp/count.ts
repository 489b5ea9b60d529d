// An analysis in numbers.
import type { Severity } from '../core/report';
import type { CheckResult } from './protocol';
import type { Analysis } from './session';

export function count({ report, snapshot }: Analysis): CheckResult {
  const of = (severity: Severity): number => report.findings.filter((finding) => finding.severity === severity).length;
  const files = [...snapshot.files.values()].filter(({ kind }) => kind === 'loaded').length;
  return { error: of('error'), warning: of('warning'), information: of('information'), files, boots: report.boots.length };
}
