// An analysis as the report writers take it, with names of files as people know them from their editor.
import { textOf } from '../core/project/snapshot';
import type { Finding, Timeline } from '../core/report';
import type { Uri } from '../core/text/span';
import { basename, isWithin, relative } from '../core/text/uri';
import { Sources, type Result } from '../report/result';
import type { Analysis } from './session';

/** Fixes are left out: finding them takes time, and nothing that is written from this shows them. */
export function resultOf(analysis: Analysis): Result {
  const { report } = analysis;
  const sources = sourcesOf(analysis);
  const boots = report.boots.map((boot) => ({ ...boot, name: bootName(boot, analysis, sources) }));
  return {
    reported: report.findings.map((finding) => ({ finding: { ...finding, boots: bootsOf(finding, analysis).map((index) => boots[index]!.name) }, fixes: [] })),
    boots,
    sources,
  };
}

/** A boot is named after its entry in its folder; with several folders another one may have that name as well. */
function bootName({ name, entry }: Timeline, analysis: Analysis, sources: Sources): string {
  const folder = folderOf(analysis, entry);
  return folder === undefined ? name : name.replace(relative(entry, folder), sources.name(entry));
}

/** Indexes of the boots that a finding names: those of its own folder. */
function bootsOf({ at, boots }: Finding, analysis: Analysis): number[] {
  const folder = folderOf(analysis, at.file);
  return analysis.report.boots.flatMap(({ name, entry }, i) => (boots.includes(name) && folderOf(analysis, entry) === folder ? [i] : []));
}

/** Files are named by their path in the workspace folder, which is named too where there are several. */
function sourcesOf(analysis: Analysis): Sources {
  const several = analysis.snapshot.folders.length > 1;
  const name = (uri: Uri): string => {
    const folder = folderOf(analysis, uri);
    if (folder === undefined) return uri;
    return several ? `${basename(folder)}/${relative(uri, folder)}` : relative(uri, folder);
  };
  return new Sources(name, (uri) => textOf(analysis.snapshot, uri));
}

function folderOf({ snapshot }: Analysis, uri: Uri): Uri | undefined {
  return snapshot.folders.filter((folder) => isWithin(uri, folder)).sort((a, b) => b.length - a.length)[0];
}
