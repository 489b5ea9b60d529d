// Lock files: one version for each package, and which of them are installed without an extra, a group or a platform of their own.
import { readLocked, type Edge, type Locked } from './lock-lines';
import { evaluateMarker } from './markers';
import { canonicalName, type Context, type Entry, type Source } from './source';
import { parsePoetrySpecifiers, parseSpecifiers } from './specifiers';
import { ANY, either, type Answer, type Versions } from './versions';

/** What the project itself needs, and what that needs, is installed. */
export function readUvLock(text: string, context: Context): Source {
  const locked = readLocked(text);
  const isOwn = (one: Locked): boolean => /\b(virtual|editable) = "\."/.test(one.values.get('source') ?? '');
  const reached = closure(locked, locked.filter(isOwn).map(({ name }) => name), context);
  return lockOf(locked.filter((one) => !isOwn(one)), text, (one) => reached.has(one.name));
}

/** Poetry up to 1.4 wrote a category, 2.0 and later write groups; between them nothing is said. */
export function readPoetryLock(text: string, { python }: Context): Source {
  return lockOf(readLocked(text), text, ({ values }) => {
    const isMain = values.get('category') === 'main' || /"main"/.test(values.get('groups') ?? '');
    return isMain && values.get('optional') !== 'true' && holds(values.get('markers'), python) === 'yes';
  });
}

export function readPdmLock(text: string, { python }: Context): Source {
  return lockOf(readLocked(text), text, ({ values }) => /"default"/.test(values.get('groups') ?? '') && holds(values.get('marker'), python) === 'yes');
}

/** PEP 751. Extras and groups are markers here. */
export function readPylock(text: string, { python }: Context): Source {
  return lockOf(readLocked(text), text, ({ values }) => holds(values.get('marker'), python) === 'yes');
}

export function readPipfileLock(text: string, { python }: Context): Source | undefined {
  const root = json(text);
  if (!isTable(root)) return undefined;
  let from = 0;
  const entries = (['default', 'develop'] as const).flatMap((section) => {
    const table = root[section];
    from = Math.max(from, text.indexOf(`"${section}"`));
    return Object.entries(isTable(table) ? table : {}).flatMap(([name, value]): Entry[] => {
      if (!isTable(value)) return [];
      const { version, markers, extras } = value;
      from = Math.max(from, text.indexOf(JSON.stringify(name), from));
      const installed = section === 'default' && holds(typeof markers === 'string' ? markers : undefined, python) === 'yes' ? 'yes' : 'unknown';
      const named = Array.isArray(extras) ? extras.filter((extra) => typeof extra === 'string').map(canonicalName) : [];
      return [{ name: canonicalName(name), extras: named, versions: (typeof version === 'string' && parseSpecifiers(version)) || ANY, installed, at: { start: from, end: from + name.length + 2 } }];
    });
  });
  const runsOn = pythonOfPipfile(root);
  return { kind: 'lock', entries, includes: [], ...(runsOn && { runsOn }) };
}

/** What the Pipfile asks for: `{"_meta": {"requires": {"python_version": "3.13"}}}`. */
function pythonOfPipfile({ _meta: meta }: Record<string, unknown>): Versions | undefined {
  const requires = isTable(meta) && isTable(meta.requires) ? meta.requires : {};
  const [full, version] = [requires.python_full_version, requires.python_version];
  if (typeof full === 'string') return parseSpecifiers(`==${full}`);
  return typeof version === 'string' ? parseSpecifiers(`==${version}.*`) : undefined;
}

function lockOf(locked: readonly Locked[], text: string, isInstalled: (one: Locked) => boolean): Source {
  const python = pythonOf(text);
  const entries = locked.map((one): Entry => ({
    name: one.name, extras: [], versions: parseSpecifiers(`==${one.values.get('version') ?? ''}`) ?? ANY, installed: isInstalled(one) ? 'yes' : 'unknown', at: one.at,
  }));
  return { kind: 'lock', entries, includes: [], ...(python && { python }) };
}

/** Packages have such lines as well: uv's stands above them all, Poetry's in [metadata] with its carets, PDM's in a target for each platform. */
function pythonOf(text: string): Versions | undefined {
  const uv = /^requires-python = "([^"]+)"/m.exec(text.split('[[', 1)[0]!)?.[1];
  const poetry = /^\[metadata\][^[]*?^python-versions = "([^"]+)"/m.exec(text)?.[1];
  const pdm = [...text.matchAll(/^\[\[metadata\.targets\]\][^[]*?^requires_python = "([^"]+)"/gm)].map(([, required]) => parseSpecifiers(required!) ?? ANY);
  if (uv !== undefined) return parseSpecifiers(uv);
  return poetry !== undefined ? parsePoetrySpecifiers(poetry) : pdm.length > 0 ? pdm.reduce((a, b) => either(a, b)) : undefined;
}

/** Everything that `roots` need on every machine that is thought of. */
function closure(locked: readonly Locked[], roots: readonly string[], { python }: Context): Set<string> {
  const edges = new Map<string, Edge[]>();
  for (const one of locked) edges.set(one.name, [...(edges.get(one.name) ?? []), ...one.edges]);
  const reached = new Set<string>();
  const seen = new Set<string>();
  const next = roots.map((name): readonly [string, readonly string[]] => [name, []]);
  for (let one = next.pop(); one; one = next.pop()) {
    const [name, extras] = one;
    const key = `${name}[${extras.join()}]`;
    if (seen.has(key)) continue;
    seen.add(key);
    reached.add(name);
    for (const edge of edges.get(name) ?? []) {
      if ((edge.extra === undefined || extras.includes(canonicalName(edge.extra))) && holds(edge.marker, python) === 'yes') next.push([edge.name, edge.extras]);
    }
  }
  return reached;
}

function holds(marker: string | undefined, python: Versions): Answer {
  return marker === undefined ? 'yes' : evaluateMarker(marker, python);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return undefined;
  }
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
