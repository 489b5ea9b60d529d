// Dependencies in pyproject.toml: PEP 621, dependency groups, Poetry, PDM and uv; and in a Pipfile.
import { tableAt, type ConfigNode, type Table } from '../config/node';
import { parseRequirement } from './requirement';
import { canonicalName, type Context, type Entry, type Include, type Source } from './source';
import { parsePoetrySpecifiers, parseSpecifiers } from './specifiers';
import { ANY, both, type Versions } from './versions';

const NOWHERE = { start: 0, end: 0 };

/** Undefined where the file only configures tools. */
export function readPyproject(text: string, context: Context): Source | undefined {
  const root = context.toml?.(text);
  if (root?.kind !== 'table') return undefined;
  const project = tableAt(root, ['project']);
  const poetry = tableAt(root, ['tool', 'poetry']);
  if (!project && !poetry && !tableAt(root, ['dependency-groups'])) return undefined;
  const entries = [
    ...requirementsIn(valueOf(project, 'dependencies'), context, 'yes'),
    ...listsOf(tableAt(root, ['project', 'optional-dependencies']), context),
    ...listsOf(tableAt(root, ['dependency-groups']), context),
    ...listsOf(tableAt(root, ['tool', 'pdm', 'dev-dependencies']), context),
    ...requirementsIn(valueOf(tableAt(root, ['tool', 'uv']), 'dev-dependencies'), context, 'unknown'),
    ...specified(tableAt(root, ['tool', 'poetry', 'dependencies']), 'yes', parsePoetrySpecifiers),
    ...specified(tableAt(root, ['tool', 'poetry', 'dev-dependencies']), 'unknown', parsePoetrySpecifiers),
    ...groupsOf(tableAt(root, ['tool', 'poetry', 'group'])),
  ];
  const overridden = new Set(requirementsIn(valueOf(tableAt(root, ['tool', 'uv']), 'override-dependencies'), context, 'unknown').map(({ name }) => name));
  const python = pythonOf(project, poetry);
  const includes = dynamicFiles(root);
  const dynamic = valueOf(project, 'dynamic');
  const isDynamic = dynamic?.kind === 'list' && dynamic.items.some((item) => textOf(item) === 'dependencies') && includes.length === 0;
  const open = isDynamic || hasOtherSources(root);
  return { kind: 'list', entries: entries.filter(({ name }) => name !== 'python').map((entry) => (overridden.has(entry.name) ? { ...entry, versions: ANY } : entry)), includes, ...(open && { open }), ...(python && { python }) };
}

/** Packages that do not come from PyPI: of them nothing is known but the name. */
function hasOtherSources(root: Table): boolean {
  const asked = [['tool', 'uv', 'sources'], ['tool', 'hatch', 'envs']].some((path) => tableAt(root, path));
  const listed = [valueOf(tableAt(root, ['tool', 'uv']), 'index'), valueOf(tableAt(root, ['tool', 'poetry']), 'source'), valueOf(tableAt(root, ['tool', 'pdm']), 'source')].some((value) => value !== undefined);
  const direct = ['git', 'path', 'url'];
  const poetry = tableAt(root, ['tool', 'poetry', 'dependencies'])?.entries ?? [];
  const urls = valueOf(tableAt(root, ['project']), 'dependencies');
  return asked || listed || poetry.some(({ value }) => direct.some((key) => value.kind === 'table' && valueOf(value, key))) || (urls?.kind === 'list' && urls.items.some((item) => / @ /.test(textOf(item) ?? '')));
}

/** `[packages]` and `[dev-packages]`. */
export function readPipfile(text: string, { toml }: Context): Source | undefined {
  const root = toml?.(text);
  if (root?.kind !== 'table') return undefined;
  const entries = [...specified(tableAt(root, ['packages']), 'yes', parsePipfileSpecifiers), ...specified(tableAt(root, ['dev-packages']), 'unknown', parsePipfileSpecifiers)];
  const requires = tableAt(root, ['requires']);
  const python = textOf(valueOf(requires, 'python_full_version')) ?? textOf(valueOf(requires, 'python_version'));
  const versions = python === undefined ? undefined : parseSpecifiers(python.split('.').length > 2 ? `==${python}` : `==${python}.*`);
  const sources = valueOf(root, 'source');
  const open = (sources?.kind === 'list' && sources.items.length > 1) || (tableAt(root, ['packages'])?.entries ?? []).some(({ value }) => value.kind === 'table' && !valueOf(value, 'version'));
  return { kind: 'list', entries, includes: [], ...(open && { open }), ...(versions && { runsOn: versions }) };
}

const parsePipfileSpecifiers = (text: string): Versions | undefined => (text.trim() === '*' ? ANY : parseSpecifiers(text));

function requirementsIn(node: ConfigNode | undefined, { python }: Context, installed: Entry['installed']): Entry[] {
  if (node?.kind !== 'list') return [];
  return node.items.flatMap((item) => {
    const entry = item.kind === 'text' ? parseRequirement(item.value, item.at ?? NOWHERE, python) : undefined;
    return entry ? [{ ...entry, installed: installed === 'unknown' ? installed : entry.installed }] : [];
  });
}

/** Extras and groups: nobody says here which of them are installed. */
function listsOf(table: Table | undefined, context: Context): Entry[] {
  return (table?.entries ?? []).flatMap(({ value }) => requirementsIn(value, context, 'unknown'));
}

function groupsOf(groups: Table | undefined): Entry[] {
  return (groups?.entries ?? []).flatMap(({ key }) => specified(tableAt(groups!, [key, 'dependencies']), 'unknown', parsePoetrySpecifiers));
}

/** Tables of a name and a version, or of a name and a table that holds it. */
function specified(table: Table | undefined, installed: Entry['installed'], parse: (text: string) => Versions | undefined): Entry[] {
  return (table?.entries ?? []).flatMap(({ key, keyAt, value }) => {
    const alternatives = value.kind === 'list' ? value.items : [value];
    return alternatives.flatMap((one) => {
      const inner = one.kind === 'table' ? one : undefined;
      const written = textOf(one) ?? textOf(valueOf(inner, 'version'));
      const versions = (written !== undefined && parse(written)) || ANY;
      const isOptional = alternatives.length > 1 || ['optional', 'markers', 'python', 'platform', 'sys_platform', 'python_version'].some((name) => valueOf(inner, name));
      const extras = valueOf(inner, 'extras');
      const at = { start: keyAt?.start ?? 0, end: value.at?.end ?? keyAt?.end ?? 0 };
      const named = extras?.kind === 'list' ? extras.items.flatMap((item) => (item.kind === 'text' ? [canonicalName(item.value)] : [])) : [];
      return [{ name: canonicalName(key), extras: named, versions, installed: isOptional ? 'unknown' : installed, at }];
    });
  });
}

/** `dependencies = { file = ["requirements.txt"] }` of setuptools. */
function dynamicFiles(root: Table): Include[] {
  const file = valueOf(tableAt(root, ['tool', 'setuptools', 'dynamic', 'dependencies']), 'file');
  const items = file?.kind === 'list' ? file.items : file ? [file] : [];
  return items.flatMap((item) => (item.kind === 'text' ? [{ path: item.value, kind: 'requirements' as const, at: item.at ?? NOWHERE }] : []));
}

function pythonOf(project: Table | undefined, poetry: Table | undefined): Versions | undefined {
  const required = textOf(valueOf(project, 'requires-python'));
  const own = poetry && textOf(valueOf(tableAt(poetry, ['dependencies']), 'python'));
  const allowed = [required === undefined ? undefined : parseSpecifiers(required), own === undefined ? undefined : parsePoetrySpecifiers(own)].filter((one) => one !== undefined);
  return allowed.length > 0 ? allowed.reduce((a, b) => both(a, b)) : undefined;
}

function valueOf(table: Table | undefined, key: string): ConfigNode | undefined {
  return table?.entries.find((entry) => entry.key === key)?.value;
}

function textOf(node: ConfigNode | undefined): string | undefined {
  return node?.kind === 'text' ? node.value : undefined;
}
