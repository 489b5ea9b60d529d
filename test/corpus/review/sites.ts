// Finds, by text alone, where Python files of a repository instrument Django: what the replay is compared with.
import { readFileSync } from 'node:fs';
import { walk } from '../../../server/src/host/walk';
import { fromPath } from '../../../server/src/host/uris';
import type { Uri } from '../../../server/src/core/text/span';

/** One line that calls something which instruments Django. */
export interface Site {
  readonly file: Uri;
  /** 0-based. */
  readonly line: number;
  readonly text: string;
}

/** A file that has none of these names does not instrument Django itself. */
const MENTIONS = /DjangoInstrumentor|instrumentation\.django|instrumentation\.auto_instrumentation|azure\.monitor|logfire|splunk_otel|uptrace|configure_opentelemetry|opentelemetry_instrumentor/;

/** Calls that instrument Django, or may. */
const CALLS = /\.\s*instrument\s*(\(|$|#)|instrument_django\s*\(|configure_azure_monitor\s*\(|(init|start)_splunk_otel\s*\(|uptrace\.configure_opentelemetry\s*\(|(?<![.\w])initialize\s*\(|import sitecustomize/;

const NOT_CALLS = /^\s*(#|"""|'''|def )|logg(er|ing)\b.*["']/;

/** Instrumentors of other libraries: `RedisInstrumentor().instrument()`. */
const OTHER = /\b(?!Django)\w+Instrumentor\(\)\s*\.instrument/;

/** The lines of every Python file below `folder` that instrument Django, as text shows it; comments are left out. */
export async function findSites(folder: string): Promise<Site[]> {
  const files = await walk(folder, () => (name) => name.endsWith('.py'));
  return files.flatMap((file) => {
    const text = read(file);
    if (!MENTIONS.test(text)) return [];
    return text.split(/\r?\n/).flatMap((line, i) => (CALLS.test(line) && !NOT_CALLS.test(line) && !OTHER.test(line) ? [{ file: fromPath(file), line: i, text: line.trim() }] : []));
  });
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // a broken link, or not ours to read
  }
}
