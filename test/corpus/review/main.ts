// Checks every repository of a folder and prints what a person has to judge. Arguments: FOLDER [TEXT...].
import { existsSync, readdirSync } from 'node:fs';
import * as path from 'node:path';
import { analyze, type Analysis } from '../../../server/src/core/analyze';
import { newMemory } from '../../../server/src/core/memory';
import type { Finding } from '../../../server/src/core/report';
import type { PythonParser } from '../../../server/src/core/syntax/parser';
import { LineIndex } from '../../../server/src/core/text/lines';
import { relative } from '../../../server/src/core/text/uri';
import type { Uri } from '../../../server/src/core/text/span';
import { NodeHost } from '../../../server/src/host/node';
import { settle } from '../../../server/src/host/settle';
import { fromPath } from '../../../server/src/host/uris';
import { loadLaunchParsers } from '../../../server/src/parsers/launch';
import { loadParser } from '../../../server/src/parsers/load';
import { explainSilence } from './silence';
import { launchLines } from './launches';
import { findSites, type Site } from './sites';

/** Lines of context around a finding. */
const CONTEXT = 4;

interface Totals { repositories: number; sites: number; reported: number; findings: number; crashes: number }

async function main([folder, ...selection]: readonly string[]): Promise<void> {
  const parser = await loadParser({ preferNative: true });
  const totals: Totals = { repositories: 0, sites: 0, reported: 0, findings: 0, crashes: 0 };
  for (const name of readdirSync(folder!).sort().filter((one) => selection.length === 0 || selection.some((text) => one.includes(text)))) {
    if (!existsSync(path.join(folder!, name, '.'))) continue;
    totals.repositories++;
    console.log(`\n=== ${name}`);
    try {
      await review(path.join(folder!, name), parser, totals);
    } catch (error) {
      totals.crashes++;
      console.log(`CRASH ${error instanceof Error ? error.stack : String(error)}`);
    }
  }
  console.log(`\n${totals.repositories} repositories, ${totals.sites} instrument() calls, ${totals.reported} of them with a finding, ${totals.findings} findings, ${totals.crashes} crashes`);
}

async function review(folder: string, parser: PythonParser, totals: Totals): Promise<void> {
  const root = fromPath(folder);
  const host = new NodeHost(() => [root]);
  const launch = await loadLaunchParsers();
  const started = process.cpuUsage();
  const named = await host.discover([root]);
  const memory = newMemory(parser, launch.toml, launch);
  const { value: analysis } = await settle({ folders: [root], named }, (uri) => host.read(uri), (snapshot) => {
    const value = analyze(snapshot, memory);
    return { value, wanted: [...value.project.files.wanted] };
  });
  const { user, system } = process.cpuUsage(started);
  const time = (user + system) / 1000;
  const name = (uri: Uri) => relative(uri, root);
  const { projects, boots } = analysis.project;
  console.log(`${time.toFixed(0)} ms of processor time; projects: ${projects.map((project) => name(project.root) === root ? '.' : name(project.root) || '.').join(' ') || 'none'}; boots: ${boots.map((boot) => `${boot.name}${boot.claimed ? '' : ' (not claimed)'} ${boot.paths.length}`).join(', ')}`);
  for (const line of launchLines(analysis, name)) console.log(line);
  const findings = analysis.detections.map(({ finding }) => finding);
  for (const finding of findings) console.log(findingText(finding, analysis, name));
  totals.findings += findings.length;
  for (const site of await findSites(folder)) describeSite(site, findings, analysis, name, totals);
}

function describeSite(site: Site, findings: readonly Finding[], analysis: Analysis, name: (uri: Uri) => string, totals: Totals): void {
  totals.sites++;
  const about = findings.filter((finding) => [finding.at, ...finding.related.map(({ at }) => at)].some(({ file, start, end }) => file === site.file && covers(analysis, file, start, end, site.line)));
  if (about.length > 0) totals.reported++;
  const state = about.length > 0 ? `reported: ${about.map(({ rule, severity }) => `${severity} ${rule}`).join(', ')}` : 'SILENT';
  console.log(`  ${name(site.file)}:${site.line + 1}  ${site.text}\n      ${state}`);
  if (!about.some(({ severity }) => severity !== 'information')) for (const line of explainSilence(site, analysis, name)) console.log(`      ${line}`);
}

function covers({ project: { files } }: Analysis, file: Uri, start: number, end: number, line: number): boolean {
  const lines = new LineIndex(files.text(file) ?? '');
  return lines.position(start).line <= line && line <= lines.position(end).line;
}

function findingText({ severity, rule, at, message, boots }: Finding, { project: { files } }: Analysis, name: (uri: Uri) => string): string {
  const lines = new LineIndex(files.text(at.file) ?? '');
  const line = lines.position(at.start).line;
  const shown = Array.from({ length: 2 * CONTEXT + 1 }, (_, i) => line - CONTEXT + i).filter((i) => i >= 0 && i < lines.lineCount);
  return [`${severity.toUpperCase()} ${rule} ${name(at.file)}:${line + 1}  [${boots.join(', ')}]`, `  ${message.what}`, ...shown.map((i) => `  ${i === line ? '>' : ' '} ${i + 1} | ${lines.line(i)}`)].join('\n');
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
