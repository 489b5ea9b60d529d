// `--format json`: version 1. Lines and columns are 1-based, columns count UTF-16 units.
import { messageText, type Timeline } from '../core/report';
import type { Span } from '../core/text/span';
import type { Reported, Result, Sources } from './result';

/** The whole report as one JSON text. */
export function writeJson({ reported, boots, sources }: Result): string {
  const document = {
    version: 1,
    findings: reported.map((one) => findingJson(one, sources)),
    boots: boots.map((boot) => bootJson(boot, sources)),
  };
  return JSON.stringify(document, null, 2);
}

/** The start-up order alone. */
export function writeTimelinesJson({ boots, sources }: Result): string {
  return JSON.stringify({ version: 1, boots: boots.map((boot) => bootJson(boot, sources)) }, null, 2);
}

function findingJson({ finding, fixes }: Reported, sources: Sources): object {
  const { rule, severity, at, message, related, boots } = finding;
  return {
    rule, severity, file: sources.name(at.file), range: rangeJson(at, sources), message: messageText(message),
    related: related.map((one) => ({ file: sources.name(one.at.file), range: rangeJson(one.at, sources), message: one.message })),
    boots,
    fixes: fixes.map(({ title, safety }) => ({ title, safety })),
  };
}

function rangeJson(span: Span, sources: Sources): object {
  const place = (offset: number): object => {
    const { line, character } = sources.position(span.file, offset);
    return { line: line + 1, column: character + 1 };
  };
  return { start: place(span.start), end: place(span.end) };
}

function bootJson({ name, entry, launch, processes }: Timeline, sources: Sources): object {
  return {
    name,
    entry: sources.name(entry),
    ...(launch && { launch: { ...lineJson(launch.at, sources), where: launch.where } }),
    processes: processes.map((process) => ({
      name: process.name,
      steps: process.steps.map(({ event, at, via }) => ({ event, ...lineJson(at, sources), via: via.map((span) => lineJson(span, sources)) })),
    })),
  };
}

/** What a server itself does, such as the fork, stands in no file. */
function lineJson(span: Span | undefined, sources: Sources): object {
  if (!span) return { file: null, line: null };
  return { file: sources.name(span.file), line: sources.position(span.file, span.start).line + 1 };
}
