// Finds the Django projects of a workspace for which tracing.py can be generated.
import type { Answer } from '../checker';
import type { Snapshot } from '../project/snapshot';
import type { PythonParser } from '../syntax/parser';
import type { Uri } from '../text/span';
import { ancestors, basename, dirname, isWithin, join, relative } from '../text/uri';
import { readEntrypoint, type Entrypoint } from './entrypoint';
import { Reader } from './reader';
import { serviceNameFor } from './service-name';
import type { TracingTarget } from './types';

/** Every Django project with a wsgi.py or asgi.py, in the order of their files. */
export function tracingTargets(parser: PythonParser, snapshot: Snapshot): Answer<readonly TracingTarget[]> {
  const reader = new Reader(snapshot);
  const value = findTargets(parser, reader);
  return { value, wanted: reader.wanted };
}

interface Candidate {
  readonly kind: 'wsgi' | 'asgi';
  readonly file: Uri;
  readonly module: string | undefined;
}

interface Located extends Candidate {
  readonly root: Uri;
  readonly package: string;
  readonly manage: Uri | undefined;
  readonly settingsModule: string | undefined;
}

/** As `tracingTargets`, reading through a reader that the caller keeps. */
export function findTargets(parser: PythonParser, reader: Reader): TracingTarget[] {
  const named = [...reader.snapshot.named].sort();
  const manages = named.filter((uri) => basename(uri) === 'manage.py' && isDjango(reader, uri));
  const located = named.flatMap((file) => {
    const kind = basename(file) === 'wsgi.py' ? 'wsgi' : basename(file) === 'asgi.py' ? 'asgi' : undefined;
    if (!kind || !isDjango(reader, file)) return [];
    return locate(parser, reader, manages, { kind, file, module: namedModule(parser, reader, file) });
  });
  return group(reader, located);
}

const isDjango = (reader: Reader, uri: Uri): boolean => /\b(django|DJANGO|configurations|channels)/.test(reader.text(uri) ?? '');

/** The last literal settings module of an entrypoint. */
function namedModule(parser: PythonParser, reader: Reader, uri: Uri): string | undefined {
  const text = reader.text(uri);
  if (text === undefined) return undefined;
  const entry: Entrypoint = readEntrypoint(parser, text);
  return entry.settings.map(({ module }) => module).filter((module) => module !== undefined && isDottedName(module)).at(-1);
}

function isDottedName(text: string): boolean {
  return /^[\p{L}_][\p{L}\p{N}_]*(\.[\p{L}_][\p{L}\p{N}_]*)*$/u.test(text);
}

function locate(parser: PythonParser, reader: Reader, manages: readonly Uri[], entry: Candidate): Located[] {
  const folder = dirname(entry.file);
  const top = reader.folderOf(entry.file)!;
  const manage = manages.filter((uri) => isWithin(folder, dirname(uri)) && isWithin(uri, top)).sort((a, b) => b.length - a.length)[0];
  const fallback = manage && namedModule(parser, reader, manage);
  const root = [entry.module, fallback].reduce<Uri | undefined>((found, module) => found ?? rootOf(reader, entry.file, top, module), undefined)
    ?? (manage ? dirname(manage) : outermostPackageParent(reader, folder, top));
  const settingsModule = entry.module ?? fallback ?? settingsBeside(reader, root, folder);
  const name = folder === root ? packageOfSettings(reader, root, settingsModule) : relative(folder, root).replaceAll('/', '.');
  return name === '' || isDottedName(name) ? [{ ...entry, root, package: name, manage, settingsModule }] : [];
}

/** The nearest folder from which the settings module can be imported. */
function rootOf(reader: Reader, file: Uri, top: Uri, module: string | undefined): Uri | undefined {
  if (module === undefined) return undefined;
  return ancestors(file, top).find((folder) => moduleExists(reader, folder, module));
}

function moduleExists(reader: Reader, root: Uri, module: string): boolean {
  const path = module.replaceAll('.', '/');
  return reader.exists(join(root, `${path}.py`)) || reader.exists(join(root, `${path}/__init__.py`));
}

function outermostPackageParent(reader: Reader, folder: Uri, top: Uri): Uri {
  let current = folder === top ? folder : dirname(folder);
  while (current !== top && reader.exists(join(current, '__init__.py'))) current = dirname(current);
  return current;
}

/** `settings.py` or `settings/__init__.py` in the entrypoint's own package, where nothing names a module. */
function settingsBeside(reader: Reader, root: Uri, folder: Uri): string | undefined {
  const prefix = folder === root ? '' : `${relative(folder, root).replaceAll('/', '.')}.`;
  return moduleExists(reader, root, `${prefix}settings`) ? `${prefix}settings` : undefined;
}

/** An entrypoint that lies beside the package: tracing.py goes where the settings are. */
function packageOfSettings(reader: Reader, root: Uri, settingsModule: string | undefined): string {
  const segments = (settingsModule ?? '').split('.').slice(0, -1);
  if (segments.at(-1) === 'settings') segments.pop();
  const name = segments.join('.');
  return name !== '' && moduleExists(reader, root, settingsModule!) ? name : '';
}

/** Entrypoints that share a tracing.py are one target. */
function group(reader: Reader, located: readonly Located[]): TracingTarget[] {
  const targets = new Map<Uri, TracingTarget>();
  for (const { kind, file, root, package: name, manage, settingsModule } of located) {
    const tracing = join(root, [...name.split('.'), 'tracing.py'].join('/'));
    const known = targets.get(tracing);
    // What wsgi.py names is preferred: it is the production entrypoint in most projects.
    const preferred = kind === 'wsgi' ? settingsModule ?? known?.settingsModule : known?.settingsModule ?? settingsModule;
    targets.set(tracing, {
      ...known, root, package: name, tracing, manage, settingsModule: preferred, [kind]: known?.[kind] ?? file,
      exists: reader.exists(tracing), defaultServiceName: serviceNameFor(name, root, reader.folderOf(file)!),
    });
  }
  return [...targets.values()];
}
