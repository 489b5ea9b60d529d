// Set-up code that is there already in modules that the entrypoints import, or in gunicorn's configuration: it stays, and is mentioned.
import type { Uri } from '../text/span';
import { basename, dirname, isWithin, join, relative } from '../text/uri';
import type { Reader } from './reader';
import type { TracingTarget } from './types';

const IMPORT = /^[ \t]*(?:from[ \t]+(\.*[\w.]*)[ \t]+import\b|import[ \t]+([\w.]+))/gm;
const SETS_UP = /\bDjangoInstrumentor\b|\bset_tracer_provider\b/;

/** One note for each file; at most one import away from an entrypoint. */
export function otherSetUp(reader: Reader, target: TracingTarget): string[] {
  const notes = new Map<Uri, string>();
  const entrypoints = [target.wsgi, target.asgi, target.manage].filter((file) => file !== undefined);
  const configurations = gunicornFiles(reader, target);
  for (const file of configurations) if (setsUp(reader, file)) notes.set(file, note(target, file, file));
  for (const file of [...entrypoints, ...configurations]) {
    for (const module of imported(reader, target, file)) {
      if (!entrypoints.includes(module) && !notes.has(module) && setsUp(reader, module)) notes.set(module, note(target, module, file));
    }
  }
  return [...notes.values()];
}

function gunicornFiles(reader: Reader, { root }: TracingTarget): Uri[] {
  return reader.snapshot.named.filter((uri) => basename(uri) === 'gunicorn.conf.py' && isWithin(uri, root));
}

const setsUp = (reader: Reader, file: Uri): boolean => SETS_UP.test(reader.text(file) ?? '');

/** Modules of the project, without tracing.py itself. */
function imported(reader: Reader, target: TracingTarget, file: Uri): Uri[] {
  const names = [...(reader.text(file) ?? '').matchAll(IMPORT)].map((match) => match[1] ?? match[2]);
  const files = names.flatMap((name) => candidates(target.root, file, name));
  return files.filter((uri, index) => uri !== target.tracing && files.indexOf(uri) === index && reader.exists(uri));
}

function candidates(root: Uri, file: Uri, name: string): Uri[] {
  const [, dots, rest] = /^(\.*)(.*)$/.exec(name)!;
  const folder = dots === '' ? root : join(dirname(file), '../'.repeat(dots.length - 1));
  const path = rest.replaceAll('.', '/');
  return path === '' || !isWithin(folder, root) ? [] : [join(folder, `${path}.py`), join(folder, `${path}/__init__.py`)];
}

function note({ root }: TracingTarget, file: Uri, importer: Uri): string {
  const who = file === importer ? relative(file, root) : `${relative(file, root)}, which ${relative(importer, root)} imports,`;
  return `${who} sets up OpenTelemetry as well. The first set-up that runs wins; remove the old one once tracing.py does the work.`;
}
