// How the tests of a Django project start: conftest.py that has to do with tracing, under pytest-django with what its configuration says.
import type { TomlParser } from '../config/node';
import { CONFTESTS, PYTEST_FILES, PYTEST_OPTIONS, SETTINGS_OPTION } from '../knowledge/pytest';
import { readToml } from '../launch/data';
import { readIni } from '../launch/ini';
import type { YamlNode } from '../syntax/yaml';
import { ancestors, join } from '../text/uri';
import type { Span, Uri } from '../text/span';
import type { DjangoProject } from './django-projects';
import type { Files } from './view';

export interface TestRun {
  readonly root: Uri;
  readonly conftest: Uri;
  /** What the configuration names; undefined: the environment or a command line does, or nothing. */
  readonly settings: { readonly module: string; readonly at: Span } | undefined;
}

/** Tests of each project; of those that have nothing to do with tracing only the names of two files are asked for. */
export function testsOf(files: Files, projects: readonly DjangoProject[], toml: TomlParser | undefined): TestRun[] {
  return projects.flatMap(({ root, folder }) => CONFTESTS.map((name) => join(root, name)).flatMap((conftest): TestRun[] => {
    if (files.state(conftest) !== 'loaded' || !files.mentions(conftest, 'mentionsTracing')) return [];
    return [{ root, conftest, settings: configured(files, ancestors(conftest, folder), toml) }];
  }));
}

/** pytest takes the configuration of the nearest folder that has one. */
function configured(files: Files, folders: readonly Uri[], toml: TomlParser | undefined): TestRun['settings'] {
  for (const folder of folders) {
    for (const { name, format, section, alone } of PYTEST_FILES) {
      const file = join(folder, name);
      const text = files.state(file) === 'loaded' ? files.content(file) : undefined;
      const values = text === undefined ? undefined : format === 'ini' ? fromIni(text, section[0]!) : fromToml(text, section, toml);
      if (values) return settingsIn(values, file);
      if (alone && text !== undefined) return undefined;
    }
  }
  return undefined;
}

/** Values of a section, by key. */
type Values = ReadonlyMap<string, { readonly text: string; readonly start: number; readonly end: number }>;

function settingsIn(values: Values, file: Uri): TestRun['settings'] {
  const options = values.get(PYTEST_OPTIONS);
  const option = options && SETTINGS_OPTION.exec(options.text)?.[1];
  const named = option === undefined ? values.get('DJANGO_SETTINGS_MODULE') : { ...options!, text: option };
  return named && /^[A-Za-z_][\w.]*$/.test(named.text) ? { module: named.text, at: { file, start: named.start, end: named.end } } : undefined;
}

function fromIni(text: string, section: string): Values | undefined {
  const found = readIni(text, { continued: 'indentation', sign: /[=:]/, comment: /(^|\s)[#;]/ }).find(({ name }) => name === section);
  return found && new Map(found.entries.flatMap(({ key, value, at }) => (value ? [[key, { text: value.text, start: at.start, end: at.end }] as const] : [])));
}

function fromToml(text: string, section: readonly string[], parse: TomlParser | undefined): Values | undefined {
  const root = parse && readToml(text, parse);
  const found = section.reduce<YamlNode | undefined>((node, key) => (node?.kind === 'map' ? node.entries.find((entry) => entry.key === key)?.value : undefined), root);
  if (found?.kind !== 'map') return undefined;
  return new Map(found.entries.map(({ key, keyAt, value }) => [key, { text: textOf(value), start: keyAt.start, end: Math.max(keyAt.end, value.at.end) }] as const));
}

/** Options may be a list. */
const textOf = (node: YamlNode): string => (node.kind === 'scalar' ? node.text : node.kind === 'list' ? node.items.map(textOf).join(' ') : '');
